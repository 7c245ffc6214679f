#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/data_ref.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/data/write_dataset.h"
#include "core/drawing/glyphs.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

/// Two characters, the second drawn twice; one drawing has strokes.
Dataset small() {
    Dataset data = test::tinyDataset({2}, 1);
    data.alphabets[0].name = "My characters";
    data.alphabets[0].characters[0].name = "a b";
    data.alphabets[0].characters[1].name = "é+あ";
    data.alphabets[0].characters[1].drawings.push_back(2);
    test::changeDrawings(data, [](auto& drawings) {
        drawings.push_back({test::numberedImage(9), 0, {{{1, 2, 0}, {30, 4.5F, 12}}}, {}});
    });
    return data;
}

}  // namespace

class TestWriteDataset : public QObject {
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

    // writeImageArchive()

    void isReadAsAnyData() {
        const Dataset written = small();
        const auto zip = folder_ / "set.zip";
        writeImageArchive(written, zip);
        DataSpec spec;
        spec.path = spec.strokes = zip.string();
        const Dataset read = openDataset(spec);
        QVERIFY(read.format == DataFormat::ImageFolder);
        QCOMPARE(read.alphabets.size(), 1U);
        QCOMPARE(read.alphabets[0].name, written.alphabets[0].name);
        for (int c = 0; c < 2; ++c) {
            const Character &a = written.alphabets[0].characters[c], &b = read.alphabets[0].characters[c];
            QCOMPARE(b.name, a.name);
            QCOMPARE(b.drawings.size(), a.drawings.size());
            for (std::size_t i = 0; i < a.drawings.size(); ++i) {
                QCOMPARE(read.drawings[b.drawings[i]].image, written.drawings[a.drawings[i]].image);
                QVERIFY(read.drawings[b.drawings[i]].strokes == written.drawings[a.drawings[i]].strokes);
            }
        }
        spec.strokes.clear();
        const std::string withoutStrokes = openDataset(spec).sha256;
        QVERIFY(withoutStrokes != read.sha256);
        QVERIFY(hasFingerprint(read, withoutStrokes));  // as runs of before have it
    }

    void anOlderOneGivesWay() {
        const auto zip = folder_ / "again.zip";
        test::writeFile(zip, test::bytesOf("something else"));
        writeImageArchive(small(), zip);
        const test::Bytes first = test::readFile(zip);
        writeImageArchive(small(), zip);
        QCOMPARE(test::readFile(zip), first);
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
            const std::string name = entry.path().filename().string();
            files += name.find("again") != std::string::npos || name.starts_with(".saving");
        }
        QCOMPARE(files, 1);  // no half-written one is left
    }

    void refusesNamesThatAreNoFolders() {
        for (const char* name : {"", "a/b", "..", ".a", "a\\b", "a:b", "a\nb", "a.", " a", "a ", "\xff", "__MACOSX",
                                 "@eaDir", "Thumbs.db", "desktop.ini"}) {
            QVERIFY2(!canNameAFolder(name), name);
            Dataset data = small();
            data.alphabets[0].characters[0].name = name;
            VERIFY_SAYS(test::failureOf([&] { writeImageArchive(data, folder_ / "bad.zip"); }),
                        "cannot be the name of a folder");
        }
        QVERIFY(!canNameAFolder(std::string(101, 'a')));
        QVERIFY(canNameAFolder(std::string(100, 'a')));
        Dataset data = small();
        data.alphabets[0].characters[0].name = data.alphabets[0].characters[1].name;
        VERIFY_SAYS(test::failureOf([&] { writeImageArchive(data, folder_ / "bad.zip"); }), "occurs twice");
        QVERIFY(!std::filesystem::exists(folder_ / "bad.zip"));
    }

    void saysWhereItCannotWrite() {
        test::writeFile(folder_ / "file", test::bytesOf("x"));
        VERIFY_SAYS(test::failureOf([&] { writeImageArchive(small(), folder_ / "file" / "set.zip"); }), "Failed: ");
        VERIFY_SAYS(test::failureOf([&] { writeImageArchive(small(), folder_ / "file" / "set.zip"); }),
                    "cannot be written");
    }
};

ONESHOT_TEST(TestWriteDataset)
#include "tst_write_dataset.moc"
