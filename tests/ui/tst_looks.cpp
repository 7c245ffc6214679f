// Invariants of how the window looks, in every state that is gone through, both themes and two sizes: nothing is cut
// off, nothing is outside its parent or over its neighbour, and all text can be read.
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QtTest>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/looks.h"
#include "tests/support/test_program.h"
#include "tests/support/window_states.h"

using namespace oneshot;

namespace {

struct Page {
    const char* name;
    test::VisitStates visit;
    /// What needs a new layout and is left to issue "The first hour", which empties these lists. A fault that is listed
    /// and does not occur fails the test too.
    QStringList known;
};

const QList<Page> pages{
    {"train", test::visitTrain, {}},
    {"data", test::visitData, {}},
    {"tasks", test::visitTasks, {}},
    {"longer thinking", test::visitLongerThinking, {}},
    {"draw", test::visitDraw, {}},
    {"challenge, set-up", test::visitChallengeSetUp, {}},
    {"challenge, session", test::visitChallengeSession, {}},
    {"challenge, results", test::visitChallengeResults, {}},
    {"runs", test::visitRuns, {}},
    {"comparison", test::visitComparison, {}},
    {"searches", test::visitSearches, {}},
};

}  // namespace

class TestLooks : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void theCheckFindsFaults() {
        QWidget window;
        window.resize(300, 200);
        auto* cut = new QLabel(QStringLiteral("A text that is longer than its label"), &window);
        cut->setObjectName(QStringLiteral("cut"));
        cut->setGeometry(10, 10, 60, 20);
        auto* over = new QLabel(QStringLiteral("over"), &window);
        over->setObjectName(QStringLiteral("over"));
        over->setGeometry(50, 10, 100, 30);
        auto* outside = new QPushButton(QStringLiteral("outside"), &window);
        outside->setObjectName(QStringLiteral("outside"));
        outside->setGeometry(250, 100, 120, 40);
        auto* pale = new QLabel(QStringLiteral("pale"), &window);
        pale->setObjectName(QStringLiteral("pale"));
        pale->setGeometry(10, 100, 100, 30);
        pale->setStyleSheet(QStringLiteral("background: white; color: #999999"));
        auto* column = new QScrollArea(&window);
        column->setObjectName(QStringLiteral("column"));
        column->setGeometry(150, 140, 80, 40);
        column->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        column->setWidget(new QWidget);
        column->widget()->resize(100, 20);
        window.show();
        QCOMPARE(test::faultsOfLook(window).keys(),
                 QStringList({QStringLiteral("column: cut off on the right"), QStringLiteral("cut: cut off"),
                              QStringLiteral("cut: overlaps over"), QStringLiteral("outside: outside its parent"),
                              QStringLiteral("pale: contrast below 4.5")}));
    }

    void everyStateCanBeRead_data() {
        QTest::addColumn<int>("page");
        for (int i = 0; i < pages.size(); ++i) QTest::newRow(pages[i].name) << i;
    }
    void everyStateCanBeRead() {
        QFETCH(int, page);
        const Page& asked = pages[page];
        QStringList found;
        const QString missed = asked.visit(
            QString::fromStdString(folder_.path().string()), [&](test::WindowDriver& driver, const QString& state) {
                ui::MainWindow& window = driver.window;
                test::forEachLook(window, [&](const QString& look) {
                    QList<QWidget*> shown{&window};
                    for (auto* dialog : window.findChildren<QDialog*>())
                        if (dialog->isVisible()) shown += dialog;
                    for (QWidget* part : shown) {
                        const auto faults = test::faultsOfLook(*part);
                        for (auto fault = faults.begin(); fault != faults.end(); ++fault) {
                            if (found.contains(fault.key())) continue;
                            found += fault.key();
                            if (!asked.known.contains(fault.key()))
                                qWarning().noquote()
                                    << state << look << fault.key() << QStringLiteral("(%1)").arg(fault.value());
                        }
                    }
                });
            });
        QCOMPARE(missed, QString());
        found.sort();
        QStringList known = asked.known;
        known.sort();
        QCOMPARE(found, known);
    }
};

ONESHOT_TEST(TestLooks)
#include "tst_looks.moc"
