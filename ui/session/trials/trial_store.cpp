#include "ui/session/trials/trial_store.h"

#include <QScopeGuard>
#include <array>
#include <utility>

#include "ui/session/common/sqlite_database.h"
#include "ui/session/trials/study_ledger.h"
#include "ui/session/trials/trial_rows.h"

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
     QStringLiteral("ALTER TABLE session ADD COLUMN unblinded_utc TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE session ADD COLUMN study TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE session ADD COLUMN study_version INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral("ALTER TABLE session ADD COLUMN study_sha256 TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE session ADD COLUMN participant_number INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral(R"(CREATE TABLE protocol (study TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (study, version)))"),
     QStringLiteral("CREATE TABLE participant_count (study TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID"),
     QStringLiteral("ALTER TABLE session ADD COLUMN other_models TEXT NOT NULL DEFAULT '[]'"),
     QStringLiteral("ALTER TABLE session ADD COLUMN answers_before TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE session ADD COLUMN answers_after TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE trial ADD COLUMN other_models TEXT NOT NULL DEFAULT ''"),
     QStringLiteral("ALTER TABLE trial ADD COLUMN utc_offset_minutes INTEGER")},
}};

const QString sessionRows = QStringLiteral("session %1 ORDER BY id DESC");
const QString trialRows =
    QStringLiteral("trial JOIN session ON session.id = trial.session %1 ORDER BY trial.session, trial.number");

}  // namespace

TrialStore::TrialStore(const std::filesystem::path& file, std::unique_ptr<SqliteDatabase> database)
    : database_(std::move(database)), locks_(file.string() + ".sessions") {
    database_->checkHealth();
}

TrialStore TrialStore::readOnly(const std::filesystem::path& file) {
    return {file, std::make_unique<SqliteDatabase>(file, SqliteFormat{tr("trials"), applicationId, migrations},
                                                   SqliteAccess::Read)};
}

TrialStore::TrialStore(const std::filesystem::path& file)
    : TrialStore(file, std::make_unique<SqliteDatabase>(file, SqliteFormat{tr("trials"), applicationId, migrations})) {
    database_->execute(QStringLiteral("PRAGMA synchronous = FULL"));
    database_->execute(QStringLiteral("PRAGMA foreign_keys = ON"));
    database_->execute(QStringLiteral("PRAGMA secure_delete = ON"));  // also of a note that was written over
}

TrialStore::~TrialStore() = default;

void TrialStore::checkWritable() {
    database_->transact([&] {
        database_->execute(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));  // which it is
    });
}

qint64 TrialStore::addSession(const SessionRecord& record, const QString& owner) {
    qint64 id = 0;
    database_->transact([&] {
        if (const StudyUse& use = record.settings.study; use.isUsed()) {
            const StudyLedger ledger(*database_);
            if (use.participant < ledger.nextParticipant(use)) return;
            ledger.enter(use);
        }
        id = insert(*database_, QStringLiteral("session"), record, {QStringLiteral("owner")}, {owner});
    });
    return id;
}

int TrialStore::nextParticipant(const StudyUse& use) const {
    return StudyLedger(*database_).nextParticipant(use);
}

std::vector<int> TrialStore::versionsUsed(const QString& study) const {
    return StudyLedger(*database_).versionsUsed(study);
}

void TrialStore::checkOpen(qint64 session) const {
    if (row(session).state == SessionRecord::State::Open) return;
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

void TrialStore::setAnswersBefore(qint64 session, const QString& json, const QStringList& readableAlphabets,
                                  const QString& owner) {
    database_->transact([&] {
        checkOwner(session, owner);
        database_->execute(QStringLiteral("UPDATE session SET answers_before = ?, readable_alphabets = ? WHERE id = ?"),
                           {json, toSql(readableAlphabets), session});
    });
}

void TrialStore::setAnswersAfter(qint64 session, const QString& json, const QString& owner) {
    database_->transact([&] {
        checkOwner(session, owner);
        database_->execute(QStringLiteral("UPDATE session SET answers_after = ?, state = ? WHERE id = ?"),
                           {json, nameOf(SessionRecord::State::Completed), session});
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
        row(session);  // throws where there is none
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

void TrialStore::setUnblinded(qint64 session, const QDateTime& time) {
    change(session, QStringLiteral("unblinded_utc = ?"), {toSql(time)});
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
        StudyLedger(*database_).dropUnused();
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
    std::vector<SessionRecord> all = select<SessionRecord>(*database_, sessionRows.arg(QString()));
    StudyLedger(*database_).addProtocols(all);
    return all;
}

SessionRecord TrialStore::session(qint64 id) const {
    std::vector<SessionRecord> found{row(id)};
    StudyLedger(*database_).addProtocols(found);
    return found.front();
}

/// All of a session but its protocol. Throws where there is none.
SessionRecord TrialStore::row(qint64 id) const {
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
