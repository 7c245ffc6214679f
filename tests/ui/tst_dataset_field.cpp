// What the field of a dataset takes and proposes: several files at once, strokes that lie beside, what an error names.
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/dataset_stand.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::allText;
using test::fewGlyphs;
using test::find;
using test::patience;
using test::specOf;
using test::textOf;
using test::type;
using ui::DatasetDialog;
using Chosen = test::DatasetStand;

class TestDatasetField : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString tiny(int alphabets = 3) { return test::tinyData(folder_.path(), alphabets); }

    /// As of a drop. Whether all of it was read.
    static bool choose(Chosen& chosen, const QStringList& paths) {
        chosen.choice.choosePaths(paths);
        return chosen.ready();
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void takesAllThatBelongsTogetherOfSeveralFiles() {
        Chosen chosen(fewGlyphs);
        QVERIFY(chosen.ready());
        const QString images = textOf(folder_ / "images_x.zip"), strokes = textOf(folder_ / "strokes_x.zip"),
                      other = textOf(folder_ / "images_y.zip");
        for (const QString& path : {images, other}) test::writeZip(path.toStdString(), test::tinyOmniglot(2, 3, 4));
        test::writeFile(strokes.toStdString(), test::bytesOf("no zip"));
        QVERIFY(choose(chosen, {strokes, images}));
        QVERIFY2(allText(&chosen.field).contains(QStringLiteral("strokes_x.zip")), qPrintable(allText(&chosen.field)));
        QVERIFY(!allText(&chosen.field).contains(QStringLiteral("left out")));
        QVERIFY(choose(chosen, {other, images, strokes}));
        QCOMPARE(chosen.choice.spec(), other);
        QVERIFY(allText(&chosen.field).contains(QStringLiteral("2 more files were dropped and left out")));
        QVERIFY(choose(chosen,
                       {QStringLiteral("/x/train-labels-idx1-ubyte"), QStringLiteral("/x/train-images-idx3-ubyte")}));
        QCOMPARE(chosen.choice.spec(), QStringLiteral("/x/train-images-idx3-ubyte"));
        QVERIFY(!allText(&chosen.field).contains(QStringLiteral("left out")));
        QVERIFY(choose(chosen, {images, other}));
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
        QVERIFY(choose(chosen, {images}));
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
};

ONESHOT_TEST(TestDatasetField)
#include "tst_dataset_field.moc"
