#include "ui/session/trials/trial_export.h"

#include <QFileInfo>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/save_file.h"
#include "core/files/csv_rows.h"
#include "ui/session/trials/table.h"

namespace oneshot::session {
namespace {

const TrialRecord noTrial;

template <typename Record>
Json jsonOf(const Record& record) {
    Json row = Json::object();
    visitFields(record, [&](const char* name, const char*, const char*, const char*, const auto& value) {
        row[name] = fieldJson(value);
    });
    return row;
}

std::vector<TableColumn> trialColumns() {
    std::vector<TableColumn> columns;
    addColumns<TrialRecord>(columns);
    return columns;
}

/// As text where someone changed it by hand so that it is no JSON any more.
Json protocolOf(const StudyUse& study) {
    const std::string text = study.protocol.toStdString();
    return Json::accept(text) ? Json::parse(text) : Json(text);
}

void save(const QString& path, const QByteArray& bytes) {
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace

QByteArray trialsCsv(std::span<const TrialRecord> trials) {
    QStringList names;
    visitFields(noTrial, [&](const char* name, auto&&...) { names += QLatin1String(name); });
    QByteArray csv = csvLine(names);
    for (const TrialRecord& trial : trials) {
        QStringList texts;
        visitFields(trial, [&](const char*, const char*, const char*, const char*, const auto& value) {
            texts += fieldText(value);
        });
        csv += csvLine(texts);
    }
    return csv;
}

QByteArray trialsJson(std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions) {
    Json dictionary = Json::object(), studies = Json::object(), sessionRows = Json::array(), trialRows = Json::array();
    for (const TableColumn& column : trialColumns())
        dictionary[column.name] = {{"type", column.type}, {"unit", column.unit}, {"meaning", column.meaning}};
    for (const SessionRecord& session : sessions) {
        Json& row = sessionRows.emplace_back(jsonOf(session));
        row["time_limit_seconds"] = session.settings.timeLimitSeconds;  // with a decimal point, even if it is whole
        row.erase("study_protocol");                                    // once for all sessions
        const StudyUse& study = session.settings.study;
        if (study.isUsed()) studies[study.sha256.toStdString()] = protocolOf(study);
    }
    for (const TrialRecord& trial : trials) trialRows.push_back(jsonOf(trial));
    const Json json{{"dictionary", dictionary}, {"studies", studies}, {"sessions", sessionRows}, {"trials", trialRows}};
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

QByteArray dataDictionary() {
    QByteArray table = "column,type,unit,meaning\n";
    for (const TableColumn& column : trialColumns()) {
        QStringList fields;
        for (const std::string* text : {&column.name, &column.type, &column.unit, &column.meaning})
            fields += QString::fromStdString(*text);
        table += csvLine(fields);
    }
    return table;
}

QByteArray codebook(const QString& name) {
    Json variables = Json::array();
    for (const TableColumn& column : trialColumns()) variables.push_back(variableOf(column));
    const Json json{{"@context", "https://schema.org/"},
                    {"@type", "Dataset"},
                    {"name", name.toStdString()},
                    {"description", "Answers of people and of a one-shot learner to the same tasks, one row a trial"},
                    {"variableMeasured", variables}};
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

void writeTrials(const QString& path, std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions,
                 bool forExcel) {
    const QByteArray mark = forExcel ? QByteArray(byteOrderMark.data(), std::ssize(byteOrderMark)) : QByteArray();
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (suffix == QStringLiteral("json")) {
        save(path, trialsJson(trials, sessions));
    } else if (suffix == QStringLiteral("csv")) {
        const QString beside = file.path() + u'/' + file.completeBaseName();
        save(beside + QStringLiteral("-dictionary.csv"), mark + dataDictionary());
        save(beside + QStringLiteral("-codebook.json"), codebook(file.completeBaseName()));
        save(path, mark + trialsCsv(trials));
    } else {
        throw Error(ErrorCode::Failed, path.toStdString(), "the name says neither CSV nor JSON",
                    "End it in .csv or .json.");
    }
}

}  // namespace oneshot::session
