#pragma once

#include <QTimeZone>

#include "ui/session/trials/trial_record.h"

namespace oneshot::test {

/// With a value in every field, names that need care included.
inline session::SessionRecord someSession(const QString& participant = QStringLiteral("K7QF-2M9D")) {
    session::SessionRecord record;
    record.settings = {participant,
                       QStringLiteral("data:glyphs:seed=2"),
                       5,
                       2,
                       false,
                       12,
                       1,
                       false,
                       2.5,
                       10,
                       QStringLiteral("pixels-l2"),
                       18446744073709551615ULL,
                       QStringLiteral("I agree.\n\"Yes\", I do; Grüße 字"),
                       {QStringLiteral("Greek"), QStringLiteral("Кириллица, \"new\"")},
                       false,
                       120,
                       340,
                       QStringLiteral("{\"frames\": 300}"),
                       {QStringLiteral("shipped"), QStringLiteral("a \"net\", 字.safetensors")}};
    record.consentVersion = QStringLiteral("0123456789ab");
    record.dataSha256 = QStringLiteral("data");
    record.modelFingerprint = QStringLiteral("pixels-l2");
    record.version = QStringLiteral("0.1.0");
    record.startedUtc = QDateTime(QDate(2026, 11, 25), QTime(9, 30, 1, 234), QTimeZone::utc());
    record.utcOffsetMinutes = -210;
    record.answersBefore = QStringLiteral(R"({"age":34,"reads":["Greek","字|x"]})");
    record.answersAfter = QStringLiteral(R"({"comments":"quick, \"easy\"\nGrüße"})");
    return record;
}

/// Of that session, stored under this id.
inline session::TrialRecord someTrial(const session::SessionRecord& session, qint64 id, int number) {
    session::TrialRecord record;
    record.session = id;
    record.participant = session.settings.participant;
    record.number = number;
    record.practice = number <= session.settings.practice;
    record.source = session.settings.source;
    record.dataSha256 = session.dataSha256;
    record.alphabet = QStringLiteral("Кириллица, \"new\"\nsecond line");
    record.ways = 3;
    record.shots = 2;
    record.withinAlphabet = session.settings.withinAlphabet;
    record.seed = session.settings.seed;
    record.taskId = QStringLiteral("task %1 of seed 3").arg(number);
    record.support = {QStringLiteral("a|b\\c/1 by 2+a|b\\c/1 by 3"), QStringLiteral("d, \"e\"/2 by 2"),
                      QStringLiteral("字/3 by 2")};
    record.query = QStringLiteral("字/3 by 1");
    record.correctWay = 2;
    record.answer = {
        number % 3,
        1234.5678901234 + number,
        session::InputDevice::Mouse,
        number % 2 == 0,
        59.94,
        1.25,
        number == 6,
        number % 2 == 1,
        number % 3 == 0 ? session::ShownStamp::FrameSwapped : session::ShownStamp::Painted,
        number == 4 ? QStringList{QStringLiteral("sleep"), QStringLiteral("several screens")} : QStringList()};
    record.modelId = session.settings.modelId;
    record.modelFingerprint = session.modelFingerprint;
    record.modelWay = 2;
    record.modelScores = {0.1F, -3.25F, 1e-8F};
    record.seenByModel = number % 2 == 1;
    for (const QString& model : session.settings.otherModels)
        record.otherAnswers[model] = {{number % 4 - 1, {1e-8F, -0.5F, 0.1F}}, model + QStringLiteral("'s"), number > 2};
    record.readable = true;
    record.resumed = number > 5;
    record.version = session.version;
    record.shownUtc = QDateTime(QDate(2026, 11, 25), QTime(9, 31, number % 60, 5), QTimeZone::utc());
    record.answeredUtc = record.shownUtc.addMSecs(1234);
    record.utcOffsetMinutes = number == 4 ? std::optional<int>() : 60;
    record.excluded = session.excluded;
    record.exclusionReason = session.exclusionReason;
    return record;
}

}  // namespace oneshot::test
