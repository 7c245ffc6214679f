#pragma once

#include <stdexcept>
#include <string>

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

}  // namespace oneshot
