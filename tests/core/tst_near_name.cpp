#include <QTest>

#include "core/base/near_name.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

const std::vector<std::string> names{"train", "evaluate", "export",  "learning_rate", "label_smoothing", "momentum",
                                     "Greek", "Latin",    "Grantha", "shipped",       "not-alphabets",   "alphabets"};

}  // namespace

class TestNearName : public QObject {
    Q_OBJECT

  private slots:
    void findsWhatWasMeant_data() {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("meant");
        const auto row = [](const char* wanted, const char* meant) { QTest::newRow(wanted) << wanted << meant; };
        row("trian", "train");
        row("Grek", "Greek");
        row("greek", "Greek");
        row("shiped", "shipped");
        row("alphabet", "alphabets");
        row("notalphabets", "not-alphabets");
        row("not_alphabets", "not-alphabets");
        row("NOT ALPHABETS", "not-alphabets");
        row("learning-rate", "learning_rate");
        row("lr", "learning_rate");
        row("eval", "evaluate");
        row("momentun", "momentum");
    }
    void findsWhatWasMeant() {
        QFETCH(QString, wanted);
        QFETCH(QString, meant);
        QCOMPARE(QString::fromStdString(nearestName(wanted.toStdString(), names)), meant);
        QCOMPARE(QString::fromStdString(didYouMean(wanted.toStdString(), names)), "Did you mean " + meant + "? ");
    }

    void guessesNothingFar_data() {
        QTest::addColumn<QString>("wanted");
        for (const char* wanted : {"", "t", "e", "ex1", "cat", "xyz", "Korean", "gr", "estimate", "\xff\xfe"})
            QTest::newRow(wanted) << wanted;
    }
    void guessesNothingFar() {
        QFETCH(QString, wanted);
        QCOMPARE(QString::fromStdString(nearestName(wanted.toStdString(), names)), QString());
        QCOMPARE(QString::fromStdString(didYouMean(wanted.toStdString(), names)), QString());
    }

    void takesTheNearestOfSeveral() {
        const std::vector<std::string> several{"steps", "stop", "step"};
        QCOMPARE(nearestName("stpe", several), "step");
        QCOMPARE(nearestName("stepps", several), "steps");
        QCOMPARE(nearestName("anything", {}), "");
        QCOMPARE(nearestName(std::string(100'000, 'x'), several), "");
    }
};

ONESHOT_TEST(TestNearName)
#include "tst_near_name.moc"
