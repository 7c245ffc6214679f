// Error against wall-clock: each learner trains for the same minutes, one after the other, and each of its evaluations
// is scored on the validation tasks and on Lake's runs afterwards, all by the same code.
//     time_to_accuracy OUT --data SPEC --validation SPEC --lake RUNS.zip [--minutes 5] [--learners
//     compact,bouma2017,pytorch]
// "pytorch" is plain_loop.py: the network, loss and batch of `compact` in a loop as one would write it in Python; it
// needs Debian's python3-torch. OUT gets time_to_accuracy.csv and .svg, and the weights of the Python loop.
#include <CLI/CLI.hpp>
#include <QApplication>
#include <QProcess>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/models/safetensors.h"
#include "core/training/settings.h"
#include "core/training/trainer.h"
#include "core/training/validation.h"
#include "tests/benchmarks/launched.h"
#include "tests/benchmarks/timed_training.h"
#include "ui/report/curve_chart.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

constexpr int tasksOfValidation = 2000;
constexpr int glyphAlphabets = 100, charactersPerAlphabet = 20, drawingsPerCharacter = 4;  // of the Python loop

struct Options {
    fs::path out;
    std::string data, validation, lake, learners = "compact,bouma2017,pytorch", python = "/usr/bin/python3", script;
    std::vector<std::string> settings;
    double minutes = 5;
    int every = 100, threads = 0;
    std::uint64_t seed = 1;
};

struct Point {
    double seconds;
    ModelPtr model;
};

/// Keeps the model of each evaluation with its time.
class Keeper : public TrainingObserver {
  public:
    void onEvaluation(const ValidationPoint& point) override { seconds_ = point.seconds; }
    void onModel(const ModelPtr& model) override {
        points.push_back({seconds_, model});
        std::fprintf(stderr, "\r%6.0f s, step %lld ", seconds_, static_cast<long long>(model->origin().step));
    }
    std::vector<Point> points;

  private:
    double seconds_ = 0;
};

TrainingConfig configOf(const std::string& preset, const Options& options) {
    TrainingConfig config = timedConfig(preset, options.minutes, options.seed, options.threads);
    config.validation.intervalSteps = preset == "compact" ? options.every : std::max(1, options.every / 5);
    if (preset == "compact")
        for (const std::string& text : options.settings) {
            const std::size_t equals = text.find('=');
            setSetting(config, settingNamed(text.substr(0, equals)), text.substr(equals + 1));
        }
    return config;
}

std::vector<Point> trained(const std::string& preset, const Options& options, const Dataset& background,
                           const Dataset& validation) {
    Keeper keeper;
    PauseToken pause;
    train(configOf(preset, options), background, validation, keeper, {}, pause);
    return keeper.points;
}

/// Drawings for the Python loop, which draws no glyphs itself: pixels [n, 105, 105], ink 255, and where each character
/// begins.
void addDrawings(SafeTensors& file, const std::string& name,
                 const std::vector<std::vector<const Drawing*>>& characters) {
    TensorBytes pixels{"U8", {0, 105, 105}, {}}, first{"I64", {static_cast<std::int64_t>(characters.size()) + 1}, {}};
    std::vector<std::int64_t> starts{0};
    for (const auto& drawings : characters) {
        for (const Drawing* drawing : drawings)
            pixels.bytes.insert(pixels.bytes.end(), drawing->image.pixels.begin(), drawing->image.pixels.end());
        starts.push_back(starts.back() + static_cast<std::int64_t>(drawings.size()));
    }
    pixels.shape[0] = starts.back();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(starts.data());
    first.bytes.assign(bytes, bytes + starts.size() * sizeof(std::int64_t));
    file.tensors[name + ".pixels"] = std::move(pixels);
    file.tensors[name + ".first"] = std::move(first);
}

std::vector<Point> trainedByPython(const Options& options, const Dataset& background) {
    const TrainingConfig config = configOf("compact", options);
    SafeTensors material;
    std::vector<std::vector<const Drawing*>> characters;
    for (const CharacterId id : background.characters()) {
        auto& drawings = characters.emplace_back();
        for (const DrawingId drawing : background.character(id).drawings)
            if (background.drawings[drawing].image.pixels.size() == 105 * 105)
                drawings.push_back(&background.drawings[drawing]);
    }
    addDrawings(material, "real", characters);
    Random random = makeRandom(options.seed, "glyphs of the plain loop");
    std::vector<Drawing> drawn;
    for (int a = 0; a < glyphAlphabets; ++a) {
        const GlyphAlphabet alphabet = makeGlyphAlphabet(random);
        for (int c = 0; c < charactersPerAlphabet; ++c) {
            const Glyph glyph = makeGlyph(alphabet, random);
            for (int d = 0; d < drawingsPerCharacter; ++d) drawn.push_back(drawGlyph(glyph, makeHand(random), random));
        }
    }
    characters.clear();
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (i % drawingsPerCharacter == 0) characters.emplace_back();
        characters.back().push_back(&drawn[i]);
    }
    addDrawings(material, "glyphs", characters);
    material.metadata["options"] = toJson(config).dump();
    // The weights of a model as the loop is to name them, with the metadata that open it again.
    struct First : TrainingObserver {
        void onCheckpoint(const SafeTensors& file, std::int64_t, bool) override { checkpoint = file; }
        SafeTensors checkpoint;
    } first;
    PauseToken pause;
    TrainingConfig oneStep = config;
    oneStep.length.steps = 1;
    train(oneStep, background, {}, first, {}, pause);
    for (const char* key : {"network", "origin", "step"})
        if (const auto found = first.checkpoint.metadata.find(key); found != first.checkpoint.metadata.end())
            material.metadata[key] = found->second;
    if (first.checkpoint.tensors.contains("origin.drawings"))
        material.tensors["origin.drawings"] = first.checkpoint.tensors.at("origin.drawings");

    const fs::path folder = options.out / "pytorch";
    fs::create_directories(folder);
    writeSafeTensors(folder / "material.safetensors", material);
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{QString::fromStdString(options.script), QString::fromStdString(folder.string()),
                          QString::number(options.minutes), QString::number(options.threads ? options.threads : 2)};
    // As oneshot does for itself: a step's memory is kept for the next.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MALLOC_MMAP_THRESHOLD_"), QStringLiteral("8589934592"));
    environment.insert(QStringLiteral("MALLOC_TRIM_THRESHOLD_"), QStringLiteral("17179869184"));
    python.setProcessEnvironment(environment);
    python.start(QString::fromStdString(options.python), arguments);
    if (!python.waitForFinished(-1) || python.exitCode() != 0)
        throw Error(ErrorCode::Failed, options.python, "the plain loop did not end well",
                    "It needs Debian's python3-torch and python3-numpy; or leave pytorch out of --learners.");
    std::vector<Point> points;
    for (const QByteArray& line : python.readAllStandardOutput().split('\n')) {
        const QList<QByteArray> words = line.split(' ');  // seconds and the file
        if (words.size() == 2)
            points.push_back({words[0].toDouble(), openModel((folder / words[1].toStdString()).string())});
    }
    return points;
}

}  // namespace

int main(int argc, char** argv) try {
    startAsLaunched(argv);
    Options options;
    options.script = ONESHOT_SOURCE_DIR "/tests/benchmarks/plain_loop.py";
    CLI::App app("Error against wall-clock of several learners");
    app.add_option("OUT", options.out, "Folder for the table and the plot")->required();
    app.add_option("--data", options.data)->required();
    app.add_option("--validation", options.validation)->required();
    app.add_option("--lake", options.lake)->required();
    app.add_option("--minutes", options.minutes, "Of each learner");
    app.add_option("--learners", options.learners, "Presets, and pytorch");
    app.add_option("--set", options.settings, "Settings of compact");
    app.add_option("--every", options.every, "Steps between the evaluations of compact");
    app.add_option("--threads", options.threads);
    app.add_option("--seed", options.seed);
    app.add_option("--python", options.python);
    app.add_option("--script", options.script, "plain_loop.py, if it was moved");
    CLI11_PARSE(app, argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    configureProcess();
    if (options.threads > 0) useComputeThreads(options.threads);

    const Dataset background = openDataset(parseDataSpec(options.data));
    const Dataset heldOut = openDataset(parseDataSpec(options.validation));
    const LakeRuns lake = openLakeRuns(options.lake);
    TrainingConfig protocol;
    protocol.validation.tasks = tasksOfValidation;
    const Validation validation(protocol, background, heldOut, {});
    fs::create_directories(options.out);

    report::CurveChart chart;
    chart.title = QStringLiteral("Error against wall-clock");
    chart.xLabel = QStringLiteral("Minutes");
    chart.yLabel = QStringLiteral("Error, %");
    chart.references = {{QStringLiteral("people, Lake's runs"), 4.5}};
    int style = 0;
    std::printf("%s; %d validation tasks of up to 20 ways; seed %llu\n", computeDescription().c_str(),
                tasksOfValidation, static_cast<unsigned long long>(options.seed));
    std::printf("%-12s %9s %9s %14s %12s\n", "learner", "seconds", "step", "validation %", "Lake %");
    for (const std::string& learner : CLI::detail::split(options.learners, ',')) {
        const std::vector<Point> points = learner == "pytorch" ? trainedByPython(options, background)
                                                               : trained(learner, options, background, heldOut);
        std::fprintf(stderr, "\n");
        report::Series onValidation{QString::fromStdString(learner + ", validation"), {}, {}, {}, {}, style++};
        report::Series onLake{QString::fromStdString(learner + ", Lake's runs"), {}, {}, {}, {}, style++};
        onValidation.markers = onLake.markers = true;
        for (const Point& point : points) {
            const double validationError = 100 - validation.evaluate(*point.model, {})->accuracy.percent();
            const double lakeError = evaluateLake(*point.model, lake).errorPercent;
            onValidation.append(point.seconds / 60, validationError);
            onLake.append(point.seconds / 60, lakeError);
            std::printf("%-12s %9.0f %9lld %14.2f %12.2f\n", learner.c_str(), point.seconds,
                        static_cast<long long>(point.model->origin().step), validationError, lakeError);
            std::fflush(stdout);
        }
        chart.series.push_back(std::move(onValidation));
        chart.series.push_back(std::move(onLake));
        for (const char* suffix : {"csv", "svg", "png"})
            saveChart(chart, QString::fromStdString((options.out / "time_to_accuracy.").string() + suffix));
    }
    return 0;
} catch (const Error& error) {
    return reported(error);
}
