#include "core/models/foreign_models.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <initializer_list>
#include <string_view>

namespace oneshot {
namespace fs = std::filesystem;
namespace {

std::string extensionOf(const fs::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return extension;
}

std::string firstBytes(const fs::path& path) {
    std::string bytes(8, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

bool isAnyOf(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::string foreignModelKind(const fs::path& path) {
    std::error_code none;
    if (fs::is_directory(path, none)) {
        if (fs::exists(path / "weights.safetensors", none) && fs::exists(path / "model.pt", none))
            return "an export of this program for Python";
        return fs::exists(path / "saved_model.pb", none) ? "a TensorFlow model" : "";
    }
    const std::string bytes = firstBytes(path), extension = extensionOf(path);
    if (bytes.starts_with("\x89HDF")) return "an HDF5 file, of Keras as it seems";
    if (bytes.starts_with("GGUF")) return "a GGUF file";
    if (bytes.starts_with("\x93NUMPY") || extension == ".npz") return "a NumPy file";
    if (extension == ".keras") return "a Keras file";
    if (extension == ".onnx") return "an ONNX file";
    const bool ownLength = bytes.ends_with(std::string(4, '\0'));  // of a safetensors header, which may look like one
    const bool pickle = !ownLength && (bytes.starts_with("\x80\x02") || bytes.starts_with("\x80\x04"));
    if (isAnyOf(extension, {".pt", ".pth", ".ckpt"}) || pickle) return "a PyTorch file";
    return "";
}

}  // namespace oneshot
