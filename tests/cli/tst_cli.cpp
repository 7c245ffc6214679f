#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <csignal>

#include "core/files/png.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// A learner that trains its steps in a moment.
const QStringList tiny{"--threads",
                       "1",
                       "--set",
                       "maps=8,8,8,8",
                       "embedding=16",
                       "pairs_per_step=8",
                       "warmup_steps=0",
                       "evaluate_every=3",
                       "evaluation_tasks=20",
                       "evaluation_ways=5"};
const QStringList tinyData{"--data", "glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4", "--validation",
                           "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=8,drawer-count=4"};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

/// All of `oneshot` but what has tests of its own.
class CliTest : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome train(const QStringList& arguments) const {
        return run(QStringList{"train"} + tinyData + tiny + arguments);
    }

  private slots:
    void usage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QStringList& arguments, int status, const char* says) {
            QTest::newRow(name) << arguments << status << says;
        };
        row("no command", {}, 2, "subcommand");
        row("unknown command", {"fly"}, 2, "fly");
        row("unknown option", {"train", "--fly"}, 2, "--fly");
        row("near command", {"trian", "--data", "glyphs"}, 2, "Did you mean train?");
        row("near inner command", {"data", "inof", "glyphs"}, 2, "Did you mean info?");
        row("near option", {"evaluate", "--modle", "random"}, 2, "Did you mean --model?");
        row("near option with its value", {"train", "--minuts=3"}, 2, "Did you mean --minutes?");
        row("a model alone", {"evaluate", "shipped"}, 2, "Did you mean --model shipped?");
        row("models alone", {"compare", "--data", "glyphs", "random"}, 2, "Did you mean --models random?");
        row("data alone", {"evaluate", "--model", "random", "glyphs:seed=2"}, 2, "Did you mean --data glyphs:seed=2?");
        row("Lake's runs alone", {"evaluate", "--model", "random", "all_runs.zip"}, 2,
            "Did you mean --lake all_runs.zip?");
        row("near preset", {"train", "--data", "glyphs", "--preset", "comapct"}, 2, "Did you mean compact?");
        row("near choice", {"train", "--data", "glyphs", "--set", "loss=tripplet"}, 2, "Did you mean triplet?");
        row("short for a setting", {"train", "--data", "glyphs", "--set", "lr=1"}, 2, "Did you mean learning_rate?");
        row("another name of a setting", {"train", "--data", "glyphs", "--set", "batch-size=1"}, 2,
            "Did you mean pairs_per_step?");
        row("no data", {"train"}, 2, "--data");
        row("minutes that are no number", {"train", "--data", "glyphs", "--minutes", "nan"}, 2,
            "--minutes: must be a number between 0.01 and 100000, is \"nan\"");
        row("endless minutes", {"demo", "--minutes", "inf"}, 2, "--minutes: must be a number between 0.01 and 100000");
        row("no steps", {"train", "--data", "glyphs", "--steps", "0"}, 2,
            "--steps: must be a whole number, between 1 and 1000000000, is \"0\"");
        row("threads that are no number", {"train", "--data", "glyphs", "--threads", "many"}, 2,
            "threads: must be a whole number between 0 and 1024, is \"many\"");
        row("a seed that is no number", {"train", "--data", "glyphs", "--seed", "1e400"}, 2, "seed: must be a whole");
        row("a range without end", {"search", "--data", "glyphs", "--steps", "5", "--range", "dropout=0:inf"}, 2,
            "range of dropout: \"inf\" is no number");
        row("mistyped model", {"evaluate", "--model", "shiped", "--data", "glyphs"}, 3, "Did you mean shipped?");
        row("steps and minutes", {"train", "--data", "glyphs", "--steps", "5", "--minutes", "1"}, 2, "--minutes");
        row("resume and seed", {"train", "--resume", "x", "--seed", "5"}, 2, "--resume");
        row("unknown preset", {"train", "--data", "glyphs", "--preset", "fly"}, 2, "koch2015");
        row("unknown setting", {"train", "--data", "glyphs", "--set", "learning_rat=1"}, 2, "learning_rate");
        row("no assignment", {"train", "--data", "glyphs", "--set", "dropout"}, 2, "key=value");
        row("setting out of range", {"train", "--data", "glyphs", "--set", "dropout=2"}, 2, "dropout");
        row("nameless assignment", {"train", "--data", "glyphs", "--set", "=5"}, 2, "--set: needs key=value");
        row("unknown device", {"train", "--data", "glyphs", "--device", "gpu"}, 2, "cpu, cuda");
        row("negative seed", {"train", "--data", "glyphs", "--seed", "-1"}, 2,
            "seed: must be a whole number between 0 and 9007199254740991");
        row("no number of threads", {"train", "--data", "glyphs", "--threads", "x"}, 2,
            "threads: must be a whole number");
        row("negative seed of an evaluation", {"evaluate", "--model", "random", "--data", "glyphs", "--seed", "-1"}, 2,
            "--seed");
        row("negative seed of tasks", {"tasks", "--data", "glyphs", "--seed", "-1"}, 2, "--seed");
        row("help on the command", {"train", "--minutes", "x"}, 2, "`oneshot train --help`");
        row("help on the inner command", {"data", "info"}, 2, "`oneshot data info --help`");
        row("unknown key of SPEC", {"data", "info", "glyphs:fly=1"}, 2, "fly");
        row("lake and data", {"evaluate", "--model", "random", "--lake", "x", "--data", "glyphs"}, 2, "--lake");
        row("neither lake nor data", {"evaluate", "--model", "random"}, 2, "--lake");
        row("too many ways", {"evaluate", "--model", "random", "--data", "glyphs:alphabet-count=1", "--ways", "99"}, 2,
            "24");
        row("missing data", {"data", "info", "/nowhere/at/all.zip"}, 3, "/nowhere/at/all.zip");
        row("missing model", {"evaluate", "--model", "/nowhere", "--data", "glyphs"}, 3, "/nowhere");
        row("missing runs", {"evaluate", "--model", "random", "--lake", "/nowhere.zip"}, 3, "/nowhere.zip");
        row("missing run", {"train", "--resume", "/nowhere"}, 3, "/nowhere");
    }

    void usage() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, status);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.messages.startsWith("oneshot: ") && outcome.messages.contains(says.toUtf8()),
                 outcome.messages.constData());
    }

    void help() {
        for (const QStringList& command : {QStringList{},
                                           {"train"},
                                           {"evaluate"},
                                           {"tasks"},
                                           {"data"},
                                           {"data", "info"},
                                           {"data", "glyphs"},
                                           {"presets"},
                                           {"demo"}}) {
            const Outcome outcome = run(command + QStringList{"--help"});
            QCOMPARE(outcome.status, 0);
            QVERIFY(outcome.output.contains("Usage:"));
        }
        QVERIFY(run({"--version"}).output.startsWith("oneshot "));
    }

    void presets() {
        const QJsonObject json = run({"presets", "--json"}).json();
        const QJsonArray presets = json["presets"].toArray(), settings = json["settings"].toArray();
        QStringList names;
        for (const QJsonValue& preset : presets) names << preset["name"].toString();
        QCOMPARE(names, QStringList({"compact", "compact-large", "koch2015", "bouma2017", "prototypical", "transfer",
                                     "matching", "matching-fce", "mann", "mann-letters"}));
        const QByteArray text = run({"presets"}).output, trainHelp = run({"train", "--help"}).output;
        QVERIFY(settings.size() > 20);
        for (const QJsonValue& setting : settings) {
            const QByteArray key = setting["key"].toString().toUtf8();
            QVERIFY2(presets[0]["config"].toObject().contains(QString(key)), key.constData());
            QVERIFY2(text.contains("  " + key + ' '), key.constData());
            QVERIFY2(trainHelp.contains(' ' + key), key.constData());
        }
    }

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

    void classesWithoutAlphabetsAreHeldOutByName() {
        const auto write = [&](const char* part, const std::vector<const char*>& names) {
            std::vector<ContainedFile> files;
            for (const char* name : names)
                for (int i = 0; i < 3; ++i)
                    files.push_back({std::string(name) + "/" + std::to_string(i) + ".png",
                                     encodePng(numberedImage(1 + static_cast<int>(files.size()) + 40 * part[1]))});
            writeFolder(path(QString("pets/") + part).toStdString(), files);
        };
        write("train", {"cat", "cow", "dog", "hen", "pig"});
        write("test", {"cat", "dog", "owl", "tit", "yak"});
        const QString train = path("pets/train"), test = path("pets/test");
        const QJsonObject info = run({"data", "info", test, "--against", train, "--json"}).json();
        QCOMPARE(info["warnings"][0]["kind"].toString(), QString("shared_with_other"));
        QCOMPARE(info["warnings"][0]["examples"].toArray(), QJsonArray({"test/cat", "test/dog"}));

        const Outcome trained =
            run(QStringList{"train", "--data", train, "--validation", test} + tiny +
                QStringList{"--steps", "1", "--set", "evaluation_ways=3", "--out", path("pets/run"), "--json"});
        QVERIFY2(trained.status == 0, trained.messages.constData());
        const QJsonObject protocol = trained.json()["validation"].toObject();
        QCOMPARE(protocol["ways"].toInt(), 3);
        QCOMPARE(protocol["left_out"].toArray(), QJsonArray({"test/cat", "test/dog"}));
        const QJsonObject asked =
            run({"evaluate", "--model", path("pets/run"), "--data", test, "--ways", "5", "--tasks", "20", "--json"})
                .json();
        QCOMPARE(asked["seen_characters"].toInt(), 2);
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

    void oneOfAThingIsNotSeveral() {
        const QString one = "glyphs:alphabet-count=1,characters-per-alphabet=1,drawer-count=1";
        const QStringList few{"--data",  "glyphs:alphabet-count=1,characters-per-alphabet=3,drawer-count=2",
                              "--ways",  "3",
                              "--tasks", "1"};
        static const QRegularExpression several(
            "(?<![\\d,.])1 (other "
            ")?(alphabet|character|drawing|drawer|task|trial|step|shot|way|pair|image|label|number|"
            "view|size)s\\b");
        for (const QStringList& command :
             {QStringList{"data", "info", one},
              {"tasks", "--data", one, "--ways", "2", "--count", "1"},
              {"data", "glyphs", one, "--out", path("one")},
              QStringList{"train", "--steps", "1", "--out", path("one step")} + tinyData + tiny,
              QStringList{"evaluate", "--model", "random", "--rerank", "1"} + few}) {
            const Outcome outcome = run(command);
            const QString text = QString::fromUtf8(outcome.output + outcome.messages);
            QVERIFY2(text.contains("1 "), qPrintable(text));
            QVERIFY2(!several.match(text).hasMatch(), qPrintable(text));
        }
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

    void evaluateBaselines() {
        const QString spec = "glyphs:seed=4,alphabet-count=3,characters-per-alphabet=20,drawer-count=4";
        const QStringList common{"--data", spec, "--ways", "5,20", "--tasks", "100", "--within-alphabet"};
        const QJsonObject pixels = run(QStringList{"evaluate", "--model", "pixels-l2", "--json"} + common).json();
        const QJsonArray results = pixels["results"].toArray();
        QCOMPARE(results.size(), 2);
        QCOMPARE(results[0]["ways"].toInt(), 5);
        QCOMPARE(results[1]["ways"].toInt(), 20);
        for (const QJsonValue& result : results) {
            QCOMPARE(result["shots"].toInt(), 1);
            QCOMPARE(result["tasks"].toInt(), 100);
            QVERIFY(!result["method"].toString().isEmpty());
            const double accuracy = result["accuracy_percent"].toDouble();
            QVERIFY(result["confidence95"][0].toDouble() < accuracy && accuracy < result["confidence95"][1].toDouble());
        }
        QVERIFY(results[0]["accuracy_percent"].toDouble() > results[1]["accuracy_percent"].toDouble());
        QCOMPARE(pixels["seen_characters"].toInt(-1), 0);
        QVERIFY(pixels["seconds_embedding"].isDouble() && pixels["seconds_comparing"].isDouble());

        const QJsonObject noise = run(QStringList{"evaluate", "--model", "random", "--json"} + common).json();
        QVERIFY(noise["results"][0]["accuracy_percent"].toDouble() < 40);

        // Slower answers to the same tasks are others, and say what they took.
        const QStringList slower{"--views", "2", "--rerank", "3"};
        const QJsonObject thought =
            run(QStringList{"evaluate", "--model", "pixels-l2", "--json"} + common + slower).json();
        QCOMPARE(thought["views"].toInt(), 2);
        QCOMPARE(thought["rerank"].toInt(), 3);
        QVERIFY(thought["rerank_weight"].toDouble() > 0);
        QVERIFY(thought["seconds_reranking"].toDouble() > 0);
        QVERIFY(thought["results"] != pixels["results"]);
        QCOMPARE(pixels["views"].toInt(-1), 0);
        QCOMPARE(pixels["seconds_reranking"].toDouble(-1), 0.0);
        const QByteArray told = run(QStringList{"evaluate", "--model", "pixels-l2"} + common + slower).output;
        QVERIFY2(told.contains("mean of 3 views of each drawing; best 3 ways re-scored by deformation"),
                 told.constData());
        QVERIFY2(told.contains(" s to re-score ("), told.constData());

        // Each row is the one that its number of ways has alone.
        const QJsonObject alone = run({"evaluate", "--model", "pixels-l2", "--data", spec, "--ways", "20", "--tasks",
                                       "100", "--within-alphabet", "--json"})
                                      .json();
        QCOMPARE(alone["results"][0], results[1]);
        QVERIFY(run(QStringList{"evaluate", "--model", "pixels-l2"} + common).output.contains("95 % interval"));
    }

    /// The hint leads to other glyphs than the run's, and evaluations of seen characters are not held out.
    void hintsAtUnmetGlyphs() {
        const Outcome outcome = run(QStringList{"train", "--data", "glyphs:seed=99,alphabet-count=2,drawer-count=4"} +
                                    tiny + QStringList{"--steps", "2", "--out", path("hint"), "--json"});
        QVERIFY2(outcome.messages.contains("--data glyphs:seed=100"), outcome.messages.constData());
        QCOMPARE(outcome.json()["held_out"].toBool(true), false);
        const QJsonObject json = run({"evaluate", "--model", path("hint"), "--data",
                                      "glyphs:seed=100,alphabet-count=2,drawer-count=4", "--tasks", "20", "--json"})
                                     .json();
        QCOMPARE(json["seen_characters"].toInt(-1), 0);
    }

    void evaluateNamesUnusedAlphabets() {
        std::vector<ContainedFile> files = tinyOmniglot(2, 3, 2);
        std::erase_if(
            files, [](const ContainedFile& file) { return file.path.find("Beta/character03") != std::string::npos; });
        writeFolder(path("uneven").toStdString(), files);
        const QStringList arguments{"evaluate", "--model", "random",  "--data", path("uneven"),
                                    "--ways",   "2,3",     "--tasks", "5",      "--within-alphabet"};
        const QJsonArray results = run(arguments + QStringList{"--json"}).json()["results"].toArray();
        QCOMPARE(results[0]["unused_alphabets"], QJsonValue(QJsonArray()));
        QCOMPARE(results[1]["unused_alphabets"], QJsonValue(QJsonArray{"Beta"}));
        QVERIFY(run(arguments).output.contains("\nNo 3-way tasks of alphabets with too few characters: Beta\n"));
    }

    void evaluateSaysTheWaysOfTheRuns() {
        const QStringList arguments{"evaluate", "--model", "random", "--lake", path("lake")};
        writeFolder(path("lake").toStdString(), tinyLakeRuns(2, 4));
        const Outcome even = run(arguments);
        QVERIFY2(even.output.contains("2 runs, 4-way within one alphabet"), (even.output + even.messages).constData());
        writeFolder(path("lake").toStdString(), tinyLakeRuns(1, 5));  // run01 anew
        QVERIFY(run(arguments).output.contains("2 runs, 4- to 5-way within one alphabet"));
    }

    void trainsAndResumes() {
        const Outcome whole = train({"--steps", "6", "--out", path("whole"), "--json"});
        QCOMPARE(whole.status, 0);
        const QJsonObject json = whole.json();
        QCOMPARE(json["run_dir"].toString(), path("whole"));
        QCOMPARE(json["state"].toString(), "completed");
        QCOMPARE(json["steps"].toInt(), 6);
        QCOMPARE(json["images"].toInt(), 6 * 16);
        QVERIFY(json["parameters"].toInt() > 0 && json["seconds"].toDouble() > 0);
        QVERIFY(json["images_per_second"].toDouble() > 0);
        QVERIFY(json["best"]["step"].toInt() > 0 && json["best"]["confidence95"].isArray());
        QCOMPARE(json["best"]["seen_characters"].toBool(true), false);
        QCOMPARE(json["held_out"].toBool(), true);
        QVERIFY(whole.messages.contains("--data glyphs:seed=99"));
        QCOMPARE(json["last"]["step"].toInt(), 6);
        QCOMPARE(json["validation"]["ways"].toInt(), 5);
        const QByteArray weights = contentOf(path("whole/checkpoints/last.safetensors"));
        QVERIFY(weights.size() > 1000);

        const Outcome half = train({"--steps", "6", "--stop-at", "4", "--out", path("halves"), "--json"});
        QCOMPARE(half.status, 0);
        QCOMPARE(half.json()["state"].toString(), "stopped");
        QCOMPARE(half.json()["steps"].toInt(), 4);
        QVERIFY(half.messages.contains("oneshot train --resume " + path("halves").toUtf8()));
        QVERIFY(contentOf(path("halves/checkpoints/last.safetensors")) != weights);
        const Outcome rest = run({"train", "--resume", path("halves"), "--json"});
        QCOMPARE(rest.json()["state"].toString(), "completed");
        QCOMPARE(rest.json()["images"].toInt(), 6 * 16);
        QVERIFY(contentOf(path("halves/checkpoints/last.safetensors")) == weights);

        const Outcome again = train({"--steps", "6", "--out", path("whole")});
        QCOMPARE(again.status, 2);
        QVERIFY(contentOf(path("whole/checkpoints/last.safetensors")) == weights);

        // What it learnt from is marked.
        const QJsonObject seen = run({"evaluate", "--model", path("whole"), tinyData[0], tinyData[1], "--ways", "5",
                                      "--tasks", "20", "--json"})
                                     .json();
        QCOMPARE(seen["seen_characters"].toInt(), 16);
        const QJsonObject unseen =
            run({"evaluate", "--model", path("whole"), "--data", tinyData[3], "--ways", "5", "--tasks", "20", "--json"})
                .json();
        QCOMPARE(unseen["seen_characters"].toInt(-1), 0);
    }

    void overridesThePreset() {
        const Outcome outcome = train({"--steps", "2", "--seed", "9", "--set", "dropout=0.5", "--json"});
        QCOMPARE(outcome.status, 0);
        const QString directory = outcome.json()["run_dir"].toString();
        QVERIFY(directory.startsWith(path("runs/")));
        const QJsonObject record = QJsonDocument::fromJson(contentOf(directory + "/run.json")).object();
        const QJsonObject config = record["config"].toObject();
        QCOMPARE(config["seed"].toInt(), 9);
        QCOMPARE(config["dropout"].toDouble(), 0.5);
        QCOMPARE(config["threads"].toInt(), 1);
        QCOMPARE(config["steps"].toInt(), 2);
    }

    void trainsAsTheArticle() {
        const QStringList arguments{"train",
                                    "--preset",
                                    "bouma2017",
                                    "--steps",
                                    "2",
                                    "--threads",
                                    "1",
                                    "--json",
                                    "--set",
                                    "maps=4,4,4,8",
                                    "embedding=16",
                                    "evaluation_tasks=5",
                                    "evaluation_ways=3"};
        const QString enough = "glyphs:alphabet-count=2,characters-per-alphabet=16,drawer-count=3";
        const Outcome outcome = run(arguments + QStringList{"--data", enough});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.json()["images"].toInt(), 2 * 64);
        const Outcome few = run(arguments + QStringList{tinyData[0], tinyData[1]});
        QCOMPARE(few.status, 2);
        QVERIFY2(few.messages.contains("32 pairs of distinct classes need as many characters"), few.messages);
        QVERIFY2(few.messages.contains("has 16"), few.messages);
    }

    void interruptSavesAndGoesOn() {
        for (const int signal : {SIGINT, SIGTERM}) {
            const QString directory = path(QString("interrupted%1").arg(signal));
            QProcess process;
            start(process, QStringList{"train"} + tinyData + tiny +
                               QStringList{"--steps", "100000", "--json", "--out", directory});
            // Trained and saved something: the first evaluation is on disk.
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(directory + "/checkpoints/last.safetensors"), 30000);
            kill(static_cast<pid_t>(process.processId()), signal);
            QVERIFY(process.waitForFinished(30000));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 130);
            const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
            QCOMPARE(json["state"].toString(), "stopped");
            const int steps = json["steps"].toInt();
            QVERIFY(process.readAllStandardError().contains("oneshot train --resume " + directory.toUtf8()));

            const Outcome rest =
                run({"train", "--resume", directory, "--stop-at", QString::number(steps + 2), "--json"});
            QCOMPARE(rest.status, 0);
            QCOMPARE(rest.json()["steps"].toInt(), steps + 2);
        }
    }

    void taskSheets() {
        const QStringList arguments{
            "tasks",  "--data", "glyphs:alphabet-count=2,drawer-count=4", "--ways", "5", "--shots", "2", "--count", "3",
            "--seed", "7"};
        QCOMPARE(run(arguments + QStringList{"--out", path("sheets")}).status, 0);
        const QDir folder(path("sheets"));
        QCOMPARE(folder.entryList(QDir::Files), QStringList({"task-0001.json", "task-0001.png", "task-0002.json",
                                                             "task-0002.png", "task-0003.json", "task-0003.png"}));
        QVERIFY(contentOf(folder.filePath("task-0001.png")).startsWith("\x89PNG"));
        const QJsonObject task = QJsonDocument::fromJson(contentOf(folder.filePath("task-0001.json"))).object();
        QCOMPARE(task["ways"].toArray().size(), 5);
        const QByteArray listing = run(arguments).output;
        QCOMPARE(listing.count("task "), 3);
        QVERIFY(listing.contains(task["query"]["character"].toString().toUtf8()));
    }
};

ONESHOT_TEST(CliTest)
#include "tst_cli.moc"
