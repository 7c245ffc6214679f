// Which strokes carry the score, on the Tasks page of the real window.
#include <QtTest>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/tasks/occlusion_panel.h"
#include "ui/pages/tasks/occlusion_picture.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::patience;
using ui::OcclusionPicture;

namespace {

/// A map of 2 x 2 fields of 10 pixels over a drawing of 20 x 20 without ink.
OcclusionMap mapOf(std::vector<float> falls) {
    OcclusionMap map;
    map.rows = map.columns = 2;
    map.patch = map.stride = 10;
    map.falls = std::move(falls);
    return map;
}

Image paper() {
    return {1, 20, 20, std::vector<std::uint8_t>(400)};
}

}  // namespace

class TestOcclusionPanel : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void laysTheHeatUnderTheDrawing() {
        ui::applyTheme(ui::Theme::Light);
        OcclusionPicture picture;
        picture.resize(240, 280);
        picture.setMap(paper(), mapOf({0, 0, -0.25f, 0.5f}));
        picture.show();
        VERIFY_SAYS(picture.accessibleDescription(), "Blanked at the lower right");
        const QImage image = picture.grab().toImage();
        QPoint low, high;  // where it says so
        for (int y = 0; y < 280; ++y)
            for (int x = 0; x < 240; ++x) {
                const QString words = picture.wordsAt({x, y});
                if (words.contains(u'−')) high = {x, y};                    // the score falls: blue
                if (words.contains(QStringLiteral("+0.25"))) low = {x, y};  // it rises: orange
            }
        QVERIFY(!high.isNull() && !low.isNull());
        QVERIFY(high.x() > low.x());
        const QColor blue = image.pixelColor(high - QPoint(3, 3)), orange = image.pixelColor(low - QPoint(40, 3));
        QVERIFY2(blue.blue() > blue.red() + 60, qPrintable(blue.name()));
        QVERIFY2(orange.red() > orange.blue() + 30, qPrintable(orange.name()));
        QVERIFY(picture.wordsAt({0, 0}).isEmpty());
    }

    void coloursAreTheSameForBothSigns() {
        const QPalette palette;
        QCOMPARE(OcclusionPicture::colourOf(0, palette), palette.color(QPalette::Base));
        QCOMPARE(OcclusionPicture::colourOf(1, palette), QColor(0x00, 0x72, 0xb2));
        QCOMPARE(OcclusionPicture::colourOf(-1, palette), QColor(0xe6, 0x9f, 0x00));
    }

    void namesThePlaces() {
        OcclusionPicture picture;
        OcclusionMap map = mapOf({});
        map.rows = map.columns = 3;
        map.falls.assign(9, 0.0f);
        QCOMPARE(picture.strongestPlace(), QString());
        map.falls[2] = 1.5f;
        picture.setMap(paper(), map);
        VERIFY_SAYS(picture.strongestPlace(), "Blanked at the upper right, the query loses most: −1.5");
        map.falls[4] = 2;
        picture.setMap(paper(), map);
        VERIFY_SAYS(picture.strongestPlace(), "in the middle");
    }

    /// Only once somebody looks, and by the model's own scores.
    void mapsTheQueryOfTheTask() {
        test::TasksDriver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        auto* panel = driver.find<ui::OcclusionPanel>("tasks.occlusion");
        QVERIFY(!panel->busy());
        driver.click("tasks.reason.occlusion");
        QVERIFY(panel->busy());
        auto* picture = driver.find<OcclusionPicture>("tasks.occlusion.picture");
        const session::BoardPtr board = driver.page()->browser().board();
        for (const int way : {3, 5}) {
            driver.grid()->setCurrent(way);
            QTRY_VERIFY_WITH_TIMEOUT(!panel->busy() && picture->isVisible(), patience);
            const OcclusionMap expected = occlusionMap(*openModel("shipped"), *board->dataset, board->task(0), way);
            QCOMPARE(picture->map().rows, expected.rows);
            QVERIFY(std::abs(picture->map().score - board->answer(2, 0)->outcome.scores[way]) < 1e-4f);
            for (std::size_t i = 0; i < expected.falls.size(); ++i)
                QVERIFY(std::abs(picture->map().falls[i] - expected.falls[i]) < 1e-3f);
            VERIFY_SAYS(driver.text("tasks.occlusion.heading"),
                        QStringLiteral("compact · shipped on way %1").arg(way + 1).toUtf8().constData());
            VERIFY_SAYS(driver.text("tasks.occlusion.text"), "Squares of 21 pixels of the drawing, 7 apart");
        }
        driver.press(Qt::Key_A);
        QVERIFY(!picture->isVisible());
        VERIFY_SAYS(driver.text("tasks.occlusion.note"), "with the answer");
        driver.press(Qt::Key_A);
        driver.click("tasks.reason.morph");
        QVERIFY(!panel->busy());
    }

    void vectorsHaveNone() {
        std::string table = "a,b,label\n";
        for (int i = 0; i < 30; ++i)
            table += std::to_string(i % 3) + ".5," + std::to_string(i) + ",kind" + std::to_string(i % 6) + "\n";
        test::writeFile(folder_ / "table.csv", test::bytesOf(table));
        test::TasksDriver driver(QString::fromStdString((folder_ / "table.csv").string()));
        driver.set("tasks.ways", 4);
        QTRY_VERIFY_WITH_TIMEOUT(driver.learnerCell(0, 1).contains(u'%'), patience);
        driver.find<QTableView>("tasks.learner.table")->selectRow(0);
        driver.click("tasks.reason.occlusion");
        driver.grid()->setCurrent(1);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.occlusion.note").contains(QStringLiteral("vectors")), patience);
    }
};

ONESHOT_TEST(TestOcclusionPanel)
#include "tst_occlusion_panel.moc"
