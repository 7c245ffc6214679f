#include <CLI/CLI.hpp>
#include <QApplication>
#include <string>

#include "core/models/compute.h"
#include "core/runs/run_directory.h"
#include "ui/pages/main_window.h"

int main(int argc, char** argv) {
    oneshot::configureProcess();
    QApplication application(argc, argv);  // takes Qt's own options away
    QApplication::setApplicationName(QStringLiteral("oneshot-workbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("One-Shot Workbench"));
    QApplication::setApplicationVersion(QStringLiteral(ONESHOT_VERSION));

    CLI::App options("The One-Shot Workbench: train, watch, question and challenge one-shot learners.",
                     "oneshot-workbench");
    std::string home, data;
    options.add_option("--home", home, "Folder of runs and settings (else ONESHOT_HOME, else XDG's)")->type_name("DIR");
    options.add_option("data", data, "A zip or folder in Omniglot's layout to open");
    options.set_version_flag("--version", "oneshot-workbench " ONESHOT_VERSION);
    CLI11_PARSE(options, argc, argv);
    if (!home.empty()) oneshot::setHomeFolder(home);

    oneshot::ui::MainWindow window;
    if (!data.empty()) window.openDataset(QString::fromLocal8Bit(data.c_str()));
    window.show();
    return QApplication::exec();
}
