#include <QtTest>

#include "core/base/save_file.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
namespace fs = std::filesystem;

class TestSaveFile : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(folder_.path()), {}); }

  private Q_SLOTS:
    void writesTheWholeFile() {
        const fs::path path = folder_ / "a.txt", link = folder_ / "link.txt";
        saveFile(path, "first, and longer");
        QCOMPARE(test::readFile(path), test::bytesOf("first, and longer"));
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
        fs::create_symlink("a.txt", link);
        saveFile(link, "second");
        QCOMPARE(test::readFile(path), test::bytesOf("second"));
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
        QCOMPARE(files(), 2);  // nothing beside them
    }

    void refusesWhatIsNoFile() {
        VERIFY_SAYS(test::failureOf([] { saveFile("/dev/null", "x"); }), "Failed: /dev/null: is not a regular file");
        VERIFY_SAYS(test::failureOf([this] { saveFile(folder_.path(), "x"); }), "is not a regular file");
        QVERIFY(fs::is_character_file("/dev/null"));
    }

    void saysWhyNot() {
        const fs::path path = folder_ / "none" / "a.txt";
        VERIFY_SAYS(test::failureOf([&] { saveFile(path, "x"); }), "a.txt: cannot be written (No such file");
        QVERIFY(!fs::exists(path.parent_path()));
    }

    void keepsTheOldFileWhereTheDiskIsFull() {
        const fs::path path = folder_ / "kept.txt";
        saveFile(path, "old");
        const auto before = files();
        QString says;
        {
            const test::FileSizeLimit limit(4096);
            says = test::failureOf([&] { saveFile(path, std::string(1 << 20, 'x')); });
        }
        VERIFY_SAYS(says, "Check that its folder exists and has room");
        QCOMPARE(test::readFile(path), test::bytesOf("old"));
        QCOMPARE(files(), before);
    }
};

ONESHOT_TEST(TestSaveFile)
#include "tst_save_file.moc"
