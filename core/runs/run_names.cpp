#include "core/runs/run_names.h"

#include <algorithm>
#include <vector>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_summary.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

struct NamedRun {
    fs::path directory;
    std::string title;
};

/// The runs of the home folder in the order of their folders, which begin with the time.
std::vector<NamedRun> namedRuns() {
    std::vector<NamedRun> runs;
    std::error_code failed;
    for (fs::directory_iterator entry(runsFolder(), failed), end; !failed && entry != end; entry.increment(failed)) {
        const fs::path directory = entry->path();
        std::error_code none;
        if (directory.filename().string().starts_with('.') || !fs::exists(directory / "run.json", none)) continue;
        runs.push_back({directory, runTitle(directory)});
    }
    std::ranges::sort(runs, {}, &NamedRun::directory);
    return runs;
}

bool exists(const std::string& path) {
    std::error_code none;
    return fs::exists(path, none);
}

std::vector<std::string> builtInNames() {
    std::vector<std::string> names = baselineNames();
    names.emplace_back("shipped");
    return names;
}

/// A path that is there, or a built-in name: it stands for itself.
bool isPlain(const std::string& model) {
    const std::vector<std::string> names = builtInNames();
    return exists(model) || std::ranges::find(names, model) != names.end();
}

Error ambiguous(const std::string& name, const std::vector<std::string>& folders) {
    std::string list;
    for (const std::string& folder : folders) list += (list.empty() ? "" : ", ") + folder;
    return {ErrorCode::InvalidSetting, name, std::to_string(folders.size()) + " runs have this name: " + list,
            "Name the folder of the one that you mean, or give the runs other names."};
}

/// Returns the folder of the run of this name, or the name itself where there is none.
std::string folderOf(const std::string& name) {
    if (name.empty() || name.find('/') != std::string::npos) return name;
    const std::vector<NamedRun> runs = namedRuns();
    std::vector<std::string> folders, known = builtInNames();
    for (const NamedRun& run : runs) {
        known.push_back(run.title);
        if (run.title == name || run.directory.filename() == name) folders.push_back(run.directory.string());
    }
    if (folders.size() == 1) return folders.front();
    if (!folders.empty()) throw ambiguous(name, folders);
    const std::string near = nearestName(name, known);
    if (std::ranges::find(runs, near, &NamedRun::title) == runs.end()) return name;
    throw Error(ErrorCode::BadData, name, "there is no such model or run",
                "Did you mean the run " + shellQuoted(near) + "? Name a run, its folder, or a model.");
}

/// The name before the colon of ":comparison=tuned": a run's name has none.
std::string nameIn(const std::string& model) {
    return model.substr(0, model.rfind(':'));
}

}  // namespace

std::string withRunFolders(const std::string& model) {
    if (isPlain(model) || isPlain(nameIn(model))) return model;  // a path may hold a +
    std::string found;
    for (const std::string& member : split(model, '+')) {
        const std::string name = nameIn(member);
        const bool plain = isPlain(member) || isPlain(name);
        found += '+' + (plain ? member : folderOf(name) + member.substr(name.size()));
    }
    return found.substr(1);
}

fs::path runFolderOf(const std::string& pathOrName) {
    return exists(pathOrName) ? pathOrName : folderOf(pathOrName);
}

std::string runTitle(const fs::path& run) {
    try {
        if (const RunNotes notes = readRunNotes(run); !notes.name.empty()) return notes.name;
    } catch (const Error&) {  // damaged notes name nothing
    }
    std::error_code none;
    const fs::path whole = fs::weakly_canonical(run, none);
    return whole.filename().string();
}

void useRunTitle(ComparedLearner& learner) {
    std::error_code none;
    const fs::path run = fs::is_directory(learner.model, none) ? learner.model : nameIn(learner.model);
    if (learner.run.empty() || !fs::is_directory(run, none)) return;
    if (const std::string title = runTitle(run); title != learner.run)
        learner.name = learner.preset + " (" + title + ')';
}

}  // namespace oneshot
