#include <QDir>
#include <QProcess>
#include <QTest>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/json.h"
#include "core/models/safetensors.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

namespace fs = std::filesystem;

std::string textOf(const fs::path& path) {
    const Bytes bytes = readFile(path);
    return {bytes.begin(), bytes.end()};
}

/// A change of a run's record or weights, that a person, a disk or an enemy may have made.
using Change = void (*)(const fs::path& run);

void changeRecord(const fs::path& run, const std::string& from, const std::string& to) {
    std::string text = textOf(run / "run.json");
    const std::size_t at = text.find(from);
    if (at == std::string::npos) qFatal("run.json does not hold %s", from.c_str());
    writeFile(run / "run.json", bytesOf(text.replace(at, from.size(), to)));
}

void changeWeights(const fs::path& run, const std::function<void(SafeTensors&)>& change) {
    for (const char* name : {"best.safetensors", "last.safetensors"}) {
        const fs::path path = run / "checkpoints" / name;
        SafeTensors content = readSafeTensors(path);
        change(content);
        writeSafeTensors(path, content);
    }
}

void cut(const fs::path& path, std::size_t bytes) {
    Bytes content = readFile(path);
    content.resize(bytes);
    writeFile(path, content);
}

}  // namespace
Q_DECLARE_METATYPE(Change)

/// The real program meets files that were altered: exit status 3, one clear line, and nothing half-written.
class TestHostileCli : public QObject {
    Q_OBJECT

    TemporaryFolder folder_;
    fs::path run_ = folder_ / "run";

    struct Outcome {
        int status;
        QString output, messages;
    };

    Outcome oneshot(const QStringList& arguments) const {
        QProcess process;
        process.start(test::oneshotProgram(),
                      QStringList{"--home", QString::fromStdString(folder_ / "home")} + arguments);
        if (!process.waitForFinished(120000)) return {-1, {}, {}};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    bool refuses(const QStringList& arguments, const QString& says) const {
        const Outcome outcome = oneshot(arguments);
        const QString last = outcome.messages.trimmed().section('\n', -1);  // a resume has told of its data before
        if (outcome.status == 3 && last.contains(says) && outcome.output.isEmpty()) return true;
        qWarning("status %d: %s%s", outcome.status, qPrintable(outcome.output), qPrintable(outcome.messages));
        return false;
    }

  private slots:
    /// A run of four steps, stopped after two.
    void initTestCase() {
        const Outcome trained = oneshot(
            {"train", "--data", "glyphs:alphabet-count=2,characters-per-alphabet=8", "--steps", "4", "--stop-at", "2",
             "--threads", "1", "--out", QString::fromStdString(run_), "--set", "maps=4,4,4,4", "embedding=8",
             "pairs_per_step=4", "warmup_steps=0", "evaluate_every=2", "evaluation_tasks=5", "evaluation_ways=5"});
        QVERIFY2(trained.status == 0, qPrintable(trained.messages));
    }

    void alteredRun_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("evaluates");  // whether its weights can still be asked
        QTest::addColumn<bool>("resumable");  // by its record, which is whole
        const auto row = [](const char* name, const char* says, bool evaluates, Change change, bool resumable = false) {
            QTest::newRow(name) << change << says << evaluates << resumable;
        };
        row("empty record", "run.json", true, [](const fs::path& run) { writeFile(run / "run.json", {}); });
        row("cut record", "run.json", true, [](const fs::path& run) { cut(run / "run.json", 300); });
        row("record that is a folder", "run.json", true, [](const fs::path& run) {
            fs::remove(run / "run.json");
            fs::create_directory(run / "run.json");
        });
        row("record that leads nowhere", "run.json", true, [](const fs::path& run) {
            fs::remove(run / "run.json");
            fs::create_symlink("/nowhere/at/all", run / "run.json");
        });
        row("deep record", "run.json", true,
            [](const fs::path& run) { writeFile(run / "run.json", Bytes(1'000'000, '[')); });
        row("negative step", "run.json", true,
            [](const fs::path& run) { changeRecord(run, "\"step\": 2", "\"step\": -2"); });
        row("huge step", "run.json", true,
            [](const fs::path& run) { changeRecord(run, "\"step\": 2", "\"step\": 1e300"); });
        row("key twice", "run.json", true,
            [](const fs::path& run) { changeRecord(run, "\"step\": 2", "\"step\": 2, \"step\": 1"); });
        row("no UTF-8", "run.json", true, [](const fs::path& run) { changeRecord(run, "\"state\"", "\"st\xff\""); });
        row("cut weights", "safetensors", false, [](const fs::path& run) {
            for (const char* name : {"best.safetensors", "last.safetensors", "previous.safetensors"})
                cut(run / "checkpoints" / name, 1000);
        });
        row("weights of a huge header", "safetensors", false, [](const fs::path& run) {
            for (const char* name : {"best.safetensors", "last.safetensors", "previous.safetensors"}) {
                Bytes content = readFile(run / "checkpoints" / name);
                std::fill(content.begin(), content.begin() + 8, 0x7f);
                writeFile(run / "checkpoints" / name, content);
            }
        });
        row("weights that are no numbers", "dense.bias", false, [](const fs::path& run) {
            changeWeights(run, [](SafeTensors& s) {
                std::fill(s.tensors.at("dense.bias").bytes.begin(), s.tensors.at("dense.bias").bytes.end(), 0xff);
            });
        });
        row("weights of another shape", "dense.bias", false, [](const fs::path& run) {
            changeWeights(run, [](SafeTensors& s) { s.tensors.at("dense.bias").shape = {2, 4}; });
        });
        row("missing weights", "dense.bias", false,
            [](const fs::path& run) { changeWeights(run, [](SafeTensors& s) { s.tensors.erase("dense.bias"); }); });
        row(
            "weights of an impossible network", "network", false,
            [](const fs::path& run) {
                changeWeights(run, [](SafeTensors& s) {
                    std::string& text = s.metadata.at("network");
                    text.replace(text.find("\"embedding\":8"), 13, "\"embedding\":-8");
                });
            },
            true);
    }

    void alteredRun() {
        QFETCH(Change, change);
        QFETCH(QString, says);
        QFETCH(bool, evaluates);
        QFETCH(bool, resumable);
        const fs::path copy = folder_ / "copy";
        fs::remove_all(copy);
        fs::copy(run_, copy, fs::copy_options::recursive);
        change(copy);

        const QString path = QString::fromStdString(copy);
        const QStringList evaluate{"evaluate", "--model", path,      "--data", "glyphs:alphabet-count=1,seed=9",
                                   "--ways",   "5",       "--tasks", "5"};
        if (!evaluates) QVERIFY((refuses(evaluate, says)));
        if (resumable) return;
        QVERIFY((refuses({"train", "--resume", path}, says)));
        for (const fs::directory_entry& file : fs::recursive_directory_iterator(copy))
            QVERIFY2(file.path().extension() != ".part", file.path().c_str());
    }

    void alteredLakeRuns_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("an image is missing") << "missing"
                                             << "which does not exist";
        QTest::newRow("an image is broken") << "broken"
                                            << "not a sound PNG";
        QTest::newRow("empty labels") << "empty"
                                      << "fewer than two training images";
        QTest::newRow("labels of anything") << "binary"
                                            << "class_labels.txt, line 1";
        QTest::newRow("cut") << "cut"
                             << "not a sound zip";
    }

    void alteredLakeRuns() {
        QFETCH(QString, kind);
        QFETCH(QString, says);
        std::vector<ContainedFile> files = tinyLakeRuns();
        for (ContainedFile& file : files) {
            const bool labels = file.path.ends_with("run01/class_labels.txt");
            if (kind == "broken" && file.path.ends_with("test/item01.png")) file.bytes.resize(30);
            if (kind == "empty" && labels) file.bytes.clear();
            if (kind == "binary" && labels) file.bytes = Bytes{0, 255, 7, 32, 9, 200, 10};
        }
        if (kind == "missing")
            std::erase_if(files, [](const ContainedFile& file) { return file.path.ends_with("test/item01.png"); });
        const fs::path zip = folder_ / "runs.zip";
        writeZip(zip, files);
        if (kind == "cut") cut(zip, fs::file_size(zip) - 40);
        QVERIFY((refuses({"evaluate", "--model", "pixels-l2", "--lake", QString::fromStdString(zip)}, says)));
    }

    /// Files of another kind than the option wants.
    void mistakenFiles() {
        const QString record = QString::fromStdString(run_ / "run.json"),
                      weights = QString::fromStdString(run_ / "checkpoints/last.safetensors");
        for (const QString& path : {record, weights}) {
            QVERIFY((refuses({"data", "info", path}, path)));
            QVERIFY((refuses({"evaluate", "--model", "pixels-l2", "--lake", path}, path)));
            QVERIFY((refuses({"train", "--resume", path}, path)));
        }
        const auto path = [&](const char* name) { return QString::fromStdString(folder_ / name); };
        writeZip(folder_ / "lake.zip", tinyLakeRuns());
        writeZip(folder_ / "characters.zip", tinyOmniglot(1, 2, 2));
        QVERIFY((refuses({"data", "info", weights}, "is a safetensors file")));
        QVERIFY((refuses({"data", "info", path("run")}, "is a run of a training, not data")));
        QVERIFY((refuses({"data", "info", path("lake.zip")}, "Give it by --lake on the command line")));
        QVERIFY((refuses({"evaluate", "--model", "pixels-l2", "--lake", path("characters.zip")},
                         "A set of characters is given by --data.")));
    }
};

ONESHOT_TEST(TestHostileCli)
#include "tst_hostile_cli.moc"
