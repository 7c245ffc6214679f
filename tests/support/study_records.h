#pragma once

#include <QTimeZone>

#include "tests/support/study_trials.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::test {

/// The trials of study_trials.h as they are stored: one session a person, its number that of the person.
inline std::vector<session::TrialRecord> studyRecords() {
    std::vector<session::TrialRecord> records;
    for (const StudyTrial& trial : studyTrials()) {
        session::TrialRecord& record = records.emplace_back();
        record.session = trial.participant[0] - 'A' + 1;
        record.participant = QString::fromStdString(trial.participant);
        record.number = trial.number;
        record.source = QStringLiteral("data:glyphs");
        record.dataSha256 = QStringLiteral("data");
        record.alphabet = QString::fromStdString(trial.alphabet);
        record.ways = 3;
        record.shots = 1;
        record.taskId = QString::fromStdString(trial.task);
        for (const std::string& character : trial.characters)
            record.support += QString::fromStdString(character) + QStringLiteral(" by 2");
        record.query = QString::fromStdString(trial.characters[trial.rightWay]) + QStringLiteral(" by 1");
        record.correctWay = trial.rightWay;
        record.answer.way = trial.way;
        record.answer.milliseconds = trial.milliseconds;
        record.modelId = QStringLiteral("pixels-l2");
        record.modelFingerprint = QStringLiteral("net");
        record.modelWay = trial.models.at("net").way;
        record.modelScores = trial.models.at("net").scores;
        record.answeredUtc = QDateTime(QDate(2026, 11, 30), QTime(9, 0), QTimeZone::utc()).addSecs(60 * trial.number);
    }
    return records;
}

}  // namespace oneshot::test
