#include "tests/support/raw_zip.h"

namespace oneshot::test {
namespace {

std::uint32_t crc32(const Bytes& bytes) {
    std::uint32_t crc = ~0U;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

void append(Bytes& to, std::uint32_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8) to.push_back(static_cast<std::uint8_t>(value));
}

void append(Bytes& to, const std::string& text) {
    to.insert(to.end(), text.begin(), text.end());
}

/// What the header of a file and its entry in the directory have in common.
void appendDescription(Bytes& to, const RawZipEntry& entry) {
    append(to, 20, 2);                              // version needed
    append(to, entry.isMarkedUtf8 ? 0x800 : 0, 2);  // flags
    append(to, entry.claimedSize >= 0 ? 8 : 0, 2);  // method: deflated, so that sizes may differ, or stored
    append(to, 0x21'0000, 4);                       // a date
    append(to, crc32(entry.bytes), 4);
    append(to, static_cast<std::uint32_t>(entry.bytes.size()), 4);
    append(to, static_cast<std::uint32_t>(entry.claimedSize >= 0 ? entry.claimedSize : std::ssize(entry.bytes)), 4);
    append(to, static_cast<std::uint32_t>(entry.name.size()), 2);
    append(to, 0, 2);  // extra fields
}

}  // namespace

Bytes rawZip(const std::vector<RawZipEntry>& entries) {
    Bytes zip, directory;
    for (const RawZipEntry& entry : entries) {
        const auto at = static_cast<std::uint32_t>(zip.size());
        append(zip, "PK\x03\x04");
        appendDescription(zip, entry);
        append(zip, entry.name);
        zip.insert(zip.end(), entry.bytes.begin(), entry.bytes.end());
        append(directory, "PK\x01\x02");
        append(directory, 20, 2);  // made by DOS
        appendDescription(directory, entry);
        append(directory, 0, 2 + 2 + 2 + 4);  // comment, disk, attributes
        append(directory, at, 4);
        append(directory, entry.name);
    }
    const auto begin = static_cast<std::uint32_t>(zip.size());
    zip.insert(zip.end(), directory.begin(), directory.end());
    append(zip, "PK\x05\x06");
    append(zip, 0, 4);
    for (int twice = 0; twice < 2; ++twice) append(zip, static_cast<std::uint32_t>(entries.size()), 2);
    append(zip, static_cast<std::uint32_t>(directory.size()), 4);
    append(zip, begin, 4);
    append(zip, 0, 2);
    return zip;
}

}  // namespace oneshot::test
