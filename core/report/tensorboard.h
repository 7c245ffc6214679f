#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/report/run_report.h"

namespace oneshot {

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4).
std::uint32_t crc32c(std::string_view bytes);

/// One record of a TFRecord file: length, its masked CRC, the data, theirs
/// (tensorflow.org/tutorials/load_data/tfrecord).
std::string tfRecord(std::string_view data);

/// An event file of TensorBoard: the version, the configuration and results as text (in Markdown), then every point of
/// the metrics as a scalar at its step, at the time when the training reached it. Floats are 32 bits there.
std::string tensorBoardEvents(const RunReport&);

/// What TensorBoard knows event files by: "events.out.tfevents." and the second when the training began.
std::string tensorBoardFileName(const RunReport&);

}  // namespace oneshot
