#include <QtTest>

#include "core/search/variations.h"
#include "core/training/presets.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
using test::failureOf;

namespace {

QStringList titles(const std::vector<Variant>& variants) {
    QStringList all;
    for (const Variant& variant : variants) all += QString::fromStdString(variant.title);
    return all;
}

}  // namespace

class TestVariations : public QObject {
    Q_OBJECT
    const RunRequest base_ = test::tinyRun("somewhere");  // compact, seed 5, 10 steps, 1 thread

  private Q_SLOTS:
    void everyCombination() {
        const std::vector<Variant> variants =
            variantsOf(base_, {{"compact", "koch2015"}, "label_smoothing", {"0.1", "0.01"}, {1, 7}});
        QCOMPARE(titles(variants),
                 QStringList({"compact label_smoothing 0.1 seed 1", "compact label_smoothing 0.1 seed 7",
                              "compact label_smoothing 0.01 seed 1", "compact label_smoothing 0.01 seed 7",
                              "koch2015 label_smoothing 0.1 seed 1", "koch2015 label_smoothing 0.1 seed 7",
                              "koch2015 label_smoothing 0.01 seed 1", "koch2015 label_smoothing 0.01 seed 7"}));
        TrainingConfig expected = base_.config;
        expected.loss.labelSmoothing = 0.01;
        expected.seed = 7;
        QVERIFY(variants[3].request.config == expected);
        QCOMPARE(variants[3].request.background, base_.background);
        QVERIFY(variants[3].request.directory.empty());

        TrainingConfig koch = presetNamed("koch2015").config;
        koch.length.steps = 10;
        koch.length.minutes = base_.config.length.minutes;
        koch.threads = 1;
        koch.loss.labelSmoothing = 0.1;
        koch.seed = 1;
        QVERIFY(variants[4].request.config == koch);
    }

    void whatIsNotVariedIsAsItWas() {
        const std::vector<Variant> one = variantsOf(base_, {});
        QCOMPARE(titles(one), QStringList{"compact seed 5"});
        QVERIFY(one[0].request.config == base_.config);
        QCOMPARE(titles(variantsOf(base_, {{}, "maps", {"8,8,8,8"}, {}})), QStringList{"compact maps 8 8 8 8 seed 5"});
    }

    void faultsAreToldBeforeAnythingIsTrained() {
        VERIFY_SAYS(failureOf([&] { variantsOf(base_, {{}, "learning_rate", {"fast"}, {}}); }), "learning_rate");
        VERIFY_SAYS(failureOf([&] { variantsOf(base_, {{}, "evaluation_ways", {"1"}, {}}); }), "evaluation_ways");
        VERIFY_SAYS(failureOf([&] { variantsOf(base_, {{}, "seed", {"1"}, {2}}); }), "seed: it is varied twice");
        VERIFY_SAYS(failureOf([&] {
                        variantsOf(base_, {{}, "", {}, std::vector<std::uint64_t>(201, 1)});
                    }),
                    "201 runs are more than 200");
    }

    void seedsAreNumbersAndSpans() {
        QCOMPARE(seedsIn("1, 2,5-8"), (std::vector<std::uint64_t>{1, 2, 5, 6, 7, 8}));
        QCOMPARE(seedsIn("3-4, 4, 3"), (std::vector<std::uint64_t>{3, 4}));
        QVERIFY(seedsIn("  ").empty());
        for (const char* text : {"1,", "x", "-1", "4-2", "1-1000000000", "1.5", "99999999999999999999"})
            QVERIFY2(failureOf([&] { seedsIn(text); }).startsWith(QStringLiteral("InvalidSetting: seeds")), text);
    }

    void valuesOfListsHaveSemicolonsBetween() {
        const std::vector<std::string> rates{"0.1", "0.01"}, maps{"8,8", "16,16"};
        QCOMPARE(valuesIn("0.1, 0.01 ,0.1,", settingNamed("learning_rate")), rates);
        QCOMPARE(valuesIn("0.1; 0.01", settingNamed("learning_rate")), rates);
        QCOMPARE(valuesIn("8,8; 16,16", settingNamed("maps")), maps);
    }
};

ONESHOT_TEST(TestVariations)
#include "tst_variations.moc"
