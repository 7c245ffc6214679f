#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/stop.h"
#include "core/compute/compute.h"
#include "core/data/dataset_warning.h"
#include "core/evaluation/evaluation_record.h"
#include "core/evaluation/statistics.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_record.h"
#include "core/runs/run_summary.h"

namespace oneshot {

/// A figure that was measured, or why it was not: nobody may take a lack of it for a zero.
template <typename T>
struct Measured {
    std::optional<T> value;
    std::string why;  ///< it was not measured, a sentence without its full stop; empty where there is a value

    static Measured missing(std::string why) { return {{}, std::move(why)}; }
    explicit operator bool() const { return value.has_value(); }
    const T& operator*() const { return *value; }
    const T* operator->() const { return &*value; }
};

/// What was found where a SPEC points to today.
struct ReportedData {
    std::string name, format, licence;  ///< licence: its first line; empty where unknown
    std::string sha256;                 ///< of the run's version of fingerprints
    bool uncheckedStrokes = false;      ///< they hold strokes that this version does not count
    std::int64_t alphabets = 0, characters = 0, drawings = 0;
};

/// One of the run's datasets.
struct ReportedSpec {
    DataRef recorded;  ///< by the run; without a SPEC: there was none
    Measured<ReportedData> found;
    bool sought = false;  ///< the report was to open it
};

/// A figure of the run's evaluation.json.
struct RecordedFigure {
    std::string evaluatedUtc;
    std::string on;        ///< SPEC or Lake's runs
    std::string question;  ///< "20-way 1-shot within one alphabet"
    std::string quantity;  ///< "accuracy" or "error"
    std::int64_t step = 0, trials = 0;
    double percent = 0;
    Interval confidence95;
    std::string method;
    std::optional<double> chancePercent;
    std::int64_t seenCharacters = 0;
    std::optional<RecordedRoc> roc;
};

/// The model and pixels-l2 on the very same tasks.
struct AnswersOfBoth {
    Accuracy model, nearestNeighbour;
};

struct AlphabetFigure {
    std::string alphabet;
    int characters = 0, ways = 0;
    AnswersOfBoth answers;
};

struct WaysFigure {
    int ways = 0;
    AnswersOfBoth answers;
};

struct HardTask {
    std::string asked, answered;  ///< "Alphabet/character"; answered: empty at a tie
    bool right = false;
    double margin = 0;  ///< see margin() of probabilities.h
    Json task;          ///< see taskJson()
    Image sheet;        ///< see taskSheet()
};

/// How often a character was taken for another one.
struct Confusion {
    std::string asked, answered;  ///< "Alphabet/character"
    int times = 0;
    int offered = 0;  ///< tasks that asked for the one and offered the other
    Image askedDrawing, answeredDrawing;
};

/// Answers of the run's best weights to tasks that the report draws itself.
struct ReportedMeasurement {
    DataRef data;
    std::int64_t step = 0;         ///< training steps behind the weights
    int characters = 0;            ///< that are asked for
    int leftOut = 0;               ///< characters of the data that the model learnt from, which are not asked for
    bool seenCharacters = false;   ///< it learnt from all of them, so that they are asked for: no one-shot figure
    bool selectedOn = false;       ///< the best weights were chosen on these data
    std::string weights = "best";  ///< of the run, that answered: "best" or "last"
    int shots = 1, tasksPerAlphabet = 0, tasksPerWays = 0;
    std::uint64_t seed = 0;

    std::vector<AlphabetFigure> alphabets;  ///< tasks within each
    std::vector<std::string> tooSmall;      ///< alphabets that no task can be drawn from
    PairedAnswers paired;                   ///< of the model and pixels-l2 to all of these tasks
    std::vector<HardTask> hardest;          ///< of these tasks, the hardest first
    std::vector<Confusion> confusions;      ///< in these tasks, the most frequent first
    std::vector<WaysFigure> againstWays;    ///< tasks across alphabets
    std::vector<DatasetWarning> warnings;   ///< of the data; not part of the document
};

/// People's answers and the model's to the same trials.
struct PeopleComparison {
    std::string question;  ///< "20-way 1-shot within one alphabet"
    std::string model;     ///< which answered
    int participants = 0;
    PairedAnswers paired;  ///< people first
};

/// A training as a document, of which each format is a writing.
struct RunReport {
    std::string name;  ///< of the run's folder
    RunNotes notes;    ///< what a person wrote about it
    std::string madeUtc;
    RunRecord run;
    Json reportEnvironment = Json::object();  ///< of the program that made the report
    std::string repeatCommand;
    ReportedSpec background, validation;
    Measured<std::vector<MetricRow>> metrics;
    std::string metricsDamage;  ///< lines of metrics.csv that could not be read; empty: none
    Measured<std::vector<RecordedFigure>> recorded;
    Measured<ReportedMeasurement> measured;
    Measured<PeopleComparison> people;
    std::vector<std::string> limits;  ///< what the results do not say, sentences
    /// What a person who asked for the report should know before reading it: data that were not found or are others,
    /// damage; sentences.
    std::vector<std::string> warnings;

    const std::string& title() const { return notes.name.empty() ? name : notes.name; }
};

struct ReportOptions {
    std::string data;     ///< SPEC to measure on; empty: the validation data, without those the background data
    bool measure = true;  ///< false: no data are opened, and only what the run recorded is told
    std::string qt;       ///< version of the Qt that writes the report; empty: none does
    std::optional<PeopleComparison> people;
    Device device = Device::Cpu;  ///< to measure on
};

/// Told on the calling thread: done of total of everything.
using ReportProgress = std::function<void(const std::string& what, std::int64_t done, std::int64_t total)>;

/// Gathers and measures; blocks. The same run, data and options give the same figures. Throws Error(BadData) where the
/// folder holds no run, and Error(InvalidSetting) where options.data is no SPEC or this computer lacks the device; what
/// cannot be opened or measured is told in the report.
RunReport makeRunReport(const std::filesystem::path& directory, const ReportOptions&,
                        const ReportProgress& progress = {}, const std::stop_token& stop = {});

/// The command that trains again as the run did, up to its last checkpoint. A training by the clock repeats its plans,
/// which a command line cannot hold: the command then names report.json, the report as JSON.
std::string repeatCommand(const RunRecord&);

}  // namespace oneshot
