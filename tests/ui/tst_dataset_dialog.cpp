#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/files/png.h"
#include "core/runs/run_directory.h"
#include "tests/support/examples.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/window_driver.h"
#include "ui/fields/dataset_dialog.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/common/words.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/character_strip.h"

using namespace oneshot;
using test::patience;
using ui::DatasetDialog;
using ui::DatasetField;

namespace {

const QString fewGlyphs = QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=3,drawer-count=4");

QString textOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

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

/// A field of data with what it shows.
struct Chosen {
    explicit Chosen(const QString& spec) {
        field.resize(320, 160);
        field.show();
        choice.choose(spec);
    }
    bool ready() {
        return QTest::qWaitFor([&] { return !choice.isOpening(); }, patience);
    }
    DatasetDialog* open() {
        if (!ready()) return nullptr;
        field.detailsAction()->trigger();
        return field.findChild<DatasetDialog*>();
    }

    session::DataChoice choice{fewGlyphs};
    DatasetField field{QStringLiteral("Learn from"), choice};
};

template <typename Widget>
Widget* find(const QWidget* parent, const char* name) {
    auto* widget = parent->findChild<Widget*>(QLatin1String(name));
    if (!widget) qFatal("there is no %s", name);
    return widget;
}

void type(const QWidget* parent, const char* name, const QString& text) {
    auto* editor = find<QLineEdit>(parent, name);
    editor->selectAll();
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClicks(editor, text);
}

QString allText(const QWidget* parent) {
    QStringList texts;
    for (const QLabel* label : parent->findChildren<QLabel*>()) texts += label->text();
    return texts.join(u'\n');
}

QString specOf(const QWidget* dialog) {
    return find<QLineEdit>(dialog, "dataset.details.spec")->text();
}

}  // namespace

class TestDatasetDialog : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString tiny(int alphabets = 3) {
        const auto path = folder_ / ("images_tiny" + std::to_string(alphabets) + ".zip");
        if (!std::filesystem::exists(path)) test::writeZip(path, test::tinyOmniglot(alphabets, 3, 4));
        return textOf(path);
    }

    /// Whether all of it was read; what no one would take is not dropped.
    static bool drop(Chosen& chosen, const QStringList& paths) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths) urls += QUrl::fromLocalFile(path);
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(4, 4), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&chosen.field, &enter);  // Qt drops only where something was dragged to
        if (!enter.isAccepted()) return false;
        QDropEvent dropped(QPoint(4, 4), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&chosen.field, &dropped);
        return chosen.ready();
    }

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
              "630 = (C E choose 2), with C = 9 characters of E = 4 drawings", "54 = C E (E", "12 × 12 pixels"})
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
        type(dialog, editor.constData(), {});
        QVERIFY(!said->isVisible());
        QVERIFY(find<QPushButton>(dialog, "dataset.details.apply")->isEnabled());
    }

    void leavesEverythingOnCancel() {
        Chosen chosen(fewGlyphs);
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        type(dialog, "dataset.details.seed", QStringLiteral("x"));
        QVERIFY(find<QLabel>(dialog, "dataset.details.problem.seed")->isVisible());
        type(dialog, "dataset.details.seed", QStringLiteral("9"));
        QCOMPARE(specOf(dialog),
                 QStringLiteral("glyphs:seed=9,alphabet-count=2,characters-per-alphabet=3,drawer-count=4"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!chosen.field.findChild<DatasetDialog*>());
        QCOMPARE(chosen.choice.spec(), fewGlyphs);
        QVERIFY(!chosen.choice.isOpening());
    }

    void warnsAndKeepsColours() {
        test::writeFolder(folder_ / "plants", colouredFolder());
        Chosen chosen(textOf(folder_ / "plants"));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        const QString text = allText(dialog);
        for (const char* words :
             {"Image folder", "Colours are kept", "24 in colour", "in several alphabets", "fern in garden, wood"})
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

    void takesWhatIsDropped() {
        test::writeFile(folder_ / "notes.txt", test::bytesOf("words"));
        Chosen chosen(fewGlyphs);
        QVERIFY(chosen.ready());
        for (const std::string& path : {(folder_ / "notes.txt").string(), tiny().toStdString()}) {
            QVERIFY(drop(chosen, {QString::fromStdString(path)}));
            const bool wrong = path.ends_with(".txt");
            QVERIFY2(
                allText(&chosen.field).contains(wrong ? QStringLiteral("notes.txt") : QStringLiteral("9 characters")),
                qPrintable(allText(&chosen.field)));
        }
    }

    void takesAllThatBelongsTogetherOfWhatIsDropped() {
        Chosen chosen(fewGlyphs);
        QVERIFY(chosen.ready());
        const QString images = textOf(folder_ / "images_x.zip"), strokes = textOf(folder_ / "strokes_x.zip"),
                      other = textOf(folder_ / "images_y.zip");
        for (const QString& path : {images, other}) test::writeZip(path.toStdString(), test::tinyOmniglot(2, 3, 4));
        test::writeFile(strokes.toStdString(), test::bytesOf("no zip"));
        QVERIFY(drop(chosen, {strokes, images}));
        QVERIFY2(allText(&chosen.field).contains(QStringLiteral("strokes_x.zip")), qPrintable(allText(&chosen.field)));
        QVERIFY(!allText(&chosen.field).contains(QStringLiteral("left out")));
        QVERIFY(drop(chosen, {other, images, strokes}));
        QCOMPARE(chosen.choice.spec(), other);
        QVERIFY(allText(&chosen.field).contains(QStringLiteral("2 more files were dropped and left out")));
        QVERIFY(
            drop(chosen, {QStringLiteral("/x/train-labels-idx1-ubyte"), QStringLiteral("/x/train-images-idx3-ubyte")}));
        QCOMPARE(chosen.choice.spec(), QStringLiteral("/x/train-images-idx3-ubyte"));
        QVERIFY(!allText(&chosen.field).contains(QStringLiteral("left out")));
        QVERIFY(drop(chosen, {images, other}));
        QVERIFY(allText(&chosen.field).contains(QStringLiteral("1 more file was dropped and left out")));
        chosen.choice.choose(images);
        QVERIFY(!allText(&chosen.field).contains(QStringLiteral("left out")));
    }

    void usesStrokesThatLieBeside() {
        const QString images = textOf(folder_ / "images_pen_small1.zip");
        const std::vector<ContainedFile> drawings = test::tinyOmniglot(2, 3, 4);
        std::vector<ContainedFile> strokes;
        for (const ContainedFile& drawing : drawings)
            strokes.push_back({drawing.path.substr(0, drawing.path.size() - 3) + "txt",
                               test::bytesOf("START\n1,-2,0\n9,-2,10\nBREAK\n")});
        test::writeZip(images.toStdString(), drawings);
        test::writeZip(folder_ / "strokes_pen_small1.zip", strokes);
        Chosen chosen(fewGlyphs);
        QVERIFY(chosen.ready());
        QVERIFY(drop(chosen, {images}));
        auto* use = find<QToolButton>(&chosen.field, "dataset.remedy");
        QVERIFY(use->isVisible());
        QCOMPARE(use->text(), QStringLiteral("Strokes found: use them"));
        QVERIFY(use->toolTip().contains(QStringLiteral("strokes_pen_small1.zip")));
        QVERIFY(!find<QToolButton>(&chosen.field, "dataset.warning")->isVisible());  // it is no fault

        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        auto* inDialog = find<QToolButton>(dialog, "dataset.details.strokes.use");
        QVERIFY(inDialog->isVisible());
        inDialog->click();
        QVERIFY(!inDialog->isVisible());
        QCOMPARE(specOf(dialog), images + QStringLiteral(":strokes=beside"));
        find<QPushButton>(dialog, "dataset.details.cancel")->click();
        QTRY_VERIFY(!chosen.field.findChild<DatasetDialog*>());

        use->click();
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.error(), QString());
        QCOMPARE(chosen.choice.spec(), images + QStringLiteral(":strokes=beside"));
        QCOMPARE(chosen.choice.inUse().info.withStrokes, 24);
        QVERIFY(!use->isVisible());
        QCOMPARE(chosen.choice.name(), QStringLiteral("pen_small1 with strokes"));
        dialog = chosen.open();
        QVERIFY(dialog);
        QVERIFY(!find<QToolButton>(dialog, "dataset.details.strokes.use")->isVisible());
    }

    /// An error that proposes a key has a button that adds it.
    void followsLinksOnceAsked() {
        const auto folder = folder_ / "linked";
        test::writeFolder(folder, test::tinyOmniglot(2, 3, 4));
        const std::filesystem::path drawing = [&] {
            for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
                if (entry.path().extension() == ".png") return entry.path();
            return std::filesystem::path();
        }();
        std::filesystem::rename(drawing, folder_ / "elsewhere.png");
        std::filesystem::create_symlink(folder_ / "elsewhere.png", drawing);
        Chosen chosen(textOf(folder));
        QVERIFY(chosen.ready());
        QVERIFY2(!chosen.choice.error().isEmpty(), qPrintable(allText(&chosen.field)));
        auto* remedy = find<QToolButton>(&chosen.field, "dataset.remedy");
        QVERIFY(remedy->isVisible());
        QCOMPARE(remedy->text(), QStringLiteral("Follow links"));
        remedy->click();
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.error(), QString());
        QCOMPARE(chosen.choice.spec(), textOf(folder) + QStringLiteral(":links=follow"));
        QVERIFY(!remedy->isVisible());
    }

    void leavesOutDamagedFilesOnceAsked() {
        auto files = test::tinyOmniglot(2, 3, 4);
        files[5].bytes.resize(files[5].bytes.size() / 2);
        const auto folder = folder_ / "damaged";
        test::writeFolder(folder, files);
        test::writeFile(folder / "note.txt", test::bytesOf("of its maker"));
        Chosen chosen(textOf(folder));
        QVERIFY(chosen.ready());
        QVERIFY(chosen.choice.error().contains(QString::fromStdString(files[5].path)));
        auto* remedy = find<QToolButton>(&chosen.field, "dataset.remedy");
        QVERIFY(remedy->isVisible());
        QCOMPARE(remedy->text(), QStringLiteral("Leave out the damaged files"));
        remedy->click();
        QVERIFY(chosen.ready());
        QCOMPARE(chosen.choice.error(), QString());
        QCOMPARE(chosen.choice.spec(), textOf(folder) + QStringLiteral(":skip-damaged=yes"));
        QCOMPARE(chosen.choice.inUse().info.drawings, 23);
        QVERIFY(!remedy->isVisible());
        QVERIFY(find<QToolButton>(&chosen.field, "dataset.warning")
                    ->toolTip()
                    .contains(QStringLiteral("1 file cannot be read and is left out")));
        DatasetDialog* dialog = chosen.open();
        QVERIFY(dialog);
        QVERIFY2(allText(dialog).contains(QString::fromStdString(files[5].path)), qPrintable(allText(dialog)));
        // Another selection keeps what no field shows.
        type(dialog, "dataset.details.drawers", QStringLiteral("1-3"));
        QCOMPARE(specOf(dialog), textOf(folder) + QStringLiteral(":drawers=1-3,skip-damaged=yes"));
    }

    void keepsTheDataFromBeforeOnCancel() {
        Chosen chosen(tiny());
        QVERIFY(chosen.ready());
        chosen.choice.choose(QStringLiteral("glyphs:alphabet-count=400"));
        auto* cancel = find<QToolButton>(&chosen.field, "dataset.cancel");
        QVERIFY(cancel->isVisible());
        QVERIFY(find<QProgressBar>(&chosen.field, "dataset.progress")->isVisible());
        QVERIFY(!chosen.field.detailsAction()->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(allText(&chosen.field).contains(u'%'), patience);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!chosen.choice.isOpening());
        QCOMPARE(chosen.choice.spec(), tiny());
        QCOMPARE(chosen.choice.inUse().info.characters, 9);
        QVERIFY(!cancel->isVisible());
        QVERIFY(chosen.field.problem().isEmpty());
    }

    void warnsOfSharedCharacters() {
        session::TrainingSession session;
        session::Workspace workspace(session);
        session::DataChoice &background = workspace.background(), &validation = workspace.validation();
        ui::TrainPage page(session, workspace);
        page.show();
        background.choose(tiny(3));
        validation.choose(tiny(2));
        QTRY_VERIFY_WITH_TIMEOUT(!background.isOpening() && !validation.isOpening(), patience);
        auto* warning = find<QToolButton>(find<QWidget>(&page, "train.validation"), "dataset.warning");
        QTRY_VERIFY(warning->isVisible());
        QVERIFY2(warning->toolTip().contains(QStringLiteral("6 characters are also in tiny3")),
                 qPrintable(warning->toolTip()));
        QVERIFY(!find<QToolButton>(page.background(), "dataset.warning")->isVisible());
        background.choose(fewGlyphs);
        QTRY_VERIFY_WITH_TIMEOUT(!background.isOpening() && !warning->isVisible(), patience);
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
