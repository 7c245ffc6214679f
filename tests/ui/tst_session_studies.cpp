#include <QtTest>

#include "core/study/study_file.h"
#include "tests/support/challenge.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/session_studies.h"

using namespace oneshot;
using session::SessionRecord;
using ui::SessionStudies;

namespace {

/// A complete session of the study, or of none.
SessionRecord sessionOf(const Study* study, qint64 id, const char* participant, int number = 0) {
    SessionRecord record = test::someSession(QString::fromLatin1(participant));
    record.id = id;
    record.state = SessionRecord::State::Completed;
    record.settings.study = study ? session::settingsOf(*study, number, {}).study : session::StudyUse();
    return record;
}

}  // namespace

class TestSessionStudies : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Of version 1: A is done, B was excluded and came again, C is excluded alone, D began. Of version 2: E.
    void countsPeople() {
        Study study = test::someStudy();
        study.participants = 20;
        Study changed = study;
        changed.version = 2;
        changed.tasks.trials = 6;
        std::vector<SessionRecord> sessions{sessionOf(&changed, 7, "E", 5), sessionOf(nullptr, 6, "F"),
                                            sessionOf(&study, 5, "D", 4),   sessionOf(&study, 4, "C", 3),
                                            sessionOf(&study, 3, "B", 2),   sessionOf(&study, 2, "B", 2),
                                            sessionOf(&study, 1, "A", 1)};
        sessions[2].state = SessionRecord::State::Open;
        sessions[3].excluded = sessions[5].excluded = true;
        SessionStudies studies;
        studies.setSessions(sessions);
        QCOMPARE(studies.all().size(), 2U);
        const ui::SessionStudy& first = studies.all()[1];
        QCOMPARE(studies.all()[0].title(), QStringLiteral("Reading and shapes, version 2"));
        QCOMPARE(studies.all()[0].progress(), QStringLiteral("1 of 20 people"));
        QCOMPARE(first.progress(), QStringLiteral("2 of 20 people, 1 excluded, 1 unfinished"));
        QCOMPARE(first.sessions, std::vector<qint64>({5, 4, 3, 2, 1}));
        QVERIFY(!studies.of(sessions[1]));
        QCOMPARE(studies.of(sessions[6]), &first);
        QVERIFY(!studies.isBlinded(sessions[6]));
    }

    void blindedUntilOneSessionIsUnblinded() {
        Study study = test::someStudy();
        study.blinded = true;
        study.referenceFigures = {{"the author", 97.25, "an article"}};
        std::vector<SessionRecord> sessions{sessionOf(&study, 2, "B", 2), sessionOf(&study, 1, "A", 1)};
        SessionStudies studies;
        studies.setSessions(sessions);
        QVERIFY(studies.isBlinded(sessions[0]));
        QCOMPARE(studies.all()[0].figures, study.referenceFigures);
        sessions[1].unblindedUtc = QDateTime::currentDateTimeUtc();
        studies.setSessions(sessions);
        QVERIFY(!studies.isBlinded(sessions[0]));  // who comes later is of an unblinded study, too
        studies.setSessions({sessions[0]});
        QVERIFY(studies.isBlinded(sessions[0]));
    }

    void aProtocolThatCannotBeReadIsBlinded() {
        const Study study = test::someStudy();
        SessionRecord damaged = sessionOf(&study, 1, "A", 1);
        damaged.settings.study.protocol = QStringLiteral("{");
        SessionStudies studies;
        studies.setSessions({damaged});
        QVERIFY(studies.isBlinded(damaged));
        QCOMPARE(studies.all()[0].progress(), QStringLiteral("1 person"));
    }
};

ONESHOT_TEST(TestSessionStudies)
#include "tst_session_studies.moc"
