#pragma once

#include <QByteArray>
#include <span>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

/// One row a trial under a line of names: participant, session, trial, practice, source, data_sha256, alphabet, n_way,
/// k_shot, within_alphabet, seed, task_id, support, query, correct_position, response_position, correct, rt_ms,
/// input_device, model, model_fingerprint, model_position, model_correct, model_scores, seen_by_model, readable,
/// resumed, focus_lost, seen_before, screen_hz, screen_scale, version, shown_utc, answered_utc. Positions from 1;
/// empty: no answer. Lists are joined by
/// "|"; a "|" or "\" within an item has a "\" before it. UTF-8, RFC 4180 with lines that end in LF.
QByteArray trialsCsv(std::span<const TrialRecord>);

/// {"dictionary": {column: {type, unit, meaning}}, "sessions": [...], "trials": [{column: value}, ...]}.
QByteArray trialsJson(std::span<const TrialRecord>, std::span<const SessionRecord>);

/// Reads back what trialsCsv writes, or wrote before a column was added, with or without a byte order mark; throws
/// Error(BadData) naming the line or field.
std::vector<TrialRecord> parseTrialsCsv(const QByteArray&);

/// Column, type, unit and meaning of each, as a CSV to lie beside that of the trials.
QByteArray dataDictionary();

/// By the suffix of `path`: NAME.csv with NAME-dictionary.csv beside it, or .json; each whole or not at all.
/// forExcel: tables begin with a byte order mark. Throws Error(Failed).
void writeTrials(const QString& path, std::span<const TrialRecord>, std::span<const SessionRecord>,
                 bool forExcel = false);

}  // namespace oneshot::session
