#include <QTest>
#include <cmath>

#include "core/search/search_range.h"
#include "core/training/presets.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::failureOf;

namespace {

TrainingConfig compact() {
    return presetNamed("compact").config;
}

QString faultOf(const std::vector<const char*>& texts, const TrainingConfig& config = compact()) {
    return failureOf([&] {
        std::vector<SearchRange> ranges;
        for (const char* text : texts) ranges.push_back(parseSearchRange(text));
        requireValid(ranges, config);
    });
}

}  // namespace

class TestSearchRange : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rangesAreParsed() {
        const SearchRange range = parseSearchRange("learning-rate=1e-4:0.1:log");
        QVERIFY(range == (SearchRange{"learning_rate", 1e-4, 0.1, true}));
        QVERIFY(parseSearchRange("dropout=0:0.5") == (SearchRange{"dropout", 0, 0.5, false}));
    }

    void faults_data() {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* range, const char* says) { QTest::newRow(range) << range << says; };
        row("0.1:0.2", "--range: needs key=low:high");
        row("=0.1:0.2", "--range: needs key=low:high");
        row("dropout=0.1", "range of dropout: needs low:high");
        row("dropout=0.1:0.2:lin", "range of dropout: needs low:high");
        row("dropout=0.1:0.2:log:log", "range of dropout: needs low:high");
        row("dropout=a:0.2", "range of dropout: \"a\" is not a number");
        row("dropout=0.1:nan", "range of dropout: \"nan\" is not a number");
        row("learning_rat=0.1:0.2", "learning_rat: there is no such setting");
        row("dropout=0.2:0.2", "range of dropout: low must be below high, is 0.2:0.2");
        row("dropout=0.3:0.2", "range of dropout: low must be below high, is 0.3:0.2");
        row("dropout=0.5:2", "range of dropout: must lie between 0 and 0.95, is 0.5:2");
        row("dropout=0:0.5:log", "range of dropout: with log both ends must be above 0");
        row("pairs_per_step=2.5:9", "range of pairs_per_step: its ends must be whole numbers");
        row("loss=1:2", "range of loss: it is not a number");
        row("rotated_classes=0:1", "range of rotated_classes: it is not a number");
        row("maps=16:64", "range of maps: it is a list. Search each number by itself, maps.1 the first");
        row("maps.0=16:64", "range of maps.0: after the dot");
        row("maps.x=16:64", "range of maps.x: after the dot");
        row("maps.5=16:64", "range of maps.5: the list has no such number here: ");
        row("layer_rates.1=0.1:1", "range of layer_rates.1: the list has no such number here");
        row("dropout.1=0.1:0.2", "range of dropout.1: it is not a list");
        row("steps=10:20", "range of steps: it decides how long a trial is");
        row("seed=1:20", "range of seed: it decides how long a trial is");
        row("evaluation_ways=2:20", "range of evaluation_ways: it decides how long a trial is or how it is measured");
    }
    void faults() {
        QFETCH(QString, range);
        QFETCH(QString, says);
        const std::string text = range.toStdString();
        const QString fault = faultOf({text.c_str()});
        QVERIFY2(fault.startsWith("InvalidSetting: " + says), qPrintable(fault));
    }

    void faultsOfSeveral() {
        VERIFY_SAYS(faultOf({}), "--range: is missing");
        VERIFY_SAYS(faultOf({"dropout=0.1:0.2", "dropout=0.3:0.4"}), "range of dropout: it is named twice");
        // What the ends make together must be a configuration that can be trained.
        TrainingConfig momentum = compact();
        momentum.optimiser.rule = OptimiserRule::Momentum;
        momentum.optimiser.weightDecay = 0;
        VERIFY_SAYS(faultOf({"weight_decay=0:1"}, momentum), "weight_decay: must be 0 with optimiser=momentum");
        QCOMPARE(faultOf({"weight_decay=0:1", "maps.2=16:64", "margin=0.1:2:log"}), QString());
        QCOMPARE(faultOf({"layer_rates.6=0.001:0.1:log"}, presetNamed("koch2015").config), QString());
    }

    void valuesLieEvenlyInTheNumberOrItsLogarithm() {
        const SearchRange linear{"dropout", 0.1, 0.5, false}, logarithmic{"learning_rate", 1e-4, 1, true};
        QCOMPARE(valueAt(linear, 0), 0.1);
        QCOMPARE(valueAt(linear, 0.5), 0.3);
        QCOMPARE(valueAt(linear, 1), 0.5);
        QCOMPARE(valueAt(logarithmic, 0), 1e-4);
        QCOMPARE(valueAt(logarithmic, 0.25), 1e-3);
        QCOMPARE(valueAt(logarithmic, 0.5), 1e-2);
        QCOMPARE(valueAt(logarithmic, 1), 1.0);
        // Six digits, so that 10^(-4 + 4/3) is what a person can copy.
        QCOMPARE(valueAt(logarithmic, 1.0 / 3), 0.00215443);
    }

    void wholeSettingsGetWholeValues() {
        const SearchRange pairs{"pairs_per_step", 4, 7, false}, maps{"maps.1", 16, 256, true};
        for (const auto& [position, value] : {std::pair(0.0, 4.0), {0.16, 4.0}, {0.17, 5.0}, {0.5, 6.0}, {1.0, 7.0}})
            QCOMPARE(valueAt(pairs, position), value);
        QCOMPARE(valueAt(maps, 0.5), 64.0);
        QCOMPARE(valueAt(maps, 0.6), std::round(16 * std::pow(16, 0.6)));
    }

    void everyNumberButHowTrialsAreMeasuredCanBeSearched() {
        const std::vector<std::string> keys = searchableKeys(compact());
        const auto has = [&](const char* key) { return std::ranges::count(keys, key) == 1; };
        for (const char* key : {"learning_rate", "dropout", "pairs_per_step", "maps.1"}) QVERIFY2(has(key), key);
        for (const char* key : {"maps", "maps.0", "maps.9", "seed", "steps", "minutes", "evaluation_tasks", "optimiser",
                                "layer_rates.1"})  // compact has no rates by layer
            QVERIFY2(!has(key), key);
        const std::vector<std::string> koch = searchableKeys(presetNamed("koch2015").config);
        QCOMPARE(std::ranges::count(koch, "layer_rates.6"), 1);
    }

    /// Around what the configuration says, within what the setting allows.
    void rangesAreProposed() {
        TrainingConfig config = compact();
        config.optimiser.learningRate = 0.002;
        config.batches.pairsPerStep = 33;
        config.network.dropout = 0.2;
        QCOMPARE(proposedRange("learning_rate", config), (SearchRange{"learning_rate", 0.0002, 0.02, true}));
        QCOMPARE(proposedRange("pairs_per_step", config), (SearchRange{"pairs_per_step", 17, 66, false}));
        QCOMPARE(proposedRange("dropout", config), (SearchRange{"dropout", 0.02, 0.95, true}));  // its limit
        config.network.dropout = 0;
        QCOMPARE(proposedRange("dropout", config), (SearchRange{"dropout", 0, 0.95, false}));
        config.optimiser.learningRate = 10;
        QCOMPARE(proposedRange("learning_rate", config), (SearchRange{"learning_rate", 1, 10, true}));
    }

    void aConfigurationGetsItsValues() {
        const std::vector<SearchRange> ranges{{"learning_rate", 1e-4, 1, true},
                                              {"maps.3", 16, 256, false},
                                              {"pairs_per_step", 4, 99, false},
                                              {"training_pairs", 0, 1000, false}};
        const TrainingConfig config = withValues(compact(), ranges, std::vector{0.5, 77.0, 9.0, 11.0});
        TrainingConfig expected = compact();
        expected.optimiser.learningRate = 0.5;
        expected.network.maps[2] = 77;
        expected.batches.pairsPerStep = 9;
        expected.batches.trainingPairs = 11;
        QVERIFY(config == expected);
    }
};

ONESHOT_TEST(TestSearchRange)
#include "tst_search_range.moc"
