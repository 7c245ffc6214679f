#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/runs/run_evaluations.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
namespace fs = std::filesystem;

class TestRunEvaluations : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    /// Several processes evaluate one run at once; threads lock as processes do.
    void noEvaluationIsLost() {
        const fs::path run = folder_ / "evaluated";
        fs::create_directories(run);
        constexpr int evaluators = 4, each = 10;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < evaluators; ++i)
                threads.emplace_back([&, i] {
                    for (int k = 0; k < each; ++k) recordEvaluation(run, {{"step", i * each + k}});
                });
        }
        std::set<int> steps;
        for (const Json& evaluation : readJsonFile(run / "evaluation.json"))
            steps.insert(evaluation.at("step").get<int>());
        QCOMPARE(steps.size(), std::size_t(evaluators * each));
    }

    void aDamagedListOfEvaluationsIsKeptBeside() {
        const fs::path run = folder_ / "damaged evaluations";
        fs::create_directories(run);
        QVERIFY(recordEvaluation(run, {{"step", 1}}).empty());
        std::ofstream(run / "evaluation.json") << "[{\"step\": 1}, {";
        QCOMPARE(recordEvaluation(run, {{"step", 2}}).string(), (run / "evaluation.json.damaged").string());
        QCOMPARE(readJsonFile(run / "evaluation.json").size(), std::size_t(1));
        QCOMPARE(test::readFile(run / "evaluation.json.damaged"), test::bytesOf("[{\"step\": 1}, {"));
    }

    /// Only what was read can be damaged.
    void evaluationsThatCannotBeReadAreLeftAlone() {
        const fs::path run = folder_ / "unreadable evaluations", file = run / "evaluation.json";
        fs::create_directories(run);
        recordEvaluation(run, {{"step", 1}});
        constexpr std::uintmax_t size = 17 << 20;  // more than is read
        fs::resize_file(file, size);
        const auto record = [&] { recordEvaluation(run, {{"step", 2}}); };
        const QString failure = test::failureOf(record);
        VERIFY_SAYS(failure, "evaluation.json: is larger than");
        VERIFY_SAYS(failure, "It is left as it is");
        QCOMPARE(fs::file_size(file), size);
        fs::remove(file);
        fs::create_directory(file);
        QVERIFY_EXCEPTION_THROWN(record(), Unreadable);
        QVERIFY_EXCEPTION_THROWN(readEvaluations(run), Unreadable);
        QVERIFY(fs::is_directory(file));
        QVERIFY(!fs::exists(file.string() + ".damaged"));
    }

    void whatIsNoSoundEntryIsPassedOver() {
        const fs::path run = folder_ / "partly damaged";
        fs::create_directories(run);
        std::string damage;
        QVERIFY(readEvaluations(run, &damage).empty() && damage.empty());
        const Json sound{{"step", 8},
                         {"data", "glyphs"},
                         {"within_alphabet", true},
                         {"results",
                          {{{"ways", 20},
                            {"shots", 2},
                            {"tasks", 550},
                            {"accuracy_percent", 60.0},
                            {"confidence95", {55.5, 64.0}},
                            {"method", wilsonMethod}}}},
                         {"seen_characters", 3}};
        recordEvaluation(run, sound);
        recordEvaluation(run, {{"step", "nine"}});
        const std::vector<EvaluationRecord> records = readEvaluations(run, &damage);
        QCOMPARE(records.size(), std::size_t(1));
        QVERIFY(records[0].kind == EvaluationRecord::Kind::Tasks && records[0].withinAlphabet);
        QCOMPARE(records[0].on, std::string("glyphs"));
        QCOMPARE(records[0].seenCharacters, 3);
        QCOMPARE(records[0].figures.at(0).shots, 2);
        QCOMPARE(records[0].figures.at(0).trials, 550);
        QCOMPARE(records[0].figures.at(0).confidence95, (Interval{55.5, 64.0}));
        QVERIFY(!damage.empty());
        damage.clear();
        std::ofstream(run / "evaluation.json") << "{}";
        QVERIFY(readEvaluations(run, &damage).empty() && !damage.empty());
    }
};

ONESHOT_TEST(TestRunEvaluations)
#include "tst_run_evaluations.moc"
