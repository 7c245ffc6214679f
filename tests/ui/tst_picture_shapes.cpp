// Pictures that are not square keep their shape wherever the window shows them.
#include <QImage>
#include <QUndoStack>
#include <QtTest>
#include <algorithm>

#include "tests/support/test_program.h"
#include "ui/pages/challenge/missed_tasks.h"
#include "ui/pages/draw/paper_panel.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/pages/draw/ranking_view.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/undo_actions.h"

using namespace oneshot;

namespace {

/// All blue, which no theme has.
Image blue(int width, int height) {
    const auto plane = static_cast<std::size_t>(width) * height;
    Image image{3, height, width, std::vector<std::uint8_t>(3 * plane, 255)};
    std::fill(image.pixels.begin() + static_cast<std::ptrdiff_t>(2 * plane), image.pixels.end(), 0);
    return image;
}

session::DatasetPtr datasetOf(const Image& image) {
    auto dataset = std::make_shared<Dataset>();
    dataset->drawings = DrawingStore({Drawing{image, 0, {}, {}}});
    dataset->alphabets.push_back(Alphabet{"Alpha", {}});
    dataset->alphabets[0].characters.push_back(Character{"one", {DrawingId(0)}});
    return dataset;
}

/// Of what is blue.
QSize shapeIn(const QImage& picture) {
    QRect found;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            const QColor at = picture.pixelColor(x, y);
            if (at.blue() > 200 && at.red() < 60 && at.green() < 60) found |= QRect(x, y, 1, 1);
        }
    return found.size();
}

}  // namespace

class TestPictureShapes : public QObject {
    Q_OBJECT

    static QSize shapeOf(QWidget& widget, QSize size) {
        widget.resize(size);
        return shapeIn(widget.grab().toImage());
    }

  private Q_SLOTS:
    void keepTheirShape_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("wide") << 80 << 40;
        QTest::newRow("high") << 40 << 80;
        QTest::newRow("square") << 60 << 60;
    }

    void keepTheirShape() {
        QFETCH(int, width);
        QFETCH(int, height);
        const Image image = blue(width, height);
        const auto check = [&](const char* where, QSize shape) {
            const double expected = static_cast<double>(width) / height;
            QVERIFY2(shape.width() > 5 && shape.height() > 5, where);
            const double found = static_cast<double>(shape.width()) / shape.height();
            QVERIFY2(found > expected * 0.85 && found < expected * 1.15,
                     qPrintable(QStringLiteral("%1: %2 x %3").arg(where).arg(shape.width()).arg(shape.height())));
        };
        ui::CharacterStrip strip;
        strip.setImages({image});
        check("strip", shapeOf(strip, {200, 30}));

        QUndoStack undo;
        const ui::UndoActions actions;
        ui::PaperPanel paper(undo, actions);
        ImageBatch batch;
        batch.n = 1, batch.channels = 3, batch.height = height, batch.width = width;
        for (const std::uint8_t pixel : image.pixels) batch.data.push_back(static_cast<float>(pixel) / 255);
        paper.showInput(batch);
        check("model input", shapeIn(paper.findChild<QWidget*>(QStringLiteral("draw.input"))->grab().toImage()));

        ui::MissedTasks missed;
        ui::MissedTask task;
        task.dataset = datasetOf(image);
        task.parts.push_back({ui::MissedTask::Part::Kind::Query, 0});
        missed.setTasks({task});
        check("missed tasks", shapeOf(missed, {300, 200}));

        ui::RankingModel model;
        ui::RankingView ranking(&model);
        model.setSupport({datasetOf(image), {Way{{0, 0}, {DrawingId(0)}}}, QStringLiteral("one")});
        check("ranking", shapeOf(ranking, {400, 200}));

        ui::PictureRow row;
        row.setPictures({ui::PictureRow::Picture{image, {}}});
        check("picture row", shapeOf(row, {200, 200}));
    }
};

ONESHOT_TEST(TestPictureShapes)
#include "tst_picture_shapes.moc"
