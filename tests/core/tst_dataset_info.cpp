#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/dataset_info.h"
#include "core/data/drawing_statistics.h"
#include "core/data/open_dataset.h"
#include "core/data/sample_sheet.h"
#include "tests/support/drawings.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using test::changeDrawings;
using test::tinyDataset;
using Kind = DatasetWarning::Kind;

namespace {

const DatasetWarning* warningOf(const DatasetInfo& info, Kind kind) {
    for (const DatasetWarning& warning : info.warnings)
        if (warning.kind == kind) return &warning;
    return nullptr;
}

/// Paper with a bar of ink.
Image bar(int side, int top, int left, int height, int width) {
    Image image{1, side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(side) * side)};
    for (int y = top; y < top + height; ++y)
        for (int x = left; x < left + width; ++x) image.pixels[y * side + x] = 255;
    return image;
}

void invertOnePixel(std::vector<Drawing>& drawings) {
    for (Drawing& drawing : drawings) drawing.image.pixels[100] ^= 255;
}

}  // namespace

class TestDatasetInfo : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void countsPairsByTheArticlesFormula() {
        Dataset omniglot;  // of as many drawings as the background set, without images
        omniglot.alphabets = {{"all", {}}};
        std::vector<Drawing> drawings;
        for (int c = 0; c < 964; ++c) {
            Character& character = omniglot.alphabets[0].characters.emplace_back(Character{std::to_string(c), {}});
            for (int e = 0; e < 20; ++e) {
                character.drawings.push_back(static_cast<DrawingId>(drawings.size()));
                drawings.push_back({{}, e + 1, {}, {}});
            }
        }
        omniglot.drawings = DrawingStore(std::move(drawings));
        const DatasetInfo info = describe(omniglot);
        QCOMPARE(info.pairs, 185'849'560);
        QCOMPARE(info.samePairs, 183'160);
        QCOMPARE(info.drawers.size(), 20U);
    }

    void countsUnequalCharacters() {
        Dataset data = tinyDataset({2, 1}, 3);  // 3 + 3 + 3
        data.alphabets[1].characters[0].drawings.pop_back();
        const DatasetInfo info = describe(data);
        QCOMPARE(info.pairs, 8 * 7 / 2);
        QCOMPARE(info.samePairs, 3 + 3 + 1);
        QCOMPARE(info.minDrawings, 2);
        QCOMPARE(info.maxDrawings, 3);
        QCOMPARE(info.alphabets[0].drawings, 6);
        QCOMPARE(info.alphabets[1].characters, 1);
        QCOMPARE((info.sizes.at({12, 12})), 8);
    }

    void warnsOfNothingWhereAllIsWell() {
        const Dataset data = tinyDataset({3, 3}, 3);
        QVERIFY(describe(data).warnings.empty());
        Dataset other = tinyDataset({1}, 2);
        other.alphabets[0].name = "Other";
        changeDrawings(other, invertOnePixel);
        QVERIFY(describe(data, &other).warnings.empty());
    }

    void warnsOfOneDrawing() {
        Dataset data = tinyDataset({2}, 2);
        data.alphabets[0].characters[1].drawings.pop_back();
        const DatasetInfo info = describe(data);
        const DatasetWarning* warning = warningOf(info, Kind::OneDrawing);
        QVERIFY(warning);
        QCOMPARE(warning->count, 1);
        QCOMPARE(warning->examples, std::vector<std::string>{"Alphabet1/character02"});
    }

    void warnsOfDuplicates() {
        Dataset data = tinyDataset({3, 3}, 3);
        changeDrawings(data, [](auto& drawings) { drawings[4].image = drawings[0].image; });
        const DatasetInfo info = describe(data);
        const DatasetWarning* warning = warningOf(info, Kind::Duplicates);
        QVERIFY(warning);
        QCOMPARE(warning->count, 1);
        QCOMPARE(warning->examples, std::vector<std::string>{"Alphabet1/character02 #2"});
    }

    void warnsOfAlmostEmptyImages() {
        Dataset data = tinyDataset({2}, 3);
        changeDrawings(data, [](auto& drawings) {
            drawings[2].image = bar(105, 50, 50, 3, 3);  // 9 of 11,025 pixels
            drawings[3].image = bar(8, 0, 0, 8, 8);      // all ink
            drawings[4].image = bar(105, 50, 50, 4, 4);  // enough to be a dot
        });
        const DatasetInfo info = describe(data);
        const DatasetWarning* warning = warningOf(info, Kind::AlmostEmpty);
        QVERIFY(warning);
        QCOMPARE(warning->count, 2);
        QCOMPARE(warning->examples[0], std::string("Alphabet1/character01 #3"));
    }

    void warnsOfClassesInSeveralPlaces() {
        Dataset data = tinyDataset({2, 2}, 2);
        QVERIFY(!warningOf(describe(data), Kind::SeveralPlaces));  // numbers of characters are no names
        data.alphabets[0].characters[1].name = "Fern";
        data.alphabets[1].characters[0].name = "fern";
        const DatasetInfo info = describe(data);
        const DatasetWarning* warning = warningOf(info, Kind::SeveralPlaces);
        QVERIFY(warning);
        QCOMPARE(warning->count, 1);
        QCOMPARE(warning->examples[0], std::string("fern in Alphabet1, Alphabet2"));
    }

    void warnsOfOneCharacter() {
        const DatasetInfo info = describe(tinyDataset({1}, 3));
        const DatasetWarning* warning = warningOf(info, Kind::OneCharacter);
        QVERIFY(warning);
        QCOMPARE(warning->examples, std::vector<std::string>{"Alphabet1/character01"});
        QVERIFY(!warningOf(describe(tinyDataset({2}, 3)), Kind::OneCharacter));
    }

    void warnsOfClassesThatAreSharedWithoutAlphabets() {
        Dataset train = tinyDataset({2}, 2), test = tinyDataset({2}, 2);
        changeDrawings(test, invertOnePixel);
        for (Dataset* data : {&train, &test}) {
            data->alphabets[0].name = data == &train ? "train" : "test";
            data->alphabets[0].characters[0].name = "cat";
            data->alphabets[0].characters[1].name = "dog";
        }
        QVERIFY(!warningOf(describe(test, &train), Kind::SharedWithOther));  // alphabets of these names
        train.alphabets[0].implicit = test.alphabets[0].implicit = true;
        QCOMPARE(warningOf(describe(test, &train), Kind::SharedWithOther)->examples,
                 (std::vector<std::string>{"test/cat", "test/dog"}));
    }

    void warnsOfSharedCharacters() {
        const Dataset data = tinyDataset({2, 2}, 2);
        Dataset other = tinyDataset({1}, 2);  // the same name and drawings
        const DatasetInfo info = describe(data, &other);
        QCOMPARE(warningOf(info, Kind::SharedWithOther)->count, 1);
        other.alphabets[0].name = "Renamed";  // the same drawings
        changeDrawings(other, [&](auto& drawings) { drawings[1] = data.drawings[7]; });
        const DatasetInfo renamed = describe(data, &other);
        const DatasetWarning* warning = warningOf(renamed, Kind::SharedWithOther);
        QVERIFY(warning);
        QCOMPARE(warning->examples, (std::vector<std::string>{"Alphabet1/character01", "Alphabet2/character02"}));
        std::vector<std::string> leftOut;
        withoutCharactersOf(data, other, &leftOut);
        QCOMPARE(leftOut, warning->examples);  // by one rule
    }

    void countsExamplesPastThose() {
        Dataset data = tinyDataset({8}, 1);
        const DatasetInfo info = describe(data);
        QCOMPARE(warningOf(info, Kind::OneDrawing)->count, 8);
        QCOMPARE(warningOf(info, Kind::OneDrawing)->examples.size(), 5U);
    }

    void laysOutSheets() {
        Dataset data = tinyDataset({5, 2}, 3);
        SheetSettings settings{4, 2, 12, -1};
        constexpr int gutter = SheetSettings::gutter;
        Image sheet = sampleSheet(data, settings);
        QCOMPARE(sheet.channels, 1);
        QCOMPARE(sheet.height, 4 * (12 + gutter) + gutter);
        QCOMPARE(sheet.width, 2 * (12 + gutter) + gutter);
        const Image& first = data.drawings[1].image;  // of the first row's second column, at its own size
        for (int y = 0; y < 12; ++y)
            for (int x = 0; x < 12; ++x)
                QCOMPARE(sheet.pixels[(gutter + y) * sheet.width + gutter + 12 + gutter + x], first.pixels[y * 12 + x]);
        settings.alphabet = 1;
        QCOMPARE(sampleSheet(data, settings).height, 2 * (12 + gutter) + gutter);

        Image red{3, 6, 24, std::vector<std::uint8_t>(3 * 6 * 24)};
        std::fill_n(red.pixels.begin() + 6 * 24, 2 * 6 * 24, std::uint8_t{255});
        // One in colour, wide: the sheet is coloured, the image in the middle.
        changeDrawings(data, [&](auto& drawings) { drawings[0].image = red; });
        settings.alphabet = -1;
        sheet = sampleSheet(data, settings);
        QCOMPARE(sheet.channels, 3);
        const auto at = [&](int c, int y, int x) { return sheet.pixels[(c * sheet.height + y) * sheet.width + x]; };
        QCOMPARE(at(1, gutter + 5, gutter + 5), std::uint8_t{255});
        QCOMPARE(at(0, gutter + 5, gutter + 5), std::uint8_t{0});
        QCOMPARE(at(1, gutter + 1, gutter + 5), std::uint8_t{0});
        changeDrawings(data, [](auto& drawings) {
            for (Drawing& drawing : drawings) drawing = {{}, 0, {}, {1, 2}};
        });
        QVERIFY(sampleSheet(data, settings).pixels.empty());
    }

    void scalesByWhatIsCovered() {
        const Image image{1, 2, 4, {0, 100, 200, 200, 100, 200, 0, 0}};
        QCOMPARE(scaledImage(image, 1, 2).pixels, (std::vector<std::uint8_t>{100, 100}));
        QCOMPARE(scaledImage(image, 2, 4), image);
        QCOMPARE(scaledImage({1, 1, 3, {0, 90, 180}}, 1, 2).pixels, (std::vector<std::uint8_t>{30, 150}));
    }

    void measuresDrawings() {
        Dataset data = tinyDataset({2}, 2);
        changeDrawings(data, [](auto& drawings) {
            for (Drawing& drawing : drawings) {
                drawing.image = bar(100, 20, 10, 5, 60);
                // 30 to the right, then 40 down: one right angle; the second stroke is straight
                drawing.strokes = {{{0, 0, 0}, {30, 0, 1}, {30, 40, 2}}, {{0, 0, 3}, {10, 0, 4}}};
            }
        });
        const DrawingStatistics statistics = drawingStatistics(data);
        QCOMPARE(statistics.inkPercent.mean, 3.0);
        QCOMPARE(statistics.inkPercent.count, 4);
        QCOMPARE(statistics.boxSide.median, 60.0);
        QCOMPARE(statistics.boxAspect.median, 12.0);
        QCOMPARE(statistics.penWidth.median, 5.0);
        QCOMPARE(statistics.strokesPerDrawing.mean, 2.0);
        QCOMPARE(statistics.strokeLength.mean, 40.0);
        QVERIFY(std::abs(statistics.strokeTurning.high - 90) < 1e-3);
        QCOMPARE(statistics.strokeTurning.low, 0.0);
        QCOMPARE(statistics.drawerSpread, 0.0);  // all drawings are the same
    }

    /// By the formula: through (x, y) of a full square go a row, a column and two diagonals.
    void measuresTheWidestInk() {
        constexpr int side = 301;
        Dataset data = tinyDataset({1}, 1);
        changeDrawings(data, [](auto& drawings) { drawings[0].image = bar(side, 0, 0, side, side); });
        std::vector<double> widths;
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                widths.push_back(std::min<double>(
                    side, std::sqrt(2.0) * (side - std::max(std::abs(x - y), std::abs(x + y - (side - 1))))));
        std::ranges::nth_element(widths, widths.begin() + std::ssize(widths) / 2);
        QCOMPARE(drawingStatistics(data).penWidth.median, widths[widths.size() / 2]);
    }

    void measuringTellsItsProgressAndMayBeStopped() {
        const Dataset data = tinyDataset({3, 2}, 4);
        std::vector<std::int64_t> told;
        std::int64_t end = 0;
        drawingStatistics(data, {10, 50, 1}, [&](std::int64_t done, std::int64_t total) {
            told.push_back(done);
            end = total;
        });
        QCOMPARE(end, 10 + 2 * 50);
        QVERIFY(told.size() > 10 && std::ranges::is_sorted(told));
        QCOMPARE(told.front(), 0);
        QCOMPARE(told[9], 9);
        QCOMPARE(told.back(), end);
        std::stop_source source;
        source.request_stop();
        QVERIFY(!unlessStopped([&] { return drawingStatistics(data, {10, 50, 1}, {}, source.get_token()); }));
    }

    void measuresSpreadBetweenDrawers() {
        Dataset data = tinyDataset({2}, 2);  // of vectors: 1 within a character, 10 between the two
        const std::vector<std::vector<float>> vectors{{0, 0}, {0, 1}, {10, 0}, {10, 1}};
        changeDrawings(data, [&](auto& drawings) {
            for (int i = 0; i < 4; ++i) drawings[i] = {{}, 0, {}, vectors[i]};
        });
        const DrawingStatistics statistics = drawingStatistics(data);
        QVERIFY(std::abs(statistics.drawerSpread - 1 / 10.025) < 0.002);
        QCOMPARE(drawingStatistics(data).drawerSpread, statistics.drawerSpread);
        QCOMPARE(statistics.inkPercent.count, 0);
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=4"));
        const double spread = drawingStatistics(glyphs).drawerSpread;
        QVERIFY2(spread > 0.3 && spread < 1, qPrintable(QString::number(spread)));
    }
};

ONESHOT_TEST(TestDatasetInfo)
#include "tst_dataset_info.moc"
