// label: slow
// The canvas draws what the model knows: real drawings, drawn again by their strokes with the mouse's events.
#include <QDir>
#include <QListView>
#include <QUndoStack>
#include <QtTest>
#include <algorithm>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/drawings.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/widgets/drawing_canvas.h"

using namespace oneshot;

namespace {

class TestOmniglotCanvas : public QObject {
    Q_OBJECT

    /// The image of the canvas after these strokes came as events of the mouse.
    static Image redrawn(ui::DrawingCanvas& canvas, const std::vector<Stroke>& strokes) {
        canvas.clearAction()->trigger();
        const double scale = canvas.paper().width() / static_cast<double>(sketchSide);
        const auto send = [&](QEvent::Type type, const StrokePoint& point) {
            // Omniglot's points are centres of pixels.
            const QPointF at = canvas.paper().topLeft() + QPointF(point.x + 0.5, point.y + 0.5) * scale;
            const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
            QMouseEvent event(type, at, at, canvas.mapToGlobal(at), button,
                              type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
            QCoreApplication::sendEvent(&canvas, &event);
        };
        for (const Stroke& stroke : strokes) {
            send(QEvent::MouseButtonPress, stroke.front());
            for (const StrokePoint& point : stroke) send(QEvent::MouseMove, point);
            send(QEvent::MouseButtonRelease, stroke.back());
        }
        return canvas.sketch().drawing().image;
    }

  private Q_SLOTS:
    void initTestCase() {
        if (test::omniglotFolder().empty()) QSKIP("ONESHOT_OMNIGLOT_DIR is not set: no real drawings to redraw");
        configureProcess();
    }

    void drawsWhatTheModelKnows_data() {
        using Smoothing = ui::DrawingCanvas::Smoothing;
        QTest::addColumn<Smoothing>("smoothing");
        QTest::addRow("not smoothed") << Smoothing::None;
        QTest::addRow("smoothed") << Smoothing::Light;
    }

    /// 20-way within an alphabet, 17-way in Tagalog, which has no more characters.
    void drawsWhatTheModelKnows() {
        QFETCH(ui::DrawingCanvas::Smoothing, smoothing);
        QUndoStack undo;
        ui::DrawingCanvas canvas(undo);
        canvas.resize(430, 430);
        canvas.setSmoothing(smoothing);
        canvas.show();
        const ModelPtr model = openModel("shipped");
        const std::string data = (test::omniglotFolder() / "images_background_small2.zip").string();
        int asked = 0, rightAsTheyAre = 0, rightRedrawn = 0;
        for (const auto& [alphabet, tasksOfIt] :
             {std::pair("Japanese (katakana)", 67), std::pair("Sanskrit", 67), std::pair("Tagalog", 66)}) {
            Dataset drawings = openDataset(parseDataSpec(data + ":alphabets=" + alphabet + ",strokes=beside"));
            const int ways = std::min(20, drawings.characterCount());
            std::vector<Task> tasks = TaskSampler(drawings, {ways, 1, true, 1, true}).take(tasksOfIt);
            rightAsTheyAre += evaluateTasks(*model, drawings, tasks).accuracy().right;
            std::vector<Drawing> all = test::drawingsOf(drawings);
            for (Task& task : tasks) {
                const Drawing& original = drawings.drawings[task.query];
                QVERIFY(!original.strokes.empty());
                task.query = static_cast<DrawingId>(all.size());
                all.push_back({redrawn(canvas, original.strokes), original.drawer, {}, {}});
            }
            drawings.drawings = DrawingStore(std::move(all));
            const TaskResults results = evaluateTasks(*model, drawings, tasks);
            rightRedrawn += results.accuracy().right;
            QCOMPARE(results.seenCharacters, 0);
            asked += tasksOfIt;
        }
        QCOMPARE(asked, 200);
        const double before = 100.0 * rightAsTheyAre / asked, after = 100.0 * rightRedrawn / asked;
        qInfo("seed 1, 200 tasks: %.1f %% right on the images, %.1f %% on the canvas", before, after);
        QVERIFY(before < 98);
        QVERIFY(std::abs(after - before) <= 3);
    }

    /// Greek is of what the shipped model learnt from: every character of it is marked.
    void marksWhatTheModelLearntFrom() {
        setHomeFolder(folder_ / "home");
        test::WindowDriver driver;
        ui::MainWindow& window = driver.window;
        window.resize(1920, 1080);
        const QString data = QString::fromStdString((test::omniglotFolder() / "images_background_small1.zip").string());
        window.workspace().background().choose(data + QStringLiteral(":alphabets=Greek,strokes=beside"));
        driver.click("nav.draw");
        auto* page = driver.find<ui::DrawPage>("page.draw");
        QSignalSpy answers(&page->query(), &session::DrawQuery::answered);
        const auto& dataset = window.workspace().dataset();
        QTRY_VERIFY_WITH_TIMEOUT(dataset && dataset->alphabets[0].name == "Greek", 120000);
        QTRY_COMPARE_WITH_TIMEOUT(page->query().learnt().size(), 24U, 120000);
        const auto* ranking = driver.find<QListView>("draw.ranking")->model();
        for (int row = 0; row < 24; ++row) QVERIFY(ranking->index(row, 0).data(ui::RankingModel::LearntRole).toBool());
        redrawn(*page->canvas(), dataset->drawings[dataset->alphabets[0].characters[2].drawings[7]].strokes);
        QTRY_VERIFY_WITH_TIMEOUT(!answers.isEmpty() && !page->query().busy(), 120000);
        QCOMPARE(ranking->index(0, 0).data(ui::RankingModel::WayRole).toInt(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("draw.threshold"), 120000);
    }

  private:
    test::TemporaryFolder folder_;
};

}  // namespace

ONESHOT_TEST(TestOmniglotCanvas)
#include "tst_omniglot_canvas.moc"
