#include <QTest>

#include "core/data/container_files.h"
#include "core/data/data_spec.h"
#include "core/data/random.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

bool all(const std::string&) {
    return true;
}

/// The paths of what is read, in order, joined by blanks.
QString pathsIn(const std::filesystem::path& container) {
    QStringList paths;
    for (const ContainedFile& file : readContainer(container, all)) paths << QString::fromStdString(file.path);
    return paths.join(' ');
}

}  // namespace

class TestContainerFiles : public QObject {
    Q_OBJECT

  private slots:
    void readsZipAndFolderAlike();
    void passesOverHiddenFiles();
    void readsOnlyWhatIsWanted();
    void readsNamesBeyondAscii();
    void refusesClimbingPaths_data();
    void refusesClimbingPaths();
    void refusesEveryCutZip();
    void survivesChangedBytes();
    void refusesOtherThings();
    void refusesEncryptedZips();
    void refusesPathsHeldTwice();
    void keepsToItsLimits();
};

void TestContainerFiles::readsZipAndFolderAlike() {
    const TemporaryFolder folder;
    const std::vector<ContainedFile> files{{"b/two.txt", bytesOf("two")}, {"a/one.txt", bytesOf("one")}, {"c", {}}};
    writeFolder(folder / "f", files);
    writeZip(folder / "z.zip", files);
    QCOMPARE(pathsIn(folder / "f"), QString("a/one.txt b/two.txt c"));
    QCOMPARE(pathsIn(folder / "z.zip"), QString("a/one.txt b/two.txt c"));
    QCOMPARE(readContainer(folder / "z.zip", all)[1].bytes, bytesOf("two"));
    QCOMPARE(readContainer(folder / "f", all)[1].bytes, bytesOf("two"));
}

void TestContainerFiles::passesOverHiddenFiles() {
    const TemporaryFolder folder;
    const std::vector<ContainedFile> files{
        {"a/x", {}}, {"a/.DS_Store", {}}, {"__MACOSX/a/._x", {}}, {".git/x", {}}, {"a/__MACOSX/x", {}}};
    writeFolder(folder / "f", files);
    writeZip(folder / "z.zip", files);
    QCOMPARE(pathsIn(folder / "f"), QString("a/x"));
    QCOMPARE(pathsIn(folder / "z.zip"), QString("a/x"));
}

void TestContainerFiles::readsOnlyWhatIsWanted() {
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", {{"a.PNG", {}}, {"b.jpg", {}}, {"png", {}}, {"c.png", {}}});
    const auto files = readContainer(
        folder / "z.zip", [](const std::string& path) { return path.ends_with(".png") || path.ends_with(".PNG"); });
    QCOMPARE(files.size(), 2U);
    QCOMPARE(files[0].path, "a.PNG");
    QCOMPARE(files[1].path, "c.png");
}

/// A zip whose names are marked as UTF-8, read where no locale was ever chosen.
void TestContainerFiles::readsNamesBeyondAscii() {
    const TemporaryFolder folder;
    writeFile(
        folder / "z.zip",
        fromHex(
            "504b03041400000800008aa6775d1264de85450000004500000014000000c3846c7068616265742fc3b62f315f312e706e678950"
            "4e470d0a1a0a0000000d49484452000000020000000201000000005acd30890000000c4944415478da63686070000001c400c1a6"
            "9be6ba0000000049454e44ae426082504b010214031400000800008aa6775d1264de854500000045000000140000000000000000"
            "000000800100000000c3846c7068616265742fc3b62f315f312e706e67504b050600000000010001004200000077000000"
            "0000"));
    QCOMPARE(pathsIn(folder / "z.zip"), QString("Älphabet/ö/1_1.png"));
    writeZip(folder / "unmarked.zip", {{"Älphabet/ö/1_1.png", {}}});
    QCOMPARE(pathsIn(folder / "unmarked.zip"), QString("Älphabet/ö/1_1.png"));
}

void TestContainerFiles::refusesClimbingPaths_data() {
    QTest::addColumn<QString>("path");
    QTest::newRow("parent") << "../evil.png";
    QTest::newRow("parent within") << "a/../../evil.png";
    QTest::newRow("root") << "/etc/evil.png";
}

void TestContainerFiles::refusesClimbingPaths() {
    QFETCH(QString, path);
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", {{path.toStdString(), {}}});
    const QString says = failureOf([&] { readContainer(folder / "z.zip", all); });
    VERIFY_SAYS(says, "BadData: ");
    VERIFY_SAYS(says, "leads out of it");
}

void TestContainerFiles::refusesEveryCutZip() {
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", tinyOmniglot(1, 2, 3));
    const Bytes whole = readFile(folder / "z.zip");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        writeFile(folder / "cut.zip", {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
        const QString says = failureOf([&] { readContainer(folder / "cut.zip", all); });
        QVERIFY2(says.startsWith("BadData: ") && says.contains("cut.zip"),
                 qPrintable(QString::number(size) + " bytes: " + says));
    }
}

void TestContainerFiles::survivesChangedBytes() {
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", tinyOmniglot(1, 2, 3));
    const Bytes whole = readFile(folder / "z.zip");
    Random random = makeRandom(1, "changed bytes");
    int refused = 0;
    for (int i = 0; i < 1000; ++i) {
        Bytes changed = whole;
        changed[below(random, static_cast<int>(changed.size()))] ^= static_cast<std::uint8_t>(1 + below(random, 255));
        writeFile(folder / "changed.zip", changed);
        refused += !failureOf([&] { openDataset(parseDataSpec((folder / "changed.zip").string())); }).isEmpty();
    }
    QVERIFY(refused > 300);  // dates and the like may change unnoticed
}

void TestContainerFiles::refusesOtherThings() {
    const TemporaryFolder folder;
    writeFile(folder / "text.zip", bytesOf("This is no archive."));
    writeFile(folder / "empty.zip", {});
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "text.zip", all); }), "not a sound zip archive");
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "empty.zip", all); }), "not a sound zip archive");
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "gone.zip", all); }), "gone.zip: does not exist");
    VERIFY_SAYS(failureOf([&] { readContainer("/dev/null", all); }), "neither a file nor a folder");
}

void TestContainerFiles::refusesEncryptedZips() {
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", {{"a/x.png", bytesOf("secret")}}, "password");
    const QString says = failureOf([&] { readContainer(folder / "z.zip", all); });
    VERIFY_SAYS(says, "z.zip: is encrypted. Unpack it");
}

void TestContainerFiles::refusesPathsHeldTwice() {
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", {{"a/x.png", bytesOf("1")}, {"a/x.png", bytesOf("2")}});
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "z.zip", all); }), "holds a/x.png twice");
}

void TestContainerFiles::keepsToItsLimits() {
    const TemporaryFolder folder;
    const std::vector<ContainedFile> files{{"a", Bytes(100)}, {"b", Bytes(100)}, {"c", Bytes(100)}};
    writeZip(folder / "z.zip", files);
    writeFolder(folder / "f", files);
    for (const std::string name : {"z.zip", "f"}) {
        const auto read = [&](const ContainerLimits& limits) {
            return failureOf([&] { readContainer(folder / name, all, limits); });
        };
        QCOMPARE(read({3, 100, 300}), QString());
        VERIFY_SAYS(read({2, 100, 300}), "more than 2 files");
        VERIFY_SAYS(read({3, 99, 300}), "larger than 99 bytes");
        VERIFY_SAYS(read({3, 100, 299}), "more than 299 bytes");
    }
}

QTEST_APPLESS_MAIN(TestContainerFiles)
#include "tst_container_files.moc"
