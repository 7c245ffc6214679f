#include <QTest>
#include <cmath>
#include <set>

#include "core/search/next_values.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

const std::vector<SearchRange> rateAndScale{{"learning_rate", 1e-5, 1, true}, {"logit_scale", 1, 100, true}};

/// Best, 90, at a rate of 0.003 and a scale of 20; 5 at rates past 0.05, where trainings diverge.
double madeUpAccuracy(const std::vector<double>& values) {
    if (values[0] > 0.05) return 5;
    const double rate = std::log10(values[0] / 0.003), scale = std::log10(values[1] / 20);
    return 5 + 85 * std::exp(-rate * rate - scale * scale);
}

std::vector<TriedValues> searched(std::span<const SearchRange> ranges, int trials,
                                  double (*accuracy)(const std::vector<double>&)) {
    std::vector<TriedValues> tried;
    while (std::ssize(tried) < trials) {
        const auto values = nextValues(ranges, tried);
        if (!values) break;
        tried.push_back({*values, accuracy(*values)});
    }
    return tried;
}

}  // namespace

class TestNextValues : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void beginsInTheMiddle() {
        const auto values = nextValues(rateAndScale, {});
        QVERIFY(values);
        QCOMPARE(*values, (std::vector{0.00316228, 10.0}));
    }

    void findsTheBest() {
        const std::vector<TriedValues> tried = searched(rateAndScale, 25, madeUpAccuracy);
        QCOMPARE(tried.size(), std::size_t(25));
        double best = 0;
        for (const TriedValues& each : tried) {
            best = std::max(best, each.accuracyPercent);
            for (std::size_t i = 0; i < 2; ++i)
                QVERIFY(each.values[i] >= rateAndScale[i].low && each.values[i] <= rateAndScale[i].high);
        }
        QVERIFY2(best > 88, qPrintable(QString::number(best)));
    }

    /// What is proposed depends on the tried ones alone, in whatever order they are told.
    void keepsNothingFromCallToCall() {
        const std::vector<TriedValues> tried = searched(rateAndScale, 12, madeUpAccuracy);
        for (std::size_t n = 0; n < tried.size(); ++n) {
            std::vector<TriedValues> before(tried.begin(), tried.begin() + static_cast<std::ptrdiff_t>(n));
            std::reverse(before.begin(), before.end());
            QCOMPARE(*nextValues(rateAndScale, before), tried[n].values);
        }
    }

    void wholeNumbersAreTriedOnceEach() {
        const std::vector<SearchRange> ranges{{"pairs_per_step", 4, 6, false}, {"shots", 1, 2, false}};
        const std::vector<TriedValues> tried =
            searched(ranges, 100, [](const std::vector<double>& values) { return values[0] + values[1]; });
        std::set<std::vector<double>> different;
        for (const TriedValues& each : tried) different.insert(each.values);
        QCOMPARE(tried.size(), std::size_t(6));
        QCOMPARE(different.size(), std::size_t(6));
    }
};

ONESHOT_TEST(TestNextValues)
#include "tst_next_values.moc"
