#include "core/models/safetensors.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <tuple>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/base/strict_json.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t maxHeaderBytes = 100'000'000;  // the format's own limit
constexpr std::uint64_t maxFileBytes = std::uint64_t{8} << 30;
constexpr const char* metadataKey = "__metadata__";

std::size_t itemSize(const std::string& dtype) {
    if (dtype == "F16" || dtype == "BF16") return 2;
    if (dtype == "F32" || dtype == "I32") return 4;
    if (dtype == "F64" || dtype == "I64") return 8;
    return 0;
}

/// Shape times item size; nullopt where a side is negative or the sides other than 0 multiply to too much.
std::optional<std::uint64_t> byteCount(const std::vector<std::int64_t>& shape, std::size_t item) {
    std::uint64_t count = item;
    for (const std::int64_t side : shape)
        if (side < 0 || __builtin_mul_overflow(count, std::max<std::uint64_t>(side, 1), &count)) return {};
    return std::ranges::count(shape, 0) > 0 ? 0 : count;
}

constexpr const char* contentKey = "sha256";  ///< in the metadata: contentHash

/// Over all of the content, so that no bit of it can change unseen.
std::string contentHash(const SafeTensors& content) {
    Sha256 hash;
    for (const auto& [key, text] : content.metadata) {
        hash.add(std::string_view(key));
        hash.add(std::string_view(text));
    }
    for (const auto& [name, tensor] : content.tensors) {
        hash.add(std::string_view(name));
        hash.add(std::string_view(tensor.dtype));
        for (const std::int64_t side : tensor.shape) hash.add(static_cast<std::uint64_t>(side));
        hash.add(std::span(tensor.bytes));
    }
    return Sha256::hex(hash.digest());
}

Error bad(const fs::path& path, const std::string& problem) {
    return {ErrorCode::BadData, path.string(), problem,
            "Choose another checkpoint, or make it again; safetensors files are never repaired."};
}

Unreadable unreadable(const fs::path& path, const std::string& problem) {
    return Unreadable({ErrorCode::BadData, path.string(), problem,
                       "Check the path and its permissions, or choose another checkpoint."});
}

/// A file whose header is read: its tensors follow.
struct OpenSafeTensors {
    std::ifstream file;
    nlohmann::json header;
    std::uint64_t dataSize = 0;
};

OpenSafeTensors openSafeTensors(const fs::path& path) {
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) throw unreadable(path, "it is no file");
    OpenSafeTensors open{std::ifstream(path, std::ios::binary), {}, 0};
    if (!open.file) throw unreadable(path, "it cannot be opened");
    const std::uint64_t fileSize = fs::file_size(path, failed);
    std::uint64_t headerSize = 0;
    if (failed || (fileSize >= 8 && !open.file.read(reinterpret_cast<char*>(&headerSize), 8)))
        throw unreadable(path, "it cannot be read");
    if (fileSize < 8 || headerSize > maxHeaderBytes || headerSize > fileSize - 8)
        throw bad(path, "it is no safetensors file, or was cut short");
    if (fileSize > maxFileBytes) throw unreadable(path, "it is larger than " + std::to_string(maxFileBytes) + " bytes");
    std::string header(headerSize, '\0');
    if (!open.file.read(header.data(), static_cast<std::streamsize>(headerSize)))
        throw unreadable(path, "its header cannot be read");
    try {
        open.header = parseStrictJson<nlohmann::json>(header);
    } catch (const nlohmann::json::exception& error) {
        throw bad(path, "its header is not sound: " + problemOf(error));
    }
    open.dataSize = fileSize - 8 - headerSize;
    return open;
}

}  // namespace

std::map<std::string, std::string> readSafeTensorsMetadata(const fs::path& path) try {
    std::map<std::string, std::string> metadata;
    const nlohmann::json header = openSafeTensors(path).header;
    if (header.contains(metadataKey)) header.at(metadataKey).get_to(metadata);
    return metadata;
} catch (const nlohmann::json::exception& error) {
    throw bad(path, "its header is not sound: " + problemOf(error));
}

SafeTensors readSafeTensors(const fs::path& path) {
    auto [file, header, dataSize] = openSafeTensors(path);
    SafeTensors content;
    std::vector<std::tuple<std::uint64_t, std::uint64_t, TensorBytes*>> places;  // begin and end of each tensor
    try {
        for (const auto& [name, entry] : header.items()) {
            if (name == metadataKey) {
                entry.get_to(content.metadata);
                continue;
            }
            const std::string dtype = entry.at("dtype");
            const auto shape = strictly<std::vector<std::int64_t>>(entry.at("shape"));
            const auto offsets = strictly<std::vector<std::uint64_t>>(entry.at("data_offsets"));
            const std::size_t item = itemSize(dtype);
            if (item == 0)
                throw bad(path, "its tensor " + name + " is of the type " + dtype +
                                    ", and F16, BF16, F32, F64, I32 and I64 are read");
            if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > dataSize ||
                byteCount(shape, item) != offsets[1] - offsets[0])
                throw bad(path, "its tensor " + name + " has a wrong shape or place");
            TensorBytes& tensor = content.tensors[name] = {dtype, shape, {}};
            places.emplace_back(offsets[0], offsets[1], &tensor);
        }
    } catch (const nlohmann::json::exception& error) {
        throw bad(path, "its header is not sound: " + problemOf(error));
    }
    std::ranges::sort(places);
    std::uint64_t used = 0;
    for (const auto& [begin, end, tensor] : places) {
        if (begin != used) throw bad(path, "its tensors overlap or leave gaps");
        used = end;
    }
    if (used != dataSize) throw bad(path, "its length does not match its tensors; it was cut short or altered");
    for (const auto& [begin, end, tensor] : places) {
        tensor->bytes.resize(end - begin);
        if (!file.read(reinterpret_cast<char*>(tensor->bytes.data()), static_cast<std::streamsize>(end - begin)))
            throw unreadable(path, "its tensors cannot be read");
    }
    // Files of other programs have none.
    if (const auto hash = content.metadata.extract(contentKey); hash && hash.mapped() != contentHash(content))
        throw bad(path,
                  "it was altered after it was written: its content does not match the sha256 in its metadata, which a "
                  "program that converts it must leave out");
    return content;
}

void writeSafeTensors(const fs::path& path, const SafeTensors& content, const fs::path& shown) {
    const std::string where = (shown.empty() ? path : shown).string();
    nlohmann::json header{{metadataKey, content.metadata}};  // std::map below: keys sorted, so equal bytes
    header[metadataKey][contentKey] = contentHash(content);
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : content.tensors) {
        header[name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {offset, offset + tensor.bytes.size()}}};
        offset += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');  // tensors begin aligned
    const std::uint64_t headerSize = text.size();

    const fs::path beside = path.string() + ".part";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const auto fail = [&](const char* doing) {
        const std::string reason = std::strerror(errno);
        if (file >= 0) ::close(file);
        std::error_code ignored;
        fs::remove(beside, ignored);
        return Error(ErrorCode::Failed, where, std::string("could not ") + doing + " the weights: " + reason,
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
    fs::rename(beside, path, failed);
    if (failed) {
        errno = failed.value();
        throw Error(ErrorCode::Failed, where, "could not replace the weights: " + failed.message());
    }
}

}  // namespace oneshot
