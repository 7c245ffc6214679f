#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>
#include <QSet>
#include <QtTest>
#include <climits>
#include <filesystem>
#include <functional>

#include "tests/support/sqlite.h"
#include "ui/session/trials/trial_store.h"

namespace oneshot::test {

/// This very program, started with other arguments to do sessions of trials, and ended by SIGKILL. It tells each trial
/// that is stored by a line "SESSION NUMBER", and "done" after a whole session; a line "problem: ..." is a failure.
class KilledProgram {
  public:
    static constexpr int patience = 120000;  // ms

    KilledProgram(QStringList arguments, std::filesystem::path store, int (*answerOf)(int number))
        : arguments_(std::move(arguments)), store_(std::move(store)), answerOf_(answerOf) {}

    /// Ends it after so many trials and then some time; false where it failed before.
    bool runAndKill(int trials, std::chrono::microseconds afterwards) {
        QProcess process;
        if (!begin(process) || !listen(process, trials)) return false;
        QDeadlineTimer moment(afterwards, Qt::PreciseTimer);
        while (!moment.hasExpired()) process.waitForReadyRead(0);
        process.kill();
        // It may have ended by itself just then.
        if (process.state() != QProcess::NotRunning && !process.waitForFinished(patience)) return false;
        return listen(process, INT_MAX);  // what it told until then
    }

    /// Until it ends by itself.
    bool run() {
        QProcess process;
        return begin(process) && listen(process, INT_MAX) && process.waitForFinished(patience) &&
               process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }

    /// What is lost or wrong; empty where all that was told is stored, trials follow one another without a gap, and
    /// hold what was answered.
    QString fault() const {
        const QString health = sqlite(store_, {QStringLiteral("PRAGMA integrity_check")}).toString();
        if (health != QStringLiteral("ok")) return health;
        const session::TrialStore store(store_);
        QSet<QPair<qint64, int>> stored;
        QMap<qint64, int> last;
        for (const session::TrialRecord& trial : store.allTrials()) {
            stored += {trial.session, trial.number};
            if (trial.number != ++last[trial.session]) return QStringLiteral("a gap before trial %1").arg(trial.number);
            if (trial.answer.way != answerOf_(trial.number))
                return QStringLiteral("trial %1 holds answer %2").arg(trial.number).arg(trial.answer.way);
        }
        return stored.contains(told_) ? QString() : QStringLiteral("what was told is not stored");
    }

    bool amidstASession() const {
        return std::filesystem::exists(store_) &&
               std::ranges::any_of(session::TrialStore(store_).sessions(), [](const session::SessionRecord& session) {
                   return session.state == session::SessionRecord::State::Open;
               });
    }

    qsizetype told() const { return told_.size(); }

  private:
    bool begin(QProcess& process) const {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), arguments_);
        return process.waitForStarted();
    }

    /// Reads so many whole lines, or all where the program ends before; false if it ends by a problem.
    bool listen(QProcess& process, int lines) {
        for (int read = 0; read < lines;) {
            if (!process.canReadLine()) {
                if (process.waitForReadyRead(patience) || process.canReadLine()) continue;
                return process.state() == QProcess::NotRunning;
            }
            const QByteArray line = process.readLine().trimmed();
            if (line == "done") return true;
            const QList<QByteArray> words = line.split(' ');
            if (words.size() != 2 || line.startsWith("problem")) {
                qWarning("%s", line.constData());
                return false;
            }
            told_ += {words[0].toLongLong(), words[1].toInt()};
            ++read;
        }
        return true;
    }

    QStringList arguments_;
    std::filesystem::path store_;
    int (*answerOf_)(int);
    QSet<QPair<qint64, int>> told_;  ///< session and number of what was said to be stored
};

}  // namespace oneshot::test
