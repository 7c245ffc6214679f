#include "tests/support/program.h"
#include "tests/support/places.h"

namespace oneshot::test {

Outcome outcomeOf(QProcess& process) {
    if (!process.waitForFinished(120'000)) return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

void ProgramInHome::start(QProcess& process, const QStringList& arguments) const {
    process.start(test::oneshotProgram(), QStringList{"--home", home_.path()} + arguments);
}

Outcome ProgramInHome::run(const QStringList& arguments) const {
    QProcess process;
    start(process, arguments);
    return outcomeOf(process);
}

}  // namespace oneshot::test
