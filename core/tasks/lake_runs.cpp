#include "core/tasks/lake_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/data/data_ref.h"
#include "core/data/image_set.h"
#include "core/files/container.h"
#include "core/files/image_files.h"

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

/// Builds the runs and their dataset from the files of labels; its drawings have drawers alone.
struct RunsBuilder {
    const Container& container;
    LakeRuns result = {};
    std::vector<Drawing> drawings = {};
    std::vector<std::size_t> images = {};  ///< the file of each drawing

    void add(const ContainedFile& labels) {
        const std::string name = fs::path(labels.path).parent_path().filename().string();
        const std::string where = container.name() + "/" + labels.path;
        if (name.empty()) throw Error(ErrorCode::BadData, where, "is not in the folder of a run", layout);
        if (std::ranges::find(result.runs, name, &LakeRuns::Run::name) != result.runs.end())
            throw Error(ErrorCode::BadData, where, "is a second run named " + name, "Give one set of runs.");
        const std::vector<Trial> trials = readTrials(labels, container);
        std::map<std::size_t, int> characterOf;  // by the file of its support drawing
        for (const Trial& trial : trials) characterOf[trial.support];
        if (characterOf.size() < 2)
            throw Error(ErrorCode::BadData, where, "names fewer than two training images", layout);

        const int alphabet = static_cast<int>(result.dataset.alphabets.size());
        std::vector<Character>& characters = result.dataset.alphabets.emplace_back(Alphabet{name, {}}).characters;
        std::vector<Way> ways;
        for (auto& [file, character] : characterOf) {
            character = static_cast<int>(characters.size());
            characters.push_back({fs::path(container.content().files[file]).stem().string(), {}});
            ways.push_back({{alphabet, character}, {addDrawing(characters.back(), file, supportDrawer)}});
        }
        Random random = makeRandom(0, "lake " + name);
        shuffle(random, ways);

        LakeRuns::Run& run = result.runs.emplace_back(LakeRuns::Run{name, {}});
        for (const auto& [query, support] : trials) {
            const CharacterId character{alphabet, characterOf[support]};
            const auto answer = std::ranges::find(ways, character, &Way::character);
            run.tasks.push_back({addDrawing(characters[character.character], query, queryDrawer), ways,
                                 static_cast<int>(answer - ways.begin())});
            run.queries.push_back(validUtf8(fs::path(container.content().files[query]).filename().string()));
        }
    }

    DrawingId addDrawing(Character& character, std::size_t file, int drawer) {
        const auto id = static_cast<DrawingId>(images.size());
        character.drawings.push_back(id);
        images.push_back(file);
        drawings.emplace_back().drawer = drawer;
        return id;
    }
};

/// Reads the images of the drawings. files: the file of each drawing.
DrawingStore withImages(std::vector<Drawing> drawings, const std::vector<std::size_t>& files, Container& container) {
    const std::set<std::size_t> different(files.begin(), files.end());  // a file may be in several trials
    const std::vector<std::size_t> chosen(different.begin(), different.end());
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
    RunsBuilder builder{container};
    for (const ContainedFile& labels : readLabels(container)) builder.add(labels);
    if (builder.result.runs.empty())
        throw Error(
            ErrorCode::BadData, validUtf8(path.string()), "holds no runs",
            layout + std::string(container.content().files.empty() ? "" : " A set of characters is given by --data."));
    Dataset& dataset = builder.result.dataset;
    dataset.drawings = withImages(std::move(builder.drawings), builder.images, container);
    dataset.name = validUtf8(path.filename().string());
    dataset.spec = validUtf8(fs::absolute(path).lexically_normal().string());
    dataset.sha256 = contentFingerprint(dataset);
    return std::move(builder.result);
}

}  // namespace oneshot
