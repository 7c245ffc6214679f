#include <QHelpEvent>
#include <QToolTip>
#include <QtTest>

#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/widgets/confusion_matrix.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using ui::ConfusionMatrix;

namespace {

struct Answer {
    std::vector<int> ways;  ///< characters, the first of which is asked for
    int predicted = 0;      ///< place among them
};

/// Of an alphabet of four: 0 is taken for 2 once in two tasks, 1 is always found, 3 is never asked for.
const std::vector<Answer> answers{{{0, 2, 1}, 1}, {{0, 2, 1}, 0}, {{1, 0, 2}, 0}, {{2, 0, 1}, 0}};

Confusions confusionsOf(const std::vector<Answer>& given) {
    std::vector<Task> tasks;
    std::vector<TaskOutcome> outcomes;
    for (const Answer& answer : given) {
        Task& task = tasks.emplace_back();
        for (const int character : answer.ways) task.ways.push_back({{0, character}, {}});
        outcomes.push_back({{}, answer.predicted, answer.predicted == 0});
    }
    return {test::tinyDataset({4}, 2), 0, tasks, outcomes};
}

struct Shown {
    explicit Shown(const std::vector<Answer>& given = answers) {
        std::vector<ui::ConfusedCharacter> characters;
        for (int i = 0; i < 4; ++i)
            characters.push_back({QStringLiteral("char%1").arg(i), test::numberedImage(i), i == 2});
        matrix.resize(400, 400);
        matrix.setMatrix(confusionsOf(given), {3, 2, 0, 1}, characters);
        QObject::connect(&matrix, &ConfusionMatrix::activated, &matrix,
                         [this](int asked, int answered) { opened += QPoint(answered, asked); });
        matrix.show();
    }
    QColor colourAt(int row, int column) {
        return matrix.grab().toImage().pixelColor(matrix.cellRect(row, column).topLeft() + QPoint(3, 3));
    }
    void click(int row, int column) {
        QTest::mouseClick(&matrix, Qt::LeftButton, {}, matrix.cellRect(row, column).center());
    }
    ConfusionMatrix matrix;
    QList<QPoint> opened;  ///< x: answered, y: asked
};

/// Where a widget has been painted.
struct PaintSpy : QObject {
    explicit PaintSpy(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) painted += static_cast<QPaintEvent*>(event)->region();
        return false;
    }
    QRegion painted;
};

}  // namespace

class TestConfusionMatrix : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

    void looksAtTheWorstCellFirst() {
        Shown shown;
        QCOMPARE(shown.matrix.row(), 2);     // 0 was asked for,
        QCOMPARE(shown.matrix.column(), 1);  // 2 was answered
        VERIFY_SAYS(shown.matrix.accessibleDescription(),
                    "char0 was taken for char2 in 1 of the 2 tasks that held both");
        VERIFY_SAYS(shown.matrix.accessibleDescription(), "50.0 %");
        VERIFY_SAYS(shown.matrix.accessibleDescription(), "char2 was learnt from");
        Shown right({{{0, 1}, 0}});
        QCOMPARE(right.matrix.row(), -1);
        QCOMPARE(right.matrix.accessibleDescription(), QString());
    }

    void saysWhatIsKnown() {
        Shown shown;
        VERIFY_SAYS(shown.matrix.wordsOf(3, 3), "char1 was found in 1 of 1 tasks: 100.0 %");
        VERIFY_SAYS(shown.matrix.wordsOf(3, 2), "char1 was taken for char0 in 0 of the 1 tasks that held both: 0.0 %");
        VERIFY_SAYS(shown.matrix.wordsOf(0, 0), "No task asked for char3");
        VERIFY_SAYS(shown.matrix.wordsOf(2, 0), "No task that asked for char0 held char3");
        QVERIFY(!shown.matrix.wordsOf(3, 2).contains(QStringLiteral("opens")));
        VERIFY_SAYS(shown.matrix.wordsOf(2, 1), "opens these tasks");
        QHelpEvent hover(QEvent::ToolTip, shown.matrix.cellRect(2, 1).center(), {10, 10});
        QCoreApplication::sendEvent(&shown.matrix, &hover);
        QCOMPARE(QToolTip::text(), shown.matrix.wordsOf(2, 1));
    }

    void goesByKeys() {
        Shown shown;
        QTest::keyClick(&shown.matrix, Qt::Key_Return);
        QCOMPARE(shown.opened, QList<QPoint>({{2, 0}}));
        QTest::keyClick(&shown.matrix, Qt::Key_Right);
        QCOMPARE(shown.matrix.column(), 2);
        QTest::keyClick(&shown.matrix, Qt::Key_Enter);
        QCOMPARE(shown.opened.last(), QPoint(0, 0));
        QTest::keyClick(&shown.matrix, Qt::Key_Down);
        QTest::keyClick(&shown.matrix, Qt::Key_Down);  // no further than the last row
        QCOMPARE(shown.matrix.row(), 3);
        QTest::keyClick(&shown.matrix, Qt::Key_Return);  // nothing to open
        QCOMPARE(shown.opened.size(), 2);
        QTest::keyClick(&shown.matrix, Qt::Key_Up);
        QTest::keyClick(&shown.matrix, Qt::Key_Left);
        QCOMPARE(QPoint(shown.matrix.column(), shown.matrix.row()), QPoint(1, 2));
    }

    void opensByAClick() {
        Shown shown;
        shown.click(3, 3);
        QCOMPARE(shown.opened, QList<QPoint>({{1, 1}}));
        QCOMPARE(shown.matrix.row(), 3);
        shown.click(0, 1);
        QCOMPARE(shown.opened.size(), 1);
        QCOMPARE(QPoint(shown.matrix.column(), shown.matrix.row()), QPoint(1, 0));
        QTest::mousePress(&shown.matrix, Qt::LeftButton, {}, shown.matrix.cellRect(3, 3).center());
        QTest::mouseRelease(&shown.matrix, Qt::LeftButton, {}, shown.matrix.cellRect(0, 0).center());
        QCOMPARE(shown.opened.size(), 1);  // let go elsewhere
    }

    void coloursTellHowOften() {
        Shown shown;
        shown.matrix.setCurrent(-1, -1);
        const QPalette palette = shown.matrix.palette();
        QCOMPARE(shown.colourAt(2, 1), ConfusionMatrix::colourOf(0.5, false, palette));
        QCOMPARE(shown.colourAt(3, 3), ConfusionMatrix::colourOf(1, true, palette));
        QCOMPARE(shown.colourAt(3, 2), palette.color(QPalette::Base));
        QCOMPARE(ConfusionMatrix::colourOf(1, false, palette), QColor(0xd5, 0x5e, 0x00));
        QCOMPARE(ConfusionMatrix::colourOf(0, true, palette), palette.color(QPalette::Base));
    }

    /// Cells are many: only those that look otherwise are painted anew, and look as all together do.
    void paintsWhatHasChanged() {
        Shown shown;
        ConfusionMatrix& matrix = shown.matrix;
        matrix.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&matrix));
        matrix.setFocus();
        QCoreApplication::processEvents();
        PaintSpy spy(matrix);
        QTest::keyClick(&matrix, Qt::Key_Right);
        QTRY_VERIFY(spy.painted.contains(matrix.cellRect(2, 2)) && spy.painted.contains(matrix.cellRect(2, 1)));
        for (const auto& [row, column] : {std::pair{0, 0}, {2, 0}, {1, 1}, {3, 2}, {2, 3}})
            QVERIFY2(!spy.painted.intersects(matrix.cellRect(row, column)),
                     qPrintable(QStringLiteral("%1, %2").arg(row).arg(column)));
        const QImage all = matrix.grab().toImage();
        for (const QRect& part : {matrix.cellRect(2, 2), matrix.cellRect(0, 0).adjusted(-30, -30, 9, 9)})
            QVERIFY(matrix.grab(part).toImage() == all.copy(part));
    }

    void isKeptAsAPicture() {
        Shown shown;
        const QImage image = shown.matrix.toImage(QStringLiteral("A title"), QStringLiteral("and more"));
        QVERIFY(image.width() >= 2 * shown.matrix.sizeHint().width());
        QCOMPARE(image.pixelColor(1, image.height() - 1), QColor(Qt::white));
        bool blue = false;
        for (int y = 0; y < image.height() && !blue; ++y)
            for (int x = 0; x < image.width() && !blue; ++x) blue = image.pixelColor(x, y) == QColor(0x00, 0x72, 0xb2);
        QVERIFY(blue);
    }

    void growsWithTheAlphabetAndTheFont() {
        Shown shown;
        const QSize small = shown.matrix.minimumSizeHint();
        shown.matrix.setFont([&] {
            QFont font = shown.matrix.font();
            font.setPointSizeF(1.5 * font.pointSizeF());
            return font;
        }());
        QVERIFY(shown.matrix.minimumSizeHint().height() > small.height());
        ConfusionMatrix empty;
        empty.setEmptyText(QStringLiteral("nothing yet"));
        QVERIFY(empty.isEmpty());
        QCOMPARE(empty.accessibleDescription(), QStringLiteral("nothing yet"));
        QTest::keyClick(&empty, Qt::Key_Right);
        QCOMPARE(empty.row(), -1);
    }
};

ONESHOT_TEST(TestConfusionMatrix)
#include "tst_confusion_matrix.moc"
