#pragma once

#include <QCoreApplication>
#include <QString>
#include <filesystem>
#include <memory>
#include <vector>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

class SqliteDatabase;

/// Sessions and trials of people in an SQLite file (synchronous FULL; with a write-ahead log, or a rollback journal
/// where the folder lets none be): each trial is one transaction, on the disk when addTrial() returns. Belongs to the
/// thread that makes it; every method blocks and throws Error(Failed) in full words: full disk, read-only folder, a
/// file of a newer version or none of ours. What failed was not stored and may be tried again. Several programs may
/// have it open.
class TrialStore {
    Q_DECLARE_TR_FUNCTIONS(TrialStore)
  public:
    static constexpr int schemaVersion = 2;  ///< PRAGMA user_version; older ones are migrated when opened

    explicit TrialStore(const std::filesystem::path& file);  ///< made if there is none
    ~TrialStore();

    void checkWritable();  ///< throws if addTrial() could store nothing

    /// owner: a text that only the window has that does the session; the session is refused to others until they take
    /// it up. Returns its id; the record's own is not looked at.
    qint64 addSession(const SessionRecord&, const QString& owner = {});
    /// Its number is new in its session, which is open and of this owner. What a trial has from its session
    /// (participant, source, data, seed, model) is the session's when read back.
    void addTrial(const TrialRecord&, const QString& owner = {});
    void setState(qint64 session, SessionRecord::State, const QString& owner = {});  ///< of an open one of this owner
    void takeUp(qint64 session, const QString& owner = {});  ///< an open one, from now on of this owner; is counted

    /// Whether the session is open and of this owner, so that a window may go on with it.
    bool mayGoOn(qint64 session, const QString& owner) const;
    std::vector<SessionRecord> sessions() const;  ///< newest first
    SessionRecord session(qint64 id) const;
    std::vector<TrialRecord> trials(qint64 session) const;  ///< by number
    std::vector<TrialRecord> allTrials() const;             ///< by session and number

  private:
    void checkOpen(qint64 session) const;
    void checkOwner(qint64 session, const QString& owner) const;

    std::unique_ptr<SqliteDatabase> database_;
};

}  // namespace oneshot::session
