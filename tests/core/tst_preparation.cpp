#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/models/preparation.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// Two bars and a paler diagonal, 105x105.
Image figure() {
    Image image{1, 105, 105, std::vector<std::uint8_t>(105 * 105)};
    for (int y = 0; y < 105; ++y) {
        for (int x = 0; x < 105; ++x) {
            auto& pixel = image.pixels[y * 105 + x];
            if (x >= 20 && x < 70 && y >= 30 && y < 34)
                pixel = 255;
            else if (x >= 40 && x < 44 && y >= 15 && y < 88)
                pixel = 255;
            else if (y >= 60 && y < 80 && std::abs((x - 50) - (y - 60)) < 3)
                pixel = 200;
        }
    }
    return image;
}

Image blank(int height, int width, int channels = 1) {
    return {channels, height, width, std::vector<std::uint8_t>(static_cast<std::size_t>(channels) * height * width)};
}

Distortion bent(bool elastic) {
    Distortion distortion{{1.1, -0.2, 0.15, 0.9}, {0.05, -0.08}, {}, elastic};
    for (int i = 0; i < 50; ++i) distortion.field[i] = static_cast<float>(((i * 37) % 50 - 25) / 250.0);
    return distortion;
}

std::vector<float> view(const Image& image, const Preparation& preparation, const Distortion& distortion = {}) {
    std::vector<float> out(static_cast<std::size_t>(preparation.channels) * preparation.size * preparation.size, -1.0f);
    renderView(image, preparation, distortion, out);
    return out;
}

double sum(const std::vector<float>& values) {
    double total = 0;
    for (const float value : values) total += value;
    return total;
}

/// Mean value weighted by the position 1, 2, ...: tells values in other places apart.
double moment(const std::vector<float>& values) {
    double total = 0, weights = 0;
    for (std::size_t i = 0; i < values.size(); ++i) total += values[i] * (i + 1.0), weights += i + 1.0;
    return total / weights;
}

struct At {
    int row, column;
    double value;
};

}  // namespace

class TestPreparation : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithReference_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("normalise");
        QTest::addColumn<int>("distorted");
        QTest::addColumn<double>("total");
        QTest::addColumn<double>("weighted");
        QTest::addColumn<std::vector<At>>("pixels");
        // Values of avg_pool2d, affine_grid, bicubic interpolate and grid_sample of PyTorch 1.13 on the same figure.
        QTest::newRow("plain") << 32 << true << 0 << 64.96323 << 0.057852 << std::vector<At>{{24, 23, 0.534381}};
        QTest::newRow("affine") << 32 << true << 1 << 68.96130 << 0.067883
                                << std::vector<At>{{10, 8, 0.657031}, {17, 13, 0.335936}, {24, 23, 0.052099}};
        QTest::newRow("elastic") << 32 << true << 2 << 70.18622 << 0.066290
                                 << std::vector<At>{{10, 8, 0.300985}, {10, 18, 0.487234}, {24, 23, 0.759356}};
        QTest::newRow("elastic, not normalised")
            << 105 << false << 2 << 566.76875 << 0.049895
            << std::vector<At>{{31, 58, 0.961815}, {38, 38, 0.547085}, {73, 43, 0.664825}, {80, 63, 0.064177}};
        QTest::newRow("halved, not normalised") << 28 << false << 0 << 38.64863 << 0.044013 << std::vector<At>{};
        QTest::newRow("halved twice") << 20 << true << 0 << 30.51441 << 0.068418
                                      << std::vector<At>{{3, 8, 0.406249}, {17, 8, 0.406249}};
    }

    void agreesWithReference() {
        QFETCH(int, size);
        QFETCH(bool, normalise);
        QFETCH(int, distorted);
        QFETCH(double, total);
        QFETCH(double, weighted);
        QFETCH(std::vector<At>, pixels);
        const auto out = view(figure(), {size, normalise, 0.8}, distorted ? bent(distorted == 2) : Distortion{});
        QVERIFY2(std::abs(sum(out) - total) < 2e-3, qPrintable(QString::number(sum(out), 'f', 5)));
        QVERIFY2(std::abs(moment(out) - weighted) < 3e-6, qPrintable(QString::number(moment(out), 'f', 6)));
        for (const At& at : pixels) {
            const double value = out[at.row * size + at.column];
            QVERIFY2(std::abs(value - at.value) < 1e-4, qPrintable(QString::number(value, 'f', 6)));
        }
    }

    void aDotIsNotBlownUp() {
        Image dot = blank(53, 53);
        for (const int at : {10 * 53 + 20, 10 * 53 + 21, 11 * 53 + 20, 11 * 53 + 21}) dot.pixels[at] = 255;
        const auto out = view(dot, {32, true, 0.8});
        QVERIFY(std::abs(sum(out) - 41.97116) < 2e-3);
        QVERIFY(std::abs(out[17 * 32 + 13] - 0.723633) < 1e-4);
    }

    void equalSizeIsACopy() {
        Image image = figure();
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = static_cast<std::uint8_t>(i * 7919 >> 3);
        const auto out = view(image, {105, false, 0.8});
        for (std::size_t i = 0; i < out.size(); ++i) QCOMPARE(out[i], image.pixels[i] / 255.0f);
    }

    void inkIsCentredAndScaled() {
        Image image = blank(105, 105);
        for (int y = 5; y < 46; ++y) image.pixels[y * 105 + 90] = image.pixels[y * 105 + 91] = 255;
        const auto out = view(image, {101, true, 0.8});
        int top = 101, bottom = -1;
        for (int y = 0; y < 101; ++y) {
            if (out[y * 101 + 50] > 0.5f) top = std::min(top, y), bottom = std::max(bottom, y);
        }
        QCOMPARE(top + bottom, 100);
        QVERIFY2(std::abs(bottom - top - 80) <= 3, qPrintable(QString::number(bottom - top)));
    }

    void anEmptyImageStaysEmpty() {
        QCOMPARE(sum(view(blank(105, 105), {32, true, 0.8}, bent(true))), 0.0);
        QCOMPARE(sum(view(blank(0, 0), {32, true, 0.8})), 0.0);
    }

    void shapesKeepTheirAspect() {
        Image wide = blank(20, 60);
        for (auto& pixel : wide.pixels) pixel = 255;
        const auto out = view(wide, {60, false, 0.8});
        for (int y = 0; y < 60; ++y) QCOMPARE(out[y * 60 + 30], y >= 20 && y < 40 ? 1.0f : 0.0f);
    }

    void everyChannelIsRendered() {
        Image image = blank(40, 40, 3);
        std::fill_n(image.pixels.begin() + 2 * 1600 + 400, 400, 255);
        const auto out = view(image, {40, false, 0.8, 3});
        QCOMPARE(std::accumulate(out.begin(), out.begin() + 3200, 0.0f), 0.0f);
        QCOMPARE(out[3200 + 400], 1.0f);
    }

    void coloursBecomeGreyByLuminance() {
        Image image = blank(10, 10, 3);
        for (int i = 0; i < 300; ++i) image.pixels[i] = i < 100 ? 200 : i < 200 ? 100 : 50;
        for (const float value : view(image, {10, false, 0.8}))
            QVERIFY(std::abs(value - (0.299 * 200 + 0.587 * 100 + 0.114 * 50) / 255) < 1e-6);
    }

    void greyIsRepeatedInEveryChannel() {
        const auto grey = view(figure(), {32, true, 0.8}, bent(true));
        const auto coloured = view(figure(), {32, true, 0.8, 3}, bent(true));
        for (int c = 0; c < 3; ++c) QVERIFY(std::equal(grey.begin(), grey.end(), coloured.begin() + c * 32 * 32));
    }

    void vectorsAreRefused() {
        Drawing vector;
        vector.features = {1, 2};
        QVERIFY_EXCEPTION_THROWN(prepareDrawings({&vector}, {32, true, 0.8}), Error);
        Dataset dataset;
        requireImages(dataset);
        dataset.alphabets = {{"Alpha", {{"one", {0}}}}};
        dataset.drawings = DrawingStore({vector});
        QVERIFY_EXCEPTION_THROWN(requireImages(dataset), Error);
    }

    void preparesBatches() {
        Drawing first{figure(), 1, {}, {}}, second{blank(64, 80), 2, {}, {}}, coloured{blank(64, 64, 3), 3, {}, {}};
        const ImageBatch batch = prepareDrawings({&first, &second, &first}, {32, true, 0.8});
        QCOMPARE(batch.n, 3);
        QCOMPARE(batch.channels, 1);
        QCOMPARE(batch.height, 32);
        QCOMPARE(batch.width, 32);
        const auto expected = view(figure(), {32, true, 0.8});
        QVERIFY(std::ranges::equal(batch.image(0), expected));
        QVERIFY(std::ranges::equal(batch.image(2), expected));
        QCOMPARE(prepareDrawings({}, {32, true, 0.8}).n, 0);
        for (const int channels : {1, 3}) {
            const ImageBatch mixed = prepareDrawings({&first, &coloured}, {32, true, 0.8, channels});
            QCOMPARE(mixed.channels, channels);
            QCOMPARE(mixed.data.size(), static_cast<std::size_t>(2 * channels * 32 * 32));
        }
    }
};

ONESHOT_TEST(TestPreparation)
#include "tst_preparation.moc"
