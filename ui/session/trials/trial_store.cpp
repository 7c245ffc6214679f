#include "ui/session/trials/trial_store.h"

#include "ui/session/trials/trial_tables.h"

namespace oneshot::session {

TrialStore::TrialStore(const std::filesystem::path& file)
    : database_(std::make_unique<SqliteDatabase>(file, trialFormat())) {
    database_->execute(QStringLiteral("PRAGMA synchronous = FULL"));
    database_->execute(QStringLiteral("PRAGMA foreign_keys = ON"));
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
    database_->transact([&] { id = insertSession(*database_, record, owner); });
    return id;
}

void TrialStore::checkOpen(qint64 session) const {
    if (this->session(session).state == SessionRecord::State::Open) return;
    throw database_->error(tr("session %1 has come to its end, so nothing can be stored in it").arg(session),
                           tr("Was it ended in another window? Leave it here, and begin a new one."));
}

bool TrialStore::isOf(qint64 session, const QString& owner) const {
    return database_
        ->value(QStringLiteral("SELECT 1 FROM session WHERE id = ? AND owner = ? AND state = ?"),
                {session, owner, stateName(SessionRecord::State::Open)})
        .isValid();
}

void TrialStore::checkOwner(qint64 session, const QString& owner) const {
    checkOpen(session);
    if (isOf(session, owner)) return;
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
        insertTrial(*database_, record);
    });
}

void TrialStore::setState(qint64 session, SessionRecord::State state, const QString& owner) {
    database_->transact([&] {
        checkOwner(session, owner);
        database_->execute(QStringLiteral("UPDATE session SET state = ? WHERE id = ?"), {stateName(state), session});
    });
}

void TrialStore::takeUp(qint64 session, const QString& owner) {
    database_->transact([&] {
        checkOpen(session);
        database_->execute(QStringLiteral("UPDATE session SET resumptions = resumptions + 1, owner = ? WHERE id = ?"),
                           {owner, session});
    });
}

std::vector<SessionRecord> TrialStore::sessions() const {
    return selectSessions(*database_);
}

SessionRecord TrialStore::session(qint64 id) const {
    const std::vector<SessionRecord> found = selectSessions(*database_, QStringLiteral("WHERE id = ?"), {id});
    if (found.empty()) throw database_->error(tr("it holds no session %1").arg(id));
    return found.front();
}

std::vector<TrialRecord> TrialStore::trials(qint64 session) const {
    return selectTrials(*database_, QStringLiteral("WHERE trial.session = ?"), {session});
}

std::vector<TrialRecord> TrialStore::allTrials() const {
    return selectTrials(*database_);
}

}  // namespace oneshot::session
