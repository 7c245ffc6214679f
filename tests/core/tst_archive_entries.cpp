#include <archive.h>
#include <archive_entry.h>
#include <QTest>

#include <algorithm>
#include <memory>

#include "core/base/random.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/opened.h"
#include "tests/support/raw_zip.h"
#include "tests/support/read_container.h"
#include "tests/support/tar.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;
namespace fs = std::filesystem;

namespace {

/// Writes a zip of the link "a/link", or of "a/file" if there is no target of a link; `prepare` sets options.
void writeSpecialZip(const fs::path& path, const std::function<void(archive*)>& prepare,
                     const std::string& linkTarget = {}) {
    const std::unique_ptr<archive, decltype(&archive_write_free)> zip(archive_write_new(), archive_write_free);
    archive_write_set_format_zip(zip.get());
    if (prepare) prepare(zip.get());
    archive_write_open_filename(zip.get(), path.c_str());
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_perm(entry.get(), 0644);
    if (linkTarget.empty()) {
        archive_entry_set_pathname(entry.get(), "a/file");
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

}  // namespace

class TestArchiveEntries : public QObject {
    Q_OBJECT

  private slots:
    /// A zip whose names are marked as UTF-8, read where no locale was ever chosen.
    void readsNamesBeyondAscii() {
        const TemporaryFolder folder;
        writeFile(
            folder / "z.zip",
            fromHex(
                "504b03041400000800008aa6775d1264de85450000004500000014000000c3846c7068616265742fc3b62f315f312e706e67"
                "89504e470d0a1a0a0000000d49484452000000020000000201000000005acd30890000000c4944415478da63686070000001"
                "c400c1a69be6ba0000000049454e44ae426082504b010214031400000800008aa6775d1264de854500000045000000140000"
                "000000000000000000800100000000c3846c7068616265742fc3b62f315f312e706e67504b05060000000001000100420000"
                "00770000000000"));
        QCOMPARE(pathsIn(folder / "z.zip"), "Älphabet/ö/1_1.png");
        writeZip(folder / "unmarked.zip", {{"Älphabet/ö/1_1.png", {}}});
        QCOMPARE(pathsIn(folder / "unmarked.zip"), "Älphabet/ö/1_1.png");
    }

    void readsZipsInMemory() {
        const TemporaryFolder folder;
        writeZip(folder / "z.zip", tinyOmniglot(1, 2, 3));
        const Bytes zip = readFile(folder / "z.zip");
        const std::vector<ContainedFile> inMemory = readZip(zip, "z.zip"), onDisk = readContainer(folder / "z.zip");
        QCOMPARE(inMemory.size(), 6U);
        for (std::size_t i = 0; i < inMemory.size(); ++i) {
            QCOMPARE(inMemory[i].path, onDisk[i].path);
            QCOMPARE(inMemory[i].bytes, onDisk[i].bytes);
        }
        VERIFY_SAYS(failureOf([&] { readZip({}, "z.zip"); }), "BadData: z.zip: is not a sound zip archive");
    }

    void refusesEveryCutZip() {
        const TemporaryFolder folder;
        writeZip(folder / "z.zip", tinyOmniglot(1, 2, 3));
        const Bytes whole = readFile(folder / "z.zip");
        for (std::size_t size = 0; size < whole.size(); ++size) {
            writeFile(folder / "cut.zip", {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
            const QString says = failureOf([&] { readContainer(folder / "cut.zip"); });
            QVERIFY2(says.startsWith("BadData: ") && says.contains("cut.zip"),
                     qPrintable(QString::number(size) + " bytes: " + says));
        }
    }

    void survivesChangedBytes() {
        const TemporaryFolder folder;
        writeZip(folder / "z.zip", tinyOmniglot(1, 2, 3));
        const Bytes whole = readFile(folder / "z.zip");
        Random random = makeRandom(1, "changed bytes");
        int refused = 0;
        for (int i = 0; i < 1000; ++i) {
            Bytes changed = whole;
            changed[below(random, static_cast<int>(changed.size()))] ^=
                static_cast<std::uint8_t>(1 + below(random, 255));
            writeFile(folder / "changed.zip", changed);
            refused += !failureOf([&] { opened(folder / "changed.zip"); }).isEmpty();
        }
        QVERIFY(refused > 300);  // dates and the like may change unnoticed
    }

    void refusesEncryptedZips_data() {
        QTest::addColumn<QString>("encryption");
        QTest::newRow("traditional") << "traditional";
        QTest::newRow("AES of 128 bits") << "aes128";
        QTest::newRow("AES of 256 bits") << "aes256";
    }
    void refusesEncryptedZips() {
        QFETCH(QString, encryption);
        const TemporaryFolder folder;
        writeSpecialZip(folder / "z.zip", [&](archive* zip) {
            const std::string option = "zip:encryption=" + encryption.toStdString();
            if (archive_write_set_options(zip, option.c_str()) != ARCHIVE_OK) throw std::runtime_error("no encryption");
            archive_write_set_passphrase(zip, "password");
        });
        const QString says = failureOf([&] { readContainer(folder / "z.zip"); });
        VERIFY_SAYS(says, "z.zip: is encrypted. Unpack it");
    }

    void refusesLinks_data() {
        QTest::addColumn<QString>("target");
        QTest::newRow("out of it") << "/etc";
        QTest::newRow("up") << "..";
        QTest::newRow("a loop") << ".";
        QTest::newRow("itself") << "link";
        QTest::newRow("a file beside it") << "file";
        QTest::newRow("nothing") << "gone";
    }
    void refusesLinks() {
        QFETCH(QString, target);
        const TemporaryFolder folder;
        writeFile(folder / "f/a/file", bytesOf("x"));
        fs::create_symlink(target.toStdString(), folder / "f/a/link");
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "f"); }),
                    "f/a/link: is a link, and links are not followed. Put what it points to in its place");
        writeSpecialZip(folder / "z.zip", {}, target.toStdString());
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "z.zip"); }), "z.zip/a/link: is a link");
        writeTar(folder / "t.tar", {{"a/link", {}}}, "none", target.toStdString());
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "t.tar"); }), "t.tar/a/link: is a link");
    }

    /// Of files that claim more than they hold: what is told is the claim, so none of them was unpacked.
    void refusesByTheHeadersAlone() {
        const ContainerLimits limits;
        const auto says = [](const std::vector<RawZipEntry>& entries) {
            return failureOf([&] { readZip(rawZip(entries), "z.zip"); });
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

    /// A zip of some kilobytes that unpacks to more than the limit.
    void refusesBombs() {
        const TemporaryFolder folder;
        const ContainerLimits limits;
        writeZip(folder / "z.zip", {{"a/bomb.png", Bytes(static_cast<std::size_t>(limits.fileBytes) + 1)}});
        QVERIFY(fs::file_size(folder / "z.zip") < 100'000);
        VERIFY_SAYS(failureOf([&] { opened(folder / "z.zip"); }), "z.zip/a/bomb.png: is larger than 33554432 bytes");
    }

    void readsTars_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("filter");
        const auto row = [](const char* test, const char* name, const char* filter) {
            QTest::newRow(test) << name << filter;
        };
        row("plain", "t.tar", "none");
        row("gzip", "t.tar.gz", "gzip");
        row("gzip, short", "t.tgz", "gzip");
        row("bzip2", "t.tar.bz2", "bzip2");
        row("xz", "t.tar.xz", "xz");
        row("by its content", "t", "gzip");
    }
    void readsTars() {
        QFETCH(QString, name);
        QFETCH(QString, filter);
        const TemporaryFolder folder;
        const fs::path path = folder / name.toStdString();
        writeTar(path, {{"./b/two", bytesOf("two")}, {"猫/.hidden", {}}, {"猫/one", bytesOf("one")}},
                 filter.toStdString());
        const std::vector<ContainedFile> files = readContainer(path);
        QCOMPARE(pathsIn(path), "b/two 猫/one");
        QCOMPARE(files[0].bytes, bytesOf("two"));
        QCOMPARE(files[1].bytes, bytesOf("one"));

        std::vector<ContainedFile> drawings = tinyOmniglot(1, 2, 3);
        writeTar(path, drawings, filter.toStdString());
        writeZip(folder / "z.zip", drawings);
        QCOMPARE(opened(path).sha256, opened(folder / "z.zip").sha256);
        const ContainerLimits limits{2, 100, 300};
        VERIFY_SAYS(failureOf([&] { readContainer(path, anyPath, limits); }), "more than 2 files");
    }

    void refusesUnsoundTars() {
        const TemporaryFolder folder;
        writeTar(folder / "t.tar", {{"a/x", bytesOf("x")}, {"b/x", bytesOf("y")}});
        writeTar(folder / "t.tar.gz", tinyOmniglot(1, 1, 2), "gzip");
        const Bytes plain = readFile(folder / "t.tar"), packed = readFile(folder / "t.tar.gz");
        // Blocks of 512 bytes: a header and the bytes of each file, then the end.
        for (const std::size_t size : {600U, 1024U, 1500U, 2048U}) {
            writeFile(folder / "cut", {plain.begin(), plain.begin() + size});
            VERIFY_SAYS(failureOf([&] { readContainer(folder / "cut"); }), "cut: is not a sound tar archive");
        }
        for (std::size_t size = 20; size < packed.size(); ++size) {
            writeFile(folder / "cut", {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size)});
            VERIFY_SAYS(failureOf([&] { readContainer(folder / "cut"); }), "cut: is not a sound tar archive");
        }
        for (const std::string path : {"../evil", "/etc/evil"}) {
            writeTar(folder / "evil.tar", {{path, bytesOf("x")}});
            VERIFY_SAYS(failureOf([&] { readContainer(folder / "evil.tar"); }), "leads out of it");
        }
    }

    /// To find the next file of a packed tar, all of this one must be unpacked, wanted or not.
    void refusesTarsThatClaimTooMuch() {
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
};

ONESHOT_TEST(TestArchiveEntries)
#include "tst_archive_entries.moc"
