#include "ui/session/trials/trial_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QScopeGuard>
#include <array>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "ui/session/common/sqlite_database.h"
#include "ui/session/trials/trial_fields.h"

namespace oneshot::session {
namespace {

constexpr int applicationId = 0x4f53574b;  ///< "OSWK"

const std::array<QStringList, TrialStore::schemaVersion> migrations{{
    {QStringLiteral(R"(CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT, participant TEXT NOT NULL, source TEXT NOT NULL, ways INTEGER NOT NULL,
        shots INTEGER NOT NULL, within_alphabet INTEGER NOT NULL, trials INTEGER NOT NULL, practice INTEGER NOT NULL,
        feedback INTEGER NOT NULL, time_limit_seconds REAL NOT NULL, break_every INTEGER NOT NULL,
        model TEXT NOT NULL, seed INTEGER NOT NULL, consent TEXT NOT NULL, readable_alphabets TEXT NOT NULL,
        consent_version TEXT NOT NULL, data_sha256 TEXT NOT NULL, model_fingerprint TEXT NOT NULL,
        state TEXT NOT NULL, resumptions INTEGER NOT NULL, version TEXT NOT NULL, started_utc TEXT NOT NULL))"),
     QStringLiteral(R"(CREATE TABLE trial (
        session INTEGER NOT NULL REFERENCES session(id), number INTEGER NOT NULL, practice INTEGER NOT NULL,
        alphabet TEXT NOT NULL, ways INTEGER NOT NULL, shots INTEGER NOT NULL, task TEXT NOT NULL,
        support TEXT NOT NULL, query TEXT NOT NULL, correct_way INTEGER NOT NULL, way INTEGER NOT NULL,
        milliseconds REAL NOT NULL, device TEXT NOT NULL, focus_lost INTEGER NOT NULL, screen_hz REAL NOT NULL,
        screen_scale REAL NOT NULL, model_way INTEGER NOT NULL, model_scores TEXT NOT NULL,
        seen_by_model INTEGER NOT NULL, readable INTEGER NOT NULL, resumed INTEGER NOT NULL, version TEXT NOT NULL,
        shown_utc TEXT NOT NULL, answered_utc TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID)")},
    {QStringLiteral("ALTER TABLE trial ADD COLUMN seen_before INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral("ALTER TABLE session ADD COLUMN owner TEXT NOT NULL DEFAULT ''")},
    {QStringLiteral("ALTER TABLE session ADD COLUMN utc_offset_minutes INTEGER"),
     QStringLiteral("ALTER TABLE session ADD COLUMN feedback_model INTEGER NOT NULL DEFAULT 1"),
     QStringLiteral("ALTER TABLE session ADD COLUMN interval_ms INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral("ALTER TABLE session ADD COLUMN fixation_ms INTEGER NOT NULL DEFAULT 500"),
     QStringLiteral("ALTER TABLE session ADD COLUMN frame_test TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE trial ADD COLUMN full_screen INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral("ALTER TABLE trial ADD COLUMN shown_stamp TEXT NOT NULL DEFAULT 'painted'"),
     QStringLiteral("ALTER TABLE trial ADD COLUMN disturbances TEXT NOT NULL DEFAULT '[]'"),
     QStringLiteral("ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE session ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral("ALTER TABLE session ADD COLUMN exclusion_reason TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE trial ADD COLUMN utc_offset_minutes INTEGER")},
}};

// A value as the table keeps it, and read back from there.

template <typename Value>
QVariant toSql(const Value& value) {
    if constexpr (std::is_enum_v<Value>)
        return nameOf(value);
    else if constexpr (std::is_same_v<Value, quint64>)
        return static_cast<qint64>(value);
    else
        return value;
}
template <typename Int>
QVariant toSql(Position<Int> position) {
    return position.way;
}
QVariant toSql(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
QVariant toSql(std::optional<int> number) {
    return number ? QVariant(*number) : QVariant();
}
QVariant toSql(const QJsonArray& array) {
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}
QVariant toSql(const QStringList& items) {
    return toSql(QJsonArray::fromStringList(items));
}
QVariant toSql(const std::vector<float>& numbers) {
    QJsonArray array;
    for (const float number : numbers) array.append(static_cast<double>(number));  // null where it is no number
    return toSql(array);
}

template <typename Value>
void readSql(const QVariant& value, Value& to) {
    if constexpr (std::is_enum_v<Value>)  // the first where someone wrote another name by hand
        to = enumIfNamed<Value>(value.toString().toStdString()).value_or(Value());
    else if constexpr (std::is_same_v<Value, quint64>)
        to = static_cast<quint64>(value.toLongLong());
    else
        to = value.value<Value>();
}
void readSql(const QVariant& value, QDateTime& time) {
    time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}
void readSql(const QVariant& value, std::optional<int>& number) {
    number = value.isNull() ? std::nullopt : std::optional(value.toInt());
}
void readSql(const QVariant& value, Position<int>& position) {
    position.way = value.toInt();
}
QJsonArray arrayOf(const QVariant& text) {
    return QJsonDocument::fromJson(text.toString().toUtf8()).array();
}
void readSql(const QVariant& value, QStringList& items) {
    for (const QJsonValue item : arrayOf(value)) items += item.toString();
}
void readSql(const QVariant& value, std::vector<float>& numbers) {
    for (const QJsonValue item : arrayOf(value))
        numbers.push_back(static_cast<float>(item.toDouble(std::numeric_limits<double>::quiet_NaN())));
}

/// Whether the column is of the record's own table.
bool isOwn(const char* column) {
    return column && !std::strchr(column, '.');
}

/// Inserts the record besides these values of other columns. Returns the id of its row.
template <typename Record>
qint64 insert(const SqliteDatabase& database, const QString& table, const Record& record, QStringList columns = {},
              QVariantList values = {}) {
    visitFields(record, [&](const char*, const char* column, const char*, const char*, const auto& value) {
        if (!isOwn(column)) return;
        columns += QLatin1String(column);
        values += toSql(value);
    });
    const QStringList places(columns.size(), QStringLiteral("?"));
    return database
        .execute(QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(table, columns.join(u','), places.join(u',')),
                 values)
        .lastInsertId()
        .toLongLong();
}

/// from: what follows FROM, first the records' own table, with a place for each of the values.
template <typename Record>
std::vector<Record> select(const SqliteDatabase& database, const QString& from, const QVariantList& values = {}) {
    QStringList columns;
    const Record none;
    visitFields(none, [&, table = from.section(u' ', 0, 0)](const char*, const char* column, auto&&...) {
        if (column) columns += (isOwn(column) ? table + u'.' : QString()) + QLatin1String(column);
    });
    QSqlQuery query = database.execute(QStringLiteral("SELECT %1 FROM %2").arg(columns.join(u','), from), values);
    std::vector<Record> records;
    while (query.next()) {
        int place = 0;
        visitFields(records.emplace_back(),
                    [&](const char*, const char* column, const char*, const char*, auto&& value) {
                        if (column) readSql(query.value(place++), value);
                    });
    }
    return records;
}

const QString sessionRows = QStringLiteral("session %1 ORDER BY id DESC");
const QString trialRows =
    QStringLiteral("trial JOIN session ON session.id = trial.session %1 ORDER BY trial.session, trial.number");

}  // namespace

TrialStore::TrialStore(const std::filesystem::path& file)
    : database_(std::make_unique<SqliteDatabase>(file, SqliteFormat{tr("trials"), applicationId, migrations})),
      locks_(file.string() + ".sessions") {
    database_->execute(QStringLiteral("PRAGMA synchronous = FULL"));
    database_->execute(QStringLiteral("PRAGMA foreign_keys = ON"));
    database_->execute(QStringLiteral("PRAGMA secure_delete = ON"));  // also of a note that was written over
    database_->checkHealth();
}

TrialStore::~TrialStore() = default;

void TrialStore::checkWritable() {
    database_->transact([&] {
        database_->execute(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));  // which it is
    });
}

qint64 TrialStore::addSession(const SessionRecord& record, const QString& owner) {
    qint64 id = 0;
    database_->transact(
        [&] { id = insert(*database_, QStringLiteral("session"), record, {QStringLiteral("owner")}, {owner}); });
    return id;
}

void TrialStore::checkOpen(qint64 session) const {
    if (this->session(session).state == SessionRecord::State::Open) return;
    throw database_->error(tr("session %1 has come to its end, so nothing can be stored in it").arg(session),
                           tr("Was it ended in another window? Leave it here, and begin a new one."));
}

bool TrialStore::mayGoOn(qint64 session, const QString& owner) const {
    return database_
        ->value(QStringLiteral("SELECT 1 FROM session WHERE id = ? AND owner = ? AND state = ?"),
                {session, owner, nameOf(SessionRecord::State::Open)})
        .isValid();
}

void TrialStore::checkOwner(qint64 session, const QString& owner) const {
    checkOpen(session);
    if (mayGoOn(session, owner)) return;
    throw database_->error(tr("session %1 was taken up in another window").arg(session),
                           tr("Go on there. Here it is over: leave it."));
}

void TrialStore::addTrial(const TrialRecord& record, const QString& owner) {
    database_->transact([&] {
        checkOwner(record.session, owner);
        const QVariant known = database_->value(QStringLiteral("SELECT 1 FROM trial WHERE session = ? AND number = ?"),
                                                {record.session, record.number});
        if (known.isValid())
            throw database_->error(
                tr("trial %1 of session %2 is stored already").arg(record.number).arg(record.session),
                tr("Is the session taken up in another window? Go on there, or leave it here and take it up again."));
        insert(*database_, QStringLiteral("trial"), record);
    });
}

void TrialStore::setState(qint64 session, SessionRecord::State state, const QString& owner) {
    database_->transact([&] {
        checkOwner(session, owner);
        database_->execute(QStringLiteral("UPDATE session SET state = ? WHERE id = ?"), {nameOf(state), session});
    });
}

void TrialStore::takeUp(qint64 session, const QString& owner) {
    database_->transact([&] {
        checkOpen(session);
        database_->execute(QStringLiteral("UPDATE session SET resumptions = resumptions + 1, owner = ? WHERE id = ?"),
                           {owner, session});
    });
}

void TrialStore::hold(qint64 session) {
    if (!locks_.hold(session)) throw database_->error(tr("session %1 is being deleted in another window").arg(session));
    held_ = session;
}

void TrialStore::release() {
    if (held_ != 0) locks_.release(std::exchange(held_, 0));
}

void TrialStore::change(qint64 session, const QString& assignments, const QVariantList& values) {
    database_->transact([&] {
        this->session(session);  // throws where there is none
        database_->execute(QStringLiteral("UPDATE session SET %1 WHERE id = ?").arg(assignments),
                           values + QVariantList{session});
    });
}

void TrialStore::setNote(qint64 session, const QString& note) {
    change(session, QStringLiteral("note = ?"), {note});
}

void TrialStore::setExclusion(qint64 session, const std::optional<QString>& reason) {
    change(session, QStringLiteral("excluded = ?, exclusion_reason = ?"),
           {reason.has_value(), reason.value_or(QString())});
}

TrialStore::Erasure TrialStore::deleteParticipant(const QString& code) {
    std::vector<qint64> sessions;
    {
        QSqlQuery query = database_->execute(QStringLiteral("SELECT id FROM session WHERE participant = ?"), {code});
        while (query.next()) sessions.push_back(query.value(0).toLongLong());
    }
    return deleteSessions(sessions);
}

TrialStore::Erasure TrialStore::deleteSessions(const std::vector<qint64>& sessions) {
    const auto released = qScopeGuard([&] {
        for (const qint64 session : sessions)
            if (session != held_) locks_.release(session);
    });
    for (const qint64 session : sessions) holdAlone(session);
    // First, so that nothing is deleted where its bytes would have to stay in the journal.
    if (!emptyLog())
        throw database_->error(tr("another program is reading the trials, so nothing was deleted"),
                               tr("Close other windows that use them, then try again."));
    Erasure erased;
    database_->transact([&] {
        for (const qint64 session : sessions) remove(session, erased);
    });
    try {
        clearTraces();
    } catch (const Error& error) {
        erased.leftover = QString::fromUtf8(error.what());
    }
    return erased;
}

void TrialStore::holdAlone(qint64 session) {
    if (session != held_ && locks_.holdAlone(session)) return;
    throw database_->error(tr("session %1 is under way in a window, so nothing was deleted").arg(session),
                           tr("End it there or leave it, then try again."));
}

void TrialStore::remove(qint64 session, Erasure& erased) const {
    const QVariant code = database_->value(QStringLiteral("SELECT participant FROM session WHERE id = ?"), {session});
    if (!code.isValid()) return;
    erased.trials +=
        database_->execute(QStringLiteral("DELETE FROM trial WHERE session = ?"), {session}).numRowsAffected();
    database_->execute(QStringLiteral("DELETE FROM session WHERE id = ?"), {session});
    ++erased.sessions;
    if (!database_->value(QStringLiteral("SELECT 1 FROM session WHERE participant = ?"), {code}).isValid())
        erased.participants += code.toString();
}

/// The number of the last session stays in sqlite_sequence: a number that comes again would mix two people in exports.
void TrialStore::clearTraces() const {
    const bool emptied = emptyLog();
    database_->execute(QStringLiteral("VACUUM"));  // goes through the journal once more
    if (!emptyLog() || !emptied)
        throw database_->error(
            tr("the sessions are deleted, but another program is reading the trials: bytes of them stay in the file's "
               "journal until all windows are closed"));
}

/// Moves all that is in the write-ahead log into the file, and cuts the log; false: others read or write meanwhile.
/// There is no log to empty where the folder lets none be.
bool TrialStore::emptyLog() const {
    return database_->value(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).toInt() == 0;
}

std::vector<SessionRecord> TrialStore::sessions() const {
    return select<SessionRecord>(*database_, sessionRows.arg(QString()));
}

SessionRecord TrialStore::session(qint64 id) const {
    const std::vector<SessionRecord> found =
        select<SessionRecord>(*database_, sessionRows.arg(QStringLiteral("WHERE id = ?")), {id});
    if (found.empty()) throw database_->error(tr("it holds no session %1").arg(id));
    return found.front();
}

std::vector<TrialRecord> TrialStore::trials(qint64 session) const {
    return select<TrialRecord>(*database_, trialRows.arg(QStringLiteral("WHERE trial.session = ?")), {session});
}

std::vector<TrialRecord> TrialStore::allTrials() const {
    return select<TrialRecord>(*database_, trialRows.arg(QString()));
}

}  // namespace oneshot::session
