#include <QTest>

#include <algorithm>

#include "core/files/png.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/opened.h"
#include "tests/support/other_user.h"
#include "tests/support/raw_zip.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;
namespace fs = std::filesystem;

namespace {

Bytes picture(int number) {
    return encodePng(numberedImage(number));
}

QString says(const std::string& spec) {
    return failureOf([&] { opened(spec); });
}

/// "cat 2, dog 1; left out 3: a, b, c" of classes and their drawings.
QString shown(const std::string& spec) {
    const Dataset dataset = opened(spec);
    QStringList classes;
    for (const Character& character : dataset.alphabets[0].characters)
        classes << QString::fromStdString(character.name) + ' ' + QString::number(character.drawings.size());
    QString text = classes.join(", ");
    for (const DatasetWarning& warning : dataset.readingWarnings)
        if (warning.kind == DatasetWarning::Kind::LeftOut)
            text += "; left out " + QString::number(warning.count) + ": " + QString::fromStdString(examplesOf(warning));
    return text;
}

}  // namespace

/// Whatever cannot be read of a dataset is told at once and can be left out.
class TestUnreadableFiles : public QObject {
    Q_OBJECT

  private slots:
    void ofAFolder() {
        const TemporaryFolder folder;
        writeFolder(
            folder / "f",
            {{"cat/1.png", picture(1)}, {"cat/2.png", bytesOf("text")}, {"cat/3.png", {}}, {"dog/1.png", picture(2)}});
        fs::resize_file(folder / "f/cat/3.png", 33 << 20);
        fs::create_symlink("gone", folder / "f/cat/4.png");
        fs::create_symlink("5.png", folder / "f/cat/5.png");
        fs::create_symlink("..", folder / "f/dog/up");
        const std::string spec = (folder / "f").string() + ":links=follow";
        const QString said = says(spec);
        VERIFY_SAYS(said, "f: holds 5 files that cannot be read, of 7:");
        for (const char* line :
             {"\n  cat/2.png is text named .png, not an image that can be read",
              "\n  cat/3.png is larger than 33554432 bytes", "\n  cat/4.png is a link that leads nowhere",
              "\n  cat/5.png cannot be read: Too many levels of symbolic links",
              "\n  dog/up is a link to a folder that holds it"})
            VERIFY_SAYS(said, line);
        VERIFY_SAYS(said, "leave them out by skip-damaged=yes.");
        QCOMPARE(shown(spec + ",skip-damaged=yes"),
                 QString("cat 1, dog 1; left out 5: dog/up, cat/2.png, cat/3.png, cat/4.png, cat/5.png"));
        VERIFY_SAYS(says(spec + ",characters=dog"),
                    "f/dog/up: is a link to a folder that holds it. Take the link out. "
                    "skip-damaged=yes leaves it out.");
    }

    void ofAFolderThatIsLocked() {
        const TemporaryFolder folder;
        writeFolder(folder / "f", {{"cat/1.png", picture(1)},
                                   {"cat/2.png", picture(2)},
                                   {"dog/1.png", picture(3)},
                                   {"eel/1.png", picture(4)}});
        for (const fs::path& open : {folder.path(), folder / "f", folder / "f/cat", folder / "f/dog"})
            fs::permissions(open, static_cast<fs::perms>(0755));
        for (const char* locked : {"f/cat/2.png", "f/eel"}) fs::permissions(folder / locked, fs::perms::none);
        const std::string spec = (folder / "f").string();
        QString said, rest, saidOfRest;
        const bool isDone = doneAsOtherUser([&] {
            said = says(spec);
            saidOfRest = failureOf([&] { rest = shown(spec + ":skip-damaged=yes"); });
        });
        fs::permissions(folder / "f/eel", fs::perms::owner_all);
        if (!isDone) QSKIP("Cannot become a user who may not read everything.");
        VERIFY_SAYS(said,
                    "f: holds 2 files that cannot be read, of 4:\n"
                    "  eel cannot be read: Permission denied\n"
                    "  cat/2.png cannot be read: Permission denied. Repair them");
        QCOMPARE(saidOfRest, QString());
        QCOMPARE(rest, QString("cat 1, dog 1; left out 2: eel, cat/2.png"));
    }

    void ofAZip() {
        const TemporaryFolder folder;
        const Bytes damaged = picture(1);
        Bytes zip = rawZip({{"cat/1.png", damaged}, {"cat/2.png", picture(2)}, {"dog/1.png", picture(3)}});
        *(std::search(zip.begin(), zip.end(), damaged.begin(), damaged.end()) + 20) ^= 1;
        writeFile(folder / "z.zip", zip);
        const std::string spec = (folder / "z.zip").string();
        VERIFY_SAYS(says(spec), "z.zip/cat/1.png: is damaged within the archive (");
        VERIFY_SAYS(says(spec), "skip-damaged=yes leaves it out.");
        QCOMPARE(shown(spec + ":skip-damaged=yes"), QString("cat 1, dog 1; left out 1: cat/1.png"));
        QCOMPARE(shown(spec + ":characters=dog"), QString("dog 1"));
    }

    void thatAreLinks() {
        const TemporaryFolder folder;
        writeFolder(folder / "f", {{"cat/1.png", picture(1)}, {"dog/1.png", picture(2)}});
        for (int i = 2; i < 5; ++i) fs::create_symlink("1.png", folder / "f/cat" / (std::to_string(i) + ".png"));
        fs::create_symlink("dog", folder / "f/eel");
        const std::string spec = (folder / "f").string();
        const QString said = says(spec);
        VERIFY_SAYS(said, "f: holds 4 files that cannot be read, of 6:\n  eel is a link, and links are not followed\n");
        VERIFY_SAYS(said, "Add links=follow to the data's path, put in their place");
        QVERIFY(!said.contains("skip-damaged"));  // which would leave out what can be read
        QCOMPARE(shown(spec + ":links=follow"), QString("cat 4, dog 1, eel 1"));
        QCOMPARE(shown(spec + ":skip-damaged=yes").section(':', 0, 0), QString("cat 1, dog 1; left out 4"));
        writeFile(folder / "f/cat/5.png", bytesOf("text"));
        VERIFY_SAYS(says(spec), "leave them out by skip-damaged=yes. With links=follow links are read.");
    }

    void thatAreAllThereIs() {
        const TemporaryFolder folder;
        fs::create_directory(folder / "f");
        fs::create_symlink(".", folder / "f/up");
        VERIFY_SAYS(says((folder / "f").string() + ":links=follow,skip-damaged=yes"),
                    "f/up: is a link to a folder that holds it");
    }

    void ofStrokes() {
        const TemporaryFolder folder;
        writeZip(folder / "images.zip", tinyOmniglot(1, 1, 4));
        std::vector<ContainedFile> strokes = tinyOmniglot(1, 1, 4);
        for (ContainedFile& file : strokes) {
            file.path.replace(file.path.size() - 3, 3, "txt");
            file.bytes = bytesOf("START\n1,-2,3\nBREAK\n");
        }
        strokes[1].bytes = bytesOf("START\nno point\n");
        strokes[2].bytes = {};
        writeZip(folder / "strokes.zip", strokes);
        const std::string spec = (folder / "images.zip").string() + ":strokes=beside";
        const QString said = says(spec);
        VERIFY_SAYS(said, "images.zip: holds 2 files that cannot be read, of 8:");
        VERIFY_SAYS(said, (strokes[1].path + ", line 2 is neither").c_str());
        VERIFY_SAYS(said, (strokes[2].path + ", line 1 is empty").c_str());
        VERIFY_SAYS(said, "skip-damaged=yes");
        const Dataset dataset = opened(spec, ",skip-damaged=yes");
        QCOMPARE(dataset.drawingCount(), 4);
        QVERIFY(dataset.drawings[1].strokes.empty() && dataset.drawings[2].strokes.empty());
        QCOMPARE(dataset.drawings[3].strokes, (std::vector<Stroke>{{{1, 2, 0}}}));
    }

    void ofImagesAndStrokesTogether() {
        const TemporaryFolder folder;
        std::vector<ContainedFile> images = tinyOmniglot(1, 1, 3), strokes = images;
        images[0].bytes = bytesOf("text");
        writeZip(folder / "images.zip", images);
        for (ContainedFile& file : strokes) {
            file.path.replace(file.path.size() - 3, 3, "txt");
            file.bytes = bytesOf("no strokes");
        }
        writeZip(folder / "strokes.zip", strokes);
        const QString said = says((folder / "images.zip").string() + ":strokes=beside");
        VERIFY_SAYS(said, "holds 4 files that cannot be read, of 6:\n  ");
        VERIFY_SAYS(said, (images[0].path + " is text named .png").c_str());
        VERIFY_SAYS(said, (strokes[2].path + ", line 1 is not START").c_str());
    }
};

ONESHOT_TEST(TestUnreadableFiles)
#include "tst_unreadable_files.moc"
