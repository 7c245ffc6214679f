#pragma once

#include <QCoreApplication>
#include <QString>
#include <vector>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

class SqliteDatabase;

/// What the file of trials knows of studies: which numbers were given to participants, and the protocols of sessions,
/// each once, as pictures make some of them large. Methods block and throw Error.
class StudyLedger {
    Q_DECLARE_TR_FUNCTIONS(StudyLedger)
  public:
    /// The database must outlive it.
    explicit StudyLedger(const SqliteDatabase& database) : database_(database) {}

    /// The number after the highest that a participant of this study ever got, whatever was deleted since. Throws
    /// Error(InvalidSetting) where sessions of the same version had another protocol.
    int nextParticipant(const StudyUse&) const;
    void enter(const StudyUse&) const;  ///< its number is given, and its protocol kept; in the session's transaction
    void addProtocols(std::vector<SessionRecord>&) const;       ///< to those of studies
    void dropUnused() const;                                    ///< protocols that no session is of any more
    std::vector<int> versionsUsed(const QString& study) const;  ///< that sessions are of, lowest first

  private:
    const SqliteDatabase& database_;
};

}  // namespace oneshot::session
