#include "ui/session/trials/trial_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <functional>
#include <limits>

#include "core/base/error.h"
#include "ui/session/trials/trial_database.h"

namespace oneshot::session {
namespace {

const QStringList stateNames{QStringLiteral("open"), QStringLiteral("completed"), QStringLiteral("ended")};
const QStringList deviceNames{QStringLiteral("none"), QStringLiteral("keyboard"), QStringLiteral("mouse"),
                              QStringLiteral("touch"), QStringLiteral("pen")};

/// The first one where a name is unknown: a file that someone wrote by hand.
template <typename Enum>
Enum valueOf(const QStringList& names, const QVariant& name) {
    return static_cast<Enum>(std::max<qsizetype>(0, names.indexOf(name.toString())));
}

QString asJson(const QJsonArray& array) {
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}
QJsonArray arrayOf(const QVariant& text) {
    return QJsonDocument::fromJson(text.toString().toUtf8()).array();
}

/// How a value is kept in the file, and taken out of it again.
template <typename Value>
QVariant kept(Value value) {
    return value;
}
template <typename Value>
void take(const QVariant& value, Value& to) {
    to = value.value<Value>();
}

QVariant kept(quint64 seed) {
    return static_cast<qint64>(seed);
}
void take(const QVariant& value, quint64& seed) {
    seed = static_cast<quint64>(value.toLongLong());
}

/// Never NULL, which an empty QString may be to a database.
QVariant kept(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

QVariant kept(const QStringList& items) {
    return asJson(QJsonArray::fromStringList(items));
}
void take(const QVariant& value, QStringList& items) {
    for (const QJsonValue item : arrayOf(value)) items += item.toString();
}

QVariant kept(const QList<float>& numbers) {
    QJsonArray array;
    for (const float number : numbers) array.append(static_cast<double>(number));  // null where it is no number
    return asJson(array);
}
void take(const QVariant& value, QList<float>& numbers) {
    for (const QJsonValue item : arrayOf(value))
        numbers += static_cast<float>(item.toDouble(std::numeric_limits<double>::quiet_NaN()));
}

QVariant kept(const QDateTime& time) {
    return kept(time.toUTC().toString(Qt::ISODateWithMs));
}
void take(const QVariant& value, QDateTime& time) {
    time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QVariant kept(SessionRecord::State state) {
    return stateNames[static_cast<int>(state)];
}
void take(const QVariant& value, SessionRecord::State& state) {
    state = valueOf<SessionRecord::State>(stateNames, value);
}

QVariant kept(InputDevice device) {
    return deviceNames[static_cast<int>(device)];
}
void take(const QVariant& value, InputDevice& device) {
    device = valueOf<InputDevice>(deviceNames, value);
}

/// A column of a table and what of a record it keeps.
template <typename Record>
struct Column {
    QString name;
    std::function<QVariant(const Record&)> kept;
    std::function<void(const QVariant&, Record&)> take;
};

/// part: gives the value of any record, to be read or written.
template <typename Record, typename Part>
Column<Record> column(const char* name, Part part) {
    return {QString::fromLatin1(name), [part](const Record& record) { return session::kept(part(record)); },
            [part](const QVariant& value, Record& record) { session::take(value, part(record)); }};
}
template <typename Value>
Column<SessionRecord> of(const char* name, Value SessionRecord::*member) {
    return column<SessionRecord>(
        name, [member](auto& record) -> auto& { return record.*member; });
}
template <typename Value>
Column<SessionRecord> of(const char* name, Value ChallengeSettings::*member) {
    return column<SessionRecord>(
        name, [member](auto& record) -> auto& { return record.settings.*member; });
}
template <typename Value>
Column<TrialRecord> of(const char* name, Value TrialRecord::*member) {
    return column<TrialRecord>(
        name, [member](auto& record) -> auto& { return record.*member; });
}
template <typename Value>
Column<TrialRecord> of(const char* name, Value TrialAnswer::*member) {
    return column<TrialRecord>(
        name, [member](auto& record) -> auto& { return record.answer.*member; });
}

/// But for its id, its owner and how many trials it has.
const std::vector<Column<SessionRecord>>& sessionColumns() {
    using Session = SessionRecord;
    using Settings = ChallengeSettings;
    static const std::vector<Column<Session>> all{of("participant", &Settings::participant),
                                                  of("source", &Settings::source),
                                                  of("ways", &Settings::ways),
                                                  of("shots", &Settings::shots),
                                                  of("within_alphabet", &Settings::withinAlphabet),
                                                  of("trials", &Settings::trials),
                                                  of("practice", &Settings::practice),
                                                  of("feedback", &Settings::feedback),
                                                  of("time_limit_seconds", &Settings::timeLimitSeconds),
                                                  of("break_every", &Settings::breakEvery),
                                                  of("model", &Settings::modelId),
                                                  of("seed", &Settings::seed),
                                                  of("consent", &Settings::consent),
                                                  of("readable_alphabets", &Settings::readableAlphabets),
                                                  of("consent_version", &Session::consentVersion),
                                                  of("data_sha256", &Session::dataSha256),
                                                  of("model_fingerprint", &Session::modelFingerprint),
                                                  of("state", &Session::state),
                                                  of("resumptions", &Session::resumptions),
                                                  of("version", &Session::version),
                                                  of("started_utc", &Session::startedUtc)};
    return all;
}

const std::vector<Column<TrialRecord>>& trialColumns() {
    using Trial = TrialRecord;
    using Answer = TrialAnswer;
    static const std::vector<Column<Trial>> all{of("session", &Trial::session),
                                                of("number", &Trial::number),
                                                of("practice", &Trial::practice),
                                                of("alphabet", &Trial::alphabet),
                                                of("ways", &Trial::ways),
                                                of("shots", &Trial::shots),
                                                of("task", &Trial::taskId),
                                                of("support", &Trial::support),
                                                of("query", &Trial::query),
                                                of("correct_way", &Trial::correctWay),
                                                of("way", &Answer::way),
                                                of("milliseconds", &Answer::milliseconds),
                                                of("device", &Answer::device),
                                                of("focus_lost", &Answer::focusLost),
                                                of("screen_hz", &Answer::screenHz),
                                                of("screen_scale", &Answer::screenScale),
                                                of("model_way", &Trial::modelWay),
                                                of("model_scores", &Trial::modelScores),
                                                of("seen_by_model", &Trial::seenByModel),
                                                of("readable", &Trial::readable),
                                                of("resumed", &Trial::resumed),
                                                of("version", &Trial::version),
                                                of("shown_utc", &Trial::shownUtc),
                                                of("answered_utc", &Trial::answeredUtc),
                                                of("seen_before", &Answer::seenBefore)};
    return all;
}

/// What a trial has from its session, as columns of both tables joined.
const std::vector<Column<TrialRecord>>& inheritedColumns() {
    using Trial = TrialRecord;
    static const std::vector<Column<Trial>> all{
        of("session.participant", &Trial::participant),
        of("session.source", &Trial::source),
        of("session.data_sha256", &Trial::dataSha256),
        of("session.seed", &Trial::seed),
        of("session.model", &Trial::modelId),
        of("session.model_fingerprint", &Trial::modelFingerprint),
        of("session.within_alphabet OR session.source LIKE 'lake:%'", &Trial::withinAlphabet)};
    return all;
}

template <typename Record>
QStringList namesOf(const std::vector<Column<Record>>& columns, const QString& prefix = {}) {
    QStringList names;
    for (const auto& column : columns) names += prefix + column.name;
    return names;
}

template <typename Record>
QVariantList valuesOf(const std::vector<Column<Record>>& columns, const Record& record) {
    QVariantList values;
    for (const auto& column : columns) values += column.kept(record);
    return values;
}

/// From the place on that the first of the columns has in the query.
template <typename Record>
void take(const QSqlQuery& query, int place, const std::vector<Column<Record>>& columns, Record& record) {
    for (const auto& column : columns) column.take(query.value(place++), record);
}

QSqlQuery insert(const QSqlDatabase& database, const QString& table, const QStringList& names,
                 const QVariantList& values) {
    static const QString separator = QStringLiteral(", ");
    return execute(
        database,
        QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
            .arg(table, names.join(separator), QStringList(names.size(), QStringLiteral("?")).join(separator)),
        values);
}

std::vector<SessionRecord> sessionsWhere(const QSqlDatabase& database, const QString& condition,
                                         const QVariantList& values = {}) {
    QSqlQuery query =
        execute(database,
                QStringLiteral("SELECT id, (SELECT count(*) FROM trial WHERE trial.session = session.id), "
                               "%1 FROM session %2 ORDER BY id DESC")
                    .arg(namesOf(sessionColumns()).join(QStringLiteral(", ")), condition),
                values);
    std::vector<SessionRecord> records;
    while (query.next()) {
        SessionRecord& record = records.emplace_back();
        record.id = query.value(0).toLongLong();
        record.answered = query.value(1).toInt();
        take(query, 2, sessionColumns(), record);
    }
    return records;
}

std::vector<TrialRecord> trialsWhere(const QSqlDatabase& database, const QString& condition,
                                     const QVariantList& values = {}) {
    const QStringList own = namesOf(trialColumns(), QStringLiteral("trial."));
    QSqlQuery query = execute(database,
                              QStringLiteral("SELECT %1 FROM trial JOIN session ON session.id = trial.session %2 "
                                             "ORDER BY trial.session, trial.number")
                                  .arg((own + namesOf(inheritedColumns())).join(QStringLiteral(", ")), condition),
                              values);
    std::vector<TrialRecord> records;
    while (query.next()) {
        TrialRecord& record = records.emplace_back();
        take(query, 0, trialColumns(), record);
        take(query, static_cast<int>(own.size()), inheritedColumns(), record);
    }
    return records;
}

}  // namespace

TrialStore::TrialStore(const std::filesystem::path& file)
    : connection_(QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    const QString name = QString::fromStdString(file.string());
    std::error_code failure;
    std::filesystem::create_directories(file.parent_path(), failure);  // SQLite says where that was in vain
    try {
        openTrialDatabase(connection_, name);
    } catch (...) {
        QSqlDatabase::removeDatabase(connection_);
        throw;
    }
}

TrialStore::~TrialStore() {
    QSqlDatabase::removeDatabase(connection_);
}

void TrialStore::checkWritable() {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    Transaction transaction(database);
    execute(database, QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));  // which it is
    transaction.commit();
}

qint64 TrialStore::addSession(const SessionRecord& record, const QString& owner) {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    Transaction transaction(database);
    const qint64 id =
        insert(database, QStringLiteral("session"), namesOf(sessionColumns()) + QStringList(QStringLiteral("owner")),
               valuesOf(sessionColumns(), record) + QVariantList{kept(owner)})
            .lastInsertId()
            .toLongLong();
    transaction.commit();
    return id;
}

void TrialStore::checkOpen(qint64 session) const {
    const SessionRecord record = this->session(session);
    if (record.state == SessionRecord::State::Open) return;
    throw Error(ErrorCode::Failed, QSqlDatabase::database(connection_).databaseName().toStdString(),
                tr("session %1 has come to its end, so nothing can be stored in it").arg(session).toStdString(),
                tr("Was it ended in another window? Leave it here, and begin a new one.").toStdString());
}

bool TrialStore::isOf(qint64 session, const QString& owner) const {
    QSqlQuery query = execute(QSqlDatabase::database(connection_),
                              QStringLiteral("SELECT 1 FROM session WHERE id = ? AND owner = ? AND state = ?"),
                              {session, kept(owner), kept(SessionRecord::State::Open)});
    return query.next();
}

void TrialStore::checkOwner(qint64 session, const QString& owner) const {
    checkOpen(session);
    if (isOf(session, owner)) return;
    throw Error(ErrorCode::Failed, QSqlDatabase::database(connection_).databaseName().toStdString(),
                tr("session %1 was taken up in another window").arg(session).toStdString(),
                tr("Go on there. Here it is over: leave it.").toStdString());
}

void TrialStore::addTrial(const TrialRecord& record, const QString& owner) {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    Transaction transaction(database);
    checkOwner(record.session, owner);
    QSqlQuery known = execute(database, QStringLiteral("SELECT 1 FROM trial WHERE session = ? AND number = ?"),
                              {record.session, record.number});
    if (known.next())
        throw Error(ErrorCode::Failed, database.databaseName().toStdString(),
                    tr("trial %1 of session %2 is stored already").arg(record.number).arg(record.session).toStdString(),
                    tr("Is the session taken up in another window? Go on there, or leave it here and take it up "
                       "again.")
                        .toStdString());
    known.finish();
    insert(database, QStringLiteral("trial"), namesOf(trialColumns()), valuesOf(trialColumns(), record));
    transaction.commit();
}

void TrialStore::setState(qint64 session, SessionRecord::State state, const QString& owner) {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    Transaction transaction(database);
    checkOwner(session, owner);
    execute(database, QStringLiteral("UPDATE session SET state = ? WHERE id = ?"), {kept(state), session});
    transaction.commit();
}

void TrialStore::takeUp(qint64 session, const QString& owner) {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    Transaction transaction(database);
    checkOpen(session);
    execute(database, QStringLiteral("UPDATE session SET resumptions = resumptions + 1, owner = ? WHERE id = ?"),
            {kept(owner), session});
    transaction.commit();
}

std::vector<SessionRecord> TrialStore::sessions() const {
    return sessionsWhere(QSqlDatabase::database(connection_), {});
}

SessionRecord TrialStore::session(qint64 id) const {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    const auto found = sessionsWhere(database, QStringLiteral("WHERE id = ?"), {id});
    if (found.empty())
        throw Error(ErrorCode::Failed, database.databaseName().toStdString(),
                    tr("it holds no session %1").arg(id).toStdString());
    return found.front();
}

std::vector<TrialRecord> TrialStore::trials(qint64 session) const {
    return trialsWhere(QSqlDatabase::database(connection_), QStringLiteral("WHERE trial.session = ?"), {session});
}

std::vector<TrialRecord> TrialStore::allTrials() const {
    return trialsWhere(QSqlDatabase::database(connection_), {});
}

}  // namespace oneshot::session
