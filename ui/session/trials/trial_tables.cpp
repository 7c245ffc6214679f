#include "ui/session/trials/trial_tables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <array>
#include <functional>
#include <limits>

#include "ui/session/trials/trial_store.h"

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
}};

const QStringList stateNames{QStringLiteral("open"), QStringLiteral("completed"), QStringLiteral("ended")};
const QStringList deviceNames{QStringLiteral("none"), QStringLiteral("keyboard"), QStringLiteral("mouse"),
                              QStringLiteral("touch"), QStringLiteral("pen")};

/// The first one where a name is unknown: a file that someone wrote by hand.
template <typename Enum>
Enum valueOf(const QStringList& names, const QVariant& name) {
    return static_cast<Enum>(std::max<qsizetype>(0, names.indexOf(name.toString())));
}

QString toJson(const QJsonArray& array) {
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}
QJsonArray arrayOf(const QVariant& text) {
    return QJsonDocument::fromJson(text.toString().toUtf8()).array();
}

/// A value as the table keeps it, and read back from there.
template <typename Value>
QVariant toSql(Value value) {
    return value;
}
template <typename Value>
void fromSql(const QVariant& value, Value& to) {
    to = value.value<Value>();
}

QVariant toSql(quint64 seed) {
    return static_cast<qint64>(seed);
}
void fromSql(const QVariant& value, quint64& seed) {
    seed = static_cast<quint64>(value.toLongLong());
}

QVariant toSql(const QStringList& items) {
    return toJson(QJsonArray::fromStringList(items));
}
void fromSql(const QVariant& value, QStringList& items) {
    for (const QJsonValue item : arrayOf(value)) items += item.toString();
}

QVariant toSql(const std::vector<float>& numbers) {
    QJsonArray array;
    for (const float number : numbers) array.append(static_cast<double>(number));  // null where it is no number
    return toJson(array);
}
void fromSql(const QVariant& value, std::vector<float>& numbers) {
    for (const QJsonValue item : arrayOf(value))
        numbers.push_back(static_cast<float>(item.toDouble(std::numeric_limits<double>::quiet_NaN())));
}

QVariant toSql(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
void fromSql(const QVariant& value, QDateTime& time) {
    time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QVariant toSql(SessionRecord::State state) {
    return stateName(state);
}
void fromSql(const QVariant& value, SessionRecord::State& state) {
    state = valueOf<SessionRecord::State>(stateNames, value);
}

QVariant toSql(InputDevice device) {
    return deviceNames[static_cast<int>(device)];
}
void fromSql(const QVariant& value, InputDevice& device) {
    device = valueOf<InputDevice>(deviceNames, value);
}

/// A column of a table and what it keeps of a record.
template <typename Record>
struct Column {
    QString name;
    std::function<QVariant(const Record&)> write;
    std::function<void(const QVariant&, Record&)> read;
};

/// part: gives the value of any record, to be read or written.
template <typename Record, typename Part>
Column<Record> columnOf(const char* name, Part part) {
    return {QString::fromLatin1(name), [part](const Record& record) { return toSql(part(record)); },
            [part](const QVariant& value, Record& record) { fromSql(value, part(record)); }};
}
template <typename Value>
Column<SessionRecord> column(const char* name, Value SessionRecord::*member) {
    return columnOf<SessionRecord>(
        name, [member](auto& record) -> auto& { return record.*member; });
}
template <typename Value>
Column<SessionRecord> column(const char* name, Value ChallengeSettings::*member) {
    return columnOf<SessionRecord>(
        name, [member](auto& record) -> auto& { return record.settings.*member; });
}
template <typename Value>
Column<TrialRecord> column(const char* name, Value TrialRecord::*member) {
    return columnOf<TrialRecord>(
        name, [member](auto& record) -> auto& { return record.*member; });
}
template <typename Value>
Column<TrialRecord> column(const char* name, Value TrialAnswer::*member) {
    return columnOf<TrialRecord>(
        name, [member](auto& record) -> auto& { return record.answer.*member; });
}

/// All but its id, its owner and how many trials it has.
const std::vector<Column<SessionRecord>>& sessionColumns() {
    using Session = SessionRecord;
    using Settings = ChallengeSettings;
    static const std::vector<Column<Session>> all{column("participant", &Settings::participant),
                                                  column("source", &Settings::source),
                                                  column("ways", &Settings::ways),
                                                  column("shots", &Settings::shots),
                                                  column("within_alphabet", &Settings::withinAlphabet),
                                                  column("trials", &Settings::trials),
                                                  column("practice", &Settings::practice),
                                                  column("feedback", &Settings::feedback),
                                                  column("time_limit_seconds", &Settings::timeLimitSeconds),
                                                  column("break_every", &Settings::breakEvery),
                                                  column("model", &Settings::modelId),
                                                  column("seed", &Settings::seed),
                                                  column("consent", &Settings::consent),
                                                  column("readable_alphabets", &Settings::readableAlphabets),
                                                  column("consent_version", &Session::consentVersion),
                                                  column("data_sha256", &Session::dataSha256),
                                                  column("model_fingerprint", &Session::modelFingerprint),
                                                  column("state", &Session::state),
                                                  column("resumptions", &Session::resumptions),
                                                  column("version", &Session::version),
                                                  column("started_utc", &Session::startedUtc)};
    return all;
}

const std::vector<Column<TrialRecord>>& trialColumns() {
    using Trial = TrialRecord;
    using Answer = TrialAnswer;
    static const std::vector<Column<Trial>> all{column("session", &Trial::session),
                                                column("number", &Trial::number),
                                                column("practice", &Trial::practice),
                                                column("alphabet", &Trial::alphabet),
                                                column("ways", &Trial::ways),
                                                column("shots", &Trial::shots),
                                                column("task", &Trial::taskId),
                                                column("support", &Trial::support),
                                                column("query", &Trial::query),
                                                column("correct_way", &Trial::correctWay),
                                                column("way", &Answer::way),
                                                column("milliseconds", &Answer::milliseconds),
                                                column("device", &Answer::device),
                                                column("focus_lost", &Answer::focusLost),
                                                column("screen_hz", &Answer::screenHz),
                                                column("screen_scale", &Answer::screenScale),
                                                column("model_way", &Trial::modelWay),
                                                column("model_scores", &Trial::modelScores),
                                                column("seen_by_model", &Trial::seenByModel),
                                                column("readable", &Trial::readable),
                                                column("resumed", &Trial::resumed),
                                                column("version", &Trial::version),
                                                column("shown_utc", &Trial::shownUtc),
                                                column("answered_utc", &Trial::answeredUtc),
                                                column("seen_before", &Answer::seenBefore)};
    return all;
}

/// What a trial has from its session: columns of both tables joined.
const std::vector<Column<TrialRecord>>& inheritedColumns() {
    using Trial = TrialRecord;
    static const std::vector<Column<Trial>> all{
        column("session.participant", &Trial::participant),
        column("session.source", &Trial::source),
        column("session.data_sha256", &Trial::dataSha256),
        column("session.seed", &Trial::seed),
        column("session.model", &Trial::modelId),
        column("session.model_fingerprint", &Trial::modelFingerprint),
        column("session.within_alphabet OR session.source LIKE 'lake:%'", &Trial::withinAlphabet)};
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
    for (const auto& column : columns) values += column.write(record);
    return values;
}

/// From the place on that the first of the columns has in the query.
template <typename Record>
void read(const QSqlQuery& query, int place, const std::vector<Column<Record>>& columns, Record& record) {
    for (const auto& column : columns) column.read(query.value(place++), record);
}

QString listed(const QStringList& names) {
    return names.join(QStringLiteral(", "));
}

QSqlQuery insert(const SqliteDatabase& database, const QString& table, const QStringList& names,
                 const QVariantList& values) {
    const QStringList places(names.size(), QStringLiteral("?"));
    return database.execute(QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(table, listed(names), listed(places)),
                            values);
}

}  // namespace

const SqliteFormat& trialFormat() {
    static const SqliteFormat format{TrialStore::tr("trials"), applicationId, migrations};
    return format;
}

QString stateName(SessionRecord::State state) {
    return stateNames[static_cast<int>(state)];
}

qint64 insertSession(const SqliteDatabase& database, const SessionRecord& record, const QString& owner) {
    return insert(database, QStringLiteral("session"), namesOf(sessionColumns()) << QStringLiteral("owner"),
                  valuesOf(sessionColumns(), record) << owner)
        .lastInsertId()
        .toLongLong();
}

void insertTrial(const SqliteDatabase& database, const TrialRecord& record) {
    insert(database, QStringLiteral("trial"), namesOf(trialColumns()), valuesOf(trialColumns(), record));
}

std::vector<SessionRecord> selectSessions(const SqliteDatabase& database, const QString& condition,
                                          const QVariantList& values) {
    QSqlQuery query =
        database.execute(QStringLiteral("SELECT id, (SELECT count(*) FROM trial WHERE trial.session = session.id), "
                                        "%1 FROM session %2 ORDER BY id DESC")
                             .arg(listed(namesOf(sessionColumns())), condition),
                         values);
    std::vector<SessionRecord> records;
    while (query.next()) {
        SessionRecord& record = records.emplace_back();
        record.id = query.value(0).toLongLong();
        record.answered = query.value(1).toInt();
        read(query, 2, sessionColumns(), record);
    }
    return records;
}

std::vector<TrialRecord> selectTrials(const SqliteDatabase& database, const QString& condition,
                                      const QVariantList& values) {
    const QStringList own = namesOf(trialColumns(), QStringLiteral("trial."));
    QSqlQuery query = database.execute(QStringLiteral("SELECT %1 FROM trial JOIN session ON session.id = trial.session "
                                                      "%2 ORDER BY trial.session, trial.number")
                                           .arg(listed(own + namesOf(inheritedColumns())), condition),
                                       values);
    std::vector<TrialRecord> records;
    while (query.next()) {
        TrialRecord& record = records.emplace_back();
        read(query, 0, trialColumns(), record);
        read(query, static_cast<int>(own.size()), inheritedColumns(), record);
    }
    return records;
}

}  // namespace oneshot::session
