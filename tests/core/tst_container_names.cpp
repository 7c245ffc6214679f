#include <QTest>

#include <set>

#include "core/files/container.h"
#include "core/files/container_names.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/raw_zip.h"
#include "tests/support/read_container.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;
namespace fs = std::filesystem;

class TestContainerNames : public QObject {
    Q_OBJECT

  private slots:
    void passesOverHiddenFiles() {
        const TemporaryFolder folder;
        const std::vector<ContainedFile> files{
            {"a/x", {}}, {"a/.DS_Store", {}}, {"__MACOSX/a/._x", {}}, {".git/x", {}}, {"a/__MACOSX/x", {}}};
        writeFolder(folder / "f", files);
        writeZip(folder / "z.zip", files);
        QCOMPARE(pathsIn(folder / "f"), "a/x");
        QCOMPARE(pathsIn(folder / "z.zip"), "a/x");
    }

    void passesOverWhatSystemsLeaveBehind() {
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
            const Container container(folder / name, {anyPath});
            const ContainerContent& content = container.content();
            QCOMPARE(content.files.size(), 1U);
            QCOMPARE(content.systemFiles,
                     (std::vector<std::string>{"$RECYCLE.BIN", ".DS_Store", "System Volume Information",
                                               "a/.ipynb_checkpoints", "a/.thumbnails", "a/@eaDir", "a/Thumbs.db",
                                               "b/THUMBS.DB", "desktop.ini", "lost+found"}));
            QVERIFY(content.otherFiles.empty());
        }
    }

    void passesOverWhatSystemsMake_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"@eaDir", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "_gsdata_", "$RECYCLE.BIN",
              "System Volume Information", ".Trash-1000", "lost+found", "__MACOSX", ".ipynb_checkpoints", ".stfolder",
              ".stversions", "__pycache__", "@__thumb", "~snapshot"})
            QTest::newRow(name) << name;
    }
    void passesOverWhatSystemsMake() {
        QFETCH(QString, name);
        const Bytes zip = rawZip({{"cat/1.png", bytesOf("x")}, {name.toStdString() + "/2.png", bytesOf("y")}});
        const Container container(zip, "z.zip", {anyPath});
        QCOMPARE(container.content().files, std::vector<std::string>{"cat/1.png"});
        QCOMPARE(container.content().systemFiles, std::vector<std::string>{name.toStdString()});
    }

    /// Two classes of one character each, as DOS and Windows write them, stay two classes.
    void readsNamesInOldCodePages() {
        const TemporaryFolder folder;
        const std::vector<RawZipEntry> entries{{"\x84/1", bytesOf("a")},
                                               {"\x94/1", bytesOf("o")},
                                               {"plain/1", bytesOf("p")},
                                               {"猫/1", bytesOf("c"), true}};
        writeFile(folder / "z.zip", rawZip(entries));
        for (const RawZipEntry& entry : entries) writeFile(folder / "f" / entry.name, entry.bytes);
        for (const std::string name : {"z.zip", "f"}) {
            QStringList read;
            for (const ContainedFile& file : readContainer(folder / name))
                read << QString::fromStdString(file.path + " " + std::string(file.bytes.begin(), file.bytes.end()));
            QCOMPARE(read.join(", "), QString("plain/1 p, ä/1 a, ö/1 o, 猫/1 c"));
            const Container container(folder / name, {anyPath});
            QCOMPARE(container.content().codePage, "CP437");
            QCOMPARE(container.content().decodedFiles, 2);
        }
        fs::remove_all(folder / "f");  // Qt cannot
    }

    /// What was two files must not become one, nor one of them vanish.
    void refusesNamesThatBecomeOne() {
        const Bytes zip = rawZip({{"\x84/1", bytesOf("a")}, {"ä/1", bytesOf("b"), true}});
        VERIFY_SAYS(failureOf([&] { readZip(zip, "z.zip"); }),
                    "z.zip: holds ä/1 twice. Keep one of them, or give each");
    }

    void findsTheCodePage_data() {
        QTest::addColumn<QByteArrayList>("bytes");
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("codePage");
        const auto row = [](const char* name, const QByteArrayList& bytes, const char* names, const char* codePage) {
            QTest::newRow(name) << bytes << names << codePage;
        };
        row("ASCII", {"Greek/character01/0001_01.png"}, "Greek/character01/0001_01.png", "");
        row("UTF-8", {"B\xC3\xA4r/1", "\xE7\x8C\xAB/2"}, "Bär/1 猫/2", "");
        row("DOS", {"B\x84r/1", "L\x94we/1"}, "Bär/1 Löwe/1", "CP437");
        row("DOS, French", {"\x82l\x82phant"}, "éléphant", "CP437");
        row("DOS, Portuguese", {"le\xC6o", "cora\x87\xC6o"}, "leão coração", "CP850");
        row("DOS, Danish", {"f\x9Bl"}, "føl", "CP850");
        row("Windows",
            {"B\xE4r", "K\xFChe",
             "Gr\xF6\xDF"
             "e"},
            "Bär Kühe Größe", "CP1252");
        row("Windows, one letter", {"\xE4", "\xF6", "\xFC"}, "ä ö ü", "CP1252");
        row("Windows, French", {"\xE9l\xE9phant", "ch\xE8vre"}, "éléphant chèvre", "CP1252");
        row("some in UTF-8", {"B\x84r/\xC3\xA4", "\xC3\xB6"}, "Bär/ä ö", "CP437");
        row("nothing that Windows knows", {"a\x81\xFF"}, "aü\u00A0", "CP437");
    }
    void findsTheCodePage() {
        QFETCH(QByteArrayList, bytes);
        QFETCH(QString, names);
        QFETCH(QString, codePage);
        std::vector<std::string> paths;
        for (const QByteArray& name : bytes) paths.push_back(name.toStdString());
        const DecodedPaths decoded = decodePaths(paths);
        QStringList shown;
        for (const std::string& path : decoded.paths) shown << QString::fromStdString(path);
        QCOMPARE(shown.join(' '), names);
        QCOMPARE(QString::fromStdString(decoded.codePage), codePage);
    }

    /// Whatever they are: of Shift-JIS, of Russian, of nothing at all.
    void keepsDifferentNamesApart() {
        std::vector<std::string> paths;
        for (int first = 0x80; first < 0x100; ++first)
            for (int second = 0x80; second < 0x100; ++second)
                paths.push_back({'x', static_cast<char>(first), static_cast<char>(second), '\xFF'});
        const DecodedPaths decoded = decodePaths(paths);
        QCOMPARE(std::set<std::string>(decoded.paths.begin(), decoded.paths.end()).size(), paths.size());
        QVERIFY(!decoded.codePage.empty());
    }
};

ONESHOT_TEST(TestContainerNames)
#include "tst_container_names.moc"
