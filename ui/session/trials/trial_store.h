#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <QVariantList>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "ui/session/trials/session_locks.h"
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
    static constexpr int schemaVersion = 3;  ///< PRAGMA user_version; older ones are migrated when opened

    explicit TrialStore(const std::filesystem::path& file);  ///< made if there is none
    /// To be read alone, whatever others do meanwhile. Throws also where there is none or an older one.
    static TrialStore readOnly(const std::filesystem::path& file);
    ~TrialStore();

    void checkWritable();  ///< throws if addTrial() could store nothing

    /// The number of the next participant of a study, see StudyLedger.
    int nextParticipant(const StudyUse&) const;
    std::vector<int> versionsUsed(const QString& study) const;  ///< of a study, that sessions are of, lowest first
    /// owner: a text that only the window has that does the session; the session is refused to others until they take
    /// it up. Returns its id; the record's own is not looked at. Of a study: its number must be nextParticipant() or
    /// higher, so that none is given twice; 0 is returned and nothing stored where it is not.
    qint64 addSession(const SessionRecord&, const QString& owner = {});
    /// Its number is new in its session, which is open and of this owner. What a trial has from its session
    /// (participant, source, data, seed, model) is the session's when read back.
    void addTrial(const TrialRecord&, const QString& owner = {});
    void setState(qint64 session, SessionRecord::State, const QString& owner = {});  ///< of an open one of this owner
    // Answers to a study's questions, a JSON object; of an open session of this owner.
    void setAnswersBefore(qint64 session, const QString& json, const QStringList& readableAlphabets,
                          const QString& owner = {});
    void setAnswersAfter(qint64 session, const QString& json, const QString& owner = {});  ///< and completes it
    void takeUp(qint64 session, const QString& owner = {});  ///< an open one, from now on of this owner; is counted

    /// Says that the session is under way in this window, until release(). Throws where it is being deleted.
    void hold(qint64 session);
    void release();

    void setNote(qint64 session, const QString&);
    /// reason: why; none: it is not, or no longer, excluded.
    void setExclusion(qint64 session, const std::optional<QString>& reason);
    void setUnblinded(qint64 session, const QDateTime& time);

    struct Erasure {
        int sessions = 0, trials = 0;  ///< that were deleted
        QStringList participants;      ///< of whom no session is left
        QString leftover;              ///< why bytes of them may still be in the file, in full words; empty: none are
    };
    /// Deletes the sessions and their trials, all or none, and clears what they leave in the file and its journal.
    /// Throws where one is under way in a window or others read the file. Passes over those that are gone already.
    Erasure deleteSessions(const std::vector<qint64>& sessions);
    Erasure deleteParticipant(const QString& code);  ///< all sessions of that code

    /// Whether the session is open and of this owner, so that a window may go on with it.
    bool mayGoOn(qint64 session, const QString& owner) const;
    std::vector<SessionRecord> sessions() const;  ///< newest first
    SessionRecord session(qint64 id) const;
    std::vector<TrialRecord> trials(qint64 session) const;  ///< by number
    std::vector<TrialRecord> allTrials() const;             ///< by session and number

  private:
    TrialStore(const std::filesystem::path& file, std::unique_ptr<SqliteDatabase>);
    SessionRecord row(qint64 session) const;
    void checkOpen(qint64 session) const;
    void checkOwner(qint64 session, const QString& owner) const;
    void change(qint64 session, const QString& assignments, const QVariantList& values);
    void holdAlone(qint64 session);
    void remove(qint64 session, Erasure&) const;
    void clearTraces() const;
    bool emptyLog() const;

    std::unique_ptr<SqliteDatabase> database_;
    SessionLocks locks_;
    qint64 held_ = 0;  ///< the session that is under way in this window; 0: none
};

}  // namespace oneshot::session
