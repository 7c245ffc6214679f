#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace oneshot {

/// What an answer depends on: no more and no less.
struct AnswerKey {
    std::string model;       ///< SHA-256 of the learner: learnerHash()
    std::string dataSha256;  ///< Dataset::sha256
    std::string tasks;       ///< SHA-256 of the tasks: tasksHash()
    std::string protocol;    ///< what a person calls the tasks: "20-way 1-shot within alphabets, 550 tasks, seed 1"
    bool operator==(const AnswerKey&) const = default;
};

/// Which tasks a learner got right, kept between sessions in a folder: a file for each key, named by the SHA-256 of the
/// key, JSON {"schema": 1, "evaluation": version of the code that answered, "model", "data_sha256", "tasks_sha256",
/// "protocol", "right": "1101..." with a digit for each task}. A damaged file, one of another version or of another
/// key is as none, and written over. May be used by several processes at once.
class AnswerCache {
  public:
    static constexpr int evaluationVersion = 4;  ///< raise it where the same learner and tasks may answer otherwise

    explicit AnswerCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<std::vector<bool>> find(const AnswerKey&, std::size_t tasks) const;
    /// A folder that cannot be written is no fault: the answers are asked for again another time.
    void store(const AnswerKey&, const std::vector<bool>& right) const;
    std::filesystem::path fileOf(const AnswerKey&) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace oneshot
