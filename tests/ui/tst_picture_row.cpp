#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/pages/tasks/picture_row.h"

using namespace oneshot;

class TestPictureRow : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void laysDrawingsOverEachOther() {
        const auto blot = [](int left) {
            Image image{1, 60, 60, std::vector<std::uint8_t>(3600)};
            for (int y = 15; y < 45; ++y)
                for (int x = left; x < left + 30; ++x) image.pixels[static_cast<std::size_t>(y) * 60 + x] = 255;
            return image;
        };
        const QPalette palette = QApplication::palette();
        const auto [first, second] = ui::PictureRow::overlayColours(palette);
        const QImage picture = ui::PictureRow::overlay(blot(5), blot(25), 60, palette);
        QCOMPARE(picture.pixelColor(10, 30), first);
        QCOMPARE(picture.pixelColor(50, 30), second);
        QCOMPARE(picture.pixelColor(30, 30), palette.color(QPalette::Text));
        QCOMPARE(picture.pixelColor(30, 5), palette.color(QPalette::Base));
    }
};

ONESHOT_TEST(TestPictureRow)
#include "tst_picture_row.moc"
