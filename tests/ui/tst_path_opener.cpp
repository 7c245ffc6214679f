// Whatever is dropped on the window or opened goes where it belongs, and what cannot be taken is said.
#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QStatusBar>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/files/png.h"
#include "core/report/report_formats.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/drawing_canvas.h"

using namespace oneshot;
using test::patience;
namespace fs = std::filesystem;

namespace {

/// Drops these where they are taken: on the target, or on what is around it.
[[nodiscard]] bool drop(QWidget* target, const std::vector<fs::path>& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const fs::path& path : paths) urls += QUrl::fromLocalFile(QString::fromStdString(path.string()));
    data.setUrls(urls);
    const QPoint at = target->rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    return enter.isAccepted() && QApplication::sendEvent(target, &event);
}

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

class TestPathOpener : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    fs::path run_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        run_ = test::train(test::tinyRun(runsFolder() / "2026-11-23_1412_compact_7f3a")).directory;
        test::writeZip(folder_ / "set.zip", test::tinyOmniglot());
        test::writeFile(folder_ / "one.png", encodePng(test::numberedImage(3)));
        test::writeFile(folder_ / "notes.txt", test::bytesOf("Dear diary"));
    }

    void takesDataOnEveryPage() {
        test::WindowDriver driver;
        for (const char* page : {"nav.train", "nav.tasks", "nav.challenge", "nav.runs"}) {
            driver.find<QToolButton>(page)->click();
            session::DataChoice& choice = driver.window.workspace().background();
            choice.chooseGlyphs();
            QVERIFY(drop(&driver.window, {folder_ / "set.zip"}));
            QTRY_COMPARE_WITH_TIMEOUT(choice.spec(), text(folder_ / "set.zip"), patience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.workspace().background().isOpening(), patience);
        QCOMPARE(driver.window.workspace().background().error(), QString());
        QVERIFY(driver.window.statusBar()->currentMessage().contains(QStringLiteral("Dataset: set")));
    }

    void aRunIsUsedAndShown() {
        test::WindowDriver driver;
        QVERIFY(drop(driver.find<QWidget>("page.train"), {run_}));
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.workspace().modelId(), text(run_), patience);
        QVERIFY(driver.find<QWidget>("page.runs")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(driver.window.workspace().model(), patience);
    }

    void aFieldTakesDataForItselfAndHandsOnTheRest() {
        test::WindowDriver driver;
        session::Workspace& workspace = driver.window.workspace();
        const QString background = workspace.background().spec();
        auto* field = driver.find<QWidget>("train.validation");
        QVERIFY(drop(field, {folder_ / "set.zip"}));
        QTRY_COMPARE_WITH_TIMEOUT(workspace.validation().spec(), text(folder_ / "set.zip"), patience);
        QVERIFY(drop(field, {run_}));
        QTRY_COMPARE_WITH_TIMEOUT(workspace.modelId(), text(run_), patience);
        QCOMPARE(workspace.validation().spec(), text(folder_ / "set.zip"));
        QCOMPARE(workspace.background().spec(), background);
    }

    void severalAtOnceGoToTheirPlaces() {
        const fs::path weights = run_ / "checkpoints/last.safetensors";
        test::WindowDriver driver;
        QVERIFY(drop(&driver.window, {folder_ / "set.zip", weights, folder_ / "notes.txt", folder_ / "gone.zip"}));
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.workspace().modelId(), text(weights), patience);
        QCOMPARE(driver.window.workspace().background().spec(), text(folder_ / "set.zip"));
        auto* box = driver.find<QMessageBox>("open.refused");
        for (const char* words : {"notes.txt: it is text", "gone.zip: it is not there"})
            QVERIFY2(box->text().contains(QLatin1String(words)), qPrintable(box->text()));
        QVERIFY(!box->text().contains(QStringLiteral("set.zip")));
        box->close();
    }

    void onDrawPicturesAreQueriesAndCharactersOnesOwn() {
        test::WindowDriver driver;
        driver.find<QToolButton>("nav.draw")->click();
        auto* page = driver.find<ui::DrawPage>("page.draw");
        const QString spec = driver.window.workspace().background().spec();
        QVERIFY(drop(page, {folder_ / "one.png"}));
        const auto drawn = [&] {
            const std::vector<std::uint8_t> ink = page->canvas()->sketch().drawing().image.pixels;
            return std::ranges::any_of(ink, [](std::uint8_t pixel) { return pixel > 0; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(drawn(), patience);
        QSignalSpy opened(&page->ownSet(), &session::OwnSet::opened);
        QVERIFY(drop(page, {folder_ / "set.zip"}));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience);
        QCOMPARE(driver.window.workspace().background().spec(), spec);
    }

    void aPictureOpensDraw() {
        test::WindowDriver driver;
        driver.find<QToolButton>("nav.tasks")->click();
        driver.window.open({text(folder_ / "one.png")});
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("page.draw")->isVisible(), patience);
    }

    void aReportBringsItsSettings() {
        const fs::path report = folder_ / "report.json";
        writeReport(makeRunReport(run_, {}), ReportFormat::JsonText, report);
        test::WindowDriver driver;
        driver.find<QToolButton>("nav.draw")->click();
        driver.window.open({text(report)});
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("page.train")->isVisible(), patience);
        const TrainingConfig config = readRunRecord(run_).config;
        QCOMPARE(driver.find<ui::TrainPage>("page.train")->form()->config().seed, config.seed);
        QCOMPARE(driver.find<ui::TrainPage>("page.train")->form()->config().network.maps, config.network.maps);
        QVERIFY(!driver.window.session().active());
    }

    void opensByTheMenu() {
        test::WindowDriver driver;
        driver.find<QAction>("file.open")->trigger();
        auto* dialog = driver.find<QFileDialog>("open.dialog");
        Q_EMIT dialog->fileSelected(text(folder_ / "set.zip"));
        dialog->close();
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.workspace().background().spec(), text(folder_ / "set.zip"), patience);
    }
};

ONESHOT_TEST(TestPathOpener)
#include "tst_path_opener.moc"
