#include <QtTest>
#include <cmath>

#include "core/models/one_shot_model.h"
#include "tests/support/test_program.h"
#include "ui/widgets/number_text.h"

using namespace oneshot;

class TestNumberText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void writesTimesAsPeopleDo() {
        QCOMPARE(ui::durationText(0), QStringLiteral("0:00"));
        QCOMPARE(ui::durationText(62.4), QStringLiteral("1:02"));
        QCOMPARE(ui::durationText(3723), QStringLiteral("1:02:03"));
    }

    void writesSigns() {
        QCOMPARE(ui::percentText(81.46), QStringLiteral("81.5 %"));
        QCOMPARE(ui::signedText(0.834), QStringLiteral("+0.83"));
        QCOMPARE(ui::signedText(-0.12), QStringLiteral("\u22120.12"));
    }

    void writesScoresByTheirKind() {
        QCOMPARE(ui::scoreText(ScoreKind::SameLogit, 0), QStringLiteral("p 0.500"));
        QCOMPARE(ui::scoreText(ScoreKind::SquaredDistance, -12.5F), QStringLiteral("12.50"));
        QCOMPARE(ui::scoreText(ScoreKind::Cosine, 0.25F), QStringLiteral("0.25"));
        QCOMPARE(ui::scoreText(ScoreKind::Learnt, -0.5F), QStringLiteral("\u22120.50"));
        QCOMPARE(ui::scoreText(ScoreKind::Learnt, NAN), QStringLiteral("no number"));
        QCOMPARE(ui::scoreName(ScoreKind::SameLogit), QStringLiteral("p(same)"));
        QVERIFY(ui::scoreExplanation(ScoreKind::Noise).contains(QStringLiteral("noise")));
    }
};

ONESHOT_TEST(TestNumberText)
#include "tst_number_text.moc"
