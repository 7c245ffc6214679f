#pragma once

#include <QByteArray>
#include <span>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

/// One row a trial, with the fields of visitFields() as columns. Positions from 1; empty: no answer. UTF-8, RFC 4180
/// with lines that end in LF.
QByteArray trialsCsv(std::span<const TrialRecord>);

/// {"dictionary": {column: {type, unit, meaning}}, "studies": {SHA-256: study}, "sessions": [...], "trials": [{column:
/// value}, ...]}.
QByteArray trialsJson(std::span<const TrialRecord>, std::span<const SessionRecord>);

/// Column, type, unit and meaning of each, as a CSV to lie beside that of the trials.
QByteArray dataDictionary();

/// The same for programs: a schema.org Dataset whose variableMeasured tells of each column, with names as Psych-DS has
/// them: name, description, unitText, minValue, maxValue, levels.
QByteArray codebook(const QString& name);

/// By the suffix of `path`: NAME.csv with NAME-dictionary.csv and NAME-codebook.json beside it, or .json; each whole or
/// not at all. forExcel: tables begin with a byte order mark. Throws Error(Failed).
void writeTrials(const QString& path, std::span<const TrialRecord>, std::span<const SessionRecord>,
                 bool forExcel = false);

}  // namespace oneshot::session
