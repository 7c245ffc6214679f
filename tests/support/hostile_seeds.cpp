#include "tests/support/hostile_seeds.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/base/text.h"
#include "core/files/png.h"
#include "core/files/stroke_files.h"
#include "core/models/safetensors.h"
#include "core/report/report_formats.h"
#include "core/runs/run_record.h"
#include "core/search/search_record.h"
#include "core/study/study_file.h"
#include "core/training/presets.h"
#include "tests/support/examples.h"
#include "tests/support/raw_zip.h"
#include "tests/support/tar.h"
#include "tests/support/tiny_omniglot.h"

namespace oneshot::test {
namespace {

using Seeds = std::vector<ContainedFile>;

/// Seeds named 01, 02, ...
Seeds numbered(const std::vector<Bytes>& contents) {
    Seeds seeds;
    for (const Bytes& bytes : contents) seeds.push_back({fmt::format("{:02}", seeds.size() + 1), bytes});
    return seeds;
}

Seeds texts(const std::vector<std::string>& contents) {
    std::vector<Bytes> bytes;
    for (const std::string& text : contents) bytes.push_back(bytesOf(text));
    return numbered(bytes);
}

/// The bytes of a file that `write` writes.
Bytes written(const std::function<void(const std::filesystem::path&)>& write) {
    const TemporaryFolder folder;
    write(folder / "file");
    return readFile(folder / "file");
}

Seeds pngs() {
    Seeds seeds = examplePngs();
    seeds.push_back({"ours", encodePng(numberedImage(5))});
    return seeds;
}

Seeds jpegs() {
    const Bytes red{250, 10, 20}, blue{10, 20, 200};
    return {{"grey", jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY)},
            {"colour", jpegOf(red, blue, TJPF_RGB)},
            {"fewer samples", jpegOf(red, blue, TJPF_RGB, TJSAMP_420)},
            {"progressive", jpegOf(red, blue, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE)},
            {"four inks", jpegOf({0, 255, 255, 255}, {255, 255, 255, 60}, TJPF_CMYK)}};
}

Seeds bmps() {
    const Bytes palette{0, 0, 0, 0, 255, 255, 255, 0};
    return numbered({bmpOf(3, 2, 1, palette, {0xA0, 0, 0, 0, 0x40, 0, 0, 0}),
                     bmpOf(3, -2, 4, palette, {0x01, 0x10, 0, 0, 0x10, 0x01, 0, 0}),
                     bmpOf(3, 2, 8, palette, {0, 1, 0, 0, 1, 0, 1, 0}), bmpOf(1, 2, 24, {}, {1, 2, 3, 0, 4, 5, 6, 0}),
                     bmpOf(2, 1, 16, {}, {0xFF, 0x7F, 0, 0}, {0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0}),
                     bmpOf(1, 1, 32, {}, {1, 2, 3, 4}, {0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255})});
}

Seeds gifs() {
    const GifPicture picture{4, 3, {0, 1, 2, 3, 3, 2, 1, 0, 1, 1, 1, 1}};
    GifPicture interlaced = picture, transparent = picture, moved = picture;
    interlaced.interlaced = true;
    transparent.transparent = 1;
    moved.left = 2;
    moved.top = 1;
    return numbered({gifOf({picture}), gifOf({interlaced}), gifOf({transparent, picture}), gifOf({moved})});
}

Seeds webps() {
    const Bytes opaque{1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 255, 255, 255, 255};
    const Bytes clear{255, 255, 255, 0, 255, 255, 255, 255, 7, 8, 9, 100, 0, 0, 0, 0};
    return numbered({webpOf(2, 2, opaque), webpOf(2, 2, clear),
                     animatedWebpOf(6, 6, {webpOf(2, 2, opaque), webpOf(2, 2, clear)}, 2, 4)});
}

Seeds tiffs() {
    const Bytes grey{0, 50, 100, 150, 200, 250};
    const Bytes colour{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};
    constexpr int lzw = 5, deflate = 8, packBits = 32773, rgb = 2;
    constexpr int tile = 16;
    return numbered({tiffOf({3, 2}, grey), tiffOf({3, 2, 8, 3, rgb, 6, lzw}, colour),
                     tiffOf({3, 1, 16, 1, 0}, bytesOf(std::vector<std::uint16_t>{0, 4095, 65535})),
                     tiffOf({3, 2, 8, 1, 1, 1, deflate}, grey),
                     tiffOf({1, 2, 8, 4, rgb, 1, packBits, 2}, {1, 2, 3, 4, 5, 6, 7, 8}),
                     tiffOf({16, 16, 8, 1, 1, 1, 1, -1, 1, tile}, Bytes(256, 9))});
}

Seeds fileKinds() {
    return texts({"PK\3\4", "BM", "\x89PNG\r\n\x1A\n", "P5\n3 3\n255\n", "a.jpg", ".", "<html>",
                  "\x08\x07\x12\x07pytorch", "\x80\x04", ""});
}

Seeds idxs() {
    return numbered({idxOf({4, 2, 3}, Bytes(24, 7)), idxOf({4}, {10, 2, 2, 0}), idxOf({2, 3}, Bytes(6, 255)),
                     idxOf({0}, {}), idxOf({4, 2, 3}, Bytes(23)), idxOf({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, {}),
                     idxOf({2}, {0, 0}, 13)});
}

Seeds gzips() {
    const Bytes pair = gzipOf(idxOf({4}, {10, 2, 2, 0}));
    Bytes two = pair;
    two.insert(two.end(), pair.begin(), pair.end());
    return numbered({pair, gzipOf({}), gzipOf(Bytes(300'000)), two});
}

Seeds csvs() {
    return texts({"a,b,label\n1,2.5,x\n-3e-2,4,y\n", "1;2;x\r\n3;4;y\r\n",
                  "species\tlength\nsetosa\t5.1\nvirginica\t6\n",
                  "\xEF\xBB\xBF\"a \"\"b\"\"\",\"label, too\"\n1,\"x\ny\"\n2,z\n", "a,label\nnan,x\ninf,y\n",
                  "a,label\n1e39,x\n", "a,label\n1,x,2\n", "label\nx\n", "\"", "a,a\n1,2\n"});
}

Seeds strokeTexts() {
    return {{"ours", bytesOf(strokesText({{{1.5F, 2, 0}, {30, 100, 55.25F}}, {{3, 4, 400}}}))},
            {"by hand", bytesOf("START\r\n46.000000,-29.000000,0.000000\r\nBREAK\r\n")},
            {"empty", bytesOf("START\n")},
            {"cut", bytesOf("START\n1,2,3\n")},
            {"odd numbers", bytesOf("START\nnan,-1e39,inf\nBREAK\n")}};
}

Seeds specs() {
    return texts({"glyphs", "glyphs:seed=7,alphabet-count=2,characters-per-alphabet=6,drawer-count=4",
                  "images.zip:alphabets=Greek+Latin,drawers=1-12+15,strokes=beside,ink=dark",
                  "C:/a:b.zip:not-alphabets=Early_Aramaic,characters=Greek/character01+alpha", "v.csv:label-column=3",
                  "a:drawers=5-1", "a:seed=99999999999999999999", ":,=", "a:alphabets=+,characters=/"});
}

Seeds pathLists() {
    return texts({"images/Greek/character01/0001_01.png\nimages/Greek/character01/0001_02.png\n",
                  "Greek/character01/0001_01.png\nGreek/character02/0002_01.png\nLatin/character01/0003_20.png\n",
                  "cats/a.png\ncats/b.jpg\ndogs/c.jpeg\n", "pets/cats/a.png\npets/dogs/b.png\n", "a.png\n",
                  "a/b/c/d/e.png\n", "cats/a.png\npets/dogs/b.png\n", "A/b/1_1.png\nB/b/c/1_1.png\n",
                  "a/b/0001_99999999999.png\n", "a/_.png\n/\n//\n"});
}

Seeds zips() {
    const auto zip = [](const Seeds& files, const std::string& password = {}) {
        return written([&](const std::filesystem::path& path) { writeZip(path, files, password); });
    };
    const auto tar = [](const std::string& filter) {
        return written([&](const std::filesystem::path& path) {
            writeTar(path, {{"a/b.txt", bytesOf("hello")}, {"c.txt", bytesOf("hello")}}, filter);
        });
    };
    return {{"two files", zip({{"a/b.txt", bytesOf("hello")}, {"c.txt", bytesOf("hello hello hello hello hello")}})},
            {"nothing", zip({})},
            {"leads out", zip({{"../a.txt", bytesOf("hello")}})},
            {"encrypted", zip({{"a.txt", bytesOf("hello")}}, "secret")},
            {"names in an old code page", rawZip({{"\x84/1.txt", bytesOf("a")}, {"\xE4/1.txt", bytesOf("b")}})},
            {"a claim", rawZip({{"a.txt", bytesOf("x"), false, 1 << 30}})},
            {"tar", tar("none")},
            {"packed tar", tar("gzip")},
            {"packed zeros", zip({{"zeros", Bytes(100'000)}})},
            {"one name twice", zip({{"a.txt", bytesOf("one")}, {"a.txt", bytesOf("two")}})}};
}

Seeds classLabels() {
    return texts(
        {"run01/test/item01.png run01/training/class02.png\nrun01/test/item02.png run01/training/class01.png\n",
         "run01/test/item01.png  run01/training/class01.png\r\n\r\nrun01/test/item02.png "
         "run01/training/class02.png\r\n",
         "run01/test/item01.png run01/test/item01.png\n", "run01/test/item01.png\n", "../run01 /\n", ""});
}

RunRecord exampleRecord() {
    RunRecord record;
    record.config = presetNamed("compact").config;
    record.data = {{"glyphs", std::string(64, 'a')}, {"images.zip:alphabets=Greek", std::string(64, 'a')}};
    record.plans = {{0, 0}, {20, 1000}};
    record.state = RunState::Stopped;
    record.startedUtc = "2026-11-23T14:12:05Z";
    record.seconds = 12.5;
    record.step = 20;
    record.images = 2560;
    record.parameters = 1234;
    record.protocol = {20, 1, 400, true, false, 200, {80, 400}, {"Greek/character01"}};
    record.best = {10, 1280, 5.5, {200, 400}, true, {}};
    record.last = {20, 2560, 12.5, {190, 400}, false, {}};
    return record;
}

Seeds runs() {
    RunRecord early;
    early.config = presetNamed("koch2015").config;
    early.state = RunState::Failed;
    early.failure = "no room left";
    return texts({toJson(exampleRecord()).dump(), toJson(early).dump(2)});
}

Seeds reports() {
    RunReport report;
    report.run = exampleRecord();
    report.background.recorded = report.run.data.background;
    return texts({reportJson(report).dump(), R"({"report_schema_version": 2})", "{}"});
}

Seeds searches() {
    Search search;
    search.config = presetNamed("compact").config;
    search.data = {{"glyphs", std::string(64, 'a')}, {"glyphs:seed=2", std::string(64, 'a')}};
    search.ranges = {{"learning_rate", 1e-4, 0.1, true}, {"maps.2", 16, 64, false}};
    search.trialCount = 4;
    search.startedUtc = "2026-11-23T14:12:05Z";
    search.trials = {{1, {0.00316228, 40}, TrialState::Completed, {}, {{30, 40}}, 8, 10, 1.5, {{0.5, 50}, {1, 75}}},
                     {2, {0.03, 40}, TrialState::Failed, "loss: no number", {}, 0, 3, 0.5, {}},
                     {3, {0.001, 24}, TrialState::Running, {}, {}, 0, 0, 0, {}}};
    return texts({toJson(search).dump(), R"({"schema_version": 2})", "{}"});
}

Seeds studies() {
    Study study;
    study.name = "A study";
    study.tasks.order = StudyOrder::Counterbalanced;
    study.tasks.blocks = 4;
    study.timing.timeLimitSeconds = 2.5;
    study.texts.instruction = "# Look\n![a sign](sign.png)";
    study.pictures["sign.png"] = encodePng({1, 2, 2, Bytes(4, 200)});
    study.questionsBefore = {{"age", "How old are you?", QuestionType::WholeNumber, true, 18, 99},
                             {"hand", "Which hand?", QuestionType::Choice, false, 0, 100, {"left", "right"}}};
    study.models = {"shipped", "random"};
    study.referenceFigures = {{"people", 95.5, "Lake et al."}};
    Study plain;
    plain.name = "\u092A\u0922\u093C\u0928\u093E";  // in Devanagari
    return texts({toJson(study).dump(), toJson(plain).dump(2), R"({"format": "oneshot-study", "schema": 2})", "[]",
                  R"({"format": "oneshot-study", "schema": 1, "name": 5, "taks": {}, "models": [null]})"});
}

Seeds metricLogs() {
    const std::string header = "step,seconds,images,name,value\n";
    return texts({header, header + "1,0.5,64,loss,3.25\n1,0.5,64,learning_rate,0.001\n2,1,128,loss,3", header + "x\n",
                  header + "1,nan,64,loss,inf\n", header + "99999999999999999999,1,1,loss,1\n", "step,seconds\n", ""});
}

Seeds safetensorFiles() {
    const SafeTensors content{
        {{"a", {"F32", {2, 3}, Bytes(24, 1)}}, {"b", {"I64", {0}, {}}}, {"c", {"F32", {}, Bytes(4)}}},
        {{"step", "7"}, {"network", "{}"}}};
    const auto withHeader = [](const std::string& header, const std::string& data) {
        Bytes bytes{static_cast<std::uint8_t>(header.size()), 0, 0, 0, 0, 0, 0, 0};
        for (const std::string& part : {header, data}) bytes.insert(bytes.end(), part.begin(), part.end());
        return bytes;
    };
    return numbered(
        {written([&](const std::filesystem::path& path) { writeSafeTensors(path, content); }),
         written([](const std::filesystem::path& path) { writeSafeTensors(path, {}); }),
         withHeader(
             R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
             "12345678"),
         withHeader(R"({"t":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}})", "12345678")});
}

}  // namespace

std::vector<ContainedFile> seedsOf(const std::string& parser) {
    static const std::map<std::string, Seeds (*)()> makers{{"png", pngs},
                                                           {"jpeg", jpegs},
                                                           {"bmp", bmps},
                                                           {"gif", gifs},
                                                           {"webp", webps},
                                                           {"tiff", tiffs},
                                                           {"file-kind", fileKinds},
                                                           {"idx", idxs},
                                                           {"gzip", gzips},
                                                           {"csv", csvs},
                                                           {"strokes", strokeTexts},
                                                           {"spec", specs},
                                                           {"paths", pathLists},
                                                           {"zip", zips},
                                                           {"class-labels", classLabels},
                                                           {"run", runs},
                                                           {"report", reports},
                                                           {"search", searches},
                                                           {"study", studies},
                                                           {"metrics", metricLogs},
                                                           {"safetensors", safetensorFiles}};
    const auto maker = makers.find(parser);
    if (maker == makers.end()) throw std::invalid_argument("there are no seeds of " + parser);
    return maker->second();
}

}  // namespace oneshot::test
