#include "ui/session/runs/run_database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include "core/base/error.h"
#include "ui/session/trials/trial_database.h"

namespace oneshot::session {
namespace {

const QString columns = QStringLiteral(
    "name, stamp, problem, state, failure, preset, background, validation, started_utc, seed, step, total_steps, "
    "images, parameters, seconds, best_step, best_images, best_seconds, best_right, best_total, last_step, "
    "last_images, last_seconds, last_right, last_total, ways, shots, within_alphabet, seen_characters, lake_error, "
    "lake_low, lake_high, lake_seen, lake_views, lake_rerank, lake_step, title, tags, note, starred, notes_problem");

QString text(const std::string& utf8) {
    return utf8.empty() ? QStringLiteral("") : QString::fromStdString(utf8);
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

void append(QVariantList& values, const std::optional<LakeFigure>& lake) {
    if (lake)
        values << lake->errorPercent << lake->confidence95.low << lake->confidence95.high << lake->seenCharacters
               << lake->views << lake->rerank << number(lake->step);
    else
        values << QVariant() << QVariant() << QVariant() << QVariant() << QVariant() << QVariant() << QVariant();
}

QVariantList valuesOf(const IndexedRun& run) {
    const RunSummary& s = run.summary;
    QVariantList values{text(s.name()),     text(run.stamp),
                        text(s.problem),    static_cast<int>(s.state),
                        text(s.failure),    text(s.preset),
                        text(s.background), text(s.validation),
                        text(s.startedUtc), number(static_cast<std::int64_t>(s.seed)),
                        number(s.step),     number(s.totalSteps),
                        number(s.images),   number(s.parameters),
                        s.seconds};
    append(values, s.best);
    append(values, s.last);
    values << s.ways << s.shots << s.withinAlphabet << s.seenCharacters;
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
    s.directory = runsFolder / row.text();
    run.stamp = row.text();
    s.problem = row.text();
    s.state = static_cast<RunState>(row.integer());
    s.failure = row.text();
    s.preset = row.text();
    s.background = row.text();
    s.validation = row.text();
    s.startedUtc = row.text();
    s.seed = static_cast<std::uint64_t>(row.whole());
    s.step = row.whole();
    s.totalSteps = row.whole();
    s.images = row.whole();
    s.parameters = row.whole();
    s.seconds = row.real();
    s.best = pointIn(row, true);
    s.last = pointIn(row, false);
    s.ways = row.integer();
    s.shots = row.integer();
    s.withinAlphabet = row.flag();
    s.seenCharacters = row.flag();
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

RunDatabase::RunDatabase(const std::filesystem::path& file)
    : connection_(QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    const QString name = QString::fromStdString(file.string());
    if (open(name)) return;
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix, ignored);
    if (!open(name)) open(QStringLiteral(":memory:"));
}

RunDatabase::~RunDatabase() {
    QSqlDatabase::removeDatabase(connection_);
}

bool RunDatabase::open(const QString& file) {
    if (QSqlDatabase::contains(connection_)) QSqlDatabase::removeDatabase(connection_);
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
    database.setDatabaseName(file);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));  // of another window, ms
    if (!database.open()) return false;
    try {
        const auto value = [&](const char* pragma) {
            QSqlQuery query = execute(database, QStringLiteral("PRAGMA ") + QString::fromLatin1(pragma));
            return query.next() ? query.value(0) : QVariant();
        };
        QSqlQuery tables = execute(database, QStringLiteral("SELECT count(*) FROM sqlite_master"));
        const bool empty = tables.next() && tables.value(0).toInt() == 0;
        tables.finish();
        if (!empty && value("user_version").toInt() != schemaVersion) return false;
        value("journal_mode = WAL");
        execute(database, QStringLiteral("PRAGMA synchronous = NORMAL"));
        if (empty) {
            execute(database, QStringLiteral("CREATE TABLE run (%1, PRIMARY KEY (name))").arg(columns));
            execute(database, QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));
        }
        return true;
    } catch (const Error&) {
        return false;
    }
}

std::unordered_map<std::string, IndexedRun> RunDatabase::runs(const std::filesystem::path& runsFolder) const {
    std::unordered_map<std::string, IndexedRun> found;
    try {
        QSqlQuery query =
            execute(QSqlDatabase::database(connection_), QStringLiteral("SELECT %1 FROM run").arg(columns));
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
    if (changed.empty() && goneNames.empty()) return;
    try {
        const QSqlDatabase database = QSqlDatabase::database(connection_);
        Transaction transaction(database);
        QSqlQuery insert(database);
        const QString places =
            QStringList(columns.count(QLatin1Char(',')) + 1, QStringLiteral("?")).join(QLatin1Char(','));
        insert.prepare(QStringLiteral("INSERT OR REPLACE INTO run (%1) VALUES (%2)").arg(columns, places));
        for (const IndexedRun& run : changed) {
            const QVariantList values = valuesOf(run);
            for (qsizetype i = 0; i < values.size(); ++i) insert.bindValue(static_cast<int>(i), values[i]);
            if (!insert.exec()) return;
        }
        for (const std::string& name : goneNames)
            execute(database, QStringLiteral("DELETE FROM run WHERE name = ?"), {text(name)});
        transaction.commit();
    } catch (const Error&) {
    }
}

}  // namespace oneshot::session
