#include "ui/session/trial_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <limits>

#include "core/data/error.h"
#include "ui/session/trial_database.h"

namespace oneshot::session {
namespace {

const QString sessionColumns = QStringLiteral(
    "id, participant, source, ways, shots, within_alphabet, trials, practice, feedback, time_limit_seconds, "
    "break_every, model, seed, consent, readable_alphabets, consent_version, data_sha256, model_fingerprint, state, "
    "resumptions, version, started_utc");  // and owner
const QString trialColumns = QStringLiteral(
    "session, number, practice, alphabet, ways, shots, task, support, query, correct_way, way, milliseconds, device, "
    "focus_lost, screen_hz, screen_scale, model_way, model_scores, seen_by_model, readable, resumed, version, "
    "shown_utc, answered_utc, seen_before");

const QStringList stateNames{QStringLiteral("open"), QStringLiteral("completed"), QStringLiteral("ended")};
const QStringList deviceNames{QStringLiteral("none"), QStringLiteral("keyboard"), QStringLiteral("mouse"),
                              QStringLiteral("touch"), QStringLiteral("pen")};

template <typename Enum>
QString nameOf(const QStringList& names, Enum value) {
    return names[static_cast<int>(value)];
}

/// The first one where a name is unknown: a file that someone wrote by hand.
template <typename Enum>
Enum valueOf(const QStringList& names, const QString& name) {
    return static_cast<Enum>(std::max<qsizetype>(0, names.indexOf(name)));
}

QString asJson(const QStringList& items) {
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(items)).toJson(QJsonDocument::Compact));
}
QString asJson(const QList<float>& numbers) {
    QJsonArray array;
    for (const float number : numbers) array.append(static_cast<double>(number));  // null where it is no number
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}
QJsonArray arrayOf(const QVariant& text) {
    return QJsonDocument::fromJson(text.toString().toUtf8()).array();
}
QStringList stringsOf(const QVariant& text) {
    QStringList items;
    for (const QJsonValue item : arrayOf(text)) items += item.toString();
    return items;
}
QList<float> floatsOf(const QVariant& text) {
    QList<float> numbers;
    for (const QJsonValue item : arrayOf(text))
        numbers += static_cast<float>(item.toDouble(std::numeric_limits<double>::quiet_NaN()));
    return numbers;
}

QString asText(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
QDateTime timeOf(const QVariant& text) {
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

/// A text that is never NULL, which an empty QString may be to a database.
QString kept(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

QString insertion(const QString& table, const QString& columns) {
    const auto count = columns.count(QLatin1Char(',')) + 1;
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
        .arg(table, columns, QStringList(count, QStringLiteral("?")).join(QLatin1Char(',')));
}

/// Values in the order of columns.
class Row {
  public:
    explicit Row(const QSqlQuery& query) : query_(query) {}
    QVariant next() { return query_.value(column_++); }
    QString text() { return next().toString(); }
    int integer() { return next().toInt(); }
    bool flag() { return next().toBool(); }
    double number() { return next().toDouble(); }

  private:
    const QSqlQuery& query_;
    int column_ = 0;
};

/// Of sessionColumns and a count of trials.
SessionRecord sessionIn(const QSqlQuery& query) {
    Row row(query);
    SessionRecord record;
    ChallengeSettings& settings = record.settings;
    record.id = row.next().toLongLong();
    settings.participant = row.text();
    settings.source = row.text();
    settings.ways = row.integer();
    settings.shots = row.integer();
    settings.withinAlphabet = row.flag();
    settings.trials = row.integer();
    settings.practice = row.integer();
    settings.feedback = row.flag();
    settings.timeLimitSeconds = row.number();
    settings.breakEvery = row.integer();
    settings.modelId = row.text();
    settings.seed = static_cast<quint64>(row.next().toLongLong());
    settings.consent = row.text();
    settings.readableAlphabets = stringsOf(row.next());
    record.consentVersion = row.text();
    record.dataSha256 = row.text();
    record.modelFingerprint = row.text();
    record.state = valueOf<SessionRecord::State>(stateNames, row.text());
    record.resumptions = row.integer();
    record.version = row.text();
    record.startedUtc = timeOf(row.next());
    record.answered = row.integer();
    return record;
}

/// Of trialColumns, then what a trial has from its session.
TrialRecord trialIn(const QSqlQuery& query) {
    Row row(query);
    TrialRecord record;
    record.session = row.next().toLongLong();
    record.number = row.integer();
    record.practice = row.flag();
    record.alphabet = row.text();
    record.ways = row.integer();
    record.shots = row.integer();
    record.taskId = row.text();
    record.support = stringsOf(row.next());
    record.query = row.text();
    record.correctWay = row.integer();
    record.answer.way = row.integer();
    record.answer.milliseconds = row.number();
    record.answer.device = valueOf<InputDevice>(deviceNames, row.text());
    record.answer.focusLost = row.flag();
    record.answer.screenHz = row.number();
    record.answer.screenScale = row.number();
    record.modelWay = row.integer();
    record.modelScores = floatsOf(row.next());
    record.seenByModel = row.flag();
    record.readable = row.flag();
    record.resumed = row.flag();
    record.version = row.text();
    record.shownUtc = timeOf(row.next());
    record.answeredUtc = timeOf(row.next());
    record.answer.seenBefore = row.flag();
    record.participant = row.text();
    record.source = row.text();
    record.dataSha256 = row.text();
    record.seed = static_cast<quint64>(row.next().toLongLong());
    record.modelId = row.text();
    record.modelFingerprint = row.text();
    return record;
}

std::vector<SessionRecord> sessionsWhere(const QSqlDatabase& database, const QString& condition,
                                         const QVariantList& values = {}) {
    QSqlQuery query = execute(database,
                              QStringLiteral("SELECT %1, (SELECT count(*) FROM trial WHERE trial.session = session.id) "
                                             "FROM session %2 ORDER BY id DESC")
                                  .arg(sessionColumns, condition),
                              values);
    std::vector<SessionRecord> records;
    while (query.next()) records.push_back(sessionIn(query));
    return records;
}

std::vector<TrialRecord> trialsWhere(const QSqlDatabase& database, const QString& condition,
                                     const QVariantList& values = {}) {
    QString columns = trialColumns;
    columns = QStringLiteral("trial.") + columns.replace(QStringLiteral(", "), QStringLiteral(", trial."));
    QSqlQuery query =
        execute(database,
                QStringLiteral("SELECT %1, session.participant, session.source, session.data_sha256, session.seed, "
                               "session.model, session.model_fingerprint FROM trial JOIN session ON session.id = "
                               "trial.session %2 ORDER BY trial.session, trial.number")
                    .arg(columns, condition),
                values);
    std::vector<TrialRecord> records;
    while (query.next()) records.push_back(trialIn(query));
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

qint64 TrialStore::addSession(const SessionRecord& record, const QString& owner) {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    const ChallengeSettings& settings = record.settings;
    Transaction transaction(database);
    const qint64 id =
        execute(database, insertion(QStringLiteral("session"), sessionColumns + QStringLiteral(", owner")),
                {QVariant(QMetaType::fromType<qint64>()),
                 kept(settings.participant),
                 kept(settings.source),
                 settings.ways,
                 settings.shots,
                 settings.withinAlphabet,
                 settings.trials,
                 settings.practice,
                 settings.feedback,
                 settings.timeLimitSeconds,
                 settings.breakEvery,
                 kept(settings.modelId),
                 static_cast<qint64>(settings.seed),
                 kept(settings.consent),
                 asJson(settings.readableAlphabets),
                 kept(record.consentVersion),
                 kept(record.dataSha256),
                 kept(record.modelFingerprint),
                 nameOf(stateNames, record.state),
                 record.resumptions,
                 kept(record.version),
                 kept(asText(record.startedUtc)),
                 kept(owner)})
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
                              {session, kept(owner), nameOf(stateNames, SessionRecord::State::Open)});
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
    const TrialAnswer& answer = record.answer;
    execute(database, insertion(QStringLiteral("trial"), trialColumns),
            {record.session,
             record.number,
             record.practice,
             kept(record.alphabet),
             record.ways,
             record.shots,
             kept(record.taskId),
             asJson(record.support),
             kept(record.query),
             record.correctWay,
             answer.way,
             answer.milliseconds,
             nameOf(deviceNames, answer.device),
             answer.focusLost,
             answer.screenHz,
             answer.screenScale,
             record.modelWay,
             asJson(record.modelScores),
             record.seenByModel,
             record.readable,
             record.resumed,
             kept(record.version),
             kept(asText(record.shownUtc)),
             kept(asText(record.answeredUtc)),
             answer.seenBefore});
    transaction.commit();
}

void TrialStore::setState(qint64 session, SessionRecord::State state, const QString& owner) {
    const QSqlDatabase database = QSqlDatabase::database(connection_);
    Transaction transaction(database);
    checkOwner(session, owner);
    execute(database, QStringLiteral("UPDATE session SET state = ? WHERE id = ?"),
            {nameOf(stateNames, state), session});
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
