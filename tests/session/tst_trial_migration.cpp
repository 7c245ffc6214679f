#include <QtTest>

#include "tests/support/files.h"
#include "tests/support/sqlite.h"
#include "tests/support/test_program.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using namespace oneshot::session;
using test::sqlite;
namespace fs = std::filesystem;

/// Files that earlier versions of the program made.
class TestTrialMigration : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// What made a file of an earlier version, with a session and a trial.
    static QStringList earlierFormat(int version) {
        QStringList statements{
            QStringLiteral(R"(CREATE TABLE session (
                id INTEGER PRIMARY KEY AUTOINCREMENT, participant TEXT NOT NULL, source TEXT NOT NULL,
                ways INTEGER NOT NULL, shots INTEGER NOT NULL, within_alphabet INTEGER NOT NULL,
                trials INTEGER NOT NULL, practice INTEGER NOT NULL, feedback INTEGER NOT NULL,
                time_limit_seconds REAL NOT NULL, break_every INTEGER NOT NULL, model TEXT NOT NULL,
                seed INTEGER NOT NULL, consent TEXT NOT NULL, readable_alphabets TEXT NOT NULL,
                consent_version TEXT NOT NULL, data_sha256 TEXT NOT NULL, model_fingerprint TEXT NOT NULL,
                state TEXT NOT NULL, resumptions INTEGER NOT NULL, version TEXT NOT NULL, started_utc TEXT NOT NULL))"),
            QStringLiteral(R"(CREATE TABLE trial (
                session INTEGER NOT NULL REFERENCES session(id), number INTEGER NOT NULL, practice INTEGER NOT NULL,
                alphabet TEXT NOT NULL, ways INTEGER NOT NULL, shots INTEGER NOT NULL, task TEXT NOT NULL,
                support TEXT NOT NULL, query TEXT NOT NULL, correct_way INTEGER NOT NULL, way INTEGER NOT NULL,
                milliseconds REAL NOT NULL, device TEXT NOT NULL, focus_lost INTEGER NOT NULL, screen_hz REAL NOT NULL,
                screen_scale REAL NOT NULL, model_way INTEGER NOT NULL, model_scores TEXT NOT NULL,
                seen_by_model INTEGER NOT NULL, readable INTEGER NOT NULL, resumed INTEGER NOT NULL,
                version TEXT NOT NULL, shown_utc TEXT NOT NULL, answered_utc TEXT NOT NULL,
                PRIMARY KEY (session, number)) WITHOUT ROWID)"),
            QStringLiteral(R"(INSERT INTO session VALUES (1, 'K7QF-2M9D', 'data:glyphs', 3, 1, 1, 12, 0, 1, 2.5, 10,
                'pixels-l2', -1, 'I agree', '["Greek"]', 'ba7816bf8f01', 'data', 'pixels-l2', 'open', 2, '0.1.0',
                '2026-11-25T09:30:01.234Z'))"),
            QStringLiteral(R"(INSERT INTO trial VALUES (1, 1, 0, 'Greek', 3, 1, 'task 1', '["a","b","c"]', 'b', 1, 0,
                1234.5, 'mouse', 1, 59.94, 1.25, 2, '[0.5,-1,2]', 1, 0, 1, '0.1.0', '2026-11-25T09:31:01.005Z',
                '2026-11-25T09:31:02.239Z'))")};
        if (version == 2)
            statements += {QStringLiteral("ALTER TABLE trial ADD COLUMN seen_before INTEGER NOT NULL DEFAULT 0"),
                           QStringLiteral("ALTER TABLE session ADD COLUMN owner TEXT NOT NULL DEFAULT ''"),
                           QStringLiteral("UPDATE trial SET seen_before = 1")};
        return statements + QStringList{QStringLiteral("PRAGMA application_id = %1").arg(0x4f53574b),
                                        QStringLiteral("PRAGMA user_version = %1").arg(version)};
    }

  private Q_SLOTS:
    /// Version 1 knew no seen_before and no owner; 2 neither offsets nor notes nor exclusions nor what is before a
    /// trial, and no studies.
    void migratesAnEarlierFormat_data() {
        QTest::addColumn<int>("version");
        QTest::newRow("1") << 1;
        QTest::newRow("2") << 2;
    }
    void migratesAnEarlierFormat() {
        QFETCH(int, version);
        const fs::path file = folder_ / ("version" + std::to_string(version) + ".sqlite");
        const QVariant failure = sqlite(file, earlierFormat(version));
        QVERIFY2(!failure.isValid(), qPrintable(failure.toString()));
        TrialStore store(file);
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA user_version")}).toInt(), 3);
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA integrity_check")}).toString(), QStringLiteral("ok"));
        const SessionRecord session = store.session(1);
        QCOMPARE(session.settings.participant, QStringLiteral("K7QF-2M9D"));
        QCOMPARE(session.settings.seed, 18446744073709551615ULL);
        QCOMPARE(session.settings.consent, QStringLiteral("I agree"));
        QCOMPARE(session.resumptions, 2);
        QCOMPARE(session.answered, 1);
        QCOMPARE(session.note + session.exclusionReason, QString());
        QVERIFY(!session.excluded && !session.utcOffsetMinutes);
        // As it was then: the model was told of with feedback.
        QVERIFY(session.settings.feedbackModel);
        QVERIFY(session.settings.study == StudyUse());
        QVERIFY(session.settings.otherModels.isEmpty());
        QCOMPARE(session.answersBefore + session.answersAfter, QString());

        TrialRecord trial = store.trials(1).front();
        QCOMPARE(trial.answer.milliseconds, 1234.5);
        QCOMPARE(trial.modelScores, std::vector<float>({0.5F, -1, 2}));
        QCOMPARE(trial.answer.seenBefore, version == 2);
        QVERIFY(!trial.excluded && !trial.utcOffsetMinutes);
        QVERIFY(trial.otherAnswers.empty());

        store.takeUp(1, QStringLiteral("someone"));
        trial.number = 2;
        trial.answer.seenBefore = true;
        trial.utcOffsetMinutes = 60;
        trial.otherAnswers[QStringLiteral("net")] = {{1, {0.5F, 2, -1}}, QStringLiteral("ab12"), true};
        store.addTrial(trial, QStringLiteral("someone"));
        QVERIFY(store.trials(1).back() == trial);
        store.setNote(1, QStringLiteral("a note"));
        QCOMPARE(store.session(1).note, QStringLiteral("a note"));
        SessionRecord ofStudy = session;
        ofStudy.settings.study = {QStringLiteral("Reading"), 1, QStringLiteral("sha"), 1, QStringLiteral("{}")};
        QCOMPARE(store.session(store.addSession(ofStudy)).settings.study.protocol, QStringLiteral("{}"));
    }
};

ONESHOT_TEST(TestTrialMigration)
#include "tst_trial_migration.moc"
