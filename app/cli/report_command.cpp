#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "app/cli/report_painter.h"
#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "core/report/report_formats.h"
#include "core/runs/run_names.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string run, format, out, data;
    std::optional<Device> device;
    bool overwrite = false;
};

int report(const Options& options) {
    const ReportFormatInfo& format = *std::ranges::find(reportFormats(), options.format, &ReportFormatInfo::name);
    if (format.painted && qtVersion().empty())
        throw Error(ErrorCode::InvalidSetting, "--format",
                    std::string(format.name) + " needs the Qt build, and this one is without Qt",
                    "Choose md, json, csv or tensorboard, or build with ONESHOT_BUILD_UI=ON.");
    if (format.suffix.empty())
        requireFreeFolder(options.out, options.overwrite);
    else
        requireSavable(options.out);
    for (const auto& [option, isGiven] :
         {std::pair("--data", !options.data.empty()), std::pair("--device", options.device.has_value())})
        if (isGiven && !format.measures)
            throw Error(ErrorCode::InvalidSetting, option,
                        "is for formats that measure, and " + options.format + " holds what the run recorded",
                        "Omit it.");

    Interrupt interrupt;
    Console console;
    const RunReport report = makeRunReport(
        runFolderOf(options.run),
        {options.data, format.measures, qtVersion(), {}, options.device.value_or(Device::Cpu)},
        [&](const std::string& what, std::int64_t done, std::int64_t total) {
            console.progress(done, total, [&] { return what; });
        },
        interrupt.token());
    for (const std::string& warning : report.warnings) console.message(warning);
    const bool measured = !format.measures || report.measured;
    if (!measured) console.message("Not measured: " + report.measured.why + '.');
    if (!format.measures && !report.metrics)  // it would hold nothing
        throw Error(ErrorCode::BadData, options.run, report.metrics.why, "Nothing was written.");
    if (report.measured) showWarnings(report.measured->data.spec, report.measured->warnings);
    throwIfStopped(interrupt.token());
    if (format.painted)
        saveFile(options.out, paintedReport(report, format.format));
    else
        writeReport(report, format.format, options.out, options.overwrite);
    print(options.out);
    return measured ? exitDone : exitBadData;
}

}  // namespace

Command addReportCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("report", "Write a training as a document: settings, curves, results");
    addOption(*command, "RUN_DIR", options->run, "", "What `oneshot train` made, or the name of a run")->required();
    std::vector<std::string> names;
    for (const ReportFormatInfo& format : reportFormats()) names.emplace_back(format.name);
    addOption(*command, "--format", options->format, "NAME", fmt::format("One of {}", fmt::join(names, ", ")))
        ->check(knownName(names))
        ->required();
    addOption(*command, "--out", options->out, "PATH", "Write it here; for tensorboard, a folder of event files")
        ->required();
    addOverwriteOption(*command, options->overwrite);
    addOption(
        *command, "--data", options->data, "SPEC",
        "Measure the best weights on this instead of the validation data: per alphabet, against the number of ways, "
        "the hardest tasks, what is confused");
    addDeviceOption(*command, options->device);
    command->footer(
        "\nThe best weights are measured on characters that they did not learn from, the same tasks every time.\n"
        "html, pdf, md and json hold everything; csv one row a step, one column a series; tensorboard the same\n"
        "series for `tensorboard --logdir PATH`. A file that exists is replaced.\n"
        "If nothing could be measured, for example because the data are missing, the report is written all the same\n"
        "and says so; so does standard error, and the exit status is 3.\n\nExamples:\n"
        "  oneshot report RUN_DIR --format html --out report.html\n"
        "  oneshot report RUN_DIR --format json --out report.json --data images_evaluation.zip\n"
        "  oneshot train --repeat report.json");
    return {command, [options] { return report(*options); }};
}

}  // namespace oneshot::cli
