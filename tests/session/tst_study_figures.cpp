#include <QtTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/json.h"
#include "core/study/model_prediction.h"
#include "core/study/people_accuracy.h"
#include "tests/support/study_records.h"
#include "tests/support/test_program.h"
#include "ui/session/challenge/study_figures.h"

using namespace oneshot;
using namespace oneshot::session;

namespace {

bool isNear(const Json& told, double expected) {
    return told.is_number() && std::abs(told.get<double>() - expected) < 1e-9;
}

/// The four people of study_trials.h, each in a session of a study.
StudyData madeUp(bool blinded) {
    auto study = std::make_shared<Study>();
    study->blinded = blinded;
    StudyData data;
    data.studies = {{QStringLiteral("Made up"), 2, QStringLiteral("0123456789"), study, 4, blinded}};
    for (int id = 1; id <= 4; ++id) {
        SessionRecord& session = data.sessions.emplace_back();
        session.id = id;
        session.settings.study = {QStringLiteral("Made up"), 2, QStringLiteral("0123456789"), id, {}};
    }
    data.trials = test::studyRecords();
    return data;
}

Json figuresOf(const StudyData& data) {
    return studyFigures(data)["studies"][0];
}

}  // namespace

/// The figures of an export; how they are worked out is in the tests of core/study, and from the script of a whole
/// study in tst_whole_study.
class TestStudyFigures : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void areThoseOfTheTrials() {
        const Json told = figuresOf(madeUp(false));
        QVERIFY(told["name"] == "Made up" && told["version"] == 2 && told["sessions"] == 4);
        QVERIFY(told["excluded_sessions"] == 0 && !told.contains("figures_with_excluded"));
        const Json& figures = told["figures"];
        QVERIFY(figures["trials"] == 48);
        QVERIFY(isNear(figures["people"]["accuracy_percent"], 62.5));  // 8, 7, 8 and 7 of 12
        QVERIFY(isNear(figures["people"]["confidence95"][0], 54.844224037344176));
        QVERIFY(isNear(figures["people"]["confidence95"][1], 70.15577596265584));
        QVERIFY(figures["people"]["persons"][1]["participant"] == "B");
        QVERIFY(figures["people"]["persons"][1]["right"] == 7);

        const std::vector<StudyTrial> trials = test::studyTrials();
        const LearningTrend trend = learningTrend(trials);
        QVERIFY(isNear(figures["learning"]["percent_a_trial"], *trend.slope));
        QVERIFY(isNear(figures["learning"]["confidence95"][0], trend.interval95->low));
        const PredictionAnalysis prediction = predictionOfPeople(trials);
        const Json& model = figures["models"]["models"][0];
        QVERIFY(model["model"] == "pixels-l2" && model["fingerprint"] == "net");
        QVERIFY(isNear(model["errors"]["rho"], *prediction.models[0].errors.value));
        QVERIFY(isNear(model["times"]["rho"], *prediction.models[0].times.value));
        QVERIFY(model["errors"]["lack"].is_null() && model["errors"]["tasks"] == 12);
        for (const char* part : {"people", "blocks", "learning", "speed", "characters", "models"})
            QVERIFY2(!figures[part]["method"].get<std::string>().empty(), part);
    }

    void areWithAndWithoutWhatIsExcluded() {
        StudyData data = madeUp(false);
        data.sessions[3].excluded = true;
        for (TrialRecord& trial : data.trials) trial.excluded = trial.session == 4;
        const Json told = figuresOf(data);
        QVERIFY(told["excluded_sessions"] == 1);
        QVERIFY(told["figures"]["trials"] == 36);
        QVERIFY(isNear(told["figures"]["people"]["accuracy_percent"], (800 + 700 + 800) / 36.0));
        QVERIFY(told["figures_with_excluded"]["trials"] == 48);
        QVERIFY(isNear(told["figures_with_excluded"]["people"]["accuracy_percent"], 62.5));
        QVERIFY(told["figures"]["models"]["ceiling_of_errors"]["lack"] == "too few people");
    }

    void areNotToldToWhoIsBlinded() {
        const Json told = figuresOf(madeUp(true));
        QVERIFY(told["figures"].is_null());
        QVERIFY(!told["why"].get<std::string>().empty());
        QVERIFY(told.dump().find("62.5") == std::string::npos);
    }

    void ofNobody() {
        StudyData data = madeUp(false);
        data.trials.clear();
        const Json told = figuresOf(data);
        QVERIFY(told["figures"]["trials"] == 0 && told["figures"]["people"]["persons"].empty());
        QVERIFY(told["figures"]["learning"]["percent_a_trial"].is_null());
    }
};

ONESHOT_TEST(TestStudyFigures)
#include "tst_study_figures.moc"
