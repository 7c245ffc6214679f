#include "ui/session/runs/run_database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <array>
#include <type_traits>

#include "core/base/error.h"

namespace oneshot::session {
namespace {

const QString columns = QStringLiteral(
    "name, stamp, problem, state, failure, preset, background, validation, started_utc, seed, step, total_steps, "
    "images, parameters, seconds, best_step, best_images, best_seconds, best_right, best_total, last_step, "
    "last_images, last_seconds, last_right, last_total, ways, shots, within_alphabet, seen_characters, lake_error, "
    "lake_low, lake_high, lake_seen, lake_views, lake_rerank, lake_step, title, tags, note, starred, notes_problem");

/// Version 1 is not migrated: its table stands in the way of the new one, so that the file is made anew.
const std::array<QStringList, RunDatabase::schemaVersion> migrations{
    {{}, {QStringLiteral("CREATE TABLE run (%1, PRIMARY KEY (name))").arg(columns)}}};

/// Takes values for the columns.
class RowWriter {
  public:
    template <typename... Values>
    void operator()(const Values&... values) {
        (append(values), ...);
    }
    /// A group that a run lacks is written as null.
    template <typename Group, typename Visit>
    void group(const std::optional<Group>& group, Visit visitGroup) {
        const Group values = group.value_or(Group());
        isNull_ = !group;
        visitGroup(values);
        isNull_ = false;
    }
    const QVariantList& values() const { return values_; }

  private:
    template <typename Value>
    void append(const Value& value) {
        if (isNull_)
            values_ += QVariant();
        else if constexpr (std::is_same_v<Value, std::string>)
            values_ += QString::fromStdString(value);
        else if constexpr (std::is_floating_point_v<Value>)
            values_ += value;
        else
            values_ += static_cast<qint64>(value);
    }

    QVariantList values_;
    bool isNull_ = false;
};

/// Gives back what a RowWriter took.
class RowReader {
  public:
    explicit RowReader(const QSqlQuery& query) : query_(query) {}

    template <typename... Values>
    void operator()(Values&... values) {
        (read(values), ...);
    }
    template <typename Group, typename Visit>
    void group(std::optional<Group>& group, Visit visitGroup) {
        const bool isNull = query_.isNull(column_);
        visitGroup(group.emplace());
        if (isNull) group.reset();
    }

  private:
    template <typename Value>
    void read(Value& value) {
        const QVariant read = query_.value(column_++);
        if constexpr (std::is_same_v<Value, std::string>)
            value = read.toString().toStdString();
        else if constexpr (std::is_floating_point_v<Value>)
            value = read.toDouble();
        else
            value = static_cast<Value>(read.toLongLong());
    }

    const QSqlQuery& query_;
    int column_ = 0;
};

/// What a row has besides the run.
struct RowTexts {
    std::string name, tags;  ///< tags: a JSON array
    std::int64_t totalSteps = 0;
};

/// Goes over the values of all columns, in their order.
template <typename Row, typename Run, typename Texts>
void visit(Row& row, Run& run, Texts& texts) {
    auto& [summary, stamp] = run;
    auto& record = summary.record;
    auto& notes = summary.notes;
    const auto point = [&](auto& p) { row(p.step, p.images, p.seconds, p.accuracy.right, p.accuracy.total); };
    row(texts.name, stamp, summary.problem, record.state, record.failure, record.config.preset,
        record.data.background.spec, record.data.validation.spec, record.startedUtc, record.config.seed, record.step,
        texts.totalSteps, record.images, record.parameters, record.seconds);
    row.group(record.best, point);
    row.group(record.last, point);
    row.group(record.protocol, [&](auto& p) { row(p.ways, p.shots, p.withinAlphabet, p.seenCharacters); });
    row.group(summary.lake, [&](auto& lake) {
        row(lake.errorPercent, lake.confidence95.low, lake.confidence95.high, lake.seenCharacters, lake.views,
            lake.rerank, lake.step);
    });
    row(notes.name, texts.tags, notes.note, notes.starred, summary.notesProblem);
}

QVariantList valuesOf(const IndexedRun& run) {
    QJsonArray tags;
    for (const std::string& tag : run.summary.notes.tags) tags.append(QString::fromStdString(tag));
    const RowTexts texts{run.summary.name(), QJsonDocument(tags).toJson(QJsonDocument::Compact).toStdString(),
                         run.summary.record.totalSteps()};
    RowWriter row;
    visit(row, run, texts);
    return row.values();
}

IndexedRun runIn(const QSqlQuery& query, const std::filesystem::path& runsFolder) {
    IndexedRun run;
    RowTexts texts;
    RowReader row(query);
    visit(row, run, texts);
    run.summary.directory = runsFolder / texts.name;
    for (const QJsonValue tag : QJsonDocument::fromJson(QByteArray::fromStdString(texts.tags)).array())
        run.summary.notes.tags.push_back(tag.toString().toStdString());
    RunRecord& record = run.summary.record;
    record.plans = {{0, texts.totalSteps}};
    if (record.best) record.best->best = true;
    if (record.protocol && record.protocol->ways == 0) record.protocol.reset();  // as earlier versions wrote none
    return run;
}

}  // namespace

RunDatabase::RunDatabase(const std::filesystem::path& file) {
    if (open(file)) return;
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix, ignored);
    if (!open(file)) open(":memory:");
}

bool RunDatabase::open(const std::filesystem::path& file) try {
    database_.emplace(file, SqliteFormat{QStringLiteral("runs"), 0, migrations});
    database_->execute(QStringLiteral("PRAGMA synchronous = NORMAL"));
    return true;
} catch (const Error&) {
    database_.reset();
    return false;
}

std::unordered_map<std::string, IndexedRun> RunDatabase::runs(const std::filesystem::path& runsFolder) const {
    std::unordered_map<std::string, IndexedRun> found;
    if (!database_) return found;
    try {
        QSqlQuery query = database_->execute(QStringLiteral("SELECT %1 FROM run").arg(columns));
        while (query.next()) {
            IndexedRun run = runIn(query, runsFolder);
            found.emplace(run.summary.name(), std::move(run));
        }
    } catch (const Error&) {  // damaged in the middle: the folders are read instead
        found.clear();
    }
    return found;
}

void RunDatabase::update(const std::vector<IndexedRun>& changed, const std::vector<std::string>& goneNames) {
    if (!database_ || (changed.empty() && goneNames.empty())) return;
    const QStringList places(columns.count(u',') + 1, QStringLiteral("?"));
    try {
        database_->transact([&] {
            QSqlQuery insert = database_->prepare(
                QStringLiteral("INSERT OR REPLACE INTO run (%1) VALUES (%2)").arg(columns, places.join(u',')));
            for (const IndexedRun& run : changed) database_->execute(insert, valuesOf(run));
            for (const std::string& name : goneNames)
                database_->execute(QStringLiteral("DELETE FROM run WHERE name = ?"), {QString::fromStdString(name)});
        });
    } catch (const Error&) {
    }
}

}  // namespace oneshot::session
