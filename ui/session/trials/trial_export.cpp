#include "ui/session/trials/trial_export.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/files/csv_rows.h"
#include "ui/session/trials/trial_columns.h"

namespace oneshot::session {
namespace {

/// null where the text is no number that JSON knows: empty or not finite.
Json valueOf(const QString& text) {
    const std::string utf8 = text.toStdString();
    return Json::accept(utf8) ? Json::parse(utf8) : Json();
}

Json jsonOf(const TrialColumn& column, const TrialRecord& trial) {
    const QString text = column.text(trial);
    switch (column.type) {
        case TrialColumn::Type::Integer:
        case TrialColumn::Type::Number:
        case TrialColumn::Type::Boolean:
            return valueOf(text);
        case TrialColumn::Type::TextList:
        case TrialColumn::Type::NumberList: {
            Json list = Json::array();
            for (const QString& item : listItems(text))
                list.push_back(column.type == TrialColumn::Type::TextList ? Json(item.toStdString()) : valueOf(item));
            return list;
        }
        case TrialColumn::Type::Text:
        case TrialColumn::Type::Time:
            break;
    }
    return text.toStdString();
}

Json jsonOf(const SessionRecord& session) {
    constexpr const char* states[] = {"open", "completed", "ended"};
    const ChallengeSettings& settings = session.settings;
    Json readable = Json::array();
    for (const QString& name : settings.readableAlphabets) readable.push_back(name.toStdString());
    return {{"session", session.id},
            {"participant", settings.participant.toStdString()},
            {"state", states[static_cast<int>(session.state)]},
            {"source", settings.source.toStdString()},
            {"data_sha256", session.dataSha256.toStdString()},
            {"n_way", settings.ways},
            {"k_shot", settings.shots},
            {"within_alphabet", settings.withinAlphabet},
            {"seed", settings.seed},
            {"trials", settings.trials},
            {"practice", settings.practice},
            {"answered", session.answered},
            {"feedback", settings.feedback},
            {"time_limit_seconds", settings.timeLimitSeconds},
            {"break_every", settings.breakEvery},
            {"model", settings.modelId.toStdString()},
            {"model_fingerprint", session.modelFingerprint.toStdString()},
            {"readable_alphabets", readable},
            {"consent", settings.consent.toStdString()},
            {"consent_version", session.consentVersion.toStdString()},
            {"resumptions", session.resumptions},
            {"version", session.version.toStdString()},
            {"started_utc", session.startedUtc.toUTC().toString(Qt::ISODateWithMs).toStdString()}};
}

QByteArray csvLine(const QStringList& fields) {
    QStringList safe;
    for (const QString& field : fields) safe += QString::fromStdString(csvField(field.toStdString()));
    return safe.join(QLatin1Char(',')).toUtf8() + '\n';
}

QStringList columnNames() {
    QStringList names;
    for (const TrialColumn& column : trialColumns()) names += QString::fromLatin1(column.name);
    return names;
}

/// The fields of each line; lines are counted as a reader counts them, quoted line breaks included.
class CsvReader {
  public:
    explicit CsvReader(const QByteArray& bytes) : text_(QString::fromUtf8(bytes)) {}

    bool atEnd() const { return place_ >= text_.size(); }
    int line() const { return line_; }

    QStringList fields() {
        line_ = nextLine_;
        QStringList fields{QString()};
        bool quoted = false;
        for (; !atEnd(); ++place_) {
            const QChar c = text_[place_];
            if (c == QLatin1Char('\n')) ++nextLine_;
            if (c == QLatin1Char('"')) {
                const bool twice = quoted && text_.mid(place_ + 1, 1) == QStringLiteral("\"");
                if (twice)
                    fields.last() += text_[++place_];
                else
                    quoted = !quoted;
            } else if (!quoted && c == QLatin1Char(',')) {
                fields += QString();
            } else if (!quoted && c == QLatin1Char('\n')) {
                ++place_;
                return fields;
            } else if (quoted || c != QLatin1Char('\r')) {
                fields.last() += c;
            }
        }
        if (quoted) throw Error(ErrorCode::BadData, where(), "a quotation mark is not closed");
        return fields;
    }

    std::string where() const { return "line " + std::to_string(line_); }

  private:
    QString text_;
    qsizetype place_ = 0;
    int line_ = 1, nextLine_ = 1;
};

void save(const QString& path, const QByteArray& bytes) {
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace

QByteArray trialsCsv(std::span<const TrialRecord> trials) {
    QByteArray csv = csvLine(columnNames());
    for (const TrialRecord& trial : trials) {
        QStringList fields;
        for (const TrialColumn& column : trialColumns()) fields += column.text(trial);
        csv += csvLine(fields);
    }
    return csv;
}

QByteArray trialsJson(std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions) {
    Json json{{"dictionary", Json::object()}, {"sessions", Json::array()}, {"trials", Json::array()}};
    for (const TrialColumn& column : trialColumns())
        json["dictionary"][column.name] = {
            {"type", typeName(column.type)}, {"unit", column.unit}, {"meaning", column.meaning}};
    for (const SessionRecord& session : sessions) json["sessions"].push_back(jsonOf(session));
    for (const TrialRecord& trial : trials) {
        Json row = Json::object();
        for (const TrialColumn& column : trialColumns()) row[column.name] = jsonOf(column, trial);
        json["trials"].push_back(std::move(row));
    }
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

std::vector<TrialRecord> parseTrialsCsv(const QByteArray& bytes) {
    CsvReader reader(bytes);
    const QStringList names = reader.fields();
    std::vector<const TrialColumn*> columns, missing;
    QStringList known = columnNames();
    for (const TrialColumn& column : trialColumns()) {
        const bool absent = column.supply && !names.contains(QLatin1String(column.name));
        (absent ? missing : columns).push_back(&column);
        if (absent) known.removeOne(QString::fromLatin1(column.name));
    }
    if (names != known)
        throw Error(ErrorCode::BadData, reader.where(), "does not name the columns of exported trials",
                    "Choose a CSV that this program exported.");
    std::vector<TrialRecord> trials;
    while (!reader.atEnd()) {
        const QStringList fields = reader.fields();
        if (fields.size() != names.size())
            throw Error(ErrorCode::BadData, reader.where(),
                        "holds " + std::to_string(fields.size()) + " fields, not " + std::to_string(names.size()));
        TrialRecord& trial = trials.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (const QString& text = fields[static_cast<qsizetype>(i)]; !columns[i]->read(text, trial))
                throw Error(ErrorCode::BadData, reader.where() + ", " + columns[i]->name,
                            '"' + text.toStdString() + "\" is no " + typeName(columns[i]->type));
        for (const TrialColumn* column : missing) column->supply(trial);
    }
    return trials;
}

QByteArray dataDictionary() {
    QByteArray table = "column,type,unit,meaning\n";
    for (const TrialColumn& column : trialColumns())
        table += csvLine({QString::fromLatin1(column.name), QString::fromLatin1(typeName(column.type)),
                          QString::fromLatin1(column.unit), QString::fromLatin1(column.meaning)});
    return table;
}

void writeTrials(const QString& path, std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions,
                 bool forExcel) {
    const QByteArray mark = forExcel ? QByteArray(byteOrderMark.data(), std::ssize(byteOrderMark)) : QByteArray();
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (suffix == QStringLiteral("json")) {
        save(path, trialsJson(trials, sessions));
    } else if (suffix == QStringLiteral("csv")) {
        save(file.path() + QLatin1Char('/') + file.completeBaseName() + QStringLiteral("-dictionary.csv"),
             mark + dataDictionary());
        save(path, mark + trialsCsv(trials));
    } else {
        throw Error(ErrorCode::Failed, path.toStdString(), "the name says neither CSV nor JSON",
                    "End it in .csv or .json.");
    }
}

}  // namespace oneshot::session
