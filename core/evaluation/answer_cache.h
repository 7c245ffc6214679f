#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace oneshot {

/// All that an answer depends on.
struct AnswerKey {
    std::string model;       ///< SHA-256 of the learner and what it sees and answers
    std::string dataSha256;  ///< Dataset::sha256
    std::string tasks;       ///< SHA-256 of the tasks
    std::string protocol;    ///< the tasks in words: "20-way 1-shot within alphabets, 550 tasks, seed 1"
    bool operator==(const AnswerKey&) const = default;
};

/// Keeps which tasks a learner got right, between sessions, in a folder: a file for each key, named by the SHA-256 of
/// the key, JSON {"schema": 1, "evaluation": version of the code that answered, "model", "data_sha256", "tasks_sha256",
/// "protocol", "right": "1101..." with a digit for each task}. A damaged file, or one of another version or key, is
/// ignored and overwritten. May be used by several processes at once.
class AnswerCache {
  public:
    static constexpr int evaluationVersion = 4;  ///< raise it when the same learner may answer the same tasks otherwise

    explicit AnswerCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<std::vector<bool>> find(const AnswerKey&, std::size_t tasks) const;
    /// Does nothing if the folder cannot be written: the answers are computed again another time.
    void store(const AnswerKey&, const std::vector<bool>& right) const;

  private:
    std::filesystem::path fileOf(const AnswerKey&) const;

    std::filesystem::path folder_;
};

}  // namespace oneshot
