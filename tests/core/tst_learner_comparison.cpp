#include <QtTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/learner_comparison.h"
#include "core/evaluation/task_evaluation.h"
#include "core/evaluation/ways_sweep.h"
#include "core/models/baselines.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/models.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

const char* const glyphs = "glyphs:alphabet-count=3,characters-per-alphabet=8,drawer-count=4";

bool near(double actual, double expected, double tolerance = 1e-4) {
    if (std::abs(actual - expected) < tolerance) return true;
    qWarning("%.8f, not %.8f", actual, expected);
    return false;
}

/// Another learner, that counts how many drawings it was shown.
class Counting : public test::WrappedModel {
  public:
    using WrappedModel::WrappedModel;
    ImageBatch prepare(const DrawingBatch& drawings) const override {
        shown += static_cast<int>(drawings.size());
        return inner_->prepare(drawings);
    }
    mutable int shown = 0;
};

/// Scores every way the same, or cannot see anything at all.
class Constant : public Counting {
  public:
    explicit Constant(std::string problem = {}) : Counting(makePixelsL2()), problem_(std::move(problem)) {}
    ImageBatch prepare(const DrawingBatch& drawings) const override {
        if (!problem_.empty()) throw Error(ErrorCode::InvalidSetting, "this learner", problem_);
        return Counting::prepare(drawings);
    }
    Scores compare(const Embeddings& queries, const Support& support) const override {
        return {std::vector<float>(static_cast<std::size_t>(queries.count * support.ways), 0.5F), queries.count,
                support.ways};
    }

  private:
    std::string problem_;
};

/// A comparison of made-up answers to as many tasks: '1' is right.
LearnerComparison madeUp(const std::vector<std::string>& answers, Reference reference,
                         const std::vector<int>& runs = {}, int seenOfFirst = 0) {
    auto material = std::make_shared<ComparisonMaterial>();
    material->settings.push_back({5, 1, "made up", static_cast<int>(answers.front().size()), runs, {}});
    std::vector<ComparedLearner> learners;
    for (const std::string& digits : answers) {
        ComparedLearner learner;
        learner.name = "learner " + std::to_string(learners.size());
        if (digits.find('x') == std::string::npos)
            for (const char digit : digits) learner.right.resize(1), learner.right[0].push_back(digit == '1');
        else
            learner.problem = "made up";
        learners.push_back(learner);
    }
    learners.front().seenCharacters = seenOfFirst;
    return compareLearners(material, learners, reference);
}

std::string repeated(int count, char digit) {
    return std::string(static_cast<std::size_t>(count), digit);
}

}  // namespace

class TestLearnerComparison : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    ComparisonMaterial material_;

    static ComparisonMaterial drawn(const std::string& spec, const ComparisonSettings& settings) {
        return comparisonMaterial(openDataset(parseDataSpec(spec)), settings);
    }
    static std::vector<std::vector<bool>> answersOf(const OneShotModel& model, const ComparisonMaterial& material) {
        return askLearner("a", model, material, nullptr).right;
    }

  private Q_SLOTS:
    void initTestCase() { material_ = drawn(glyphs, {{2, 5}, {1, 2}, true, 40, 7}); }

    /// Those of the sweep that `evaluate` makes, shots by shots, and the same each time.
    void theTasksAreThoseOfTheSweep() {
        QCOMPARE(material_.settings.size(), std::size_t(4));
        QVERIFY(!material_.lake());
        const ComparisonMaterial again = drawn(glyphs, {{2, 5}, {1, 2}, true, 40, 7});
        for (std::size_t s = 0; s < 4; ++s) QCOMPARE(again.settings[s].hash, material_.settings[s].hash);
        const ModelPtr model = makePixelsL2();
        const auto right = answersOf(*model, material_);
        for (const int shots : {1, 2}) {
            const WaysSweep sweep = accuracyAgainstWays(*model, material_.dataset, {{2, 5}, shots, true, 40, 7, {}});
            for (std::size_t w = 0; w < 2; ++w)
                QCOMPARE(static_cast<int>(std::ranges::count(right[(shots - 1) * 2 + w], true)),
                         sweep.points[w].accuracy.right);
        }
    }

    void lakesRunsAreOneSetting() {
        const fs::path zip = folder_ / "lake.zip";
        test::writeZip(zip, test::tinyLakeRuns(3, 5));
        auto material = std::make_shared<const ComparisonMaterial>(comparisonMaterial(openLakeRuns(zip)));
        QVERIFY(material->lake());
        QCOMPARE(material->settings.size(), std::size_t(1));
        QCOMPARE(material->settings[0].runs, std::vector<int>({5, 5, 5}));
        const ModelPtr model = makePixelsL2();
        const LearnerComparison comparison =
            compareLearners(material, {askLearner("pixels-l2", *model, *material, nullptr)}, Reference::Best);
        const LakeResult alone = evaluateLake(*model, openLakeRuns(zip));
        const ComparedAccuracy& accuracy = comparison.accuracies[0][0];
        QVERIFY(near(accuracy.percent, 100 - alone.errorPercent));
        QVERIFY(near(accuracy.confidence95.low, 100 - alone.confidence95.high));
        QVERIFY(near(accuracy.confidence95.high, 100 - alone.confidence95.low));
    }

    /// A tie is an error.
    void aConstantLearnerIsAlwaysWrong() {
        for (const auto& right : answersOf(Constant(), material_)) QCOMPARE(std::ranges::count(right, true), 0);
    }

    void whatCannotAnswerSaysWhy() {
        const ComparedLearner learner = askLearner("blind", Constant("sees nothing"), material_, nullptr);
        QVERIFY(learner.right.empty());
        QCOMPARE(learner.problem, std::string("this learner: sees nothing."));
        auto material = std::make_shared<const ComparisonMaterial>(material_);
        const LearnerComparison comparison = compareLearners(
            material, {learner, askLearner("a", *makePixelsL2(), material_, nullptr)}, Reference::First);
        QVERIFY(comparison.accuracies[0].empty());
        QVERIFY(comparison.accuracies[1][0].reference);  // the first that answered
        QVERIFY(!compareLearners(material, {learner}, Reference::Best).referenceOf(0));
    }

    /// Newcombe 1998, table II: 36, 12, 2, 0 (see tst_statistics). Exact McNemar: of 14 that one alone got right at
    /// most 2: 2 * (1 + 14 + 91) / 2^14.
    void differencesOfDrawnTasks() {
        const std::string best = repeated(48, '1') + repeated(2, '0');
        const std::string other = repeated(36, '1') + repeated(12, '0') + repeated(2, '1');
        const LearnerComparison comparison = madeUp({other, best}, Reference::Best);
        const ComparedAccuracy &one = comparison.accuracies[0][0], &two = comparison.accuracies[1][0];
        QVERIFY(two.reference && !one.reference);
        QCOMPARE(comparison.referenceOf(0)->name, std::string("learner 1"));
        QCOMPARE(one.percent, 76.0);
        QVERIFY(near(one.confidence95.low, 62.5873) && near(one.confidence95.high, 85.7026));
        QVERIFY(near(one.differencePercent, -20));
        QVERIFY(near(one.difference95.low, -34.042760) && near(one.difference95.high, -5.692958));
        QVERIFY(near(one.p, 212.0 / 16384));
        QVERIFY(near(one.adjustedP, one.p) && one.differs());  // alone with the reference

        const LearnerComparison first = madeUp({other, best}, Reference::First);
        QVERIFY(first.accuracies[0][0].reference);
        QVERIFY(near(first.accuracies[1][0].differencePercent, 20));
    }

    /// Runs of 10 with 9, 8, 7 and 8, 8, 5 right: differences 10, 0, 20, mean 10, standard error 10 / sqrt 3; Student
    /// t(2) at 0.975 is 4.302653, and P(|T| > t) = 1 - t / sqrt(2 + t^2) of two degrees of freedom.
    void differencesOfLakesRuns() {
        const auto run = [](int right) { return repeated(right, '1') + repeated(10 - right, '0'); };
        const LearnerComparison comparison =
            madeUp({run(8) + run(8) + run(5), run(9) + run(8) + run(7)}, Reference::Best, {10, 10, 10});
        const ComparedAccuracy& one = comparison.accuracies[0][0];
        QVERIFY(near(one.percent, 70) && near(comparison.accuracies[1][0].percent, 80));
        QVERIFY(near(one.differencePercent, -10));
        const double reach = 4.302653 * 10 / std::sqrt(3.0);
        QVERIFY(near(one.difference95.low, -10 - reach) && near(one.difference95.high, -10 + reach));
        QVERIFY(near(one.p, 1 - std::sqrt(3.0) / std::sqrt(5.0)));
        QVERIFY(!one.differs());
    }

    /// 0.012939 as above, of all pairs among three and six learners, since the best is chosen by the same answers.
    void manyDifferencesAreHarderToShow() {
        const std::string best = repeated(48, '1') + repeated(2, '0');
        const std::string other = repeated(36, '1') + repeated(12, '0') + repeated(2, '1');
        const LearnerComparison three = madeUp({best, other, other}, Reference::Best);
        QVERIFY(near(three.accuracies[1][0].adjustedP, 3 * 212.0 / 16384));
        const LearnerComparison six = madeUp({best, other, other, other, other, other}, Reference::Best);
        QVERIFY(near(six.accuracies[1][0].adjustedP, 15 * 212.0 / 16384));
        QVERIFY(!six.accuracies[1][0].differs());
    }

    void theBestIsOneThatSawNoneOfTheCharacters() {
        const LearnerComparison comparison = madeUp({"1111", "1100", "1110", "xxxx"}, Reference::Best, {}, 3);
        QVERIFY(comparison.accuracies[2][0].reference);
        QVERIFY(madeUp({"1111", "xxxx"}, Reference::Best, {}, 3).accuracies[0][0].reference);  // there is no other
        QVERIFY(madeUp({"1100", "0011"}, Reference::Best).accuracies[0][0].reference);         // the first of equals
    }

    void keptAnswersAreUsed() {
        const AnswerCache cache(folder_ / "used");
        const Counting model(makePixelsL2());
        const ComparedLearner first = askLearner("a", model, material_, &cache);
        QVERIFY(!first.cached);
        QCOMPARE(first.right, answersOf(*makePixelsL2(), material_));
        const int before = std::exchange(model.shown, 0);
        QVERIFY(before > 20);
        const ComparedLearner again = askLearner("b", model, material_, &cache);
        QVERIFY(again.cached);
        QCOMPARE(again.right, first.right);
        QCOMPARE(model.shown, 16);  // of first tasks, by which learners are told apart

        // Of more settings only the new ones are asked.
        const ComparisonMaterial more = drawn(glyphs, {{2, 5, 8}, {1}, true, 40, 7});
        const ComparedLearner partly = askLearner("a", model, more, &cache);
        QVERIFY(!partly.cached);
        QCOMPARE(partly.right, answersOf(*makePixelsL2(), more));
    }

    void damagedAnswersAreAskedForAgain_data() {
        QTest::addColumn<QByteArray>("content");
        const QByteArray digits(40, '1');
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\0\1\2{", 4);
        QTest::newRow("a list") << QByteArray("[1, 2]");
        QTest::newRow("cut") << QByteArray("{\"schema\": 1, \"right\": \"11");
        QTest::newRow("of another key")
            << "{\"schema\": 1, \"evaluation\": 1, \"model\": \"m\", \"data_sha256\": \"d\", "
               "\"tasks_sha256\": \"t\", \"protocol\": \"p\", \"right\": \"" +
                   digits + "\"}";
        QTest::newRow("too few") << QByteArray("KEEP11");
        QTest::newRow("no digits") << "KEEP" + QByteArray(40, '2');
        QTest::newRow("a number") << QByteArray("KEEP#");
        QTest::newRow("another version") << "OLD" + digits;
    }

    /// KEEP: the file as it is with these digits. OLD: the same, of another evaluation.
    void damagedAnswersAreAskedForAgain() {
        QFETCH(QByteArray, content);
        const fs::path folder = folder_ / QTest::currentDataTag();
        const AnswerCache cache(folder);
        const ComparisonMaterial one = drawn(glyphs, {{5}, {1}, true, 40, 7});
        const ModelPtr model = makePixelsL2();
        const auto right = askLearner("a", *model, one, &cache).right;
        const fs::path file = fs::directory_iterator(folder)->path();
        Json json = Json::parse(std::ifstream(file));
        if (content.startsWith("KEEP")) {
            json["right"] = content.mid(4).toStdString();
            if (content == "KEEP#") json["right"] = 7;
            content = QByteArray::fromStdString(json.dump());
        } else if (content.startsWith("OLD")) {
            json["right"] = content.mid(3).toStdString();
            json["evaluation"] = 0;
            content = QByteArray::fromStdString(json.dump());
        }
        test::writeFile(file, {content.begin(), content.end()});
        const ComparedLearner asked = askLearner("a", *model, one, &cache);
        QVERIFY(!asked.cached);
        QCOMPARE(asked.right, right);
        QVERIFY(askLearner("a", *model, one, &cache).cached);  // it was written over
    }

    /// A sound file is believed: so it is really read.
    void aSoundFileIsBelieved() {
        const fs::path folder = folder_ / "believed";
        const AnswerCache cache(folder);
        const ComparisonMaterial one = drawn(glyphs, {{5}, {1}, true, 3, 7});
        askLearner("a", *makePixelsL2(), one, &cache);
        const fs::path file = fs::directory_iterator(folder)->path();
        Json json = Json::parse(std::ifstream(file));
        for (const char* digits : {"000", "101"}) {
            json["right"] = digits;
            std::ofstream(file) << json;
            const std::vector<bool> believed = askLearner("a", *makePixelsL2(), one, &cache).right[0];
            for (std::size_t i = 0; i < 3; ++i) QCOMPARE(believed[i], digits[i] == '1');
        }
    }

    void whatDiffersIsAskedAnew() {
        const AnswerCache cache(folder_ / "differs");
        const ComparisonSettings settings{{5}, {1}, true, 40, 7};
        const auto asked = [&](const OneShotModel& model, const std::string& spec, const ComparisonSettings& of) {
            return !askLearner("a", model, drawn(spec, of), &cache).cached;
        };
        QVERIFY(asked(*makeRandomModel(1), glyphs, settings));
        QVERIFY(!asked(*makeRandomModel(1), glyphs, settings));
        const auto with = [&](auto change) {
            ComparisonSettings other = settings;
            change(other);
            return other;
        };
        QVERIFY(asked(*makeRandomModel(1), glyphs, with([](auto& s) { s.seed = 8; })));
        QVERIFY(asked(*makeRandomModel(1), glyphs, with([](auto& s) { s.ways = {4}; })));
        QVERIFY(asked(*makeRandomModel(1), glyphs, with([](auto& s) { s.shots = {2}; })));
        QVERIFY(asked(*makeRandomModel(1), glyphs, with([](auto& s) { s.tasks = 41; })));
        QVERIFY(asked(*makeRandomModel(1), glyphs, with([](auto& s) { s.withinAlphabet = false; })));
        QVERIFY(asked(*makeRandomModel(1), std::string(glyphs) + ",seed=2", settings));
        QVERIFY(asked(*makePixelsL2(), glyphs, settings));
        QVERIFY(asked(*makeRandomModel(2), glyphs, settings));  // of the same name and fingerprint
        QVERIFY(!asked(*makeRandomModel(1), glyphs, settings));
    }

    void aFolderThatCannotBeWrittenIsNoFault() {
        test::writeFile(folder_ / "file", {});
        const AnswerCache cache(folder_ / "file");
        QCOMPARE(askLearner("a", *makePixelsL2(), material_, &cache).right, answersOf(*makePixelsL2(), material_));
    }

    void namesAndProgress() {
        QCOMPARE(learnerName("pixels-l2", makePixelsL2()->origin()), std::string("pixels-l2"));
        Origin origin;
        origin.model = "compact";
        QCOMPARE(learnerName("shipped", origin), std::string("compact (shipped)"));
        QCOMPARE(learnerName("/a/b/old.safetensors", origin), std::string("compact (old.safetensors)"));
        origin.run = "2026-11-23_1412_compact_7f3a";
        QCOMPARE(learnerName("runs/x", origin), std::string("compact (2026-11-23_1412_compact_7f3a)"));

        std::stop_source source;
        std::int64_t drawnTasks = 0;
        const auto look = [&](std::int64_t done, std::int64_t) {
            drawnTasks = done;
            if (done > 0) source.request_stop();
        };
        const ComparisonSettings many{{5}, {1}, true, 10'000'000, 1};
        QVERIFY(!unlessStopped(
            [&] { return comparisonMaterial(openDataset(parseDataSpec(glyphs)), many, look, source.get_token()); }));
        QCOMPARE(drawnTasks, 1);  // large tasks take a while to draw
        QVERIFY(!unlessStopped(
            [&] { return askLearner("a", *makePixelsL2(), material_, nullptr, {}, source.get_token()); }));
        VERIFY_SAYS(test::failureOf([] { drawn(glyphs, {{9}, {1}, true, 5, 1}); }), "InvalidSetting: ");
        VERIFY_SAYS(test::failureOf([] { drawn(glyphs, {{}, {1}, true, 5, 1}); }), "InvalidSetting: ");
        VERIFY_SAYS(test::failureOf([] { drawn(glyphs, {{5}, {1}, true, 0, 1}); }), "InvalidSetting: ");
    }

    /// Only what is of the tasks counts.
    void charactersThatItLearntFromAreCounted() {
        const ComparisonMaterial one = drawn(glyphs, {{5}, {1}, false, 1, 7});
        test::RuleModel model([](auto, auto) { return 0.0F; });
        for (const Alphabet& alphabet : one.dataset.alphabets) {
            model.learntFrom.learnt.push_back({alphabet.name, {}});
            for (const Character& character : alphabet.characters)
                model.learntFrom.learnt.back().characters.push_back(character.name);
        }
        QCOMPARE(askLearner("a", model, one, nullptr).seenCharacters, 5);
    }
};

ONESHOT_TEST(TestLearnerComparison)
#include "tst_learner_comparison.moc"
