#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace oneshot {

enum class ErrorCode {
    InvalidSetting,  ///< wrong usage or a setting out of range; exit status 2
    BadData,         ///< missing or unreadable input data; exit status 3
    Failed,          ///< anything else that ended the work; exit status 1
    Stopped,         ///< no fault: the work was asked to stop, see stop.h; exit status 130
};

/// The one exception of the engine. what() reads "where: problem. remedy"; caught at the bridge or in main.
class Error : public std::runtime_error {
  public:
    /// where: the file or setting at fault. problem: what is wrong with it. remedy: a sentence on what a person can do.
    Error(ErrorCode code, std::string where, std::string problem, std::string remedy = {});

    ErrorCode code() const { return code_; }
    const std::string& where() const { return where_; }
    const std::string& problem() const { return problem_; }
    const std::string& remedy() const { return remedy_; }

  private:
    ErrorCode code_;
    std::string where_, problem_, remedy_;
};

/// A file could not be read. It may be sound, so callers neither call it damaged nor replace it.
class Unreadable : public Error {
  public:
    explicit Unreadable(const Error& error) : Error(error) {}
};

struct FieldError {
    std::string key;      ///< of the setting at fault
    std::string problem;  ///< "must be between 1 and 512, is 0"
};

/// Throws Error(InvalidSetting) that names every fault, if there is any.
void requireNone(const std::vector<FieldError>& faults);

/// True if memory ran out: std::bad_alloc, or an exception of LibTorch, which only its text identifies. Readers check
/// it before they call a file damaged, which may only be too large for the memory.
bool isOutOfMemory(const std::exception&);

}  // namespace oneshot
