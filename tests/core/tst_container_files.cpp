#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>
#include <QTest>

#include <algorithm>
#include <memory>

#include "core/base/open_file.h"
#include "core/base/random.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/raw_zip.h"
#include "tests/support/read_container.h"
#include "tests/support/tar.h"
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
    void passesOverWhatSystemsLeaveBehind();
    void listsWhatIsNotWanted();
    void readsNamesInOldCodePages();
    void refusesNamesThatBecomeOne();
    void followsLinksWhereAsked();
    void refusesLinksThatLeadNowhereOrRound();
    void readsTars_data();
    void readsTars();
    void refusesUnsoundTars();
    void refusesByTheHeadersAlone();
    void refusesTarsThatClaimTooMuch();
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
    writeFile(folder / "train.zip", {});
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "trian.zip", all); }),
                "trian.zip: does not exist. Did you mean train.zip? Give the path of an archive or of a folder");
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "glyph", all); }), "Did you mean glyphs? ");
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
                "f/a/link: is a link, and links are not followed. Put what it points to in its place");
    writeSpecialZip(folder / "z.zip", {}, target.toStdString());
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "z.zip", all); }), "z.zip/a/link: is a link");
    writeTar(folder / "t.tar", {{"a/link", {}}}, "none", target.toStdString());
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "t.tar", all); }), "t.tar/a/link: is a link");
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
    VERIFY_SAYS(says, ("BadData: " + (folder / "f").string() + ": holds 2 files that cannot be read, of 2:").c_str());
    VERIFY_SAYS(says, (files[0].path + " is not a sound PNG image").c_str());
}

void TestContainerFiles::passesOverWhatSystemsLeaveBehind() {
    const TemporaryFolder folder;
    const std::vector<ContainedFile> files{{"a/x", {}},
                                           {"a/@eaDir/x/thumb.png", {}},
                                           {"a/@eaDir/y.png", {}},
                                           {"a/.thumbnails/x.png", {}},
                                           {"a/.ipynb_checkpoints/x.png", {}},
                                           {"a/Thumbs.db", {}},
                                           {"b/THUMBS.DB", {}},
                                           {"desktop.ini", {}},
                                           {"lost+found/x.png", {}},
                                           {"$RECYCLE.BIN/x.png", {}},
                                           {"System Volume Information/x.png", {}},
                                           {".DS_Store", {}}};
    writeFolder(folder / "f", files);
    writeZip(folder / "z.zip", files);
    for (const std::string name : {"f", "z.zip"}) {
        const Container container(folder / name, {all});
        const ContainerContent& content = container.content();
        QCOMPARE(content.files.size(), 1U);
        QCOMPARE(content.systemFiles,
                 (std::vector<std::string>{"$RECYCLE.BIN", ".DS_Store", "System Volume Information",
                                           "a/.ipynb_checkpoints", "a/.thumbnails", "a/@eaDir", "a/Thumbs.db",
                                           "b/THUMBS.DB", "desktop.ini", "lost+found"}));
        QVERIFY(content.otherFiles.empty());
    }
}

void TestContainerFiles::listsWhatIsNotWanted() {
    const TemporaryFolder folder;
    const std::vector<ContainedFile> files{{"b/2.svg", {}}, {"a/1.png", {}}, {"a/1.svg", {}}};
    writeFolder(folder / "f", files);
    std::filesystem::create_directory(folder / "f/empty");
    writeZip(folder / "z.zip", files);
    writeTar(folder / "t.tar", files);
    for (const std::string name : {"f", "z.zip", "t.tar"}) {
        const Container container(folder / name, {[](const std::string& path) { return path.ends_with(".png"); }});
        const ContainerContent& content = container.content();
        QCOMPARE(content.files.size(), 1U);
        QCOMPARE(content.otherFiles, (std::vector<std::string>{"a/1.svg", "b/2.svg"}));
        QCOMPARE(content.folders,
                 name == "f" ? (std::vector<std::string>{"a", "b", "empty"}) : std::vector<std::string>());
        QVERIFY(content.systemFiles.empty());
        QVERIFY(content.codePage.empty());
    }
}

/// Two classes of one character each, as DOS and Windows write them, stay two classes.
void TestContainerFiles::readsNamesInOldCodePages() {
    const TemporaryFolder folder;
    const std::vector<RawZipEntry> entries{
        {"\x84/1", bytesOf("a")}, {"\x94/1", bytesOf("o")}, {"plain/1", bytesOf("p")}, {"猫/1", bytesOf("c"), true}};
    writeFile(folder / "z.zip", rawZip(entries));
    for (const RawZipEntry& entry : entries) writeFile(folder / "f" / entry.name, entry.bytes);
    for (const std::string name : {"z.zip", "f"}) {
        QStringList read;
        for (const ContainedFile& file : readContainer(folder / name, all))
            read << QString::fromStdString(file.path + " " + std::string(file.bytes.begin(), file.bytes.end()));
        QCOMPARE(read.join(", "), QString("plain/1 p, ä/1 a, ö/1 o, 猫/1 c"));
        const Container container(folder / name, {all});
        QCOMPARE(container.content().codePage, "CP437");
        QCOMPARE(container.content().decodedFiles, 2);
    }
    std::filesystem::remove_all(folder / "f");  // Qt cannot
}

/// What was two files must not become one, nor one of them vanish.
void TestContainerFiles::refusesNamesThatBecomeOne() {
    const Bytes zip = rawZip({{"\x84/1", bytesOf("a")}, {"ä/1", bytesOf("b"), true}});
    VERIFY_SAYS(failureOf([&] { readZip(zip, "z.zip", all); }),
                "z.zip: holds ä/1 twice. Keep one of them, or give each");
}

void TestContainerFiles::followsLinksWhereAsked() {
    const TemporaryFolder folder;
    writeFile(folder / "elsewhere/cat/1", bytesOf("cat"));
    writeFile(folder / "elsewhere/2", bytesOf("dog"));
    writeFile(folder / "f/a/file", bytesOf("x"));
    std::filesystem::create_symlink(folder / "elsewhere/cat", folder / "f/cat");
    std::filesystem::create_directory(folder / "f/dog");
    std::filesystem::create_symlink("../../elsewhere/2", folder / "f/dog/2");
    std::filesystem::create_symlink("cat", folder / "f/again");  // the same folder twice is no loop
    std::filesystem::create_symlink("/dev/zero", folder / "f/dog/zero");
    QCOMPARE(mkfifo((folder / "elsewhere/pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("../../elsewhere/pipe", folder / "f/dog/pipe");
    ContainerRequest request{all};
    request.links = ContainerRequest::Links::Followed;
    QStringList read;
    for (const ContainedFile& file : readContainer(folder / "f", request))
        read << QString::fromStdString(file.path + "=" + std::string(file.bytes.begin(), file.bytes.end()));
    QCOMPARE(read.join(' '), QString("a/file=x again/1=cat cat/1=cat dog/2=dog"));
    request.limits.entries = 4;
    VERIFY_SAYS(failureOf([&] { readContainer(folder / "f", request); }), "holds more than 4 files and folders");
}

void TestContainerFiles::refusesLinksThatLeadNowhereOrRound() {
    const TemporaryFolder folder;
    ContainerRequest request{all};
    request.links = ContainerRequest::Links::Followed;
    const auto saysWith = [&](const std::string& target) {
        std::filesystem::remove(folder / "f/a/link");
        std::filesystem::create_symlink(target, folder / "f/a/link");
        return failureOf([&] { readContainer(folder / "f", request); });
    };
    writeFile(folder / "f/a/file", bytesOf("x"));
    VERIFY_SAYS(saysWith("gone"), "f/a/link: is a link that leads nowhere");
    VERIFY_SAYS(saysWith(".."), "f/a/link: is a link to a folder that holds it");
    VERIFY_SAYS(saysWith("."), "f/a/link: is a link to a folder that holds it");
    VERIFY_SAYS(saysWith(folder.path().string()), "f/a/link/f: is a link to a folder that holds it");
    VERIFY_SAYS(saysWith("link"), "f/a/link: cannot be read: Too many levels of symbolic links");
}

void TestContainerFiles::readsTars_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("filter");
    QTest::newRow("plain") << "t.tar"
                           << "none";
    QTest::newRow("gzip") << "t.tar.gz"
                          << "gzip";
    QTest::newRow("gzip, short") << "t.tgz"
                                 << "gzip";
    QTest::newRow("bzip2") << "t.tar.bz2"
                           << "bzip2";
    QTest::newRow("xz") << "t.tar.xz"
                        << "xz";
    QTest::newRow("by its content") << "t"
                                    << "gzip";
}

void TestContainerFiles::readsTars() {
    QFETCH(QString, name);
    QFETCH(QString, filter);
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / name.toStdString();
    writeTar(path, {{"./b/two", bytesOf("two")}, {"猫/.hidden", {}}, {"猫/one", bytesOf("one")}}, filter.toStdString());
    const std::vector<ContainedFile> files = readContainer(path, all);
    QCOMPARE(pathsIn(path), QString("b/two 猫/one"));
    QCOMPARE(files[0].bytes, bytesOf("two"));
    QCOMPARE(files[1].bytes, bytesOf("one"));

    std::vector<ContainedFile> drawings = tinyOmniglot(1, 2, 3);
    writeTar(path, drawings, filter.toStdString());
    writeZip(folder / "z.zip", drawings);
    QCOMPARE(openDataset(parseDataSpec(path.string())).sha256,
             openDataset(parseDataSpec((folder / "z.zip").string())).sha256);
    const ContainerLimits limits{2, 100, 300};
    VERIFY_SAYS(failureOf([&] { readContainer(path, all, limits); }), "more than 2 files");
}

void TestContainerFiles::refusesUnsoundTars() {
    const TemporaryFolder folder;
    writeTar(folder / "t.tar", {{"a/x", bytesOf("x")}, {"b/x", bytesOf("y")}});
    writeTar(folder / "t.tar.gz", tinyOmniglot(1, 1, 2), "gzip");
    const Bytes plain = readFile(folder / "t.tar"), packed = readFile(folder / "t.tar.gz");
    // Blocks of 512 bytes: a header and the bytes of each file, then the end.
    for (const std::size_t size : {600U, 1024U, 1500U, 2048U}) {
        writeFile(folder / "cut", {plain.begin(), plain.begin() + size});
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "cut", all); }), "cut: is not a sound tar archive");
    }
    for (std::size_t size = 20; size < packed.size(); ++size) {
        writeFile(folder / "cut", {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size)});
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "cut", all); }), "cut: is not a sound tar archive");
    }
    for (const std::string path : {"../evil", "/etc/evil"}) {
        writeTar(folder / "evil.tar", {{path, bytesOf("x")}});
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "evil.tar", all); }), "leads out of it");
    }
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
    VERIFY_SAYS(open("f"), "f: holds no images that can be read");
    VERIFY_SAYS(open("z.zip"), "BadData: ");
    VERIFY_SAYS(open("z.zip"), "z.zip: is not a sound zip archive");
}

/// Of files that claim more than they hold: what is told is the claim, so none of them was unpacked.
void TestContainerFiles::refusesByTheHeadersAlone() {
    const ContainerLimits limits;
    const auto says = [](const std::vector<RawZipEntry>& entries) {
        return failureOf([&] { readZip(rawZip(entries), "z.zip", all); });
    };
    VERIFY_SAYS(says({{"a/1.png", bytesOf("x"), false, limits.fileBytes + 1}}),
                "z.zip/a/1.png: is larger than 33554432");
    std::vector<RawZipEntry> many;
    for (int i = 0; i <= 64; ++i)
        many.push_back({"a/" + std::to_string(i) + ".png", bytesOf("x"), false, limits.fileBytes});
    VERIFY_SAYS(says(many), "z.zip: holds more than 2147483648 bytes");
    many.pop_back();  // as many as are allowed
    VERIFY_SAYS(says(many), "z.zip/a/0.png: is damaged within the archive");
    // One that holds more than it claims is not unpacked further.
    VERIFY_SAYS(says({{"a", Bytes{0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F,
                                  0x6D, 0x0A, 0x3F, 0xA0, 0x00, 0x00, 0x00, 0x00, 0x80, 0xB7, 0x01},
                       false, 1}}),
                "z.zip/a: is damaged within the archive");
}

/// To find the next file of a packed tar, all of this one must be unpacked, wanted or not.
void TestContainerFiles::refusesTarsThatClaimTooMuch() {
    Bytes header(512);
    const auto put = [&](std::size_t at, const std::string& text) { std::ranges::copy(text, header.begin() + at); };
    put(0, "video.mp4");
    put(124, std::string("\x80\0\0\0\0\0\0\x04\0\0\0\0", 12));  // 16 GiB
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    int sum = 0;
    for (const std::uint8_t byte : header) sum += byte;
    put(148, QString::number(sum, 8).rightJustified(6, u'0').toStdString());
    header[154] = 0;
    const QString says =
        failureOf([&] { readZip(gzipOf(header), "t.tar.gz", [](const std::string&) { return false; }); });
    VERIFY_SAYS(says, "BadData: t.tar.gz: unpacks to more than 17179869184 bytes");
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
