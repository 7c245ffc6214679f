#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/save_file.h"
#include "core/compute/compute.h"
#include "core/evaluation/model_evaluation.h"
#include "core/models/baselines.h"
#include "core/report/report_formats.h"
#include "core/report/report_pages.h"
#include "core/report/report_sections.h"
#include "core/runs/run_evaluations.h"
#include "core/runs/run_summary.h"
#include "core/training/presets.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

Json jsonOf(const fs::path& run, const ReportOptions& options = {}) {
    Json json = reportJson(makeRunReport(run, options));
    json.erase("made_utc");
    return json;
}

}  // namespace

class TestRunReport : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    fs::path run_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        run_ = test::train(test::tinyRun(folder_ / "run")).directory;
    }

    void measuresTheSameEveryTime() {
        const Json first = jsonOf(run_);
        QVERIFY(first == jsonOf(run_));
        const Json& measured = first.at("results").at("measured");
        QCOMPARE(measured.at("characters").get<int>(), 12);  // 2 alphabets of 6
        QCOMPARE(measured.at("left_out").get<int>(), 0);
        QVERIFY(!measured.at("seen_characters").get<bool>());
        QVERIFY(measured.at("selected_on").get<bool>());
        int right = 0, total = 0, rightPixels = 0;
        for (const Json& alphabet : measured.at("alphabets")) {
            QCOMPARE(alphabet.at("ways").get<int>(), 3);
            QCOMPARE(alphabet.at("model").at("total").get<int>(), 200);
            QCOMPARE(alphabet.at("model").at("method").get<std::string>(), std::string("Wilson score interval"));
            right += alphabet.at("model").at("right").get<int>();
            rightPixels += alphabet.at("pixels_l2").at("right").get<int>();
            total += 200;
        }
        QCOMPARE(total, 400);
        // The paired figures are of the very same answers: first is the model, second the pixels.
        const Json& paired = measured.at("model_against_pixels_l2");
        const auto count = [&](const char* key) { return paired.at(key).get<int>(); };
        QCOMPARE(count("both_right") + count("only_first_right"), right);
        QCOMPARE(count("both_right") + count("only_second_right"), rightPixels);
        QCOMPARE(count("both_right") + count("only_first_right") + count("only_second_right") + count("both_wrong"),
                 400);
        // 12 characters allow 2, 5 and 10 ways of the figure's 2, 5, 10, 15, ...
        std::vector<int> ways;
        for (const Json& point : measured.at("against_ways")) ways.push_back(point.at("ways"));
        QCOMPARE(ways, (std::vector<int>{2, 5, 10}));
    }

    void whatAPersonWroteOfTheRunIsTold() {
        const Json before = jsonOf(run_).at("run");
        QVERIFY(!before.contains("title") && !before.contains("tags") && !before.contains("note"));
        writeRunNotes(run_, {"seed two", {"paper", "baseline"}, "learns fast", false});
        ReportOptions asItIs;
        asItIs.measure = false;
        const RunReport report = makeRunReport(run_, asItIs);
        const Json run = reportJson(report).at("run");
        QCOMPARE(run.at("name").get<std::string>(), std::string("run"));
        QCOMPARE(run.at("title").get<std::string>(), std::string("seed two"));
        QCOMPARE(run.at("tags").get<std::vector<std::string>>(), (std::vector<std::string>{"paper", "baseline"}));
        const ReportPages pages = reportPages(report);
        QVERIFY(pages.subtitle.starts_with("seed two, begun "));
        const auto& facts = std::get<ReportFacts>(pages.sections.front().blocks.front()).rows;
        const auto fact = [&](const char* name) {
            const auto found = std::ranges::find(facts, name, [](const auto& row) { return row.first; });
            return found == facts.end() ? std::string() : found->second;
        };
        QCOMPARE(fact("Run"), std::string("seed two"));
        QCOMPARE(fact("Folder"), std::string("run"));
        QCOMPARE(fact("Tags"), std::string("paper, baseline"));
        QCOMPARE(fact("Note"), std::string("learns fast"));
        fs::remove(run_ / "notes.json");
    }

    void hardestTasksAndConfusionsAreOfTheAnswers() {
        const RunReport report = makeRunReport(run_, {});
        QVERIFY(report.measured);
        const ReportedMeasurement& measured = *report.measured;
        QCOMPARE(measured.hardest.size(), std::size_t(6));
        for (std::size_t i = 0; i < measured.hardest.size(); ++i) {
            const HardTask& task = measured.hardest[i];
            QVERIFY(!task.sheet.pixels.empty());
            QCOMPARE(task.right, task.margin > 0);  // the right way has the largest share, or it has not
            if (i > 0) QVERIFY(measured.hardest[i - 1].margin <= task.margin);
            const Json& answer = task.task.at("ways").at(task.task.at("answer").get<std::size_t>());
            QCOMPARE(task.asked,
                     answer.at("alphabet").get<std::string>() + '/' + answer.at("character").get<std::string>());
        }
        QVERIFY(!measured.confusions.empty());  // an untrained network among three ways is wrong somewhere in 400 tasks
        for (const Confusion& pair : measured.confusions) {
            QVERIFY(pair.times > 0 && pair.times <= pair.offered);
            QVERIFY(pair.asked != pair.answered);
            QCOMPARE(pair.asked.substr(0, pair.asked.find('/')), pair.answered.substr(0, pair.answered.find('/')));
        }
    }

    void charactersLearntFromAreLeftOut() {
        // The run's own background data hold nothing new: they are asked for, and marked.
        const std::string background = test::tinyRun({}).background;
        const RunReport seen = makeRunReport(run_, {background, true, {}, {}});
        QVERIFY(seen.measured && seen.measured->seenCharacters);
        QCOMPARE(seen.measured->leftOut, 0);
        QVERIFY(!seen.measured->selectedOn);
        QVERIFY(QString::fromStdString(reportMarkdown(seen)).contains("no one-shot figures"));
        // More alphabets of the same seed: the two that it learnt from are left out.
        const RunReport more =
            makeRunReport(run_, {"glyphs:alphabet-count=3,characters-per-alphabet=6,drawer-count=4", true, {}, {}});
        QVERIFY(more.measured && !more.measured->seenCharacters);
        QCOMPARE(more.measured->leftOut, 12);
        QCOMPARE(more.measured->characters, 6);
    }

    void whatIsMissingIsNotMeasured() {
        test::writeFolder(folder_ / "data", test::tinyOmniglot(2, 4, 4, ""));
        RunRequest request = test::tinyRun(folder_ / "of a folder");
        request.validation = (folder_ / "data").string();
        test::train(request);
        fs::remove_all(folder_ / "data");
        fs::remove(request.directory / "metrics.csv");
        const RunReport report = makeRunReport(request.directory, {});
        QVERIFY(!report.measured && !report.metrics && !report.recorded && !report.people);
        const Json json = reportJson(report);
        for (const Json* part : {&json["results"]["measured"], &json["curves"], &json["results"]["recorded"],
                                 &json["results"]["people"], &json["data"]["validation"]["found"]}) {
            QCOMPARE(part->size(), std::size_t(1));
            QVERIFY(!part->at("not_measured").get<std::string>().empty());
        }
        const QString text = QString::fromStdString(reportMarkdown(report));
        VERIFY_SAYS(text, "Not measured: ");
        VERIFY_SAYS(text, "the data cannot be opened");
        QCOMPARE(text.count("the data cannot be opened"), 4);  // the parts it has
        QCOMPARE(reportCsv(report), std::string("step,seconds,images\n"));
    }

    void recordedEvaluationsKeepTheirMethod() {
        const fs::path copy = folder_ / "evaluated";
        fs::copy(run_, copy, fs::copy_options::recursive);
        recordEvaluation(copy, Json{{"model", "compact"},
                                    {"step", 8},
                                    {"lake", "all_runs.zip"},
                                    {"trials", 400},
                                    {"errors", 40},
                                    {"error_percent", 10.0},
                                    {"confidence95", {7.5, 12.5}},
                                    {"method", "Student t interval over run means"},
                                    {"seen_characters", 0}});
        recordEvaluation(copy, Json{{"model", "compact"},
                                    {"step", 8},
                                    {"data", "glyphs:seed=9"},
                                    {"within_alphabet", true},
                                    {"results",
                                     {{{"ways", 20},
                                       {"shots", 1},
                                       {"tasks", 550},
                                       {"accuracy_percent", 60.0},
                                       {"confidence95", {55.9, 64.0}},
                                       {"method", "Wilson score interval"}}}},
                                    {"seen_characters", 0}});
        recordEvaluation(copy, Json{{"model", "compact"},
                                    {"step", 8},
                                    {"data", "glyphs:seed=9"},
                                    {"verification",
                                     {{"pairs", 10000},
                                      {"accuracy_percent", 91.9},
                                      {"confidence95", {90.5, 93.3}},
                                      {"method", "Student t interval over characters"}}},
                                    {"seen_characters", 0}});
        const RunReport report = makeRunReport(copy, {{}, false, {}, {}});
        QVERIFY(report.recorded);
        QCOMPARE(report.recorded->size(), std::size_t(3));
        const QString text = QString::fromStdString(reportMarkdown(report));
        VERIFY_SAYS(text, "10.0 % wrong | 7.5 – 12.5 | Student t interval over run means");
        VERIFY_SAYS(
            text,
            "20-way 1-shot within one alphabet | 8 | 550 | 60.0 % right | 55.9 – 64.0 | Wilson score interval | 5.0 %");
        VERIFY_SAYS(text,
                    "same or different | 8 | 10,000 | 91.9 % right | 90.5 – 93.3 | Student t interval over characters "
                    "| 50.0 %");

        std::ofstream(copy / "evaluation.json") << "[{\"step\": \"eight\"}]";
        const RunReport damaged = makeRunReport(copy, {{}, false, {}, {}});
        QVERIFY(!damaged.recorded);
        VERIFY_SAYS(QString::fromStdString(damaged.recorded.why), "evaluation.json: it is damaged");
    }

    /// A verification's curve and its figures, as oneshot evaluate records them.
    void verificationsAreDrawnAsRocCurves() {
        const fs::path copy = folder_ / "verified";
        fs::copy(run_, copy, fs::copy_options::recursive);
        const RunReport before = makeRunReport(copy, {{}, false, {}, {}});
        QVERIFY(rocChart({}).series.empty());
        QVERIFY(!QString::fromStdString(reportMarkdown(before)).contains("area under the curve"));

        const ModelPtr pixels = makePixelsL2();
        EvaluationRequest request;
        request.data = test::tinyRun({}).validation;
        request.verification = true;
        request.pairs = 200;
        const VerificationEvaluation evaluation = evaluateVerification(*pixels, request, {}, {});
        const Json entry = toJson(*pixels, request, evaluation);
        recordEvaluation(copy, entry);
        const RunReport report = makeRunReport(copy, {{}, false, {}, {}});
        QVERIFY2(report.recorded, report.recorded.why.c_str());
        const std::optional<RecordedRoc> roc = report.recorded->front().roc;
        QVERIFY(roc);
        QVERIFY(roc->curve == thinned(evaluation.result.curve, 0.005));
        QCOMPARE(roc->areaUnderCurve, evaluation.result.areaUnderCurve);
        const ReportChart chart = rocChart(*report.recorded);
        QCOMPARE(chart.series.size(), std::size_t(2));
        QCOMPARE(chart.series[0].x.size(), roc->curve.size());
        QCOMPARE(chart.series[0].x.front(), 0.0);
        QCOMPARE(chart.series[0].y.back(), 100.0);
        QCOMPARE(chart.series[1].name, std::string("chance"));

        Json made = entry;  // rises to 60 % at once, to 80 % at 5 % of false ones
        made["verification"]["roc"] = {{0.0, 0.0}, {0.0, 0.6}, {0.05, 0.8}, {1.0, 1.0}};
        made["verification"]["area_under_curve"] = 0.9125;
        made["verification"]["equal_error_rate_percent"] = 17.25;
        fs::remove(copy / "evaluation.json");
        recordEvaluation(copy, made);
        VERIFY_SAYS(QString::fromStdString(reportMarkdown(makeRunReport(copy, {{}, false, {}, {}}))),
                    "| 0.9125 | 17.2 % | 60.0 % | 80.0 % | 80.0 % | 80.0 % |");
        for (const Json& damaged : {Json::array(), Json{{0.5, 0.5}, {0.4, 0.6}}, Json{{0.0, 0.0}, {0.5, 1.5}},
                                    Json{{0.0, 0.0}, {0.5, 0.9}}, Json{{0.1}}}) {
            made["verification"]["roc"] = damaged;
            fs::remove(copy / "evaluation.json");
            recordEvaluation(copy, made);
            const RunReport refused = makeRunReport(copy, {{}, false, {}, {}});
            QVERIFY(!refused.recorded);
            VERIFY_SAYS(QString::fromStdString(refused.recorded.why), "evaluation.json: it is damaged");
        }
    }

    void sessionsStandInTheEnvironment() {
        RunRequest request = test::tinyRun(folder_ / "in two sessions");
        request.stopAt = 5;
        test::train(request);
        RunObserver silent;
        PauseToken pause;
        resumeRun(request.directory, {}, silent, {}, pause);
        const RunReport report = makeRunReport(request.directory, {{}, false, {}, {}});
        VERIFY_SAYS(QString::fromStdString(reportMarkdown(report)), "Of the training from step 5 on, ");
        const Json json = reportJson(report);
        QCOMPARE(json.at("sessions").size(), std::size_t(1));
        QCOMPARE(json.at("sessions")[0].at("step").get<int>(), 5);
    }

    /// Wherever figures are of other weights, or lack something, the report says so itself.
    void whatAReaderMustKnowIsSaid() {
        const fs::path copy = folder_ / "to be warned of";
        fs::copy(run_, copy, fs::copy_options::recursive);
        QVERIFY(makeRunReport(copy, {}).warnings.empty());
        fs::remove(copy / "checkpoints/best.safetensors");
        std::ofstream(copy / "metrics.csv", std::ios::app) << "no row\n";
        Json record = Json::parse(std::ifstream(copy / "run.json"));
        record["data"]["background"]["sha256"] = std::string(64, '0');
        std::ofstream(copy / "run.json") << record;
        const RunReport report = makeRunReport(copy, {});
        QVERIFY(report.measured && report.metrics && !report.metrics->empty());
        QCOMPARE(report.warnings.size(), std::size_t(3));
        QCOMPARE(reportJson(report).at("results").at("measured").at("weights").get<std::string>(), std::string("last"));
        const QString text = QString::fromStdString(reportMarkdown(report));
        for (const char* words : {"The last weights (step 10) and pixels-l2", "so the last weights were measured",
                                  "metrics.csv is damaged: line ", "are others today than in the training"})
            VERIFY_SAYS(text, words);
    }

    /// The report of a million steps is larger than any memory should be asked for: its curves are passed over.
    void aLargeReportIsRepeated() {
        const fs::path large = folder_ / "large.json";
        Json json = jsonOf(run_);
        json["curves"] = "CURVES";
        const std::string text = json.dump();
        const std::string mark = "\"CURVES\"";
        const std::size_t at = text.find(mark);
        QVERIFY(at != std::string::npos);
        std::string some;
        while (some.size() < (1 << 20)) some += "123456789.0123456,";
        std::ofstream file(large, std::ios::binary);
        file << text.substr(0, at) << "{\"loss\":{\"value\":[";
        for (int i = 0; i < 260; ++i) file << some;
        file << "1]}}" << text.substr(at + mark.size());
        file.close();
        QVERIFY(fs::file_size(large) > (256U << 20));
        const RunRequest repeated = repeatedRun(large), run = repeatedRun(run_);
        fs::remove(large);
        QVERIFY(repeated.config == run.config);
        QCOMPARE(repeated.plans, run.plans);
        QCOMPARE(repeated.background, run.background);
        QCOMPARE(repeated.data->background.sha256, run.data->background.sha256);
        QCOMPARE(repeated.data->background.fingerprintVersion, 2);
    }

    void aReportOfOlderFingerprintsIsRepeatedByThem() {
        Json json = jsonOf(run_);
        json["data"].erase("fingerprint_version");
        const fs::path older = folder_ / "older.json";
        std::ofstream(older) << json;
        QCOMPARE(repeatedRun(older).data->background.fingerprintVersion, 1);
        json["plans"] = Json::array();
        std::ofstream(older) << "{\"plans\": [], " << json.dump().substr(1);
        VERIFY_SAYS(test::failureOf([&] { repeatedRun(older); }), "a key twice");
    }

    void peopleStandBesideTheModel() {
        PeopleComparison people{"5-way 1-shot within one alphabet", "compact", 2, {}};
        people.paired = {30, 6, 1, 3};
        const RunReport report = makeRunReport(run_, {{}, false, {}, people});
        const QString text = QString::fromStdString(reportMarkdown(report));
        VERIFY_SAYS(text, "2 people and the model on the same 40 trials");
        VERIFY_SAYS(text, "People | 90.0 % |");   // 36 of 40
        VERIFY_SAYS(text, "compact | 77.5 % |");  // 31 of 40
        VERIFY_SAYS(text, "exact McNemar test");
    }

    /// Configuration, seed, plans and data come from report.json alone, in another folder and without the run.
    void trainsTheSameBytesFromTheReportAlone_data() {
        QTest::addColumn<int>("stopAt");
        QTest::newRow("to its end") << 0;
        QTest::newRow("to where it was stopped") << 6;
    }
    void trainsTheSameBytesFromTheReportAlone() {
        QFETCH(int, stopAt);
        const std::string name = "repeated " + std::to_string(stopAt);
        RunRequest request = test::tinyRun(folder_ / (name + " original"));
        if (stopAt > 0) request.stopAt = stopAt;
        test::train(request);
        const fs::path file = folder_ / (name + ".json");
        writeReport(makeRunReport(request.directory, {}), ReportFormat::JsonText, file);
        const test::Bytes weights = test::readFile(request.directory / "checkpoints/last.safetensors");
        fs::remove_all(request.directory);

        RunRequest again = repeatedRun(file);
        again.directory = folder_ / name;
        test::train(again);
        QVERIFY(!weights.empty());
        QVERIFY(test::readFile(again.directory / "checkpoints/last.safetensors") == weights);
    }

    /// By the clock the plans decide the rates, so that only their repetition gives the same weights.
    void repeatsPlansOfTheClock() {
        RunRequest request = test::tinyRun(folder_ / "by the clock", 0);
        request.config.length.minutes = 0.01;
        test::train(request);
        const RunReport report = makeRunReport(request.directory, {{}, false, {}, {}});
        QCOMPARE(report.repeatCommand, std::string("oneshot train --repeat report.json"));
        RunRequest again = repeatedRun(request.directory);
        QVERIFY(again.plans == report.run.plans && !again.plans.empty());
        again.directory = folder_ / "by the plans";
        test::train(again);
        QVERIFY(test::readFile(again.directory / "checkpoints/last.safetensors") ==
                test::readFile(request.directory / "checkpoints/last.safetensors"));
    }

    void refusesToRepeatOnOtherData() {
        RunRequest again = repeatedRun(run_);
        again.directory = folder_ / "other data";
        again.background = again.validation;
        VERIFY_SAYS(test::failureOf([&] { test::train(again); }), "BadData: ");
        QVERIFY(!fs::exists(again.directory / "run.json"));
        test::writeFile(folder_ / "no report.json", test::bytesOf("{\"config\": {}}"));
        VERIFY_SAYS(test::failureOf([&] { repeatedRun(folder_ / "no report.json"); }), "it is no report of a run");
    }

    void commandNamesWhatDiffersFromThePreset() {
        RunRecord run;
        run.config = presetNamed("compact").config;
        run.config.seed = 7;
        run.config.length.steps = 300;
        run.config.threads = 2;
        run.config.network.dropout = 0.25;
        run.data.background.spec = "my data.zip:alphabets=Greek";
        run.state = RunState::Stopped;
        run.step = 120;
        QCOMPARE(repeatCommand(run),
                 std::string("oneshot train --preset compact --data 'my data.zip:alphabets=Greek' --seed 7 --steps 300 "
                             "--threads 2 --stop-at 120 --set dropout=0.25"));
    }

    /// Also where they are all that there is; a text lists those that count alone.
    void earlyFiguresAreASeriesOfTheirOwn() {
        RunReport report;
        report.metrics.value = std::vector<MetricRow>{{0, 0.1, 0, earlyMetric, 5},
                                                      {0, 0.1, 0, lowBoundMetric(earlyMetric), 2},
                                                      {0, 0.1, 0, highBoundMetric(earlyMetric), 9}};
        std::vector<ReportChart> charts = trainingCharts(report);
        QCOMPARE(charts.size(), std::size_t(1));
        QCOMPARE(charts[0].series.size(), std::size_t(1));
        QCOMPARE(charts[0].series[0].high, (std::vector<double>{9}));
        QVERIFY(!charts[0].tableInText);
        report.metrics.value->push_back({100, 9, 800, "accuracy_percent", 60});
        charts = trainingCharts(report);
        QCOMPARE(charts[0].series.size(), std::size_t(2));
        QCOMPARE(charts[0].series.back().y, (std::vector<double>{60}));
        QVERIFY(charts[0].tableInText);
    }

    void csvIsOneRowAStep() {
        RunReport report;
        report.metrics.value = std::vector<MetricRow>{{1, 0.5, 8, "loss", 2.5},
                                                      {1, 0.5, 8, "learning_rate", 0.1},
                                                      {2, 1, 16, "loss", 1.25},
                                                      {2, 1, 16, "learning_rate", 0.2},
                                                      {2, 3, 16, "accuracy_percent", 40}};
        QCOMPARE(reportCsv(report), std::string("step,seconds,images,loss,learning_rate,accuracy_percent\n"
                                                "1,0.5,8,2.5,0.1,\n"
                                                "2,3,16,1.25,0.2,40\n"));
        report.metrics.value->insert(report.metrics.value->begin(), {0, 0.25, 0, earlyMetric, 5});
        QVERIFY(reportCsv(report).starts_with(
            "step,seconds,images,loss,learning_rate,accuracy_percent,early_accuracy_percent\n"
            "0,0.25,0,,,,5\n"
            "1,0.5,8,2.5,0.1,,\n"));
    }

    void markdownTakesNamesAsTheyAre() {
        RunReport report = makeRunReport(run_, {{}, false, {}, {}});
        ReportedMeasurement measured;
        measured.alphabets.push_back({"<script>|*x*\n# y", 4, 3, {{1, 2}, {1, 2}}});
        measured.paired = {1, 0, 0, 1};
        report.measured = {measured, {}};
        const QString text = QString::fromStdString(reportMarkdown(report));
        VERIFY_SAYS(text, R"(| \<script\>\|\*x\* \# y | 4 | 3 | 50.0 % |)");
    }
};

ONESHOT_TEST(TestRunReport)
#include "tst_run_report.moc"
