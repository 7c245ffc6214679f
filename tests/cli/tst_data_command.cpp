#include <QFile>
#include <QJsonArray>
#include <QTest>

#include "core/files/png.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

/// `oneshot data info` and `oneshot data glyphs`.
class TestDataCommand : public QObject, ProgramInHome {
    Q_OBJECT

  private slots:
    void dataInfo() {
        const QString spec = "glyphs:seed=4,alphabet-count=3,characters-per-alphabet=5,drawer-count=4";
        const QJsonObject json = run({"data", "info", spec, "--json"}).json();
        QCOMPARE(json["alphabets"].toArray().size(), 3);
        QCOMPARE(json["alphabets"][0]["characters"].toInt(), 5);
        QCOMPARE(json["characters"].toInt(), 15);
        QCOMPARE(json["drawings"].toInt(), 60);
        QCOMPARE(json["drawers"].toArray().size(), 4);
        QCOMPARE(json["sizes"][0]["width"].toInt(), 105);
        QCOMPARE(json["pairs"].toInt(), 60 * 59 / 2);
        QCOMPARE(json["same_pairs"].toInt(), 15 * 6);
        QCOMPARE(json["sha256"].toString().size(), 64);

        const QByteArray text = run({"data", "info", spec}).output;
        QVERIFY(text.contains(json["sha256"].toString().toUtf8()));
        QVERIFY(text.contains("1,770"));
        QVERIFY2(text.contains("C = 15 characters, E = 4 drawings"), text.constData());
        QVERIFY(!text.contains("warning"));
    }

    void dataInfoSaysHowItWasUnderstood() {
        std::vector<ContainedFile> files;
        for (const char* place : {"train", "test"})
            for (const char* name : {"fern", "moss"})
                for (int i = 0; i < 3; ++i) {
                    Image image = numberedImage(i + (place[1] == 'e' ? 4 : 0) + (name[0] == 'f' ? 8 : 0));
                    if (name[0] == 'f') {  // bright ink in green on black
                        image.channels = 3;
                        image.pixels.resize(3 * 144, 255);
                    }
                    files.push_back(
                        {std::string(place) + "/" + name + "/" + std::to_string(i) + ".png", encodePng(image)});
                }
        files.push_back({"train/moss/again.png", files[3].bytes});
        writeFolder(path("plants").toStdString(), files);
        const QString sheet = path("sheet.png");
        const QJsonObject json =
            run({"data", "info", path("plants"), "--sheet", sheet, "--statistics", "--json"}).json();
        QCOMPARE(json["format"].toString(), QString("image folder"));
        QCOMPARE(json["drawings_in_colour"].toInt(), 6);
        QVERIFY(json["conversion"].toString().contains("brightness"));
        QCOMPARE(json["statistics"]["box_side"]["count"].toInt(), 13);
        QStringList kinds;
        for (const QJsonValue& warning : json["warnings"].toArray()) kinds << warning["kind"].toString();
        QCOMPARE(kinds, QStringList({"duplicates", "several_places"}));
        const Image image = decodePng(readFile(sheet.toStdString()), "sheet.png").image;
        QCOMPARE(image.channels, 3);
        QCOMPARE(image.height, 4 * 51 + 3);

        const QByteArray text = run({"data", "info", path("plants")}).output;
        for (const char* words :
             {"image folder", "colours are kept", "6 in colour", "BT.601", "characters have 3 to 4 drawings",
              "1 drawing equals an earlier one", "fern in test, train", "drawers      unknown"})
            QVERIFY2(text.contains(words), text.constData());
    }

    void dataInfoComparesTwo() {
        const QString all = "glyphs:seed=4,alphabet-count=2,characters-per-alphabet=3,drawer-count=2",
                      few =
                          "glyphs:seed=4,alphabet-count=2,characters-per-alphabet=3,drawer-count=2,"
                          "not-alphabets=Glyphs 4 alphabet 02",
                      others = "glyphs:seed=5,alphabet-count=2,characters-per-alphabet=3,drawer-count=2";
        const QJsonObject shared = run({"data", "info", all, "--against", few, "--json"}).json();
        QCOMPARE(shared["warnings"][0]["kind"].toString(), QString("shared_with_other"));
        QCOMPARE(shared["warnings"][0]["count"].toInt(), 3);
        const Outcome none = run({"data", "info", all, "--against", others});
        QCOMPARE(none.status, 0);
        QVERIFY2(none.output.contains("no character in both"), none.output.constData());

        // Other warnings do not hide that nothing is shared.
        writeFile(path("single.csv").toStdString(), bytesOf("a,label\n1,x\n3,y\n"));
        const QByteArray warned = run({"data", "info", path("single.csv"), "--against", others}).output;
        QVERIFY2(warned.contains("no character in both") && warned.contains("have only one drawing"),
                 warned.constData());
    }

    void dataInfoTellsHowATableIsUnderstood() {
        writeFile(path("frame.csv").toStdString(), bytesOf(",a;b,kind\n0,1,x\n1,2,x\n2,4,y\n3,6,y\n"));
        const QJsonObject json = run({"data", "info", path("frame.csv"), "--json"}).json();
        QVERIFY(json["conversion"].toString().contains("labels are taken from \"kind\""));
        QCOMPARE(json["warnings"][0]["kind"].toString(), QString("column_left_out"));
        const QByteArray text = run({"data", "info", path("frame.csv")}).output;
        QVERIFY2(text.contains("the first line names the columns"), text.constData());
        QVERIFY2(text.contains("column 1 only numbers the rows: it is left out"), text.constData());
    }

    void dataInfoTakesVectors() {
        writeFile(path("table.csv").toStdString(), bytesOf("a,b,label\n1,2,x\n3,4,x\n5,6,y\n"));
        const QJsonObject json = run({"data", "info", path("table.csv"), "--statistics", "--json"}).json();
        QCOMPARE(json["format"].toString(), QString("table of vectors"));
        QCOMPARE(json["features"].toInt(), 2);
        QCOMPARE(json["warnings"][0]["kind"].toString(), QString("one_drawing"));
        const Outcome sheet = run({"data", "info", path("table.csv"), "--sheet", path("none.png")});
        QCOMPARE(sheet.status, 2);
        QVERIFY(sheet.messages.contains("--sheet"));
        QVERIFY(!QFile::exists(path("none.png")));
    }

    void dataGlyphs() {
        const QString out = path("written"),
                      spec = "glyphs:seed=3,alphabet-count=2,characters-per-alphabet=3,drawer-count=4";
        const Outcome written = run({"data", "glyphs", spec, "--out", out});
        QCOMPARE(written.status, 0);
        QVERIFY(written.output.contains("6 characters in 2 alphabets, 24 drawings"));
        const QJsonObject json = run({"data", "info", out + "/images:strokes=beside", "--json"}).json();
        QCOMPARE(json["format"].toString(), QString("Omniglot's layout"));
        QCOMPARE(json["drawings_with_strokes"].toInt(), 24);
        QCOMPARE(json["drawers"].toArray().size(), 4);
        const QJsonObject made = QJsonDocument::fromJson(contentOf(out + "/dataset.json")).object();
        QCOMPARE(made["spec"].toString(), spec);
        QCOMPARE(made["sha256"], run({"data", "info", spec, "--json"}).json()["sha256"]);

        const Outcome again = run({"data", "glyphs", spec, "--out", out});
        QCOMPARE(again.status, 2);
        QVERIFY(again.messages.contains("not empty"));
        QCOMPARE(run({"data", "glyphs", out + "/images", "--out", path("other")}).status, 2);
        QVERIFY(!QFile::exists(path("other")));
    }
};

ONESHOT_TEST(TestDataCommand)
#include "tst_data_command.moc"
