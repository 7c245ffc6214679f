#include <sys/stat.h>
#include <QTest>

#include "core/base/open_file.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/files/container.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/other_user.h"
#include "tests/support/read_container.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;
namespace fs = std::filesystem;

class TestFolderEntries : public QObject {
    Q_OBJECT

  private slots:
    /// A pipe that nobody writes to must not be waited for.
    void passesOverPipes() {
        const TemporaryFolder folder;
        writeFile(folder / "f/a/file", bytesOf("x"));
        QCOMPARE(mkfifo((folder / "f/a/pipe.png").c_str(), 0600), 0);
        QCOMPARE(pathsIn(folder / "f"), "a/file");
        VERIFY_SAYS(failureOf([&] { readFileBytes(folder / "f/a/pipe.png", 10); }), "pipe.png: is not a regular file");
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "f/a/pipe.png"); }), "is neither a file nor a folder");
    }

    void countsPipesAmongOtherFiles() {
        const TemporaryFolder folder;
        writeFile(folder / "f/a/1.png", bytesOf("x"));
        QCOMPARE(mkfifo((folder / "f/a/pipe.png").c_str(), 0600), 0);
        const Container container(folder / "f", {anyPath});
        QCOMPARE(container.content().files, std::vector<std::string>{"a/1.png"});
        QCOMPARE(container.content().otherFiles, std::vector<std::string>{"a/pipe.png"});
    }

    void saysWhatIsUnreadable() {
        const TemporaryFolder folder;
        writeFile(folder / "f/secret", bytesOf("x"));
        writeZip(folder / "secret.zip", {{"a", bytesOf("x")}});
        fs::create_directories(folder / "g/secret");
        for (const fs::path& open : {folder.path(), folder / "f", folder / "g"})
            fs::permissions(open, static_cast<fs::perms>(0755));
        for (const std::string path : {"f/secret", "secret.zip", "g/secret"})
            fs::permissions(folder / path, fs::perms::none);
        QString file, zip, inner;
        const bool isDone = doneAsOtherUser([&] {
            file = failureOf([&] { readContainer(folder / "f"); });
            zip = failureOf([&] { readContainer(folder / "secret.zip"); });
            inner = failureOf([&] { readContainer(folder / "g"); });
        });
        fs::permissions(folder / "g/secret", fs::perms::owner_all);
        if (!isDone) QSKIP("Cannot become a user who may not read everything.");
        VERIFY_SAYS(file, "f/secret: cannot be read: Permission denied. Check the path and its permissions");
        VERIFY_SAYS(zip, "secret.zip: ");
        VERIFY_SAYS(zip, "Permission denied");
        VERIFY_SAYS(inner, "g");
        VERIFY_SAYS(inner, "Permission denied");
    }

    void tellsWhichFoldersCannotBeEntered() {
        const TemporaryFolder folder;
        writeFolder(folder / "f", {{"a/1", bytesOf("one")}, {"b/2", bytesOf("two")}, {"c/3", bytesOf("three")}});
        fs::create_symlink("..", folder / "f/c/up");
        for (const fs::path& open : {folder.path(), folder / "f", folder / "f/a", folder / "f/c"})
            fs::permissions(open, static_cast<fs::perms>(0755));
        fs::permissions(folder / "f/b", fs::perms::none);
        ContainerRequest request{anyPath};
        request.links = ContainerRequest::Links::Followed;
        QStringList unreadable, files;
        QString says;
        const bool isDone = doneAsOtherUser([&] {
            says = failureOf([&] {
                const Container container(folder / "f", request);
                for (const Error& error : container.content().unreadable) unreadable << QString::fromUtf8(error.what());
                for (const std::string& file : container.content().files) files << QString::fromStdString(file);
            });
        });
        fs::permissions(folder / "f/b", fs::perms::owner_all);
        if (!isDone) QSKIP("Cannot become a user who may not read everything.");
        QCOMPARE(says, QString());
        QCOMPARE(files.join(' '), QString("a/1 c/3"));
        QCOMPARE(unreadable.size(), 2);
        VERIFY_SAYS(unreadable[0], "f/b: cannot be read: Permission denied");
        VERIFY_SAYS(unreadable[1], "f/c/up: is a link to a folder that holds it");
    }

    void saysWhatVanished() {
        const TemporaryFolder folder;
        writeFolder(folder / "f", {{"a/x.png", bytesOf("1")}, {"b/y.png", bytesOf("2")}});
        const QString says = failureOf([&] {
            readContainer(folder / "f", [&](const std::string& path) {
                fs::remove(folder / "f" / path);
                return true;
            });
        });
        VERIFY_SAYS(says, "BadData: ");
        VERIFY_SAYS(says, ".png: cannot be read: No such file or directory");

        fs::create_directories(folder / "g/a");
        writeFile(folder / "g/b/x", {});
        const QString folderSays = failureOf([&] {
            readContainer(folder / "g", [&](const std::string&) {
                fs::remove_all(folder / "g");
                return false;
            });
        });
        QVERIFY2(folderSays.isEmpty() || folderSays.startsWith("BadData: "), qPrintable(folderSays));
    }

    void saysWhatShrank() {
        const TemporaryFolder folder;
        const std::vector<ContainedFile> files = tinyOmniglot(1, 1, 2, "");
        writeFolder(folder / "f", files);
        const QString says = failureOf([&] {
            openDataset(parseDataSpec((folder / "f").string()), [&](std::int64_t, std::int64_t) {
                for (const ContainedFile& file : files) fs::resize_file(folder / "f" / file.path, 40);
            });
        });
        VERIFY_SAYS(says,
                    ("BadData: " + (folder / "f").string() + ": holds 2 files that cannot be read, of 2:").c_str());
        VERIFY_SAYS(says, (files[0].path + " is not a sound PNG image").c_str());
    }

    void offersToFollowLinksWhereTheyCanBe() {
        const TemporaryFolder folder;
        writeFile(folder / "f/a/1", bytesOf("one"));
        fs::create_symlink("1", folder / "f/a/link");
        fs::create_symlink("a", folder / "f/more");
        ContainerRequest request{[](const std::string& path) { return path.starts_with("a/"); }};
        const auto remedies = [&] {
            Container container(folder / "f", request);
            QStringList all;
            container.read({false, true}, [&](std::size_t, const ContainedFile& file) {
                all << QString::fromStdString(file.problem->remedy());
            });
            for (const Error& error : container.content().unreadable) all << QString::fromStdString(error.remedy());
            return all;
        };
        QCOMPARE(remedies().size(), 2);
        QCOMPARE(remedies().filter("links=follow").size(), 0);
        request.links = ContainerRequest::Links::Offered;
        QCOMPARE(remedies().filter("Add links=follow to the data's path").size(), 2);
    }

    void followsLinksWhereAsked() {
        const TemporaryFolder folder;
        writeFile(folder / "elsewhere/cat/1", bytesOf("cat"));
        writeFile(folder / "elsewhere/2", bytesOf("dog"));
        writeFile(folder / "f/a/file", bytesOf("x"));
        fs::create_symlink(folder / "elsewhere/cat", folder / "f/cat");
        fs::create_directory(folder / "f/dog");
        fs::create_symlink("../../elsewhere/2", folder / "f/dog/2");
        fs::create_symlink("cat", folder / "f/again");  // the same folder twice is no loop
        fs::create_symlink("/dev/zero", folder / "f/dog/zero");
        QCOMPARE(mkfifo((folder / "elsewhere/pipe").c_str(), 0600), 0);
        fs::create_symlink("../../elsewhere/pipe", folder / "f/dog/pipe");
        ContainerRequest request{anyPath};
        request.links = ContainerRequest::Links::Followed;
        QStringList read;
        for (const ContainedFile& file : readContainer(folder / "f", request))
            read << QString::fromStdString(file.path + "=" + std::string(file.bytes.begin(), file.bytes.end()));
        QCOMPARE(read.join(' '), QString("a/file=x again/1=cat cat/1=cat dog/2=dog"));
        request.limits.entries = 4;
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "f", request); }), "holds more than 4 files and folders");
    }

    void refusesLinksThatLeadNowhereOrRound() {
        const TemporaryFolder folder;
        ContainerRequest request{anyPath};
        request.links = ContainerRequest::Links::Followed;
        const auto saysWith = [&](const std::string& target) {
            fs::remove(folder / "f/a/link");
            fs::create_symlink(target, folder / "f/a/link");
            return failureOf([&] { readContainer(folder / "f", request); });
        };
        writeFile(folder / "f/a/file", bytesOf("x"));
        VERIFY_SAYS(saysWith("gone"), "f/a/link: is a link that leads nowhere");
        VERIFY_SAYS(saysWith(".."), "f/a/link: is a link to a folder that holds it");
        VERIFY_SAYS(saysWith("."), "f/a/link: is a link to a folder that holds it");
        VERIFY_SAYS(saysWith(folder.path().string()), "f/a/link/f: is a link to a folder that holds it");
        VERIFY_SAYS(saysWith("link"), "f/a/link: cannot be read: Too many levels of symbolic links");
    }
};

ONESHOT_TEST(TestFolderEntries)
#include "tst_folder_entries.moc"
