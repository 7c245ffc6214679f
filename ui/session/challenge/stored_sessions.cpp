#include "ui/session/challenge/stored_sessions.h"

#include <QDateTime>

namespace oneshot::session {

StoredSessions::StoredSessions(std::filesystem::path file) : file_(std::move(file)) {}

StoredSessions::~StoredSessions() {
    queue_.run([this] { store_.reset(); }, [] {}, [](const QString&) {});
}

void StoredSessions::release() {
    queue_.run(
        [this] {
            if (store_) store_->release();
        },
        [] {}, [](const QString&) {});
}

void StoredSessions::list() {
    std::error_code none;
    if (!std::filesystem::exists(file_, none)) {  // made at the first session only
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT listed({}, {}); }, Qt::QueuedConnection);
        return;
    }
    use([](TrialStore& store) { return std::pair(store.sessions(), store.allTrials()); },
        [this](const std::pair<std::vector<SessionRecord>, std::vector<TrialRecord>>& stored) {
            Q_EMIT listed(stored.first, stored.second);
        },
        [this](const QString& why) { Q_EMIT listingFailed(why); });
}

void StoredSessions::askNextParticipant(const StudyUse& study, const std::function<void(int)>& ready) {
    std::error_code none;
    if (!std::filesystem::exists(file_, none)) {
        QMetaObject::invokeMethod(
            this, [ready] { ready(1); }, Qt::QueuedConnection);
        return;
    }
    use([study](TrialStore& store) { return store.nextParticipant(study); }, ready,
        [ready](const QString&) { ready(0); });
}

void StoredSessions::change(std::function<void(TrialStore&)> work) {
    use(
        std::move(work), [this] { list(); }, [this](const QString& why) { tellFailedChange(why); });
}

void StoredSessions::tellFailedChange(const QString& why) {
    Q_EMIT changeFailed(why);
    list();
}

void StoredSessions::setNote(qint64 session, const QString& note) {
    change([session, note](TrialStore& store) { store.setNote(session, note); });
}

void StoredSessions::setExclusion(const std::vector<qint64>& sessions, const std::optional<QString>& reason) {
    change([sessions, reason](TrialStore& store) {
        for (const qint64 session : sessions) store.setExclusion(session, reason);
    });
}

void StoredSessions::setUnblinded(const std::vector<qint64>& sessions) {
    change([sessions, now = QDateTime::currentDateTimeUtc()](TrialStore& store) {
        for (const qint64 session : sessions) store.setUnblinded(session, now);
    });
}

void StoredSessions::erase(std::function<TrialStore::Erasure(TrialStore&)> work) {
    use(
        std::move(work),
        [this](const TrialStore::Erasure& erasure) {
            Q_EMIT deleted(erasure);
            list();
        },
        [this](const QString& why) { tellFailedChange(why); });
}

void StoredSessions::deleteSessions(const std::vector<qint64>& sessions) {
    erase([sessions](TrialStore& store) { return store.deleteSessions(sessions); });
}

void StoredSessions::deleteParticipant(const QString& code) {
    erase([code](TrialStore& store) { return store.deleteParticipant(code); });
}

}  // namespace oneshot::session
