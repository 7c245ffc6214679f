#include "core/tasks/lake_runs.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "core/data/container_files.h"
#include "core/data/error.h"
#include "core/data/image_files.h"
#include "core/data/random.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

constexpr const char* labelsFile = "class_labels.txt";
constexpr const char* layout =
    "Expected run01/class_labels.txt with lines like \"run01/test/item01.png run01/training/class01.png\", and the "
    "images that they name, within one top folder at most.";
constexpr int supportDrawer = 1,
              queryDrawer = 2;  // each run has one drawer for all support drawings, one for all queries

bool isLabelsPath(const std::string& path) {
    return fs::path(path).filename() == labelsFile;
}

struct Trial {
    const ContainedFile *query, *support;
};

using FilesByPath = std::map<std::string, const ContainedFile*>;

/// The lines of runNN/class_labels.txt; the paths in them begin at the folder that holds runNN.
std::vector<Trial> readTrials(const ContainedFile& labels, const FilesByPath& files, const std::string& container) {
    const fs::path base = fs::path(labels.path).parent_path().parent_path();
    std::istringstream text(validUtf8({reinterpret_cast<const char*>(labels.bytes.data()), labels.bytes.size()}));
    std::vector<Trial> trials;
    std::set<const ContainedFile*> queries, supports;
    int lineNumber = 0;
    for (std::string line; std::getline(text, line);) {
        const auto wrong = [&](const std::string& problem) {
            return Error(ErrorCode::BadData, container + "/" + labels.path + ", line " + std::to_string(lineNumber),
                         problem, layout);
        };
        ++lineNumber;
        std::istringstream words(line);
        std::string query, support, rest;
        if (!(words >> query)) continue;
        if (!(words >> support) || words >> rest) throw wrong("does not hold two paths");
        const auto find = [&](const std::string& name) {
            const auto found = files.find((base / name).generic_string());
            if (found == files.end()) throw wrong("names " + name + ", which is not there");
            return found->second;
        };
        trials.push_back({find(query), find(support)});
        if (!queries.insert(trials.back().query).second) throw wrong("names " + query + " a second time");
        supports.insert(trials.back().support);
        for (const auto& [name, others] : {std::pair(query, &supports), std::pair(support, &queries)})
            if (others->contains(find(name))) throw wrong("names " + name + " as test and as training image");
    }
    return trials;
}

}  // namespace

LakeRuns openLakeRuns(const fs::path& path) {
    const std::vector<ContainedFile> files =
        readContainer(path, [](const std::string& name) { return isImagePath(name) || isLabelsPath(name); });
    FilesByPath byPath;
    for (const ContainedFile& file : files) byPath[file.path] = &file;

    LakeRuns result;
    std::vector<const ContainedFile*> images;  // of each drawing
    for (const ContainedFile& labels : files) {
        if (!isLabelsPath(labels.path)) continue;
        const std::string name = fs::path(labels.path).parent_path().filename().string();
        const std::string where = validUtf8((path / labels.path).string());
        if (name.empty()) throw Error(ErrorCode::BadData, where, "is not in the folder of a run", layout);
        for (const LakeRuns::Run& run : result.runs)
            if (run.name == name)
                throw Error(ErrorCode::BadData, where, "is a second run named " + name, "Give one set of runs.");

        const std::vector<Trial> trials = readTrials(labels, byPath, validUtf8(path.string()));
        std::map<std::string, const ContainedFile*> support;
        for (const Trial& trial : trials) support[trial.support->path] = trial.support;
        if (support.size() < 2) throw Error(ErrorCode::BadData, where, "names fewer than two training images", layout);

        const int alphabetIndex = static_cast<int>(result.dataset.alphabets.size());
        Alphabet& alphabet = result.dataset.alphabets.emplace_back(Alphabet{name, {}});
        std::map<const ContainedFile*, int> characterOf;
        const auto addDrawing = [&](int character, const ContainedFile* file, int drawer) {
            const auto id = static_cast<DrawingId>(images.size());
            alphabet.characters[character].drawings.push_back(id);
            images.push_back(file);
            result.dataset.drawings.emplace_back().drawer = drawer;
            return id;
        };
        std::vector<Way> ways;
        for (const auto& [supportPath, file] : support) {
            const int character = static_cast<int>(alphabet.characters.size());
            characterOf[file] = character;
            alphabet.characters.push_back({fs::path(supportPath).stem().string(), {}});
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
            run.queries.push_back(validUtf8(fs::path(trial.query->path).filename().string()));
        }
    }
    if (result.runs.empty())
        throw Error(ErrorCode::BadData, validUtf8(path.string()), "holds no runs",
                    layout + std::string(files.empty() ? "" : " A set of characters is given by --data."));

    std::vector<DecodedFile> decoded = decodeImageFiles(images, path, {});
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        if (decoded[i].problem) throw Error(*decoded[i].problem);
        result.dataset.drawings[i].image = std::move(decoded[i].image);
    }
    result.dataset.name = validUtf8(path.filename().string());
    result.dataset.spec = validUtf8(fs::absolute(path).lexically_normal().string());
    result.dataset.sha256 = contentFingerprint(result.dataset);
    return result;
}

}  // namespace oneshot
