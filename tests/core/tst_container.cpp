#include <QTest>

#include <algorithm>
#include <atomic>

#include "core/files/container.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/opened.h"
#include "tests/support/raw_zip.h"
#include "tests/support/read_container.h"
#include "tests/support/tar.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;
namespace fs = std::filesystem;

namespace {

std::vector<bool> everyFile(const Container& container) {
    return std::vector<bool>(container.content().files.size(), true);
}

/// "path=text" of each file in the order of the paths, or "path: problem".
QString textOf(Container& container) {
    std::vector<QString> texts(container.content().files.size());
    container.read(everyFile(container), [&](std::size_t i, const ContainedFile& file) {
        texts[i] = QString::fromStdString(file.path + (file.problem
                                                           ? ": " + file.problem->problem()
                                                           : "=" + std::string(file.bytes.begin(), file.bytes.end())));
    });
    return QStringList(texts.begin(), texts.end()).join(", ");
}

/// A sound zip of stored files, in the first of which a bit then changes.
Bytes zipWithDamagedFile() {
    Bytes zip = rawZip({{"a/1", bytesOf("first")}, {"a/2", bytesOf("second")}, {"b/3", bytesOf("third")}});
    const std::string first = "first";
    *std::search(zip.begin(), zip.end(), first.begin(), first.end()) ^= 1;
    return zip;
}

}  // namespace

/// What is listed first and read when it is needed, of a zip, tar or folder.
class TestContainer : public QObject {
    Q_OBJECT

  private slots:
    void readsZipAndFolderAlike() {
        const TemporaryFolder folder;
        const std::vector<ContainedFile> files{{"b/two.txt", bytesOf("two")}, {"a/one.txt", bytesOf("one")}, {"c", {}}};
        writeFolder(folder / "f", files);
        writeZip(folder / "z.zip", files);
        QCOMPARE(pathsIn(folder / "f"), "a/one.txt b/two.txt c");
        QCOMPARE(pathsIn(folder / "z.zip"), "a/one.txt b/two.txt c");
        QCOMPARE(readContainer(folder / "z.zip")[1].bytes, bytesOf("two"));
        QCOMPARE(readContainer(folder / "f")[1].bytes, bytesOf("two"));
    }

    void readsOnlyWhatIsWanted() {
        const TemporaryFolder folder;
        writeZip(folder / "z.zip", {{"a.PNG", {}}, {"b.jpg", {}}, {"png", {}}, {"c.png", {}}});
        const auto files = readContainer(
            folder / "z.zip", [](const std::string& path) { return path.ends_with(".png") || path.ends_with(".PNG"); });
        QCOMPARE(files.size(), 2U);
        QCOMPARE(files[0].path, "a.PNG");
        QCOMPARE(files[1].path, "c.png");
    }

    void readsChosenFilesAsOftenAsAsked() {
        const Bytes zip = rawZip({{"b", bytesOf("two")}, {"a", bytesOf("one")}, {"c", bytesOf("three")}});
        Container container(zip, "z.zip", {anyPath});
        QCOMPARE(container.content().files, (std::vector<std::string>{"a", "b", "c"}));
        for (int twice = 0; twice < 2; ++twice) {
            QStringList read;
            container.read({true, false, true}, [&](std::size_t i, const ContainedFile& file) {
                read << QString::number(i) + QString::fromStdString(file.path);
            });
            QCOMPARE(read.join(' '), QString("0a 2c"));
            QCOMPARE(textOf(container), QString("a=one, b=two, c=three"));
        }
    }

    void readsOnAfterADamagedFile() {
        const Bytes zip = zipWithDamagedFile();
        Container container(zip, "z.zip", {anyPath});
        const QString text = textOf(container);
        VERIFY_SAYS(text, "a/1: is damaged within the archive (");
        VERIFY_SAYS(text, ", a/2=second, b/3=third");
    }

    void tellsWhichFilesCannotBeRead() {
        const TemporaryFolder folder;
        writeFolder(folder / "f", {{"a/1", bytesOf("one")}, {"a/2", Bytes(100)}});
        fs::create_symlink("gone", folder / "f/a/dead");
        fs::create_symlink("loop", folder / "f/a/loop");
        ContainerRequest request{anyPath};
        request.limits.fileBytes = 99;
        request.links = ContainerRequest::Links::Followed;
        Container container(folder / "f", request);
        QCOMPARE(textOf(container),
                 QString("a/1=one, a/2: is larger than 99 bytes, a/dead: is a link that leads nowhere, "
                         "a/loop: cannot be read: Too many levels of symbolic links"));
        QVERIFY(container.content().unreadable.empty());
    }

    /// The last of three large files is gone once the first is worked on, so that it was not yet read.
    void holdsFewFilesAtATime() {
        const TemporaryFolder folder;
        for (const char* name : {"1", "2", "3"}) {
            writeFile(folder / "f" / name, {});
            fs::resize_file(folder / "f" / name, 20 << 20);  // takes no room on the disk
        }
        Container container(folder / "f", {anyPath});
        std::vector<std::size_t> order;  // in which the folder holds them
        container.read(everyFile(container), [&](std::size_t i, const ContainedFile&) { order.push_back(i); });
        std::atomic<int> read = 0;
        std::optional<Error> problem;
        container.workOn(everyFile(container), [&](std::size_t i, const ContainedFile& file) {
            if (i == order[0]) fs::remove(folder / "f" / container.content().files[order[2]]);
            if (i == order[2])
                problem = file.problem;
            else
                read += file.bytes.size() == 20 << 20;
        });
        QCOMPARE(read.load(), 2);
        QVERIFY(problem.has_value());
        VERIFY_SAYS(QString::fromUtf8(problem->what()), "cannot be read: No such file or directory");
    }

    void listsWhatIsNotWanted() {
        const TemporaryFolder folder;
        const std::vector<ContainedFile> files{{"b/2.svg", {}}, {"a/1.png", {}}, {"a/1.svg", {}}};
        writeFolder(folder / "f", files);
        fs::create_directory(folder / "f/empty");
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

    void followsTheLinkThatIsGiven() {
        const TemporaryFolder folder;
        writeFile(folder / "f/a/file", bytesOf("x"));
        writeZip(folder / "z.zip", {{"a/file", bytesOf("x")}});
        fs::create_symlink(folder / "f", folder / "to-folder");
        fs::create_symlink(folder / "z.zip", folder / "to-zip");
        QCOMPARE(pathsIn(folder / "to-folder"), "a/file");
        QCOMPARE(pathsIn(folder / "to-zip"), "a/file");
    }

    void refusesClimbingPaths_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("parent") << "../evil.png";
        QTest::newRow("parent within") << "a/../../evil.png";
        QTest::newRow("root") << "/etc/evil.png";
    }
    void refusesClimbingPaths() {
        QFETCH(QString, path);
        const TemporaryFolder folder;
        writeZip(folder / "z.zip", {{path.toStdString(), {}}});
        const QString says = failureOf([&] { readContainer(folder / "z.zip"); });
        VERIFY_SAYS(says, "BadData: ");
        VERIFY_SAYS(says, "leads out of it");
    }

    void refusesOtherThings() {
        const TemporaryFolder folder;
        writeFile(folder / "text.zip", bytesOf("This is no archive."));
        writeFile(folder / "empty.zip", {});
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "text.zip"); }), "not a sound zip archive");
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "empty.zip"); }), "not a sound zip archive");
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "gone.zip"); }), "gone.zip: does not exist");
        writeFile(folder / "train.zip", {});
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "trian.zip"); }),
                    "trian.zip: does not exist. Did you mean train.zip? Give the path of an archive or of a folder");
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "glyph"); }), "Did you mean glyphs? ");
        VERIFY_SAYS(failureOf([&] { readContainer("/dev/null"); }), "neither a file nor a folder");
    }

    void refusesPathsHeldTwice() {
        const TemporaryFolder folder;
        writeZip(folder / "z.zip", {{"a/x.png", bytesOf("1")}, {"a/x.png", bytesOf("2")}});
        VERIFY_SAYS(failureOf([&] { readContainer(folder / "z.zip"); }), "holds a/x.png twice");
    }

    void keepsToItsLimits() {
        const TemporaryFolder folder;
        const std::vector<ContainedFile> files{{"a", Bytes(100)}, {"b", Bytes(100)}, {"c", Bytes(100)}};
        writeZip(folder / "z.zip", files);
        writeFolder(folder / "f", files);
        for (const std::string name : {"z.zip", "f"}) {
            const auto read = [&](const ContainerLimits& limits) {
                return failureOf([&] { readContainer(folder / name, anyPath, limits); });
            };
            QCOMPARE(read({3, 100, 300}), QString());
            VERIFY_SAYS(read({2, 100, 300}), "more than 2 files");
            VERIFY_SAYS(read({3, 99, 300}), "larger than 99 bytes");
            VERIFY_SAYS(read({3, 100, 299}), "more than 299 bytes");
        }
    }

    void readsNothingFromEmptyOnes() {
        const TemporaryFolder folder;
        fs::create_directory(folder / "f");
        writeZip(folder / "z.zip", {});
        QVERIFY(readContainer(folder / "f").empty());
        const auto open = [&](const std::string& name) { return failureOf([&] { opened(folder / name); }); };
        VERIFY_SAYS(open("f"), "f: holds no images that can be read");
        VERIFY_SAYS(open("z.zip"), "BadData: ");
        VERIFY_SAYS(open("z.zip"), "z.zip: is not a sound zip archive");
    }
};

ONESHOT_TEST(TestContainer)
#include "tst_container.moc"
