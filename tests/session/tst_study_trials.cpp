#include <QtTest>
#include <cmath>

#include "core/study/model_prediction.h"
#include "tests/support/study_records.h"
#include "tests/support/test_program.h"
#include "ui/session/challenge/study_trials.h"

using namespace oneshot;
using session::resultsOf;
using session::TrialRecord;
using test::studyRecords;

namespace {

std::vector<StudyTrial> taken(const std::vector<TrialRecord>& records) {
    return session::studyTrialsOf(records, resultsOf(records));
}

}  // namespace

class TestStudyTrials : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // As stored, the table of study_trials.h comes to the same figures: see tst_model_prediction.cpp.
    void analysedAsTheyAre() {
        const std::vector<StudyTrial> trials = taken(studyRecords());
        QCOMPARE(trials.size(), 48U);
        QCOMPARE(trials[0].number, 1);
        QCOMPARE(trials[0].characters, (std::vector<std::string>{"Latin/a", "Latin/b", "Latin/c"}));
        const PredictionAnalysis analysis = predictionOfPeople(trials);
        QCOMPARE(analysis.tasks.size(), 12U);
        QCOMPARE(analysis.models.size(), 1U);
        QVERIFY(std::abs(*analysis.models[0].errors.value - 0.968020112) < 1e-6);
        QVERIFY(std::abs(*analysis.models[0].times.value - 0.965034965) < 1e-6);
        QVERIFY(std::abs(*analysis.errors.reliability - 0.702671476) < 1e-6);
    }

    void charactersHaveNoDrawers() {
        std::vector<TrialRecord> records{studyRecords().front()};
        records[0].support = {QStringLiteral("Kana/a by 3+Kana/a by 14"), QStringLiteral("A + B/x+y by 12"),
                              QStringLiteral("Kana/by 2, drawing 5"), QStringLiteral("L/x by 3 by 4"),
                              QStringLiteral("plain")};
        records[0].modelScores = {1, 2, 3, 4, 5};
        QCOMPARE(taken(records)[0].characters,
                 (std::vector<std::string>{"Kana/a", "A + B/x+y", "Kana/by 2", "L/x by 3", "plain"}));
    }

    // Practice and a task that was met before do not count; numbers go on in the second session.
    void onlyWhatCounts() {
        const std::vector<TrialRecord> all = studyRecords();
        std::vector<TrialRecord> records(all.begin(), all.begin() + 4);
        records[0].practice = true;
        for (const int i : {2, 3}) {
            records[static_cast<std::size_t>(i)].session = 9;
            records[static_cast<std::size_t>(i)].number -= 2;
        }
        records.push_back(records[1]);
        records.back().answeredUtc = records[3].answeredUtc.addSecs(60);
        const std::vector<StudyTrial> trials = taken(records);
        QCOMPARE(trials.size(), 3U);
        for (int i = 0; i < 3; ++i) QCOMPARE(trials[static_cast<std::size_t>(i)].number, i + 1);
        QVERIFY(QString::fromStdString(trials[1].task).contains(QStringLiteral("t03")));
    }

    void oneTaskInTwoOrders() {
        std::vector<TrialRecord> records{studyRecords()[0], studyRecords()[12]};
        QCOMPARE(records[1].participant, QStringLiteral("B"));
        std::swap(records[1].support[0], records[1].support[1]);
        records[1].correctWay = 0;
        const std::vector<StudyTrial> trials = taken(records);
        QCOMPARE(trials[0].task, trials[1].task);
        QCOMPARE(trials[1].characters[0], trials[0].characters[1]);
        records[1].shots = 5;
        QVERIFY(taken(records)[0].task != taken(records)[1].task);
    }

    // All models of a study, each as it answered; the one that the sessions are against may be among the others.
    void ofSeveralModels() {
        std::vector<TrialRecord> records = studyRecords();
        for (TrialRecord& record : records) {
            const int other = (record.correctWay + 1) % 3;
            std::vector<float> scores{0, 0, 0};
            scores[static_cast<std::size_t>(other)] = 2;
            record.otherAnswers[QStringLiteral("/runs/b")] = {{other, scores}, QStringLiteral("bad"), true};
            record.otherAnswers[QStringLiteral("c")] = {{7, {}}, QStringLiteral("no way"), false};
            record.otherAnswers[QStringLiteral("d")] = {{0, {1}}, QStringLiteral("no scores"), false};
        }
        const std::vector<StudyTrial> trials = taken(records);
        QCOMPARE(trials.size(), 48U);
        QCOMPARE(trials[0].models.size(), 3U);
        QVERIFY(!trials[0].models.contains("no way"));
        QVERIFY(trials[0].models.at("no scores") == (ModelAnswer{0, {}}));
        QCOMPARE(trials[0].models.at("bad").way, (trials[0].rightWay + 1) % 3);
        QCOMPARE(*difficultyOf(trials[0], trials[0].models.at("bad")), 2.0);
        const PredictionAnalysis analysis = predictionOfPeople(trials);
        QCOMPARE(analysis.models.size(), 2U);  // those with scores, by name
        QCOMPARE(analysis.models[0].model, std::string("bad"));
        QVERIFY(analysis.models[0].errors.lack == Lack::Variation);  // equally hard, all of them
        QCOMPARE(analysis.models[1].model, std::string("net"));
        QVERIFY(std::abs(*analysis.models[1].errors.value - 0.968020112) < 1e-6);
    }

    void whatIsNotKnown() {
        std::vector<TrialRecord> records{studyRecords()[0], studyRecords()[1], studyRecords()[2]};
        records[0].support.clear();
        records[1].modelScores.pop_back();
        records[1].modelWay = -1;
        const std::vector<StudyTrial> trials = taken(records);
        QCOMPARE(trials.size(), 2U);  // who was asked among what is not told cannot be analysed
        QCOMPARE(trials[0].number, 2);
        QVERIFY(trials[0].models.at("net").scores.empty());
        QCOMPARE(trials[0].models.at("net").way, -1);
        QCOMPARE(trials[1].models.at("net").scores.size(), 3U);
        QVERIFY(taken({}).empty());
    }
};

ONESHOT_TEST(TestStudyTrials)
#include "tst_study_trials.moc"
