#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/json.h"
#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_record.h"
#include "core/search/search.h"
#include "core/training/presets.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/memory_limit.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
using test::failureOf;
namespace fs = std::filesystem;

namespace {

SearchRequest tinySearch(const fs::path& directory, int trials) {
    const RunRequest run = test::tinyRun({}, 12);
    SearchRequest request{run.config, run.background, run.validation, {}, trials, true, directory};
    request.config.optimiser.warmupSteps = 0;
    request.config.validation.intervalSteps = 3;
    request.config.validation.tasks = 40;
    request.ranges = {parseSearchRange("learning_rate=1e-5:0.1:log"), parseSearchRange("pairs_per_step=2:9")};
    return request;
}

/// Stops the search once a trial has done a step.
struct Stopper : SearchObserver {
    int atTrial = 0;
    std::int64_t atStep = 0;
    std::stop_source source;
    int trial = 0;
    std::vector<int> began, ended;

    explicit Stopper(int stopAtTrial = 0, std::int64_t stopAtStep = 0) : atTrial(stopAtTrial), atStep(stopAtStep) {}
    void onTrial(const Search&, const SearchTrial& t) override { began.push_back(trial = t.number); }
    void onTrialEnd(const Search&, const SearchTrial& t) override { ended.push_back(t.number); }
    void onProgress(const Progress& progress) override {
        if (trial == atTrial && progress.step == atStep) source.request_stop();
    }
};

/// Throws once a trial has done the evaluation of a step, before the checkpoint behind it.
template <typename Failure>
struct Thrower : Stopper {
    using Stopper::Stopper;
    void onProgress(const Progress&) override {}
    void onEvaluation(const ValidationPoint& point) override {
        if (trial == atTrial && point.step == atStep) throw Failure();
    }
};

SearchResult start(const SearchRequest& request, Stopper&& stopper = Stopper()) {
    PauseToken pause;
    return startSearch(request, stopper, stopper.source.get_token(), pause);
}

SearchResult resume(const fs::path& directory, Stopper&& stopper = Stopper(), std::optional<int> trials = {}) {
    PauseToken pause;
    return resumeSearch(directory, trials, stopper, stopper.source.get_token(), pause);
}

/// The trials but for the clock.
Json trialsOf(const Search& search) {
    Json trials = toJson(search)["trials"];
    for (Json& trial : trials) trial["seconds"] = 0;
    return trials;
}

}  // namespace

class TestSearch : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    /// A folder that is not empty and no search is somebody's.
    void aFolderOfOthersIsRefused() {
        const fs::path folder = folder_ / "of others";
        test::writeFile(folder / "mine.txt", test::bytesOf("mine"));
        VERIFY_SAYS(failureOf([&] { start(tinySearch(folder, 1)); }), "mine.txt");
        QVERIFY(fs::exists(folder / "mine.txt") && !fs::exists(folder / "search.json"));
    }

    void everyTrialIsARun() {
        const SearchResult result = start(tinySearch(folder_ / "whole", 8));
        QVERIFY(result.complete);
        QCOMPARE(result.search.trials.size(), std::size_t(8));
        QCOMPARE(result.search.trials[0].values, (std::vector{0.001, 6.0}));
        for (const SearchTrial& trial : result.search.trials) {
            const RunRecord run = readRunRecord(trialDirectory(result.directory, trial.number));
            QVERIFY(trial.state == TrialState::Completed || trial.state == TrialState::Hopeless);
            QVERIFY(run.state == (trial.state == TrialState::Completed ? RunState::Completed : RunState::Stopped));
            QVERIFY(run.config == result.search.configOf(trial));
            QCOMPARE(run.config.optimiser.learningRate, trial.values[0]);
            QCOMPARE(run.config.batches.pairsPerStep, static_cast<int>(trial.values[1]));
            QCOMPARE(run.best->accuracy.right, trial.accuracy->right);
            QCOMPARE(run.best->step, trial.bestStep);
            QCOMPARE(run.step, trial.steps);
            QVERIFY(trial.seconds > 0);
            QCOMPARE(std::ssize(trial.curve), trial.steps / 3);
            QCOMPARE(trial.curve.back().share, static_cast<double>(trial.steps) / 12);
            QVERIFY(trial.accuracyPercent() <= result.search.best()->accuracyPercent());
            QCOMPARE(openModel(trialDirectory(result.directory, trial.number).string())->origin().step, trial.bestStep);
        }
        QVERIFY(toJson(readSearch(result.directory)) == toJson(result.search));
    }

    void goesOnAsIfItHadNotStopped() {
        const Search whole = readSearch(folder_ / "whole");
        const SearchRequest request = tinySearch(folder_ / "stopped", 8);
        QVERIFY(!start(request, Stopper(2, 5)).complete);
        const Search half = readSearch(request.directory);
        QCOMPARE(half.trials.size(), std::size_t(2));
        QVERIFY(half.trials.back().state == TrialState::Running);
        QCOMPARE(readRunRecord(trialDirectory(request.directory, 2)).step, 5);

        QVERIFY(!resume(request.directory, Stopper(5, 3)).complete);  // at an evaluation
        const SearchResult result = resume(request.directory);
        QVERIFY(result.complete);
        QCOMPARE(trialsOf(result.search).dump(1).c_str(), trialsOf(whole).dump(1).c_str());
        for (int number = 1; number <= 8; ++number)
            QVERIFY(test::readFile(trialDirectory(request.directory, number) / "checkpoints/best.safetensors") ==
                    test::readFile(trialDirectory(folder_ / "whole", number) / "checkpoints/best.safetensors"));
    }

    /// The process died after a trial's run was complete, and before the search knew.
    void aTrialThatEndedUnheardIsNotTrainedAgain() {
        const SearchRequest request = tinySearch(folder_ / "died", 2);
        const Search whole = start(request).search;
        Search died = whole;
        died.trials.back() = SearchTrial();
        died.trials.back().number = 2;
        died.trials.back().values = whole.trials.back().values;
        writeSearch(request.directory, died);
        Stopper observer;
        PauseToken pause;
        const SearchResult result = resumeSearch(request.directory, {}, observer, {}, pause);
        QVERIFY(result.complete);
        QVERIFY(toJson(result.search) == toJson(whole));
        QCOMPARE(observer.began, (std::vector{2}));
        QCOMPARE(observer.ended, (std::vector{2}));
    }

    void goesOnWhereATrialIsDamaged_data() {
        QTest::addColumn<QStringList>("damaged");
        QTest::addColumn<QString>("told");
        QTest::addColumn<bool>("anew");
        const QString last = QStringLiteral("checkpoints/last.safetensors"),
                      previous = QStringLiteral("checkpoints/previous.safetensors");
        QTest::newRow("the last checkpoint") << QStringList{last} << "last.safetensors: its tensor" << false;
        QTest::newRow("all checkpoints") << QStringList{last, previous} << "last.safetensors: its tensor" << true;
        QTest::newRow("run.json") << QStringList{"run.json"} << "run.json: it is damaged" << true;
    }
    void goesOnWhereATrialIsDamaged() {
        QFETCH(QStringList, damaged);
        QFETCH(QString, told);
        QFETCH(bool, anew);
        const SearchRequest request = tinySearch(folder_ / QTest::currentDataTag(), 3);
        start(request, Stopper(2, 5));
        const fs::path run = trialDirectory(request.directory, 2), aside = run.string() + ".damaged";
        for (const QString& name : damaged) {
            const fs::path file = run / name.toStdString();
            fs::resize_file(file, fs::file_size(file) / 2);
        }
        struct : SearchObserver {
            void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override {
                told += QString::fromStdString(problem) + QStringLiteral(" -> step %1").arg(step);
            }
            void onDamagedTrial(const SearchTrial& trial, const std::string& problem) override {
                told += QString::fromStdString(problem) + QStringLiteral(" -> trial %1").arg(trial.number);
            }
            QStringList told;
        } observer;
        PauseToken pause;
        const SearchResult result = resumeSearch(request.directory, {}, observer, {}, pause);
        QCOMPARE(observer.told.size(), 1);
        QVERIFY2(observer.told[0].contains(told), qPrintable(observer.told[0]));
        QVERIFY2(observer.told[0].endsWith(anew ? "-> trial 2" : "-> step 3"), qPrintable(observer.told[0]));
        Search whole = readSearch(folder_ / "whole");
        whole.trials.resize(3);
        QCOMPARE(trialsOf(result.search).dump(1).c_str(), trialsOf(whole).dump(1).c_str());
        for (const QString& name : damaged) QCOMPARE(fs::exists(aside / name.toStdString()), anew);
    }

    /// Its run may be sound: it is neither put aside nor trained anew.
    void aTrialThatCannotBeReadIsLeftAlone() {
        const SearchRequest request = tinySearch(folder_ / "unreadable", 3);
        start(request, Stopper(2, 5));
        const fs::path run = trialDirectory(request.directory, 2);
        const test::Bytes record = test::readFile(run / "run.json");
        fs::resize_file(run / "run.json", 17 << 20);  // more than is read
        VERIFY_SAYS(failureOf([&] { resume(request.directory); }), "run.json: is larger than");
        QVERIFY(fs::exists(run / "checkpoints/last.safetensors") && !fs::exists(run.string() + ".damaged"));
        test::writeFile(run / "run.json", record);
        QVERIFY(resume(request.directory).complete);
    }

    /// The process dies when the evaluation is in metrics.csv, and the checkpoint still says that it is owed.
    void anEvaluationCountsOnceWhateverTheMomentOfAKill() {
        const SearchRequest request = tinySearch(folder_ / "killed", 3);
        const auto evaluations = [&] {
            const std::vector<MetricRow> rows = readMetrics(trialDirectory(request.directory, 2) / "metrics.csv");
            return std::ranges::count(rows, "accuracy_percent", &MetricRow::name);
        };
        start(request, Stopper(2, 3));
        QCOMPARE(evaluations(), 0);
        struct Kill {};
        QVERIFY_THROWS_EXCEPTION(Kill, resume(request.directory, Thrower<Kill>(2, 3)));
        QCOMPARE(evaluations(), 1);
        const SearchResult result = resume(request.directory);
        Search whole = readSearch(folder_ / "whole");
        whole.trials.resize(3);
        QCOMPARE(trialsOf(result.search).dump(1).c_str(), trialsOf(whole).dump(1).c_str());
        QCOMPARE(evaluations(), std::ssize(whole.trials[1].curve));
    }

    void moreTrialsAreAsIfTheyHadBeenAskedFor() {
        const SearchRequest request = tinySearch(folder_ / "more", 3);
        QVERIFY(start(request).complete);
        const SearchResult result = resume(request.directory, Stopper(), 8);
        QCOMPARE(trialsOf(result.search).dump(1).c_str(), trialsOf(readSearch(folder_ / "whole")).dump(1).c_str());
        QCOMPARE(resume(request.directory, Stopper(), 2).search.trials.size(), std::size_t(8));
    }

    void hopelessTrialsAreStoppedEarly() {
        SearchRequest request = tinySearch(folder_ / "hopeless", 10);
        request.config.length.steps = 40;
        request.config.validation.intervalSteps = 10;
        request.config.validation.tasks = 200;
        request.config.optimiser.weightDecay = 3;  // at high rates nothing is learnt
        request.ranges = {parseSearchRange("learning_rate=1e-4:1:log")};
        const Search search = start(request).search;
        int hopeless = 0;
        std::vector<TrialCurve> completed;
        for (const SearchTrial& trial : search.trials) {
            const bool is = trial.state == TrialState::Hopeless;
            hopeless += is;
            QCOMPARE(is, trial.steps < 40);
            QVERIFY(!is || isHopeless(trial.curve, completed));
            if (!is) completed.push_back(trial.curve);
        }
        QVERIFY(hopeless > 0);
        QVERIFY(search.best()->state == TrialState::Completed);

        request.directory = folder_ / "patient";
        request.stopsHopeless = false;
        for (const SearchTrial& trial : start(request).search.trials) QCOMPARE(trial.steps, 40);
    }

    void aTrialThatDivergesIsABadOne() {
        SearchRequest request = tinySearch(folder_ / "diverged", 4);
        request.config.length.steps = 60;
        request.config.optimiser.weightDecay = 10;  // weights grow 49 times a step in the middle of the range
        request.ranges = {parseSearchRange("learning_rate=0.001:10")};
        const Search search = start(request).search;
        QCOMPARE(search.trials.size(), std::size_t(4));
        const SearchTrial& middle = search.trials.front();
        QVERIFY(middle.state == TrialState::Failed);
        VERIFY_SAYS(QString::fromStdString(middle.failure), "the loss or a weight is not finite");
        QVERIFY(!middle.accuracy);
        QVERIFY(readRunRecord(trialDirectory(request.directory, 1)).state == RunState::Failed);
        QVERIFY(toJson(readSearch(request.directory)) == toJson(search));
    }

    void valuesThatTheDataDoNotAllowAreABadTrial() {
        SearchRequest request = tinySearch(folder_ / "too many", 3);
        request.config = presetNamed("bouma2017").config;
        request.config.threads = 1;
        request.config.length.steps = 2;
        request.config.network.maps = {4, 4, 4, 4};
        request.config.network.embedding = 8;
        request.config.validation.tasks = 5;
        request.config.validation.ways = 3;
        request.ranges = {parseSearchRange("pairs_per_step=2:30")};  // of distinct classes, of which there are 12
        const Search search = start(request).search;
        for (const SearchTrial& trial : search.trials)
            QCOMPARE(trial.state == TrialState::Failed, trial.values[0] > 12);
        QVERIFY(search.trials[0].state == TrialState::Failed);
        VERIFY_SAYS(QString::fromStdString(search.trials[0].failure), "pairs_per_step");
        QVERIFY(search.best());
    }

    void aTrialThatNeedsMoreMemoryThanThereIsIsABadOne() {
        const SearchRequest request = tinySearch(folder_ / "memory", 3);
        const Search search = start(request, Thrower<std::bad_alloc>(2, 3)).search;
        QCOMPARE(search.trials.size(), std::size_t(3));
        const SearchTrial& second = search.trials[1];
        QVERIFY(second.state == TrialState::Failed);
        QCOMPARE(second.failure.c_str(),
                 "memory: the training needs more than there is (std::bad_alloc). Choose a smaller network or fewer "
                 "drawings a step.");
        QVERIFY(!second.accuracy);
        QCOMPARE(second.steps, 0);
        QCOMPARE(readRunRecord(trialDirectory(request.directory, 2)).failure, second.failure);
        QVERIFY(search.trials[2].accuracy);
    }

    /// It was enough until then, and may be again: the trial keeps its checkpoint.
    void memoryThatRunsOutLaterEndsTheSearchWhichGoesOn() {
        const SearchRequest request = tinySearch(folder_ / "later", 3);
        VERIFY_SAYS(failureOf([&] { start(request, Thrower<std::bad_alloc>(2, 6)); }),
                    "memory: the training needs more than there is");
        const SearchResult result = resume(request.directory);
        Search whole = readSearch(folder_ / "whole");
        whole.trials.resize(3);
        QCOMPARE(trialsOf(result.search).dump(1).c_str(), trialsOf(whole).dump(1).c_str());
    }

    /// Of which LibTorch tells in an exception of its own: the weights of one layer are 4 TB.
    void tensorsThatNeedMoreMemoryThanThereIsAreABadTrial() {
        // A sanitizer refuses such tensors by itself.
        std::optional<test::MemoryLimit> limit;
        if (test::MemoryLimit::possible) limit.emplace(rlim_t{1} << 40);
        SearchRequest request = tinySearch(folder_ / "tensors", 2);
        request.config.network.input.size = 512;
        request.config.network.embedding = 65536;
        request.ranges = {parseSearchRange("maps.4=4000:4096")};
        for (const SearchTrial& trial : start(request).search.trials) {
            QVERIFY(trial.state == TrialState::Failed);
            VERIFY_SAYS(QString::fromStdString(trial.failure), "memory: the training needs more than there is (");
        }
    }

    void whatIsWrongWithAllTrialsEndsTheSearch() {
        SearchRequest request = tinySearch(folder_ / "wrong", 3);
        request.config.validation.shots = 90;
        VERIFY_SAYS(failureOf([&] { start(request); }), "InvalidSetting: validation: ");
        request.config.validation.shots = 1;  // it left nothing worth keeping: the folder may be used
        QVERIFY(start(request).complete);
    }

    void unsoundRequestsMakeNoFolder() {
        SearchRequest request = tinySearch(folder_ / "unsound", 3);
        const auto fault = [&](auto change) {
            SearchRequest changed = request;
            change(changed);
            return failureOf([&] { start(changed); });
        };
        VERIFY_SAYS(fault([](SearchRequest& r) { r.ranges.clear(); }), "InvalidSetting: --range: ");
        VERIFY_SAYS(fault([](SearchRequest& r) { r.trials = 0; }), "InvalidSetting: trials: ");
        VERIFY_SAYS(fault([](SearchRequest& r) { r.validation.clear(); }), "InvalidSetting: validation: is missing");
        VERIFY_SAYS(fault([](SearchRequest& r) { r.config.network.dropout = 2; }), "InvalidSetting: dropout: ");
        VERIFY_SAYS(fault([](SearchRequest& r) { r.background = "/nowhere"; }), "BadData: /nowhere");
        QVERIFY(!fs::exists(request.directory));
    }

    void aFolderThatHoldsASearchIsRefused() {
        const test::Bytes before = test::readFile(folder_ / "whole/search.json");
        VERIFY_SAYS(failureOf([&] { start(tinySearch(folder_ / "whole", 3)); }), "already holds a search");
        QVERIFY(test::readFile(folder_ / "whole/search.json") == before);
        fs::create_directories(folder_ / "thesis/trials/mine");
        VERIFY_SAYS(failureOf([&] { start(tinySearch(folder_ / "thesis", 3)); }), "already holds a search");
        QVERIFY(fs::exists(folder_ / "thesis/trials/mine"));
    }

    void oneProcessASearch() {
        const RunLock lock(folder_ / "whole");
        VERIFY_SAYS(failureOf([&] { resume(folder_ / "whole"); }), "InvalidSetting: ");
    }

    void dataThatChangedAreRefused() {
        const SearchRequest request = tinySearch(folder_ / "changed", 3);
        start(request, Stopper(1, 2));
        Search search = readSearch(request.directory);
        search.data.validation.sha256 = search.data.background.sha256;
        writeSearch(request.directory, search);
        VERIFY_SAYS(failureOf([&] { resume(request.directory); }), "the data have changed since the search began");
    }

    void damage_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* from, const char* to, const char* says) {
            QTest::newRow(name) << from << to << says;
        };
        row("cut short", "\"config\"", "", "is damaged");
        row("another version", "\"schema_version\": 1", "\"schema_version\": 9", "another version of this program");
        row("unknown state", "\"completed\"", "\"flown\"", "a trial has an unknown state");
        row("numbering", "\"number\": 2", "\"number\": 3", "not numbered from 1");
        row("no value", "\"pairs_per_step\": 6.0", "\"pairs\": 6.0", "pairs_per_step");
        row("unknown setting", "\"key\": \"learning_rate\"", "\"key\": \"rate\"", "there is no such setting");
        row("negative", "\"best_step\": ", "\"best_step\": -", "a number is below 0");
        row("two running", "\"state\": \"completed\"", "\"state\": \"running\"", "before another's end");
    }
    void damage() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, says);
        const test::Bytes bytes = test::readFile(folder_ / "died/search.json");
        QString text = QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
        const qsizetype at = text.indexOf(from);
        QVERIFY2(at >= 0, qPrintable(text));
        text = to.isEmpty() ? text.left(at) : text.left(at) + to + text.mid(at + from.size());
        fs::create_directories(folder_ / "damaged");
        test::writeFile(folder_ / "damaged/search.json", test::bytesOf(text.toStdString()));
        const QString failure = failureOf([&] { resume(folder_ / "damaged"); });
        VERIFY_SAYS(failure, "BadData: ");
        VERIFY_SAYS(failure, "search.json");
        VERIFY_SAYS(failure, says.toUtf8().constData());
    }

    void noSearch() {
        VERIFY_SAYS(failureOf([&] { resume(folder_ / "nothing"); }), "there is no search here");
    }
};

ONESHOT_TEST(TestSearch)
#include "tst_search.moc"
