#pragma once

#include <stop_token>
#include <string>

#include "core/base/json.h"

namespace oneshot::cli {

struct StudyExport {
    std::string study;  ///< NAME or NAME:VERSION; empty: all sessions
    std::string out;    ///< a folder, or a file whose name ends in .json
    bool forExcel = false, overwrite = false;

    bool isOneFile() const;
};

/// Writes what the home folder holds of a study, see session::studyTables() and studyFigures(); windows may be using it
/// meanwhile. Returns what was written: out, files, studies, sessions, excluded_sessions, participants, trials. Throws
/// Error, and in a build without Qt Error(InvalidSetting).
Json exportStudy(const StudyExport&, const std::stop_token& stop);

}  // namespace oneshot::cli
