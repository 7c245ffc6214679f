#pragma once

#include <QCoreApplication>
#include <QString>
#include <filesystem>
#include <vector>

#include "ui/session/trial_record.h"

namespace oneshot::session {

/// Sessions and trials of people in an SQLite file (WAL, synchronous FULL): each trial is one transaction, on the disk
/// when addTrial() returns. Belongs to the thread that makes it; every method blocks and throws Error(Failed) in full
/// words: full disk, read-only folder, a file of a newer version or none of ours. What failed was not stored and may be
/// tried again. Several programs may have it open.
class TrialStore {
    Q_DECLARE_TR_FUNCTIONS(TrialStore)
  public:
    static constexpr int schemaVersion = 1;  ///< PRAGMA user_version; older ones are migrated when opened

    explicit TrialStore(const std::filesystem::path& file);  ///< made where there is none
    ~TrialStore();
    TrialStore(const TrialStore&) = delete;
    TrialStore& operator=(const TrialStore&) = delete;

    qint64 addSession(const SessionRecord&);  ///< returns its id; the record's own is not looked at
    /// Its number is new in its session. What a trial has from its session (participant, source, data, seed, model) is
    /// the session's when read back.
    void addTrial(const TrialRecord&);
    void setState(qint64 session, SessionRecord::State);
    void countResumption(qint64 session);

    std::vector<SessionRecord> sessions() const;  ///< newest first
    SessionRecord session(qint64 id) const;
    std::vector<TrialRecord> trials(qint64 session) const;  ///< by number
    std::vector<TrialRecord> allTrials() const;

  private:
    QString connection_;
};

}  // namespace oneshot::session
