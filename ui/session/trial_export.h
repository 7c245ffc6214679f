#pragma once

#include <QByteArray>
#include <span>

#include "ui/session/trial_record.h"

namespace oneshot::session {

/// One row a trial under a line of names: participant, session, trial, practice, source, data_sha256, alphabet, n_way,
/// k_shot, seed, task_id, support, query, correct_position, response_position, correct, rt_ms, input_device, model,
/// model_fingerprint, model_position, model_correct, model_scores, seen_by_model, readable, resumed, focus_lost,
/// screen_hz, screen_scale, version, shown_utc, answered_utc. Positions from 1; empty: no answer. Lists are joined by
/// "|".
QByteArray trialsCsv(std::span<const TrialRecord>);

/// {"dictionary": {column: {type, unit, meaning}}, "sessions": [...], "trials": [{column: value}, ...]}.
QByteArray trialsJson(std::span<const TrialRecord>, std::span<const SessionRecord>);

/// Reads back what either writes; throws Error(BadData) naming the line or field.
std::vector<TrialRecord> parseTrialsCsv(const QByteArray&);

/// column, type, unit, meaning of each, as a table in words for a file beside a CSV.
QByteArray dataDictionary();

/// By the suffix of `path`: .csv with PATH-dictionary.csv beside it, or .json; each whole or not at all. Throws
/// Error(Failed).
void writeTrials(const QString& path, std::span<const TrialRecord>, std::span<const SessionRecord>);

}  // namespace oneshot::session
