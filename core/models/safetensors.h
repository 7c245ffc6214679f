#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace oneshot {

/// One tensor of a safetensors file: little-endian bytes in row-major order.
struct TensorBytes {
    std::string dtype;  ///< "F32", "I64"; from other programs also "F16", "BF16", "F64", "I32"
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> bytes;
};

/// The content of a safetensors file (https://huggingface.co/docs/safetensors): names to tensors, and text metadata.
struct SafeTensors {
    std::map<std::string, TensorBytes> tensors;
    std::map<std::string, std::string> metadata;
};

/// Throws Error(BadData) for anything but a sound file: header length, JSON, shapes, offsets and sizes are checked, and
/// the content against the sha256 that writeSafeTensors() put into its metadata. Throws Unreadable if it cannot be
/// read.
SafeTensors readSafeTensors(const std::filesystem::path&);
/// Reads the metadata alone, which is quick. Throws as readSafeTensors() if the header is not sound.
std::map<std::string, std::string> readSafeTensorsMetadata(const std::filesystem::path&);

/// Equal content gives equal bytes: keys sorted. Written beside, synchronised and renamed, so that the path holds
/// either the old or the new whole file. Throws Error(Failed), also if the disk is full. It names the file `shown`, if
/// given: the final name of one that is renamed later.
void writeSafeTensors(const std::filesystem::path&, const SafeTensors&, const std::filesystem::path& shown = {});

}  // namespace oneshot
