#pragma once

#include <QByteArray>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "ui/session/studies/study_data.h"

namespace oneshot::session {

/// A file of an export, by its name in the folder.
struct ExportedFile {
    std::string name;
    QByteArray bytes;
};

/// Tidy tables, one kind of row each, for R and its like:
///  - trials.csv, a person's answer to a task: "study", "participant_number", "block", what a trial has, and the
///  answers
///    to questions as "before_ID" and "after_ID";
///  - models.csv, a model's answer to the task of a trial, to be joined by "session" and "trial". Columns that are
///  named
///    after models would be others in every study, and a list of models grows without a new column;
///  - sessions.csv, a session, also one without a trial;
/// codebook.json, a schema.org Dataset that tells of every column; and study-vVERSION-SHA256.json, the protocols as
/// they can be run again. forExcel: tables begin with a byte order mark.
std::vector<ExportedFile> studyTables(const StudyData&, bool forExcel);

/// {"format", "schema", "codebook", "studies": [...], "sessions": [...], "trials": [...], "models": [...]}: the same
/// rows as one file.
Json studyJson(const StudyData&);

}  // namespace oneshot::session
