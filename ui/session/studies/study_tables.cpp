#include "ui/session/studies/study_tables.h"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/files/csv_rows.h"
#include "core/study/study_file.h"
#include "ui/session/studies/question_columns.h"
#include "ui/session/studies/task_blocks.h"
#include "ui/session/trials/table.h"

namespace oneshot::session {
namespace {

/// Fields that stand in other tables, or in files of their own.
const QStringList ofModels{QStringLiteral("model"),          QStringLiteral("model_fingerprint"),
                           QStringLiteral("model_position"), QStringLiteral("model_correct"),
                           QStringLiteral("model_scores"),   QStringLiteral("seen_by_model"),
                           QStringLiteral("other_models")};
const QStringList ofProtocols{QStringLiteral("study_protocol"), QStringLiteral("answers_before"),
                              QStringLiteral("answers_after")};

const SessionRecord& sessionOf(const StudyData& data, const TrialRecord& trial) {
    return *std::ranges::lower_bound(data.sessions, trial.session, {}, &SessionRecord::id);
}

/// Calls visit(name, unit, meaning, value) for what a row of trials.csv begins with.
template <typename Visit>
void visitPlace(const SessionRecord& session, const BlockPlace& place, Visit visit) {
    const StudyUse& study = session.settings.study;
    visit("study", "", "name of the study; empty: the session has settings of its own", study.name);
    visit("study_version", "", "version of the study; 0: no study", study.version);
    visit("study_sha256", "", "SHA-256 of the study's content, all but its version", study.sha256);
    visit("participant_number", "",
          "the person's number in the study, from 1; it gives the order of tasks; 0: no study", study.participant);
    visit("block", "", "which block of tasks the trial is of, from 1, where blocks are counterbalanced", place.block);
    visit("block_position", "", "how many-th block of the session it is, from 1", place.position);
}

Table trialTable(const StudyData& data) {
    Table table{QStringLiteral("trials"), QStringLiteral("a person's answer to a task"), {}, data.trials.size(), {}};
    visitPlace({}, {}, [&](const char* name, const char* unit, const char* meaning, const auto& value) {
        table.columns.push_back(columnOf(name, unit, meaning, value));
    });
    addColumns<TrialRecord>(table.columns, ofModels);
    const QuestionColumns questions(data);
    questions.addTo(table.columns);
    const TaskBlocks blocks(data);
    table.cellsOf = [&data, questions, blocks](std::size_t row) {
        const TrialRecord& trial = data.trials[row];
        const SessionRecord& session = sessionOf(data, trial);
        std::vector<TableCell> cells;
        visitPlace(session, blocks.placeOf(session, trial),
                   [&](const char*, const char*, const char*, const auto& value) {
                       cells.push_back({fieldText(value), fieldJson(value)});
                   });
        addCells(cells, trial, ofModels);
        questions.addTo(cells, session);
        return cells;
    };
    return table;
}

/// A model's answer to the task of a trial.
struct ModelRow {
    qint64 session = 0;
    int trial = 0;
    int place = 0;
    QString model, fingerprint;
    int correctWay = 0;
    ModelAnswer answer;
    bool seen = false;

    std::optional<double> difficulty() const {
        StudyTrial task;
        task.rightWay = correctWay;
        if (correctWay < 0 || correctWay >= std::ssize(answer.scores)) return {};
        return difficultyOf(task, answer);
    }
};

template <typename Visit>
void visitModelRow(const ModelRow& row, Visit visit) {
    visit("session", "", "number of the session in its store", row.session);
    visit("trial", "", "number in the session, from 1, practice included", row.trial);
    visit("model", "", "as the command line calls it", row.model);
    visit("model_place", "", "place among the models of the session, from 1; the first one is played against",
          row.place);
    visit("model_fingerprint", "", "SHA-256 of its weights; a baseline's name", row.fingerprint);
    visit("model_position", "", "place that the model chose, from 1; empty: a tie, which is wrong",
          Position<const int>{row.answer.way});
    visit("model_correct", "", "whether the model was right", row.answer.way == row.correctWay);
    visit("model_difficulty", "",
          "highest score of a wrong character minus that of the right one, in the unit of its scores; above 0: wrong",
          row.difficulty());
    visit("seen_by_model", "", "whether the model learnt from a character of the task", row.seen);
    visit("model_scores", "", "its score of each character in the order shown; higher is more alike",
          row.answer.scores);
}

std::vector<ModelRow> modelRowsOf(const TrialRecord& trial, const QStringList& others) {
    std::vector<ModelRow> rows{{trial.session,
                                trial.number,
                                1,
                                trial.modelId,
                                trial.modelFingerprint,
                                trial.correctWay,
                                {trial.modelWay, trial.modelScores},
                                trial.seenByModel}};
    for (const auto& [model, answer] : trial.otherAnswers)
        rows.push_back({trial.session, trial.number, static_cast<int>(others.indexOf(model)) + 2, model,
                        answer.fingerprint, trial.correctWay, answer, answer.seen});
    std::ranges::sort(rows, {}, &ModelRow::place);
    return rows;
}

Table modelTable(const StudyData& data) {
    Table table{QStringLiteral("models"), QStringLiteral("a model's answer to the task of a trial"), {}, 0, {}};
    visitModelRow({}, [&](const char* name, const char* unit, const char* meaning, const auto& value) {
        table.columns.push_back(columnOf(name, unit, meaning, value));
    });
    std::vector<std::pair<std::size_t, std::size_t>> places;  // of the trial, and of the model there
    for (std::size_t i = 0; i < data.trials.size(); ++i)
        for (std::size_t model = 0; model <= data.trials[i].otherAnswers.size(); ++model) places.emplace_back(i, model);
    table.rows = places.size();
    table.cellsOf = [&data, places = std::move(places)](std::size_t row) {
        const TrialRecord& trial = data.trials[places[row].first];
        const auto rows = modelRowsOf(trial, sessionOf(data, trial).settings.otherModels);
        std::vector<TableCell> cells;
        visitModelRow(rows[places[row].second], [&](const char*, const char*, const char*, const auto& value) {
            cells.push_back({fieldText(value), fieldJson(value)});
        });
        return cells;
    };
    return table;
}

Table sessionTable(const StudyData& data) {
    Table table{QStringLiteral("sessions"), QStringLiteral("a session of a person"), {}, data.sessions.size(), {}};
    addColumns<SessionRecord>(table.columns, ofProtocols);
    const QuestionColumns questions(data);
    questions.addTo(table.columns);
    table.cellsOf = [&data, questions](std::size_t row) {
        std::vector<TableCell> cells;
        addCells(cells, data.sessions[row], ofProtocols);
        questions.addTo(cells, data.sessions[row]);
        return cells;
    };
    return table;
}

std::vector<Table> tablesOf(const StudyData& data) {
    return {trialTable(data), modelTable(data), sessionTable(data)};
}

/// Distinct texts of all versions, in their order.
template <typename TextOf>
std::string joined(const StudyData& data, const char* between, TextOf textOf) {
    std::vector<std::string> texts;
    for (const UsedStudy& study : data.studies)
        if (std::string text = textOf(study); !text.empty() && std::ranges::find(texts, text) == texts.end())
            texts.push_back(std::move(text));
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

Json codebookOf(const StudyData& data, const std::vector<Table>& tables) {
    const std::string name = joined(data, ", ", [](const UsedStudy& study) { return study.name.toStdString(); });
    const std::string about = joined(data, "\n", [](const UsedStudy& used) { return used.study->description; });
    const std::string author = joined(data, ", ", [](const UsedStudy& used) { return used.study->author; });
    const std::string versions = joined(data, ", ", [](const UsedStudy& used) { return std::to_string(used.version); });
    Json book{{"@context", "https://schema.org/"},
              {"@type", "Dataset"},
              {"name", name.empty() ? "sessions without a study" : name},
              {"description", about + (about.empty() ? "" : "\n") +
                                  "Answers of people and of one-shot learners to the same tasks. An empty field is a "
                                  "missing value. Sessions that the experimenter excluded are there, and marked."}};
    if (!author.empty()) book["author"] = author;
    if (!versions.empty()) book["version"] = versions;
    Json variables = Json::array(), parts = Json::array();
    std::set<std::string> known;
    for (const Table& table : tables) {
        Json own = Json::array();
        for (const TableColumn& column : table.columns) {
            own.push_back(variableOf(column));
            if (known.insert(column.name).second) variables.push_back(own.back());
        }
        parts.push_back({{"@type", "Dataset"},
                         {"name", table.name.toStdString() + ".csv"},
                         {"description", "One row: " + table.about.toStdString()},
                         {"variableMeasured", own}});
    }
    book["hasPart"] = parts;
    book["variableMeasured"] = variables;
    return book;
}

QByteArray textOf(const Json& json) {
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

}  // namespace

std::vector<ExportedFile> studyTables(const StudyData& data, bool forExcel) {
    const QByteArray mark = forExcel ? QByteArray(byteOrderMark.data(), std::ssize(byteOrderMark)) : QByteArray();
    const std::vector<Table> tables = tablesOf(data);
    std::vector<ExportedFile> files;
    for (const Table& table : tables) files.push_back({table.name.toStdString() + ".csv", mark + csvOf(table)});
    files.push_back({"codebook.json", textOf(codebookOf(data, tables))});
    for (const UsedStudy& used : data.studies)
        files.push_back({"study-v" + std::to_string(used.version) + '-' + used.sha256.left(8).toStdString() + ".json",
                         textOf(toJson(*used.study))});
    return files;
}

Json studyJson(const StudyData& data) {
    const std::vector<Table> tables = tablesOf(data);
    Json studies = Json::array();
    for (const UsedStudy& used : data.studies) studies.push_back(toJson(*used.study));
    Json json{{"format", "oneshot-study-export"},
              {"schema", 1},
              {"codebook", codebookOf(data, tables)},
              {"studies", studies}};
    for (const char* name : {"sessions", "trials", "models"})
        json[name] = jsonOf(*std::ranges::find(tables, QLatin1String(name), &Table::name));
    return json;
}

}  // namespace oneshot::session
