#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "app/cli/report_painter.h"
#include "app/cli/study_exporter.h"
#include "app/cli/study_text.h"
#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "core/base/utf8.h"
#include "core/data/open_dataset.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "core/study/study_order.h"
#include "core/tasks/trial_plan.h"

namespace oneshot::cli {
namespace {

struct NewOptions {
    std::string from = "blank", out;
    bool overwrite = false;
};

void requireFreeFile(const std::string& path, bool overwrite) {
    std::error_code none;
    if (!overwrite && std::filesystem::exists(std::filesystem::symlink_status(path, none)))
        throw Error(ErrorCode::InvalidSetting, validUtf8(path), "exists already",
                    "Choose another name, or add --overwrite, which replaces it.");
    requireSavable(path);
}

int makeNew(const NewOptions& options) {
    const Study study = shippedStudy(options.from);
    if (options.out.empty()) {
        printJson(toJson(study));
        return exitDone;
    }
    requireFreeFile(options.out, options.overwrite);
    writeStudy(options.out, study);
    print(options.out);
    print("Change it in a text editor, then check it by: oneshot study check " + shellQuoted(options.out));
    return exitDone;
}

Command addNewCommand(CLI::App& study) {
    auto options = std::make_shared<NewOptions>();
    CLI::App* command = study.add_subcommand("new", "Write a study to be changed: every field, in its place");
    addChecked(*command, "--from", options->from, "NAME", knownName(shippedStudyNames()),
               fmt::format("One of {}", fmt::join(shippedStudyNames(), ", ")));
    addOption(*command, "--out", options->out, "FILE", "Write it here, instead of printing it");
    command->add_flag("--overwrite", options->overwrite, "Replace the file if it exists");
    command->footer(
        "\nblank is a short study of built-in characters, with a question of every type. lake asks the 400 trials of\n"
        "Lake's runs. author asks what the author of the article on siamese networks asked himself: 20-way tasks\n"
        "across Omniglot's evaluation set. Both hold the published figures of people, to be shown beside yours.\n"
        "\nA study is one JSON file. Pictures are in it, as PNG or JPEG in base64 by their names, and texts show them\n"
        "by ![a sign](NAME).\n"
        "\nExamples:\n"
        "  oneshot study new --out study.json\n"
        "  oneshot study new --from lake --out lake.json");
    return {command, [options] { return makeNew(*options); }};
}

struct CheckOptions {
    std::string file, data, lake;
    bool json = false;
};

/// What was found in a study's file, and with its data.
struct Findings {
    StudyReading reading;
    std::string data;                   ///< what they hold, in words; empty: they were not opened
    std::optional<std::string> noData;  ///< why the study cannot be run with them
};

/// Throws Error(InvalidSetting) if an option names data of the kind that the study does not ask.
std::string sourceOf(const Study& study, const CheckOptions& options) {
    const bool isLake = study.asksLakesRuns();
    if (const std::string& other = isLake ? options.data : options.lake; !other.empty())
        throw Error(ErrorCode::InvalidSetting, isLake ? "--data" : "--lake",
                    std::string("is not what the study asks: ") + (isLake ? "Lake's runs" : "tasks of a dataset"),
                    isLake ? "Name them by --lake." : "Name it by --data.");
    const std::string& given = isLake ? options.lake : options.data;
    return given.empty() ? study.sourceSpec() : given;
}

/// Opens the data and plans the first participant's trials. Returns what the data hold.
std::string triedOut(const Study& study, const std::string& source, Console& console, const Interrupt& interrupt) {
    const StudyTasks& tasks = study.tasks;
    const std::uint64_t seed = seedFor(study, 1);
    if (study.asksLakesRuns()) {
        const LakeRuns lake = openLakeRuns(source);
        planTrials(lake, seed, tasks.practice, tasks.trials);
        return counted(std::ssize(lake.runs), "run") + " in " + source;
    }
    const Dataset data = openDataset(parseDataSpec(source), console.counter("reading " + source), interrupt.token());
    planTrials(data, {tasks.ways, tasks.shots, tasks.withinAlphabet, seed, true}, tasks.practice, tasks.trials);
    return charactersText(data) + " in " + source;
}

void findInData(Findings& findings, const CheckOptions& options) {
    const Study& study = findings.reading.study;
    const std::string source = sourceOf(study, options);
    if (source.empty()) return;
    const Interrupt interrupt;
    Console console;
    try {
        findings.data = triedOut(study, source, console, interrupt);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Stopped) throw;
        findings.noData = error.what();
    }
}

Json findingsJson(const Findings& findings, const std::string& file) {
    const Study& study = findings.reading.study;
    Json faults = Json::array();
    for (const FieldError& fault : findings.reading.faults)
        faults.push_back({{"field", fault.key}, {"problem", fault.problem}});
    const bool isSound = faults.empty();
    return {{"file", file},
            {"faults", faults},
            {"name", study.name},
            {"version", study.version},
            {"content_sha256", isSound ? Json(contentSha256(study)) : Json()},
            {"trials", study.tasks.trials},
            {"practice", study.tasks.practice},
            {"data", findings.data.empty() ? Json() : Json(findings.data)},
            {"data_problem", findings.noData ? Json(*findings.noData) : Json()}};
}

void showFindings(const Findings& findings, const std::string& file) {
    if (const std::vector<FieldError>& faults = findings.reading.faults; !faults.empty()) {
        std::string text = fmt::format("oneshot: {}: {} to mend", file, counted(std::ssize(faults), "fault"));
        for (const FieldError& fault : faults) text += "\n  " + oneLine(fault.key + ' ' + fault.problem);
        return Console::message(text);
    }
    const Study& study = findings.reading.study;
    print(studyText(study));
    const std::string option = study.asksLakesRuns() ? "--lake RUNS.zip" : "--data SPEC";
    if (!findings.data.empty())
        print("opens        yes, there are enough tasks: " + oneLine(findings.data));
    else if (!findings.noData)
        print("opens        not tried: add " + option + " to see whether the study can be run with them");
    else
        Console::message("oneshot: the study cannot be run with these data: " + *findings.noData);
}

int check(const CheckOptions& options) {
    Findings findings{parseStudyFile(options.file), {}, {}};
    if (findings.reading.faults.empty()) findInData(findings, options);
    if (options.json) printJson(findingsJson(findings, options.file));
    if (!options.json) showFindings(findings, options.file);
    return findings.reading.faults.empty() && !findings.noData ? exitDone : exitBadData;
}

Command addCheckCommand(CLI::App& study) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* command = study.add_subcommand("check", "Say what a study does, and all that is wrong with its file");
    addOption(*command, "FILE", options->file, "", "A study, as `oneshot study new` writes it")->required();
    CLI::Option* lake = addLakeOption(*command, options->lake);
    addOption(*command, "--data", options->data, "SPEC", "Try these data instead of those that it names")
        ->excludes(lake);
    addJsonOption(*command, options->json);
    command->footer(
        "\nThe data are opened if the study or an option names them, and the first participant's trials are planned.\n"
        "Exit status: 0 the study is sound, and so are its data if they were opened; 3 otherwise.\n"
        "\nExamples:\n"
        "  oneshot study check study.json\n"
        "  oneshot study check lake.json --lake all_runs.zip");
    return {command, [options] { return check(*options); }};
}

struct ExportOptions {
    StudyExport wanted;
    bool json = false;
};

/// Says before anything is read what would be refused after it.
void requireWritable(const StudyExport& wanted) {
    if (lowerCase(wanted.out).ends_with(".csv"))
        throw Error(ErrorCode::InvalidSetting, validUtf8(wanted.out), "is one table, and an export is several",
                    "Name a folder, or one file that ends in .json.");
    if (!wanted.isOneFile()) return requireFreeFolder(wanted.out, wanted.overwrite);
    if (wanted.forExcel)
        throw Error(ErrorCode::InvalidSetting, "--bom", "is for tables, and a .json file is none",
                    "Omit it, or name a folder.");
    requireFreeFile(wanted.out, wanted.overwrite);
}

int exportTables(const ExportOptions& options) {
    if (!qtVersion().empty()) requireWritable(options.wanted);
    const Interrupt interrupt;
    const Json written = exportStudy(options.wanted, interrupt.token());
    if (options.json) {
        printJson(written);
        return exitDone;
    }
    const auto many = [&](const char* key, const char* noun) { return counted(written[key].get<int>(), noun); };
    print(options.wanted.out);
    print(many("trials", "trial") + " in " + many("sessions", "session") + " of " +
          many("participants", "participant"));
    if (written["excluded_sessions"] != 0) print("Excluded, and marked so: " + many("excluded_sessions", "session"));
    for (const Json& study : written["studies"])
        if (study["blinded"] == true)
            print("Blinded: " + oneLine(study["name"].get<std::string>()) +
                  ". The tables say whether answers were right; figures are left out.");
    return exitDone;
}

Command addExportOfStudies(CLI::App& study) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = study.add_subcommand("export", "Write the trials of people as tables for R, SPSS or Python");
    addOption(*command, "--study", options->wanted.study, "NAME[:VERSION]",
              "Sessions of this study alone; without it all that are stored");
    addOption(*command, "--out", options->wanted.out, "PATH", "A folder for tables, or one file that ends in .json")
        ->required();
    command->add_flag("--bom", options->wanted.forExcel, "Begin tables with a byte order mark, as Excel wants it");
    command->add_flag("--overwrite", options->wanted.overwrite,
                      "Replace files of the same names; all others in the folder stay");
    addJsonOption(*command, options->json);
    command->footer(
        "\nThe folder holds trials.csv, a row for each answer of a person; models.csv, a row for each answer of a\n"
        "model; sessions.csv; codebook.json, what every column means, in words of schema.org and Psych-DS;\n"
        "figures.json, what it came to, with intervals and methods; and each version of the study. Sessions that were\n"
        "excluded are there and marked. Windows may be open meanwhile.\n"
        "What was exported is out of reach when a participant is deleted later.\n"
        "\nExamples:\n"
        "  oneshot study export --study \"Lake's runs\" --out tables\n"
        "  oneshot study export --study \"Lake's runs:2\" --out lake.json");
    return {command, [options] { return exportTables(*options); }};
}

}  // namespace

std::vector<Command> addStudyCommands(CLI::App& app) {
    CLI::App* study = app.add_subcommand("study", "Make, check and export studies of people")->require_subcommand(1);
    return {addNewCommand(*study), addCheckCommand(*study), addExportOfStudies(*study)};
}

}  // namespace oneshot::cli
