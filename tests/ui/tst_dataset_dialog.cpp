#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/files/png.h"
#include "core/runs/run_directory.h"
#include "tests/support/dataset_stand.h"
#include "tests/support/examples.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/session/common/words.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/character_strip.h"

using namespace oneshot;
using test::allText;
using test::find;
using test::specOf;
using test::textOf;
using test::type;
using ui::DatasetDialog;
using Chosen = test::DatasetStand;

namespace {

/// A picture of `side` pixels whose ink is one colour, given as what is missing from white.
Image blot(int side, int number, std::array<std::uint8_t, 3> missing) {
    Image image{3, side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(3) * side * side)};
    for (int c = 0; c < 3; ++c)
        for (int y = side / 4; y < side * 3 / 4; ++y)
            for (int x = 2 + number; x < side - 4; ++x)
                image.pixels[static_cast<std::size_t>(c * side + y) * side + x] = missing[c];
    return image;
}

/// Leaves and flowers in colour, one folder a class, in two alphabets with a class in both.
std::vector<ContainedFile> colouredFolder() {
    std::vector<ContainedFile> files;
    for (const char* alphabet : {"garden", "wood"})
        for (const char* name : {"fern", "moss", "rose"})
            for (int i = 0; i < 4; ++i) {
                const auto tone = static_cast<std::uint8_t>(60 * (name[0] % 4));
                files.push_back({std::string(alphabet) + "/" + name + "/" + std::to_string(i) + ".png",
                                 encodePng(blot(24 + i, i + (alphabet[0] == 'w' ? 5 : 0), {220, tone, 150}))});
            }
    return files;
}

}  // namespace

class TestDatasetDialog : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString tiny(int alphabets = 3) { return test::tinyData(folder_.path(), alphabets); }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void saysWhatWasUnderstood() {
        Chosen chosen(tiny());
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        const QString text = allText(dialog);
        for (const char* words :
             {"Omniglot's layout", "brightness is inverted", "9, each of 4 drawings",
              "630 = CE (CE − 1) / 2, with C = 9 characters of E = 4 drawings", "54 = CE (E", "12 × 12 pixels"})
            QVERIFY2(text.contains(QString::fromUtf8(words)), qPrintable(text));
        QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("dataset.details.warning.1")));
        auto* alphabet = find<QComboBox>(dialog, "dataset.details.alphabet");
        QCOMPARE(alphabet->count(), 3);
        const QImage first = find<QWidget>(dialog, "dataset.details.sheet")->grab().toImage();
        alphabet->setCurrentIndex(2);
        QVERIFY(find<QWidget>(dialog, "dataset.details.sheet")->grab().toImage() != first);
    }

    void keepsLinksThatAreFollowed() {
        test::writeFolder(folder_ / "all", {{"cat/1.png", encodePng(blot(24, 1, {220, 9, 150}))},
                                            {"cat/2.png", encodePng(blot(24, 2, {220, 9, 150}))}});
        std::filesystem::create_directory(folder_ / "train");
        std::filesystem::create_symlink(folder_ / "all/cat", folder_ / "train/cat");
        Chosen chosen(textOf(folder_ / "train") + QStringLiteral(":links=follow"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QCOMPARE(chosen.choice.inUse().info.drawings, 2);
        find<QComboBox>(dialog, "dataset.details.ink")->setCurrentIndex(1);
        QCOMPARE(specOf(dialog), textOf(folder_ / "train") + QStringLiteral(":ink=dark,links=follow"));
    }

    void selectsByTheForm() {
        Chosen chosen(tiny());
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QCOMPARE(specOf(dialog), tiny());
        auto* view = find<QListView>(dialog, "dataset.details.alphabets");
        const QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(view->model()->rowCount(), 3);
        type(dialog, "dataset.details.filter", QStringLiteral("bet"));
        QCOMPARE(view->model()->rowCount(), 1);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(specOf(dialog), tiny() + QStringLiteral(":not-alphabets=Beta"));
        type(dialog, "dataset.details.filter", {});
        find<QToolButton>(dialog, "dataset.details.none")->click();
        QVERIFY(find<QLabel>(dialog, "dataset.details.problem.alphabets")->isVisible());
        QVERIFY(!find<QPushButton>(dialog, "dataset.details.apply")->isEnabled());
        view->model()->setData(view->model()->index(2, 0), Qt::Checked, Qt::CheckStateRole);
        type(dialog, "dataset.details.drawers", QStringLiteral("1-2+4"));
        find<QComboBox>(dialog, "dataset.details.ink")->setCurrentIndex(1);
        QCOMPARE(specOf(dialog), tiny() + QStringLiteral(":alphabets=Gamma,drawers=1-2+4,ink=dark"));
        find<QToolButton>(dialog, "dataset.details.copy")->click();
        QCOMPARE(QApplication::clipboard()->text(), specOf(dialog));
        find<QPushButton>(dialog, "dataset.details.apply")->click();
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.error(), QString());
        QCOMPARE(chosen.choice.inUse().info.drawings, 9);
        QTRY_VERIFY(!chosen.field.findChild<DatasetDialog*>());
        dialog = chosen.open();  // and the form shows it again, with all that there is to select
        QCOMPARE(find<QListView>(dialog, "dataset.details.alphabets")->model()->rowCount(), 3);
        QCOMPARE(find<QLineEdit>(dialog, "dataset.details.drawers")->text(), QStringLiteral("1-2+4"));
    }

    void checksWhatIsTyped_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("words") << "drawers" << QStringLiteral("few") << QStringLiteral("few");
        QTest::newRow("backwards") << "drawers" << QStringLiteral("5-2") << QStringLiteral("5 to");
        QTest::newRow("another key") << "characters" << QStringLiteral("a,ink=dark") << QStringLiteral("comma");
        QTest::newRow("empty name") << "characters" << QStringLiteral("a++b") << QStringLiteral("empty name");
    }

    void checksWhatIsTyped() {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, problem);
        Chosen chosen(tiny());
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        const QByteArray editor = "dataset.details." + field.toLatin1(),
                         label = "dataset.details.problem." + field.toLatin1();
        type(dialog, editor.constData(), text);
        auto* said = find<QLabel>(dialog, label.constData());
        QVERIFY(said->isVisible());
        QVERIFY2(said->text().contains(problem), qPrintable(said->text()));
        QVERIFY(!find<QPushButton>(dialog, "dataset.details.apply")->isEnabled());
        const QString told = find<QLabel>(dialog, "dataset.details.problem")->text();  // by the name that stands there
        QVERIFY2(told.contains(field == QStringLiteral("drawers") ? QStringLiteral("Only drawers: ")
                                                                  : QStringLiteral("Characters: ")),
                 qPrintable(told));
        type(dialog, editor.constData(), {});
        QVERIFY(!said->isVisible());
        QVERIFY(find<QPushButton>(dialog, "dataset.details.apply")->isEnabled());
    }

    void leavesEverythingOnCancel() {
        Chosen chosen(test::fewGlyphs);
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        type(dialog, "dataset.details.seed", QStringLiteral("x"));
        QVERIFY(find<QLabel>(dialog, "dataset.details.problem.seed")->isVisible());
        type(dialog, "dataset.details.seed", QStringLiteral("9"));
        QCOMPARE(specOf(dialog),
                 QStringLiteral("glyphs:seed=9,alphabet-count=2,characters-per-alphabet=3,drawer-count=4"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!chosen.field.findChild<DatasetDialog*>());
        QCOMPARE(chosen.choice.spec(), test::fewGlyphs);
        QVERIFY(!chosen.choice.isOpening());
    }

    void warnsAndKeepsColours() {
        test::writeFolder(folder_ / "plants", colouredFolder());
        Chosen chosen(textOf(folder_ / "plants"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        const QString text = allText(dialog);
        for (const char* words :
             {"Image folder", "Colours are kept", "all in colour", "in several alphabets", "fern in garden, wood"})
            QVERIFY2(text.contains(QLatin1String(words)), qPrintable(text));
        QVERIFY(chosen.field.findChild<QToolButton*>(QStringLiteral("dataset.warning"))->isVisible());
        const QImage picture = ui::inkImage(blot(16, 0, {220, 0, 150}), Qt::black);
        QCOMPARE(picture.pixelColor(5, 5), QColor(35, 255, 105));
        QCOMPARE(picture.pixelColor(0, 0), QColor(Qt::white));
    }

    void readsTables() {
        test::writeFile(folder_ / "iris.csv", test::bytesOf("petal,sepal,kind\n1,2,a\n3,4,a\n5,6,b\n7,8,b\n"));
        Chosen chosen(textOf(folder_ / "iris.csv"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QVERIFY2(allText(dialog).contains(QStringLiteral("of 2 numbers")), qPrintable(allText(dialog)));
        QVERIFY(allText(dialog).contains(QStringLiteral("Vectors have no picture")));
        QVERIFY(allText(dialog).contains(QStringLiteral("labels are taken from \"kind\", the only column of words")));
        QVERIFY(!dialog->findChild<QComboBox*>(QStringLiteral("dataset.details.ink")));
        type(dialog, "dataset.details.label-column", QStringLiteral("kind"));
        find<QPushButton>(dialog, "dataset.details.apply")->click();
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.error(), QString());
        QVERIFY(chosen.choice.spec().endsWith(QStringLiteral("iris.csv:label-column=kind")));
    }

    void asksForTheLabelsOfAnUnclearTable() {
        test::writeFile(folder_ / "unclear.csv", test::bytesOf("colour,size,kind\nred,1,a\nblue,2,b\n"));
        Chosen chosen(textOf(folder_ / "unclear.csv"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QVERIFY2(chosen.choice.error().contains(QStringLiteral("label-column=")), qPrintable(chosen.choice.error()));
        QVERIFY(find<QLineEdit>(dialog, "dataset.details.label-column")->isEnabled());
    }

    void setsEmnistUpright() {
        test::writeFile(folder_ / "emnist-images-idx3-ubyte", test::idxOf({2, 1, 2}, {0, 255, 255, 0}));
        test::writeFile(folder_ / "emnist-labels-idx1-ubyte", test::idxOf({2}, {0, 1}));
        Chosen chosen(textOf(folder_ / "emnist-images-idx3-ubyte"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QVERIFY(find<QToolButton>(&chosen.field, "dataset.warning")->toolTip().contains(QStringLiteral("EMNIST")));
        find<QComboBox>(dialog, "dataset.details.transpose")->setCurrentIndex(1);
        find<QPushButton>(dialog, "dataset.details.apply")->click();
        QVERIFY(chosen.ready());
        QVERIFY(chosen.choice.spec().endsWith(QStringLiteral(":transpose=yes")));
        QCOMPARE(chosen.choice.dataset()->drawings[0].image, (Image{1, 2, 1, {0, 255}}));
    }

    void namesDataAsAPersonWould() {
        QCOMPARE(session::dataName(QStringLiteral("/b/a.zip:strokes=/c/s.zip")), QStringLiteral("a with strokes"));
        QCOMPARE(session::dataName(QStringLiteral("/b/a.zip:nonsense=1")), QStringLiteral("a.zip:nonsense=1"));
        Chosen chosen(tiny(2) + QStringLiteral(":alphabets=Alpha"));
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.error(), QString());
        QCOMPARE(chosen.choice.name(), QStringLiteral("tiny2, Alpha"));
        QCOMPARE(chosen.field.button()->text(), QStringLiteral("tiny2, Alpha"));
        QCOMPARE(chosen.field.button()->toolTip(), chosen.choice.spec());
    }

    void saysErrorsInPlaceAndGoesOn() {
        Chosen chosen(tiny() + QStringLiteral(":alphabets=Nowhere"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QVERIFY2(find<QLabel>(dialog, "dataset.details.error")->text().contains(QStringLiteral("Nowhere")),
                 qPrintable(allText(dialog)));
        type(dialog, "dataset.details.alphabets", QStringLiteral("beta"));
        find<QPushButton>(dialog, "dataset.details.apply")->click();
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.inUse().info.characters, 3);
    }

    void opensByItsShortcut() {
        test::writeFolder(folder_ / "plants", colouredFolder());
        test::WindowDriver driver;
        QVERIFY(driver.choose(textOf(folder_ / "plants")) && driver.activate());
        QTest::keyClick(&driver.window, Qt::Key_I, Qt::ControlModifier);
        auto* dialog = driver.window.findChild<DatasetDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
    }
};

ONESHOT_TEST(TestDatasetDialog)
#include "tst_dataset_dialog.moc"
