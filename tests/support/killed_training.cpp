#include "tests/support/killed_training.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>

#include "core/base/error.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_record.h"
#include "tests/support/files.h"
#include "tests/support/places.h"

namespace oneshot::test {
namespace {

constexpr int patience = 600000;  // ms

QStringList trainArguments(const KilledTraining& training, const QString& run) {
    const QStringList network = training.preset == QStringLiteral("koch2015")
                                    ? QStringList{"--set", "maps=4,4,4,8", "--set", "embedding=32"}
                                    : QStringList{"--set", "maps=8,8,8,16"};
    return QStringList{"train",
                       "--preset",
                       training.preset,
                       "--steps",
                       QString::number(training.steps),
                       "--data",
                       "glyphs:alphabet-count=2,characters-per-alphabet=5,drawer-count=3",
                       "--out",
                       run,
                       "--set",
                       "pairs_per_step=4",
                       "--set",
                       "evaluate_every=7",
                       "--set",
                       "evaluation_tasks=5",
                       "--set",
                       "evaluation_ways=3",
                       "--threads",
                       "2"} +
           network;
}

void begin(QProcess& process, const QStringList& arguments) {
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(test::oneshotProgram(), arguments);
    process.waitForStarted();
}

/// Figures of a run without the clock, and without those that may be left out where they would cost too much of it.
std::vector<MetricRow> figuresOf(const QString& run) {
    std::vector<MetricRow> rows = readMetrics((run + QStringLiteral("/metrics.csv")).toStdString());
    std::erase_if(rows, [](const MetricRow& row) { return row.name.starts_with("early_"); });
    for (MetricRow& row : rows) row.seconds = 0;
    return rows;
}

/// Waits until there is a checkpoint, which is surely in the middle of a training.
bool waitForCheckpoint(QProcess& process, const QString& run) {
    const QString last = run + QStringLiteral("/checkpoints/last.safetensors");
    QElapsedTimer clock;
    clock.start();
    while (!QFile::exists(last) && process.state() == QProcess::Running && clock.elapsed() < patience)
        process.waitForFinished(2);
    return QFile::exists(last);
}

/// One training until it completes. Returns what went wrong.
QString trainWithKills(const KilledTraining& training, const QString& run, int usualMilliseconds,
                       QRandomGenerator& moments, KilledOutcome& outcome) {
    for (int kills = 0;; ++kills) {
        QProcess process;
        const bool begun = QFile::exists(run + QStringLiteral("/run.json"));
        outcome.resumptions += begun;
        begin(process, begun ? QStringList{"train", "--resume", run} : trainArguments(training, run));
        // First at its first checkpoint, then at any moment of its life: while it starts, reads, trains or saves; the
        // later the more often it was killed, so that there is an end.
        int moment = static_cast<int>(moments.bounded(usualMilliseconds)) + usualMilliseconds * kills / 8;
        if (kills == 0) {
            if (!waitForCheckpoint(process, run)) return QStringLiteral("there was no checkpoint");
            moment = 0;
        }
        if (process.waitForFinished(moment))
            return process.exitCode() == 0 ? QString()
                                           : QStringLiteral("after %1 kills it ended with exit status %2")
                                                 .arg(kills)
                                                 .arg(process.exitCode());
        process.kill();
        process.waitForFinished();
        ++outcome.kills;
    }
}

/// What is not the same in two complete runs, apart from the clock.
QString difference(const QString& one, const QString& two) {
    for (const char* name : {"/checkpoints/last.safetensors", "/checkpoints/best.safetensors"}) {
        const QByteArray expected = contentOf(one + QLatin1String(name));
        if (expected.isEmpty() || contentOf(two + QLatin1String(name)) != expected)
            return QLatin1String(name) + QStringLiteral(" differs");
    }
    try {
        if (figuresOf(one) != figuresOf(two)) return QStringLiteral("/metrics.csv differs");
        if (readRunRecord(two.toStdString()).state != RunState::Completed)
            return QStringLiteral("/run.json does not say completed");
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

}  // namespace

KilledOutcome killAndCompare(const KilledTraining& training) {
    KilledOutcome outcome;
    const QString whole = training.folder + u'/' + training.preset;
    QElapsedTimer clock;
    clock.start();
    QProcess alone;
    begin(alone, trainArguments(training, whole));
    if (!alone.waitForFinished(patience) || alone.exitCode() != 0) {
        outcome.problem = QStringLiteral("the training that was left alone ended with %1").arg(alone.exitCode());
        return outcome;
    }
    const auto usual = static_cast<int>(clock.elapsed());
    QRandomGenerator moments(training.seed);
    while (outcome.problem.isEmpty() && outcome.kills < training.kills) {
        const QString killed = whole + QStringLiteral(" killed %1").arg(++outcome.runs);
        outcome.problem = trainWithKills(training, killed, usual, moments, outcome);
        if (outcome.problem.isEmpty()) outcome.problem = difference(whole, killed);
    }
    return outcome;
}

}  // namespace oneshot::test
