#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>
#include <QTest>

#include <memory>

#include "core/data/container_files.h"
#include "core/data/data_spec.h"
#include "core/data/random.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

bool all(const std::string&) {
    return true;
}

/// Writes "a/link", or a file of the given name where there is no target of a link; `prepare` sets options.
void writeSpecialZip(const std::filesystem::path& path, const std::function<void(archive*)>& prepare,
                     const std::string& linkTarget = {}, const std::string& name = "a/file") {
    const std::unique_ptr<archive, decltype(&archive_write_free)> zip(archive_write_new(), archive_write_free);
    archive_write_set_format_zip(zip.get());
    if (prepare) prepare(zip.get());
    archive_write_open_filename(zip.get(), path.c_str());
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_perm(entry.get(), 0644);
    if (linkTarget.empty()) {
        archive_entry_copy_pathname(entry.get(), name.c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_size(entry.get(), 1);
    } else {
        archive_entry_set_pathname(entry.get(), "a/link");
        archive_entry_set_filetype(entry.get(), AE_IFLNK);
        archive_entry_set_symlink(entry.get(), linkTarget.c_str());
    }
    archive_write_header(zip.get(), entry.get());
    if (linkTarget.empty()) archive_write_data(zip.get(), "x", 1);
    if (archive_write_close(zip.get()) != ARCHIVE_OK) throw std::runtime_error(archive_error_string(zip.get()));
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
    void refusesEncryptedZips_data();
    void refusesEncryptedZips();
    void refusesLinks_data();
    void refusesLinks();
    void followsTheLinkThatIsGiven();
    void passesOverPipes();
    void saysWhatIsUnreadable();
    void saysWhatVanished();
    void saysWhatShrank();
    void replacesWhatIsNoUtf8();
    void readsZipsInMemory();
    void readsNothingFromEmptyOnes();
    void refusesBombs();
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

void TestContainerFiles::refusesEncryptedZips_data() {
    QTest::addColumn<QString>("encryption");
    QTest::newRow("traditional") << "traditional";
    QTest::newRow("AES of 128 bits") << "aes128";
    QTest::newRow("AES of 256 bits") << "aes256";
}

void TestContainerFiles::refusesEncryptedZips() {
    QFETCH(QString, encryption);
    const TemporaryFolder folder;
    writeSpecialZip(folder / "z.zip", [&](archive* zip) {
        const std::string option = "zip:encryption=" + encryption.toStdString();
        if (archive_write_set_options(zip, option.c_str()) != ARCHIVE_OK) throw std::runtime_error("no encryption");
        archive_write_set_passphrase(zip, "password");
    });
    const QString says = failureOf([&] { readContainer(folder / "z.zip", all); });
    VERIFY_SAYS(says, "z.zip: is encrypted. Unpack it");
}

void TestContainerFiles::refusesLinks_data() {
    QTest::addColumn<QString>("target");
    QTest::newRow("out of it") << "/etc";
    QTest::newRow("up") << "..";
    QTest::newRow("a loop") << ".";
    QTest::newRow("itself") << "link";
    QTest::newRow("a file beside it") << "file";
    QTest::newRow("nothing") << "gone";
}

void TestContainerFiles::refusesLinks() {
    QFETCH(QString, target);
    const TemporaryFolder folder;
    writeFile(folder / "f/a/file", bytesOf("x"));
    std::filesystem::create_symlink(target.toStdString(), folder / "f/a/link");
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "f", all); }),
                "f/a/link: is a link, and links are not followed");
    writeSpecialZip(folder / "z.zip", {}, target.toStdString());
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "z.zip", all); }), "z.zip/a/link: is a link");
}

void TestContainerFiles::followsTheLinkThatIsGiven() {
    const TemporaryFolder folder;
    writeFile(folder / "f/a/file", bytesOf("x"));
    writeZip(folder / "z.zip", {{"a/file", bytesOf("x")}});
    std::filesystem::create_symlink(folder / "f", folder / "to-folder");
    std::filesystem::create_symlink(folder / "z.zip", folder / "to-zip");
    QCOMPARE(pathsIn(folder / "to-folder"), QString("a/file"));
    QCOMPARE(pathsIn(folder / "to-zip"), QString("a/file"));
}

/// A pipe that nobody writes to must not be waited for.
void TestContainerFiles::passesOverPipes() {
    const TemporaryFolder folder;
    writeFile(folder / "f/a/file", bytesOf("x"));
    QCOMPARE(mkfifo((folder / "f/a/pipe.png").c_str(), 0600), 0);
    QCOMPARE(pathsIn(folder / "f"), QString("a/file"));
    VERIFY_SAYS(failureOf([&] { readFileBytes(folder / "f/a/pipe.png", 10); }), "pipe.png: is not a regular file");
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "f/a/pipe.png", all); }), "is neither a file nor a folder");
}

/// As another user where the tests run as root, who may read everything.
void TestContainerFiles::saysWhatIsUnreadable() {
    namespace fs = std::filesystem;
    const TemporaryFolder folder;
    writeFile(folder / "f/secret", bytesOf("x"));
    writeZip(folder / "secret.zip", {{"a", bytesOf("x")}});
    fs::create_directories(folder / "g/secret");
    for (const fs::path& open : {folder.path(), folder / "f", folder / "g"})
        fs::permissions(open, static_cast<fs::perms>(0755));
    for (const std::string path : {"f/secret", "secret.zip", "g/secret"})
        fs::permissions(folder / path, fs::perms::none);
    const uid_t user = geteuid();
    constexpr uid_t nobody = 65534;
    if (user == 0 && seteuid(nobody) != 0) QSKIP("Cannot become a user who may not read everything.");
    const QString file = failureOf([&] { readContainer(folder / "f", all); });
    const QString zip = failureOf([&] { readContainer(folder / "secret.zip", all); });
    const QString inner = failureOf([&] { readContainer(folder / "g", all); });
    if (user == 0) QCOMPARE(seteuid(user), 0);
    fs::permissions(folder / "g/secret", fs::perms::owner_all);
    VERIFY_SAYS(file, "f/secret: cannot be read: Permission denied. Check the path and its permissions");
    VERIFY_SAYS(zip, "secret.zip: ");
    VERIFY_SAYS(zip, "Permission denied");
    VERIFY_SAYS(inner, "g");
    VERIFY_SAYS(inner, "Permission denied");
}

void TestContainerFiles::saysWhatVanished() {
    const TemporaryFolder folder;
    writeFolder(folder / "f", {{"a/x.png", bytesOf("1")}, {"b/y.png", bytesOf("2")}});
    const QString says = failureOf([&] {
        readContainer(folder / "f", [&](const std::string& path) {
            std::filesystem::remove(folder / "f" / path);
            return true;
        });
    });
    VERIFY_SAYS(says, "BadData: ");
    VERIFY_SAYS(says, ".png: cannot be read: No such file or directory");

    std::filesystem::create_directories(folder / "g/a");
    writeFile(folder / "g/b/x", {});
    const QString folderSays = failureOf([&] {
        readContainer(folder / "g", [&](const std::string&) {
            std::filesystem::remove_all(folder / "g");
            return false;
        });
    });
    QVERIFY2(folderSays.isEmpty() || folderSays.startsWith("BadData: "), qPrintable(folderSays));
}

void TestContainerFiles::saysWhatShrank() {
    const TemporaryFolder folder;
    const std::vector<ContainedFile> files = tinyOmniglot(1, 1, 2, "");
    writeFolder(folder / "f", files);
    const QString says = failureOf([&] {
        openDataset(parseDataSpec((folder / "f").string()), [&](std::int64_t, std::int64_t) {
            for (const ContainedFile& file : files) std::filesystem::resize_file(folder / "f" / file.path, 40);
        });
    });
    VERIFY_SAYS(says, ("BadData: " + (folder / "f" / files[0].path).string() + ": is not a sound PNG image").c_str());
}

void TestContainerFiles::replacesWhatIsNoUtf8() {
    const TemporaryFolder folder;
    const std::string name = "caf\x82/\xFF.png";  // code page 437, and nothing at all
    writeFolder(folder / "f", {{name, bytesOf("x")}});
    writeSpecialZip(folder / "z.zip", {}, {}, name);
    for (const std::string container : {"f", "z.zip"}) {
        const std::vector<ContainedFile> files = readContainer(folder / container, all);
        QCOMPARE(files.size(), 1U);
        QCOMPARE(files[0].path, "caf\uFFFD/\uFFFD.png");
        QCOMPARE(files[0].bytes, bytesOf("x"));
    }
    writeFolder(folder / "g", {{"caf\x82", {}}, {"caf\x83", {}}});
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "g", all); }), "twice. Keep one of them, or give each a name");
    for (const std::string unremovable : {"f", "g"}) std::filesystem::remove_all(folder / unremovable);  // by Qt
}

void TestContainerFiles::readsZipsInMemory() {
    const TemporaryFolder folder;
    writeZip(folder / "z.zip", tinyOmniglot(1, 2, 3));
    const Bytes zip = readFile(folder / "z.zip");
    const std::vector<ContainedFile> inMemory = readZip(zip, "z.zip", all),
                                     onDisk = readContainer(folder / "z.zip", all);
    QCOMPARE(inMemory.size(), 6U);
    for (std::size_t i = 0; i < inMemory.size(); ++i) {
        QCOMPARE(inMemory[i].path, onDisk[i].path);
        QCOMPARE(inMemory[i].bytes, onDisk[i].bytes);
    }
    VERIFY_SAYS(failureOf([&] { readZip({}, "z.zip", all); }), "BadData: z.zip: is not a sound zip archive");
}

void TestContainerFiles::readsNothingFromEmptyOnes() {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "f");
    writeZip(folder / "z.zip", {});
    QVERIFY(readContainer(folder / "f", all).empty());
    const auto open = [&](const std::string& name) {
        return failureOf([&] { openDataset(parseDataSpec((folder / name).string())); });
    };
    VERIFY_SAYS(open("f"), "f: holds no PNG or JPEG images");
    VERIFY_SAYS(open("z.zip"), "BadData: ");
    VERIFY_SAYS(open("z.zip"), "z.zip: is not a sound zip archive");
}

/// A zip of some kilobytes that unpacks to more than the limit.
void TestContainerFiles::refusesBombs() {
    const TemporaryFolder folder;
    const ContainerLimits limits;
    writeZip(folder / "z.zip", {{"a/bomb.png", Bytes(static_cast<std::size_t>(limits.fileBytes) + 1)}});
    QVERIFY(std::filesystem::file_size(folder / "z.zip") < 100'000);
    VERIFY_SAYS(failureOf([&] { openDataset(parseDataSpec((folder / "z.zip").string())); }),
                "z.zip/a/bomb.png: is larger than 33554432 bytes");
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

ONESHOT_TEST(TestContainerFiles)
#include "tst_container_files.moc"
