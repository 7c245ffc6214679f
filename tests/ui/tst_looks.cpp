// Invariants of how the window looks, in every state that is gone through, in both themes and three sizes: nothing is
// cut off, nothing is outside its parent or over its neighbour, and all text can be read.
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QtTest>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/looks.h"
#include "tests/support/page_looks.h"
#include "tests/support/test_program.h"

using namespace oneshot;

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

    void everyStateCanBeRead_data() { test::addPages(); }
    void everyStateCanBeRead() { QCOMPARE(test::faultsOfPage(folder_.path(), test::Looks::Checks), QStringList()); }
};

ONESHOT_TEST(TestLooks)
#include "tst_looks.moc"
