#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/fingerprint.h"
#include "core/data/image_archive.h"
#include "core/data/open_dataset.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;

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

class TestImageArchive : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
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

ONESHOT_TEST(TestImageArchive)
#include "tst_image_archive.moc"
