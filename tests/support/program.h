#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <cstdint>

namespace oneshot::test {

/// How a program ended; status -1: it crashed, or took too long.
struct Outcome {
    int status = -1;
    QByteArray output, messages;

    /// The one JSON object of standard output; empty where that is anything else.
    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
};

/// Waits twenty minutes at most.
Outcome outcomeOf(QProcess&);

/// Whether the process, which has been started (a child of Qt Test has handlers too), has one of the signal by now
/// (Linux: SigCgt of its status).
bool handlesSignal(qint64 process, int signal);

/// The real `oneshot` in a home of its own; a test is one besides.
class ProgramInHome {
  protected:
    QString path(const QString& name) const { return home_.filePath(name); }
    void start(QProcess&, const QStringList& arguments) const;
    Outcome run(const QStringList& arguments) const;
    /// As on a disk that takes files of `bytes` at most.
    Outcome runOnFullDisk(const QStringList& arguments, std::uint64_t bytes) const;

  private:
    QTemporaryDir home_;
};

/// Options of `oneshot train`: a learner that trains its steps in a moment.
inline const QStringList tinyTraining{"--threads",
                                      "1",
                                      "--set",
                                      "maps=8,8,8,8",
                                      "embedding=16",
                                      "pairs_per_step=8",
                                      "warmup_steps=0",
                                      "evaluate_every=3",
                                      "evaluation_tasks=20",
                                      "evaluation_ways=5"};
/// Few glyphs for it, and others to validate it on.
inline const QStringList tinyData{"--data", "glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4",
                                  "--validation",
                                  "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=8,drawer-count=4"};

}  // namespace oneshot::test
