// label: pictures
// Keeps every state of the window as pictures, in both themes and two sizes, to be looked at: whether it is beautiful
// no test can tell. What can be told is in tst_looks.
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
        const auto keepState = [](test::WindowDriver& driver, const QString& state) {
            test::forEachLook(driver.window, [&](const QString& look) {
                if (!driver.keepPicture(state + u'-' + look)) qFatal("the picture cannot be kept");
            });
        };
        QCOMPARE(visit(QString::fromStdString(folder_.path().string()), keepState), QString());
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void train() { keep(test::visitTrain); }
    void data() { keep(test::visitData); }
    void tasks() { keep(test::visitTasks); }
    void longerThinking() { keep(test::visitLongerThinking); }
    void draw() { keep(test::visitDraw); }
    void challengeSetUp() { keep(test::visitChallengeSetUp); }
    void challengeSession() { keep(test::visitChallengeSession); }
    void challengeResults() { keep(test::visitChallengeResults); }
    void runs() { keep(test::visitRuns); }
    void comparison() { keep(test::visitComparison); }
    void searches() { keep(test::visitSearches); }
};

ONESHOT_TEST(TestPictures)
#include "tst_pictures.moc"
