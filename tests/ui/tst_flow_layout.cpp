#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/widgets/flow_layout.h"

using namespace oneshot;

namespace {

/// A part of 100 x 20 pixels.
QWidget* part(QSizePolicy::Policy policy = QSizePolicy::Preferred) {
    class Part : public QWidget {
        QSize sizeHint() const override { return {100, 20}; }
        QSize minimumSizeHint() const override { return {60, 20}; }
    };
    auto* made = new Part;
    made->setSizePolicy(policy, QSizePolicy::Fixed);
    return made;
}

}  // namespace

class TestFlowLayout : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goesOnInAnotherRow() {
        QWidget widget;
        auto* layout = new ui::FlowLayout(10);
        QList<QWidget*> parts{part(), part(QSizePolicy::Expanding), part()};
        for (QWidget* each : parts) layout->addWidget(each);
        widget.setLayout(layout);
        widget.resize(350, 100);
        widget.show();
        QCOMPARE(layout->heightForWidth(350), 20);
        QCOMPARE(parts[1]->geometry(), QRect(110, 0, 130, 20));  // gets what is left: 350 - 3 * 100 - 2 * 10
        QCOMPARE(parts[2]->geometry(), QRect(250, 0, 100, 20));
        QCOMPARE(layout->heightForWidth(319), 50);
        widget.resize(250, 100);
        layout->activate();
        QCOMPARE(parts[1]->geometry(), QRect(110, 0, 140, 20));
        QCOMPARE(parts[2]->geometry(), QRect(0, 30, 100, 20));
        QCOMPARE(layout->heightForWidth(80), 80);  // narrower than they would like, in three rows
        parts[1]->hide();
        QCOMPARE(layout->heightForWidth(250), 20);
        QCOMPARE(layout->minimumSize(), QSize(60, 20));
        QCOMPARE(layout->sizeHint(), QSize(210, 20));
    }
};

ONESHOT_TEST(TestFlowLayout)
#include "tst_flow_layout.moc"
