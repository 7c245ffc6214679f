#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "ui/session/studies/study_data.h"

namespace oneshot::session {

struct StudyExport {
    bool forExcel = false;   ///< tables begin with a byte order mark
    bool overwrite = false;  ///< of a folder that is not empty, files of the same names are replaced
};

/// Writes the files of studyTables() and figures.json into the folder, all or none. Returns their names. Blocks; throws
/// Error.
std::vector<std::string> writeStudyFolder(const std::filesystem::path&, const StudyData&, const StudyExport&,
                                          const std::stop_token& stop = {});

/// Writes studyJson() with the figures as one file. Blocks; throws Error.
void writeStudyFile(const std::filesystem::path&, const StudyData&, const std::stop_token& stop = {});

}  // namespace oneshot::session
