#include "ui/session/runs/run_database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <array>

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

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

qint64 number(std::int64_t value) {
    return value;
}

void append(QVariantList& values, const std::optional<ValidationPoint>& point) {
    if (point)
        values << number(point->step) << number(point->images) << point->seconds << point->accuracy.right
               << point->accuracy.total;
    else
        values << QVariant() << QVariant() << QVariant() << QVariant() << QVariant();
}

void append(QVariantList& values, const std::optional<ValidationProtocol>& protocol) {
    const ValidationProtocol p = protocol.value_or(ValidationProtocol());
    values << p.ways << p.shots << p.withinAlphabet << p.seenCharacters;
}

void append(QVariantList& values, const std::optional<LakeFigure>& lake) {
    if (lake)
        values << lake->errorPercent << lake->confidence95.low << lake->confidence95.high << lake->seenCharacters
               << lake->views << lake->rerank << number(lake->step);
    else
        values << QVariant() << QVariant() << QVariant() << QVariant() << QVariant() << QVariant() << QVariant();
}

QVariantList valuesOf(const IndexedRun& run) {
    const RunSummary& s = run.summary;
    const RunRecord& record = s.record;
    QVariantList values{text(s.name()),
                        text(run.stamp),
                        text(s.problem),
                        static_cast<int>(record.state),
                        text(record.failure),
                        text(record.config.preset),
                        text(record.data.background.spec),
                        text(record.data.validation.spec),
                        text(record.startedUtc),
                        number(static_cast<std::int64_t>(record.config.seed)),
                        number(record.step),
                        number(record.totalSteps()),
                        number(record.images),
                        number(record.parameters),
                        record.seconds};
    append(values, record.best);
    append(values, record.last);
    append(values, record.protocol);
    append(values, s.lake);
    QJsonArray tags;
    for (const std::string& tag : s.notes.tags) tags.append(text(tag));
    values << text(s.notes.name) << QString::fromUtf8(QJsonDocument(tags).toJson(QJsonDocument::Compact))
           << text(s.notes.note) << s.notes.starred << text(s.notesProblem);
    return values;
}

/// Values in the order of columns.
class Row {
  public:
    explicit Row(const QSqlQuery& query) : query_(query) {}
    std::string text() { return next().toString().toStdString(); }
    int integer() { return next().toInt(); }
    std::int64_t whole() { return next().toLongLong(); }
    double real() { return next().toDouble(); }
    bool flag() { return next().toBool(); }
    bool isNull() const { return query_.isNull(column_); }
    void skip(int count) { column_ += count; }

  private:
    QVariant next() { return query_.value(column_++); }

    const QSqlQuery& query_;
    int column_ = 0;
};

std::optional<ValidationPoint> pointIn(Row& row, bool best) {
    if (row.isNull()) {
        row.skip(5);
        return {};
    }
    ValidationPoint point;
    point.step = row.whole();
    point.images = row.whole();
    point.seconds = row.real();
    point.accuracy.right = row.integer();
    point.accuracy.total = row.integer();
    point.best = best;
    return point;
}

std::optional<ValidationProtocol> protocolIn(Row& row) {
    ValidationProtocol protocol;
    protocol.ways = row.integer();
    protocol.shots = row.integer();
    protocol.withinAlphabet = row.flag();
    protocol.seenCharacters = row.flag();
    return protocol.ways > 0 ? std::optional(protocol) : std::nullopt;
}

std::optional<LakeFigure> lakeIn(Row& row) {
    if (row.isNull()) {
        row.skip(7);
        return {};
    }
    LakeFigure lake;
    lake.errorPercent = row.real();
    lake.confidence95.low = row.real();
    lake.confidence95.high = row.real();
    lake.seenCharacters = row.integer();
    lake.views = row.integer();
    lake.rerank = row.integer();
    lake.step = row.integer();
    return lake;
}

IndexedRun runIn(const QSqlQuery& query, const std::filesystem::path& runsFolder) {
    Row row(query);
    IndexedRun run;
    RunSummary& s = run.summary;
    RunRecord& record = s.record;
    s.directory = runsFolder / row.text();
    run.stamp = row.text();
    s.problem = row.text();
    record.state = static_cast<RunState>(row.integer());
    record.failure = row.text();
    record.config.preset = row.text();
    record.data.background.spec = row.text();
    record.data.validation.spec = row.text();
    record.startedUtc = row.text();
    record.config.seed = static_cast<std::uint64_t>(row.whole());
    record.step = row.whole();
    record.plans = {{0, row.whole()}};
    record.images = row.whole();
    record.parameters = row.whole();
    record.seconds = row.real();
    record.best = pointIn(row, true);
    record.last = pointIn(row, false);
    record.protocol = protocolIn(row);
    s.lake = lakeIn(row);
    s.notes.name = row.text();
    for (const QJsonValue tag : QJsonDocument::fromJson(QByteArray::fromStdString(row.text())).array())
        s.notes.tags.push_back(tag.toString().toStdString());
    s.notes.note = row.text();
    s.notes.starred = row.flag();
    s.notesProblem = row.text();
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
                database_->execute(QStringLiteral("DELETE FROM run WHERE name = ?"), {text(name)});
        });
    } catch (const Error&) {
    }
}

}  // namespace oneshot::session
