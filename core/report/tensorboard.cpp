#include "core/report/tensorboard.h"

#include <fmt/format.h>

#include <bit>
#include <boost/crc.hpp>
#include <ctime>

#include "core/base/utf8.h"
#include "core/report/report_formats.h"
#include "core/report/report_pages.h"

namespace oneshot {
namespace {

template <typename Number>
std::string littleEndian(Number number) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof number; ++i) bytes += static_cast<char>(number >> 8 * i & 0xff);
    return bytes;
}

std::uint32_t maskedCrc(std::string_view bytes) {
    const std::uint32_t crc = crc32c(bytes);
    return (crc >> 15 | crc << 17) + 0xa282ead8;
}

/// A protobuf message as it is built: protobuf.dev/programming-guides/encoding.
class Message {
  public:
    Message& number(int field, std::uint64_t value) {
        key(field, 0);
        varint(value);
        return *this;
    }
    Message& real(int field, double value) {
        key(field, 1);
        bytes_ += littleEndian(std::bit_cast<std::uint64_t>(value));
        return *this;
    }
    Message& real32(int field, float value) {
        key(field, 5);
        bytes_ += littleEndian(std::bit_cast<std::uint32_t>(value));
        return *this;
    }
    Message& text(int field, std::string_view value) {
        key(field, 2);
        varint(value.size());
        bytes_ += value;
        return *this;
    }
    Message& message(int field, const Message& value) { return text(field, value.bytes_); }
    const std::string& bytes() const { return bytes_; }

  private:
    void key(int field, int type) { varint(static_cast<std::uint64_t>(field) << 3 | type); }
    void varint(std::uint64_t value) {
        for (; value > 0x7f; value >>= 7) bytes_ += static_cast<char>((value & 0x7f) | 0x80);
        bytes_ += static_cast<char>(value);
    }

    std::string bytes_;
};

// Field numbers of tensorflow/core/util/event.proto and framework/summary.proto, tensor.proto, tensor_shape.proto.

std::string event(double wallTime, std::int64_t step, const Message& summaryValue) {
    const Message summary = Message().message(1, summaryValue);
    return tfRecord(
        Message().real(1, wallTime).number(2, static_cast<std::uint64_t>(step)).message(5, summary).bytes());
}

Message scalar(const std::string& tag, double value) {
    return Message().text(1, validUtf8(tag)).real32(2, static_cast<float>(value));
}

/// Shown as Markdown: a string tensor of one element for the plugin "text".
Message markdown(const std::string& tag, const std::string& content) {
    constexpr int stringType = 7;
    const Message shape = Message().message(2, Message().number(1, 1));
    const Message tensor = Message().number(1, stringType).message(2, shape).text(8, validUtf8(content));
    const Message metadata = Message().message(1, Message().text(1, "text"));
    return Message().text(1, tag).message(9, metadata).message(8, tensor);
}

double secondsOf(const std::string& utc) {
    std::tm parts{};
    return strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) ? static_cast<double>(timegm(&parts)) : 0;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
    boost::crc_optimal<32, 0x1edc6f41, 0xffffffff, 0xffffffff, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

std::string tfRecord(std::string_view data) {
    const std::string length = littleEndian(static_cast<std::uint64_t>(data.size()));
    return length + littleEndian(maskedCrc(length)) + std::string(data) + littleEndian(maskedCrc(data));
}

std::string tensorBoardEvents(const RunReport& report) {
    const double began = secondsOf(report.run.startedUtc);
    std::string events = tfRecord(Message().real(1, began).text(3, "brain.Event:2").bytes());
    events += event(began, 0, markdown("report", reportMarkdown(report)));
    if (report.metrics)
        for (const MetricRow& row : *report.metrics)
            events += event(began + row.seconds, row.step, scalar(row.name, row.value));
    return events;
}

std::string tensorBoardFileName(const RunReport& report) {
    return fmt::format("events.out.tfevents.{:0>10}.oneshot",
                       static_cast<std::int64_t>(secondsOf(report.run.startedUtc)));
}

}  // namespace oneshot
