#include <sys/stat.h>
#include <QTest>

#include <algorithm>
#include <atomic>

#include "core/files/container.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/raw_zip.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;
namespace fs = std::filesystem;

namespace {

bool all(const std::string&) {
    return true;
}

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

/// What is listed first and read when it is needed.
class TestContainer : public QObject {
    Q_OBJECT

  private slots:
    void readsChosenFilesAsOftenAsAsked();
    void readsOnAfterADamagedFile();
    void tellsWhichFilesCannotBeRead();
    void tellsWhichFoldersCannotBeEntered();
    void offersToFollowLinksWhereTheyCanBe();
    void holdsFewFilesAtATime();
    void countsPipesAmongOtherFiles();
    void passesOverWhatSystemsMake_data();
    void passesOverWhatSystemsMake();
};

void TestContainer::readsChosenFilesAsOftenAsAsked() {
    const Bytes zip = rawZip({{"b", bytesOf("two")}, {"a", bytesOf("one")}, {"c", bytesOf("three")}});
    Container container(zip, "z.zip", {all});
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

void TestContainer::readsOnAfterADamagedFile() {
    const Bytes zip = zipWithDamagedFile();
    Container container(zip, "z.zip", {all});
    const QString text = textOf(container);
    VERIFY_SAYS(text, "a/1: is damaged within the archive (");
    VERIFY_SAYS(text, ", a/2=second, b/3=third");
}

void TestContainer::tellsWhichFilesCannotBeRead() {
    const TemporaryFolder folder;
    writeFolder(folder / "f", {{"a/1", bytesOf("one")}, {"a/2", Bytes(100)}});
    fs::create_symlink("gone", folder / "f/a/dead");
    fs::create_symlink("loop", folder / "f/a/loop");
    ContainerRequest request{all};
    request.limits.fileBytes = 99;
    request.links = ContainerRequest::Links::Followed;
    Container container(folder / "f", request);
    QCOMPARE(textOf(container), QString("a/1=one, a/2: is larger than 99 bytes, a/dead: is a link that leads nowhere, "
                                        "a/loop: cannot be read: Too many levels of symbolic links"));
    QVERIFY(container.content().unreadable.empty());
}

/// As another user where the tests run as root, who may read everything.
void TestContainer::tellsWhichFoldersCannotBeEntered() {
    const TemporaryFolder folder;
    writeFolder(folder / "f", {{"a/1", bytesOf("one")}, {"b/2", bytesOf("two")}, {"c/3", bytesOf("three")}});
    fs::create_symlink("..", folder / "f/c/up");
    for (const fs::path& open : {folder.path(), folder / "f", folder / "f/a", folder / "f/c"})
        fs::permissions(open, static_cast<fs::perms>(0755));
    fs::permissions(folder / "f/b", fs::perms::none);
    const uid_t user = geteuid();
    constexpr uid_t nobody = 65534;
    if (user == 0 && seteuid(nobody) != 0) QSKIP("Cannot become a user who may not read everything.");
    ContainerRequest request{all};
    request.links = ContainerRequest::Links::Followed;
    QStringList unreadable, files;
    const QString says = failureOf([&] {
        const Container container(folder / "f", request);
        for (const Error& error : container.content().unreadable) unreadable << QString::fromUtf8(error.what());
        for (const std::string& file : container.content().files) files << QString::fromStdString(file);
    });
    if (user == 0) QCOMPARE(seteuid(user), 0);
    fs::permissions(folder / "f/b", fs::perms::owner_all);
    QCOMPARE(says, QString());
    QCOMPARE(files.join(' '), QString("a/1 c/3"));
    QCOMPARE(unreadable.size(), 2);
    VERIFY_SAYS(unreadable[0], "f/b: cannot be read: Permission denied");
    VERIFY_SAYS(unreadable[1], "f/c/up: is a link to a folder that holds it");
}

void TestContainer::offersToFollowLinksWhereTheyCanBe() {
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

/// The last of three large files is gone once the first is worked on, so that it was not yet read.
void TestContainer::holdsFewFilesAtATime() {
    const TemporaryFolder folder;
    for (const char* name : {"1", "2", "3"}) {
        writeFile(folder / "f" / name, {});
        fs::resize_file(folder / "f" / name, 20 << 20);  // takes no room on the disk
    }
    Container container(folder / "f", {all});
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

void TestContainer::countsPipesAmongOtherFiles() {
    const TemporaryFolder folder;
    writeFile(folder / "f/a/1.png", bytesOf("x"));
    QCOMPARE(mkfifo((folder / "f/a/pipe.png").c_str(), 0600), 0);
    const Container container(folder / "f", {all});
    QCOMPARE(container.content().files, std::vector<std::string>{"a/1.png"});
    QCOMPARE(container.content().otherFiles, std::vector<std::string>{"a/pipe.png"});
}

void TestContainer::passesOverWhatSystemsMake_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"@eaDir", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "_gsdata_",
                             "$RECYCLE.BIN", "System Volume Information", ".Trash-1000", "lost+found", "__MACOSX",
                             ".ipynb_checkpoints", ".stfolder", ".stversions", "__pycache__", "@__thumb", "~snapshot"})
        QTest::newRow(name) << name;
}

void TestContainer::passesOverWhatSystemsMake() {
    QFETCH(QString, name);
    const Bytes zip = rawZip({{"cat/1.png", bytesOf("x")}, {name.toStdString() + "/2.png", bytesOf("y")}});
    const Container container(zip, "z.zip", {all});
    QCOMPARE(container.content().files, std::vector<std::string>{"cat/1.png"});
    QCOMPARE(container.content().systemFiles, std::vector<std::string>{name.toStdString()});
}

ONESHOT_TEST(TestContainer)
#include "tst_container.moc"
