#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/data/omniglot_writer.h"
#include "core/data/open_dataset.h"
#include "core/drawing/glyphs.h"
#include "tests/support/drawings.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
namespace fs = std::filesystem;

class TestOmniglotWriter : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static Dataset glyphs() {
        return openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=3,drawer-count=4"));
    }

    std::size_t thingsThere() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
    }

  private Q_SLOTS:
    void readsBackTheSame() {
        const Dataset data = glyphs();
        writeOmniglot(data, folder_ / "out");
        const Dataset read = openDataset(parseDataSpec((folder_ / "out/images").string() + ":strokes=beside"));
        QCOMPARE(read.format, DataFormat::Omniglot);
        QCOMPARE(read.characterCount(), 6);
        QCOMPARE(read.drawingCount(), data.drawingCount());
        for (const DrawingId i : data.drawingIds()) {
            QCOMPARE(read.drawings[i].image, data.drawings[i].image);
            QCOMPARE(read.drawings[i].drawer, data.drawings[i].drawer);
            QVERIFY(!read.drawings[i].strokes.empty());
            const float begin = data.drawings[i].strokes[0][0].milliseconds;
            QCOMPARE(begin, 0.0F);
            QCOMPARE(read.drawings[i].strokes, data.drawings[i].strokes);
        }
        std::ifstream file(folder_ / "out/dataset.json");
        const auto json = nlohmann::json::parse(file);
        QCOMPARE(json["spec"].get<std::string>(), data.spec);
        QCOMPARE(json["sha256"].get<std::string>(), data.sha256);
        QCOMPARE(json["generator_version"].get<int>(), glyphGeneratorVersion);
    }

    void takesAnEmptyFolderOnly() {
        fs::create_directories(folder_ / "empty");
        writeOmniglot(glyphs(), folder_ / "empty");
        QVERIFY(fs::exists(folder_ / "empty/dataset.json"));
        try {
            writeOmniglot(glyphs(), folder_ / "empty");
            QFAIL("it wrote over what was there");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidSetting);
            QVERIFY(error.where().find("empty") != std::string::npos);
        }
    }

    void leavesNothingHalfWritten() {
        const std::size_t before = thingsThere();
        std::stop_source source;
        source.request_stop();
        QVERIFY(!unlessStopped([&] { writeOmniglot(glyphs(), folder_ / "never", false, {}, source.get_token()); }));
        QCOMPARE(thingsThere(), before);
    }

    void namesWhatHasOddNames() {
        Dataset data = test::tinyDataset({1, 1, 1}, 2);
        data.alphabets[2].name = "@eaDir";  // which readers would pass over
        data.alphabets[0].name = "../up and away";
        data.alphabets[1].name = "..\\up/and away";  // the same, once made a folder's name
        test::changeDrawings(data, [](auto& drawings) { drawings[1].drawer = 0; });
        writeOmniglot(data, folder_ / "odd");
        const Dataset read = openDataset(parseDataSpec((folder_ / "odd/images").string()));
        QCOMPARE(read.alphabets.size(), 3U);
        QCOMPARE(read.alphabets[0].name, std::string("_.._up_and_away"));
        QCOMPARE(read.alphabets[2].name, std::string("_@eaDir"));
        QCOMPARE(read.drawings[1].drawer, 2);
        QVERIFY(!fs::exists(folder_ / "odd/strokes"));
    }

    void refusesVectors() {
        Dataset data = test::tinyDataset({1}, 2);
        data.format = DataFormat::Vectors;
        QVERIFY_EXCEPTION_THROWN(writeOmniglot(data, folder_ / "vectors"), Error);
    }
};

ONESHOT_TEST(TestOmniglotWriter)
#include "tst_omniglot_writer.moc"
