#include <QtTest>

#include "core/base/save_folder.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
namespace fs = std::filesystem;

class TestSaveFolder : public QObject {
    Q_OBJECT
    test::TemporaryFolder home_;

    /// All paths below, sorted, by blanks.
    QString below(const fs::path& folder) const {
        QStringList paths;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            paths << QString::fromStdString(entry.path().lexically_relative(folder).string());
        paths.sort();
        return paths.join(u' ');
    }

    static void save(const fs::path& folder, bool overwrite, const std::string& content) {
        FolderSaver saver(folder, overwrite);
        saver.write("a.txt", content);
        saver.write(fs::path("inner") / "b.txt", content);
        saver.save();
    }

  private Q_SLOTS:
    void appearsAsAWhole() {
        const fs::path folder = home_ / "new/on the way/out";
        {
            FolderSaver saver(folder, false);
            saver.write("a.txt", "content");
            QVERIFY(!fs::exists(folder));
            saver.save();
        }
        QCOMPARE(below(home_ / "new"), QStringLiteral("on the way on the way/out on the way/out/a.txt"));
    }

    void leavesNothingWhereItIsNotSaved() {
        const QString before = below(home_.path());
        {
            FolderSaver saver(home_ / "never/out", false);
            saver.write("inner/a.txt", "content");
        }
        QCOMPARE(below(home_.path()), before);
    }

    void refusesWhatHoldsSomething() {
        const fs::path folder = home_ / "used";
        test::writeFolder(folder, {{"theirs.txt", test::bytesOf("theirs")}, {"a.txt", test::bytesOf("old")}});
        VERIFY_SAYS(
            test::failureOf([&] { save(folder, false, "new"); }),
            "InvalidSetting: " + QString::fromStdString(folder.string()).toUtf8() + ": exists and is not empty");
        QCOMPARE(below(folder), QStringLiteral("a.txt theirs.txt"));
        save(folder, true, "new");
        QCOMPARE(below(folder), QStringLiteral("a.txt inner inner/b.txt theirs.txt"));
        QCOMPARE(test::readFile(folder / "a.txt"), test::bytesOf("new"));
        QCOMPARE(test::readFile(folder / "theirs.txt"), test::bytesOf("theirs"));
    }

    void takesAnEmptyFolderAndALinkToOne() {
        fs::create_directories(home_ / "empty");
        fs::create_directory_symlink("empty", home_ / "link");
        save(home_ / "link", false, "new");
        QCOMPARE(below(home_ / "empty"), QStringLiteral("a.txt inner inner/b.txt"));
        QVERIFY(fs::is_symlink(home_ / "link"));
    }

    void refusesWhatIsNoFolder() {
        test::writeFile(home_ / "file", test::bytesOf("x"));
        VERIFY_SAYS(test::failureOf([&] { save(home_ / "file", true, "new"); }), "exists and is not a folder");
        VERIFY_SAYS(test::failureOf([&] { save(home_ / "file/inner", true, "new"); }), "Failed: ");
        QCOMPARE(test::readFile(home_ / "file"), test::bytesOf("x"));
    }

    void movesNothingWhereAFolderIsInAFilesPlace() {
        const fs::path folder = home_ / "crossed";
        test::writeFolder(folder, {{"inner/b.txt/c", test::bytesOf("theirs")}, {"a.txt", test::bytesOf("old")}});
        VERIFY_SAYS(test::failureOf([&] { save(folder, true, "new"); }), "Failed: ");
        QCOMPARE(test::readFile(folder / "a.txt"), test::bytesOf("old"));
        QCOMPARE(below(folder), QStringLiteral("a.txt inner inner/b.txt inner/b.txt/c"));
    }

    void leavesAFullDiskAsItWas() {
        const QString before = below(home_.path());
        QString says;
        {
            const test::FileSizeLimit limit(4096);
            says = test::failureOf([&] { save(home_ / "full/out", false, std::string(1 << 20, 'x')); });
        }
        VERIFY_SAYS(says, "full/out/a.txt: cannot be written (File too large)");
        QCOMPARE(below(home_.path()), before);
    }
};

ONESHOT_TEST(TestSaveFolder)
#include "tst_save_folder.moc"
