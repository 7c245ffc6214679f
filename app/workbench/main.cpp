#include <CLI/CLI.hpp>
#include <QApplication>
#include <cstdio>
#include <string>

#include "app/workbench/quit_signals.h"
#include "core/base/parallel.h"
#include "core/base/utf8.h"
#include "core/compute/compute.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "core/study/study_file.h"
#include "ui/report/english_numbers.h"
#include "ui/window/main_window.h"

namespace {

/// Says on standard error what is wrong with a study. Returns whether it is one at all: its faults are shown in the
/// window too.
bool isStudy(const std::string& file) try {
    for (const oneshot::FieldError& fault : oneshot::parseStudyFile(file).faults)
        std::fprintf(stderr, "oneshot-workbench: %s\n",
                     oneshot::oneLine(file + ": " + fault.key + ' ' + fault.problem).c_str());
    return true;
} catch (const oneshot::Error& error) {
    std::fprintf(stderr, "oneshot-workbench: %s\n", oneshot::oneLine(error.what()).c_str());
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    oneshot::ui::allowQuitSignals();
    std::string home, data, study;
    CLI::App options("The One-Shot Workbench: train, watch, question and challenge one-shot learners.",
                     "oneshot-workbench");
    options.add_option("--home", home, "Folder of runs and settings (else ONESHOT_HOME, else XDG's)")->type_name("DIR");
    options.add_option("--study", study, "A study of people: open at Challenge with it chosen")->type_name("FILE");
    options.add_option("data", data, "What to open: data, a run, weights, a drawing")->type_name("PATH");
    options.set_version_flag("--version", "oneshot-workbench " ONESHOT_VERSION);
    constexpr int wrongUsage = 2;
    try {
        options.allow_extras();  // help and version need no display; Qt's own options are not ours to judge
        options.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return options.exit(error) ? wrongUsage : 0;
    }
    if (!study.empty() && !isStudy(study)) return wrongUsage;  // before a display is needed

    oneshot::configureProcess();
    QApplication application(argc, argv);  // takes its own options away, and sets the locale of the C library
    oneshot::report::useEnglishNumbers();
    try {
        home.clear();
        data.clear();
        study.clear();
        options.allow_extras(false);
        options.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return options.exit(error) ? wrongUsage : 0;
    }
    QApplication::setApplicationName(QStringLiteral("oneshot-workbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("One-Shot Workbench"));
    QApplication::setApplicationVersion(QStringLiteral(ONESHOT_VERSION));
    if (!home.empty()) oneshot::setHomeFolder(home);

    const oneshot::ParallelThreads threads;  // joined behind the window
    oneshot::ui::MainWindow window;
    oneshot::ui::onQuitSignals(&window, [&window] { window.quit(); });
    if (!data.empty()) window.open({QString::fromLocal8Bit(data.c_str())});
    if (!study.empty()) window.openStudy(QString::fromLocal8Bit(study.c_str()));
    window.show();
    return QApplication::exec();
}
