#include "core/models/safetensors.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/data/error.h"

namespace oneshot {
namespace {

constexpr std::uint64_t mostHeaderBytes = 100'000'000;  // the format's own limit

std::size_t itemSize(const std::string& dtype) {
    if (dtype == "F32" || dtype == "I32") return 4;
    if (dtype == "F64" || dtype == "I64") return 8;
    return 0;
}

/// Shape times item size; nullopt-like 0 is a sound size too, so overflow and negative sizes are told by `sound`.
std::uint64_t byteCount(const std::vector<std::int64_t>& shape, std::size_t item, bool& sound) {
    std::uint64_t count = item;
    for (const std::int64_t side : shape) {
        if (side < 0 || __builtin_mul_overflow(count, static_cast<std::uint64_t>(side), &count)) sound = false;
    }
    return count;
}

}  // namespace

SafeTensors readSafeTensors(const std::filesystem::path& path) {
    const auto bad = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, path.string(), problem,
                     "Choose another checkpoint, or make it again; safetensors files are never repaired.");
    };
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path)) throw bad("it cannot be opened as a file of weights");
    std::error_code failed;
    const std::uint64_t fileSize = std::filesystem::file_size(path, failed);
    std::uint64_t headerSize = 0;
    if (failed || !file.read(reinterpret_cast<char*>(&headerSize), 8) || headerSize > mostHeaderBytes ||
        headerSize > fileSize - 8)
        throw bad("it is no safetensors file, or was cut short");
    std::string header(headerSize, '\0');
    if (!file.read(header.data(), static_cast<std::streamsize>(headerSize))) throw bad("its header cannot be read");

    SafeTensors content;
    const std::uint64_t dataSize = fileSize - 8 - headerSize;
    std::uint64_t used = 0;
    try {
        const nlohmann::json json = nlohmann::json::parse(header);
        for (const auto& [name, entry] : json.items()) {
            if (name == "__metadata__") {
                entry.get_to(content.metadata);
                continue;
            }
            TensorBytes tensor{entry.at("dtype"), entry.at("shape"), {}};
            const auto offsets = entry.at("data_offsets").get<std::vector<std::uint64_t>>();
            const std::size_t item = itemSize(tensor.dtype);
            bool sound = item > 0 && offsets.size() == 2 && offsets[0] <= offsets[1] && offsets[1] <= dataSize;
            if (!sound || byteCount(tensor.shape, item, sound) != offsets[1] - offsets[0] || !sound)
                throw bad("its tensor " + name + " has a wrong type, shape or place");
            tensor.bytes.resize(offsets[1] - offsets[0]);
            file.seekg(static_cast<std::streamoff>(8 + headerSize + offsets[0]));
            if (!file.read(reinterpret_cast<char*>(tensor.bytes.data()),
                           static_cast<std::streamsize>(tensor.bytes.size())))
                throw bad("its tensor " + name + " cannot be read");
            used += tensor.bytes.size();
            content.tensors.emplace(name, std::move(tensor));
        }
    } catch (const nlohmann::json::exception&) {
        throw bad("its header is no sound JSON of the format");
    }
    if (used != dataSize) throw bad("its length does not match its tensors; it was cut short or altered");
    return content;
}

void writeSafeTensors(const std::filesystem::path& path, const SafeTensors& content) {
    nlohmann::json header{{"__metadata__", content.metadata}};  // std::map below: keys sorted, so equal bytes
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : content.tensors) {
        header[name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {offset, offset + tensor.bytes.size()}}};
        offset += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');  // tensors begin aligned
    const std::uint64_t headerSize = text.size();

    const std::filesystem::path beside = path.string() + ".part";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const auto fail = [&](const char* doing) {
        const std::string reason = std::strerror(errno);
        if (file >= 0) ::close(file);
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        return Error(ErrorCode::Failed, path.string(), std::string("could not ") + doing + " the weights: " + reason,
                     "Make room or choose another folder; the file that was there is unchanged.");
    };
    if (file < 0) throw fail("create");
    const auto write = [&](const void* data, std::size_t size) {
        const char* next = static_cast<const char*>(data);
        while (size > 0) {
            const ssize_t written = ::write(file, next, size);
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) throw fail("write");
            next += written;
            size -= static_cast<std::size_t>(written);
        }
    };
    write(&headerSize, 8);
    write(text.data(), text.size());
    for (const auto& [name, tensor] : content.tensors) write(tensor.bytes.data(), tensor.bytes.size());
    if (::fsync(file) != 0) throw fail("store");
    ::close(file);
    std::error_code failed;
    std::filesystem::rename(beside, path, failed);
    if (failed) {
        errno = failed.value();
        throw Error(ErrorCode::Failed, path.string(), "could not replace the weights: " + failed.message());
    }
}

}  // namespace oneshot
