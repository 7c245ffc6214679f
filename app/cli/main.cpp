#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "app/cli/command.h"
#include "app/cli/usage_message.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/compute/compute.h"
#include "core/runs/run_directory.h"

namespace {

using namespace oneshot;

/// CLI11's help without its remarks on validators and on which options exclude each other.
class HelpFormatter : public CLI::Formatter {
  public:
    std::string make_option_opts(const CLI::Option* option) const override {
        std::string text;
        if (option->get_type_size() != 0) {
            const std::string type = option->get_type_name();
            text += ' ' + type.substr(0, type.find(':'));
            if (!option->get_default_str().empty()) text += '=' + option->get_default_str();
            if (option->get_expected_max() == CLI::detail::expected_max_vector_size) text += " ...";
        }
        return option->get_required() ? text + " (required)" : text;
    }
};

int exitStatus(ErrorCode code) {
    if (code == ErrorCode::InvalidSetting) return cli::exitUsage;
    if (code == ErrorCode::BadData) return cli::exitBadData;
    return code == ErrorCode::Stopped ? cli::exitInterrupted : cli::exitFailed;
}

int run(const std::vector<cli::Command>& commands) {
    for (const cli::Command& command : commands)
        if (command.parser->parsed()) return command.run();
    return cli::exitUsage;
}

}  // namespace

int main(int argc, char** argv) {
    cli::catchSignals();
    prctl(PR_SET_NAME, "oneshot");  // what it was started as, for `top` and `killall`
    configureProcess();
    useComputeThreads(0);
    const ParallelThreads threads;  // joined before main ends

    CLI::App app{"One-Shot Workbench: trains and evaluates one-shot learners.", "oneshot"};
    app.set_version_flag("--version", "oneshot " ONESHOT_VERSION, "Print the version and exit");
    std::string home;
    app.add_option("--home", home, "Where runs are kept (else ONESHOT_HOME, else the XDG data folder)")
        ->type_name("DIR");
    app.require_subcommand(1);
    app.fallthrough();
    app.failure_message(cli::usageMessage);
    app.formatter(std::make_shared<HelpFormatter>());
    std::vector<cli::Command> commands{cli::addTrainCommand(app),   cli::addEvaluateCommand(app),
                                       cli::addCompareCommand(app), cli::addSearchCommand(app),
                                       cli::addTasksCommand(app),   cli::addReportCommand(app),
                                       cli::addExportCommand(app)};
    for (cli::Command& command : cli::addDataCommands(app)) commands.push_back(std::move(command));
    for (cli::Command& command : cli::addStudyCommands(app)) commands.push_back(std::move(command));
    commands.push_back(cli::addPresetsCommand(app));
    commands.push_back(cli::addDemoCommand(app));
    cli::requireValues(app);
    app.footer(
        "\nExamples:\n"
        "  oneshot demo\n"
        "  oneshot train --data images_background.zip --minutes 20\n"
        "  oneshot evaluate --model RUN_DIR --lake all_runs.zip\n"
        "  oneshot report RUN_DIR --format html --out report.html\n\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage or invalid setting, 3 bad or missing data, 130 interrupted.\n"
        "`oneshot COMMAND --help` says more about each.");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : cli::exitUsage;
    }

    try {
        if (!home.empty()) setHomeFolder(home);
        return run(commands);
    } catch (const Error& error) {
        cli::Console::message(error.code() == ErrorCode::Stopped
                                  ? "oneshot: interrupted; there was nothing to save yet."
                                  : std::string("oneshot: ") + error.what());
        return exitStatus(error.code());
    } catch (const std::exception& error) {
        cli::Console::message(isOutOfMemory(error)
                                  ? "oneshot: memory: it is used up. Choose less data or a smaller network."
                                  : std::string("oneshot: ") + error.what());
        return cli::exitFailed;
    }
}
