#include "tests/support/program.h"

#include <sys/resource.h>
#include <QFile>
#include <csignal>

#include "tests/support/places.h"

namespace oneshot::test {

Outcome outcomeOf(QProcess& process) {
    if (!process.waitForFinished(1'200'000)) return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

bool handlesSignal(qint64 process, int signal) {
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly)) return false;
    const QByteArray text = status.readAll(), key = "SigCgt:\t";
    return text.mid(text.indexOf(key) + key.size(), 16).toULongLong(nullptr, 16) >> (signal - 1) & 1;
}

void ProgramInHome::start(QProcess& process, const QStringList& arguments) const {
    process.start(test::oneshotProgram(), QStringList{"--home", home_.path()} + arguments);
    process.waitForStarted();
}

Outcome ProgramInHome::run(const QStringList& arguments) const {
    QProcess process;
    start(process, arguments);
    return outcomeOf(process);
}

Outcome ProgramInHome::runOnFullDisk(const QStringList& arguments, std::uint64_t bytes) const {
    QProcess process;
    process.setChildProcessModifier([bytes] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    start(process, arguments);
    return outcomeOf(process);
}

}  // namespace oneshot::test
