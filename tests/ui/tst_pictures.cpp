// label: pictures
// Keeps every state of the window as pictures, in both themes, three sizes and with large fonts, to be looked at:
// whether it is beautiful no test can tell. What can be told is in tst_looks.
#include <QtTest>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_states.h"

using namespace oneshot;

class TestPictures : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    void keep(test::VisitStates visit) {
        const QString folder = QString::fromStdString(folder_.path().string());
        const auto keepState = [](test::WindowDriver& driver, const QString& state) {
            test::forEachLook(driver.window, test::Looks::Pictures, [&](const QString& look) {
                if (!driver.keepPicture(state + u'-' + look)) qFatal("the picture cannot be kept");
            });
        };
        const auto keepLarge = [](test::WindowDriver& driver, const QString& state) {
            test::forEachLook(driver.window, test::Looks::LargeFonts, [&](const QString& look) {
                if (!driver.keepPicture(state + u'-' + look + QStringLiteral("-large"))) qFatal("no picture is kept");
            });
        };
        QCOMPARE(visit(folder, keepState), QString());
        QCOMPARE(test::visitLarge(visit, folder, keepLarge), QString());
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void learn() { keep(test::visitLearn); }
    void train() { keep(test::visitTrain); }
    void data() { keep(test::visitData); }
    void tasks() { keep(test::visitTasks); }
    void longerThinking() { keep(test::visitLongerThinking); }
    void draw() { keep(test::visitDraw); }
    void challengeSetUp() { keep(test::visitChallengeSetUp); }
    void challengeSession() { keep(test::visitChallengeSession); }
    void challengeResults() { keep(test::visitChallengeResults); }
    void study() { keep(test::visitStudy); }
    void studyDesk() { keep(test::visitStudyDesk); }
    void runs() { keep(test::visitRuns); }
    void comparison() { keep(test::visitComparison); }
    void searches() { keep(test::visitSearches); }
    void dialogs() { keep(test::visitDialogs); }
};

ONESHOT_TEST(TestPictures)
#include "tst_pictures.moc"
