#include "tests/fuzz/parsers.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/catalogue.h"
#include "core/data/data_spec.h"
#include "core/files/bmp.h"
#include "core/files/csv_vectors.h"
#include "core/files/file_kind.h"
#include "core/files/gif.h"
#include "core/files/gzip.h"
#include "core/files/idx.h"
#include "core/files/jpeg.h"
#include "core/files/png.h"
#include "core/files/stroke_files.h"
#include "core/files/tiff.h"
#include "core/files/webp.h"
#include "core/models/safetensors.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_record.h"
#include "core/search/search_record.h"
#include "core/study/study_file.h"
#include "core/tasks/lake_runs.h"
#include "tests/support/read_container.h"

namespace oneshot::fuzz {
namespace {

namespace fs = std::filesystem;
using Input = std::span<const std::uint8_t>;

std::string_view text(Input bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A file in memory with these bytes, for readers that take a path.
class MemoryFile {
  public:
    explicit MemoryFile(Input bytes) : descriptor_(memfd_create("input", 0)) {
        if (write(descriptor_, bytes.data(), bytes.size()) != std::ssize(bytes)) std::abort();
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    fs::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  private:
    int descriptor_;
};

/// A folder for readers that take one; gone when the program ends.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "oneshot-fuzz-XXXXXX").string();
        if (!mkdtemp(name.data())) std::abort();
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const fs::path& path() const { return path_; }
    void put(const std::string& name, Input bytes) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text(bytes);
    }

  private:
    fs::path path_;
};

void readPaths(Input bytes) {
    std::vector<std::string> paths = split(text(bytes), '\n');
    std::erase_if(paths, [](const std::string& path) { return path.empty(); });
    if (isOmniglotLayout(paths))
        omniglotCatalogue(paths, "paths");
    else
        imageFolderCatalogue(paths, "paths");
}

/// run01/class_labels.txt of two trials' images.
void readClassLabels(Input bytes) {
    static const Folder folder;
    static const bool filled = [] {
        const Bytes png = encodePng({1, 4, 4, Bytes(16, 200)});
        for (const char* name : {"test/item01", "test/item02", "training/class01", "training/class02"})
            folder.put(std::string("run01/") + name + ".png", png);
        return true;
    }();
    if (!filled) return;
    folder.put("run01/class_labels.txt", bytes);
    openLakeRuns(folder.path());
}

void readRun(Input bytes) {
    static const Folder folder;
    folder.put("run.json", bytes);
    toJson(readRunRecord(folder.path()));
}

void readSearchRecord(Input bytes) {
    static const Folder folder;
    folder.put("search.json", bytes);
    const Search search = readSearch(folder.path());
    for (const SearchTrial& trial : search.trials) search.configOf(trial);
    toJson(search);
}

/// A study without faults must come back from its own file as it is.
void readStudyText(Input bytes) {
    const StudyReading reading = parseStudy(text(bytes), "input");
    const std::string file = toJson(reading.study).dump(2);
    if (reading.faults.empty() && studyFromJson(Json::parse(file), "input") != reading.study)
        throw std::logic_error("a study that is not read as it was written");
}

template <typename Parse>
void caught(Parse parse) try {
    parse();
} catch (const Error&) {
}

}  // namespace

const std::vector<Parser>& parsers() {
    static const std::vector<Parser> all{
        {"png", [](Input b) { caught([&] { decodePng(b, "input"); }); }},
        {"jpeg", [](Input b) { caught([&] { decodeJpeg(b, "input"); }); }},
        {"bmp", [](Input b) { caught([&] { decodeBmp(b, "input"); }); }},
        {"gif", [](Input b) { caught([&] { decodeGif(b, "input"); }); }},
        {"webp", [](Input b) { caught([&] { decodeWebP(b, "input"); }); }},
        {"tiff", [](Input b) { caught([&] { decodeTiff(b, "input"); }); }},
        {"file-kind", [](Input b) { describeNamed(fileKindOf(b), std::string(text(b))); }},
        {"idx", [](Input b) { caught([&] { parseIdx(b, "input"); }); }},
        {"gzip", [](Input b) { caught([&] { gunzip(b, "input", 1 << 24); }); }},
        {"csv", [](Input b) { caught([&] { parseCsvVectors(text(b), "input"); }); }},
        {"strokes", [](Input b) { caught([&] { strokesText(parseStrokes(text(b), "input")); }); }},
        {"spec", [](Input b) { caught([&] { parseDataSpec(toString(parseDataSpec(text(b)))); }); }},
        {"paths", [](Input b) { caught([&] { readPaths(b); }); }},
        {"zip",
         [](Input b) {
             caught([&] {
                 test::readZip(b, "input", [](const std::string&) { return true; }, {1000, 1 << 20, 1 << 22});
             });
         }},
        {"class-labels", [](Input b) { caught([&] { readClassLabels(b); }); }},
        {"run", [](Input b) { caught([&] { readRun(b); }); }},
        {"report", [](Input b) { caught([&] { readReportedRun(MemoryFile(b).path()); }); }},
        {"search", [](Input b) { caught([&] { readSearchRecord(b); }); }},
        {"study", [](Input b) { caught([&] { readStudyText(b); }); }},
        {"metrics", [](Input b) { caught([&] { readMetrics(MemoryFile(b).path()); }); }},
        {"safetensors", [](Input b) { caught([&] { readSafeTensors(MemoryFile(b).path()); }); }},
    };
    return all;
}

const Parser& parserNamed(std::string_view name) {
    for (const Parser& parser : parsers())
        if (parser.name == name) return parser;
    throw std::invalid_argument("there is no parser " + std::string(name));
}

}  // namespace oneshot::fuzz
