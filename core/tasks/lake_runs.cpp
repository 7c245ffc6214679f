#include "core/tasks/lake_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/data/image_set.h"
#include "core/files/container.h"
#include "core/files/image_files.h"
#include "core/files/unreadable_files.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

constexpr const char* labelsFile = "class_labels.txt";
constexpr const char* layout =
    "Expected run01/class_labels.txt with lines like \"run01/test/item01.png run01/training/class01.png\", and the "
    "images that they name, within one top folder at most.";
// Each run has one drawer for all support drawings, and another for all queries.
constexpr int supportDrawer = 1, queryDrawer = 2;

bool isLabelsPath(const std::string& path) {
    return fs::path(path).filename() == labelsFile;
}

/// A trial by the indices of its files in the container.
struct Trial {
    std::size_t query, support;
};

/// The lines of runNN/class_labels.txt; the paths in them begin at the folder that holds runNN.
std::vector<Trial> readTrials(const ContainedFile& labels, const Container& container) {
    const std::vector<std::string>& files = container.content().files;
    const fs::path base = fs::path(labels.path).parent_path().parent_path();
    std::istringstream text(validUtf8({reinterpret_cast<const char*>(labels.bytes.data()), labels.bytes.size()}));
    std::vector<Trial> trials;
    std::set<std::size_t> queries, supports;
    int lineNumber = 0;
    for (std::string line; std::getline(text, line);) {
        const auto wrong = [&](const std::string& problem) {
            return Error(ErrorCode::BadData, fmt::format("{}/{}, line {}", container.name(), labels.path, lineNumber),
                         problem, layout);
        };
        ++lineNumber;
        std::istringstream words(line);
        std::string query, support, rest;
        if (!(words >> query)) continue;
        if (!(words >> support) || words >> rest) throw wrong("does not hold two paths");
        const auto find = [&](const std::string& name) {
            const std::string path = (base / name).generic_string();
            const auto found = std::ranges::lower_bound(files, path);
            if (found == files.end() || *found != path)
                throw wrong(fmt::format("names {}, which does not exist", name));
            return static_cast<std::size_t>(found - files.begin());
        };
        trials.push_back({find(query), find(support)});
        if (!queries.insert(trials.back().query).second) throw wrong(fmt::format("names {} a second time", query));
        supports.insert(trials.back().support);
        for (const auto& [name, others] : {std::pair(query, &supports), std::pair(support, &queries)})
            if (others->contains(find(name))) throw wrong(fmt::format("names {} as test and as training image", name));
    }
    return trials;
}

/// Reads the files of labels, in order. Throws one error about all that cannot be read: it may include a run.
std::vector<ContainedFile> readLabels(Container& container) {
    const ContainerContent& content = container.content();
    std::vector<bool> chosen(content.files.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = isLabelsPath(content.files[i]);
    std::vector<ContainedFile> labels;
    std::vector<Error> problems = content.unreadable;
    container.read(chosen, [&](std::size_t, ContainedFile file) {
        if (file.problem) problems.push_back(*file.problem);
        labels.push_back(std::move(file));
    });
    if (!problems.empty())
        throw unreadableFiles(problems, std::ssize(content.files) + std::ssize(content.unreadable), container.name(),
                              false);
    std::ranges::sort(labels, {}, &ContainedFile::path);
    return labels;
}

/// Adds the images to the drawings. files: the file of each drawing.
DrawingStore readDrawings(std::vector<Drawing> drawings, Container& container, const std::vector<std::size_t>& files) {
    std::vector<std::size_t> chosen = files;  // a file may be in several trials
    std::ranges::sort(chosen);
    chosen.erase(std::ranges::unique(chosen).begin(), chosen.end());
    const ImageSet set = readImages(container, chosen, {.white = fullSample});
    std::vector<Error> problems;
    for (const DecodedFile& file : set.images)
        if (file.problem) problems.push_back(*file.problem);
    if (!problems.empty()) throw unreadableFiles(problems, std::ssize(chosen), container.name(), false);
    for (std::size_t i = 0; i < files.size(); ++i)
        drawings[i].image = set.images[std::ranges::lower_bound(chosen, files[i]) - chosen.begin()].image;
    return DrawingStore(std::move(drawings));
}

}  // namespace

LakeRuns openLakeRuns(const fs::path& path) {
    Container container(path, {[](const std::string& name) { return isImagePath(name) || isLabelsPath(name); }});
    const std::vector<std::string>& files = container.content().files;

    LakeRuns result;
    std::vector<Drawing> drawings;
    std::vector<std::size_t> images;  // of each drawing
    for (const ContainedFile& labels : readLabels(container)) {
        const std::string name = fs::path(labels.path).parent_path().filename().string();
        const std::string where = container.name() + "/" + labels.path;
        if (name.empty()) throw Error(ErrorCode::BadData, where, "is not in the folder of a run", layout);
        for (const LakeRuns::Run& run : result.runs)
            if (run.name == name)
                throw Error(ErrorCode::BadData, where, "is a second run named " + name, "Give one set of runs.");

        const std::vector<Trial> trials = readTrials(labels, container);
        std::set<std::size_t> support;
        for (const Trial& trial : trials) support.insert(trial.support);
        if (support.size() < 2) throw Error(ErrorCode::BadData, where, "names fewer than two training images", layout);

        const int alphabetIndex = static_cast<int>(result.dataset.alphabets.size());
        Alphabet& alphabet = result.dataset.alphabets.emplace_back(Alphabet{name, {}});
        std::map<std::size_t, int> characterOf;
        const auto addDrawing = [&](int character, std::size_t file, int drawer) {
            const auto id = static_cast<DrawingId>(images.size());
            alphabet.characters[character].drawings.push_back(id);
            images.push_back(file);
            drawings.emplace_back().drawer = drawer;
            return id;
        };
        std::vector<Way> ways;
        for (const std::size_t file : support) {
            const int character = static_cast<int>(alphabet.characters.size());
            characterOf[file] = character;
            alphabet.characters.push_back({fs::path(files[file]).stem().string(), {}});
            ways.push_back({{alphabetIndex, character}, {addDrawing(character, file, supportDrawer)}});
        }
        Random random = makeRandom(0, "lake " + name);
        shuffle(random, ways);

        LakeRuns::Run& run = result.runs.emplace_back(LakeRuns::Run{name, {}, {}});
        for (const Trial& trial : trials) {
            const int character = characterOf[trial.support];
            const auto answer = std::find_if(ways.begin(), ways.end(),
                                             [&](const Way& way) { return way.character.character == character; });
            run.tasks.push_back(
                {addDrawing(character, trial.query, queryDrawer), ways, static_cast<int>(answer - ways.begin())});
            run.queries.push_back(validUtf8(fs::path(files[trial.query]).filename().string()));
        }
    }
    if (result.runs.empty())
        throw Error(ErrorCode::BadData, validUtf8(path.string()), "holds no runs",
                    layout + std::string(files.empty() ? "" : " A set of characters is given by --data."));

    result.dataset.drawings = readDrawings(std::move(drawings), container, images);
    result.dataset.name = validUtf8(path.filename().string());
    result.dataset.spec = validUtf8(fs::absolute(path).lexically_normal().string());
    result.dataset.sha256 = contentFingerprint(result.dataset);
    return result;
}

}  // namespace oneshot
