// Trainings by the program `oneshot`, killed (SIGKILL) at random moments and gone on with, until each has been killed
// often enough; then their weights and figures against those of a training that was left alone, byte for byte.
// Usage: kill_runs [kills of each preset] [seed] ; 25 of each of two presets by default.
#include <QCoreApplication>
#include <QTemporaryDir>
#include <cstdio>
#include <cstdlib>

#include "tests/support/killed_training.h"

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int kills = argc > 1 ? std::max(1, std::atoi(argv[1])) : 25;
    const auto seed = static_cast<quint32>(argc > 2 ? std::atoi(argv[2]) : 1);
    const QTemporaryDir folder;
    int total = 0;
    bool equal = true;
    for (const char* preset : {"compact", "koch2015"}) {
        const auto outcome =
            oneshot::test::killAndCompare({folder.path(), QString::fromLatin1(preset), 60, kills, seed});
        total += outcome.kills;
        equal = equal && outcome.problem.isEmpty();
        std::printf("%-9s %2d trainings killed %2d times, resumed %2d times: %s\n", preset, outcome.runs, outcome.kills,
                    outcome.resumptions,
                    outcome.problem.isEmpty() ? "weights and figures equal" : qPrintable(outcome.problem));
        std::fflush(stdout);
    }
    std::printf("%d kills, seed %u: %s\n", total, seed, equal ? "equal, byte for byte" : "NOT EQUAL");
    return equal ? 0 : 1;
}
