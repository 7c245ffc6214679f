#pragma once

#include <QString>
#include <QVariant>
#include <vector>

#include "ui/session/common/sqlite_database.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

/// The tables `session` and `trial` of the file of trials. The functions below say how records become their rows.
const SqliteFormat& trialFormat();

QString stateName(SessionRecord::State);  ///< as the table keeps it

qint64 insertSession(const SqliteDatabase&, const SessionRecord&, const QString& owner);  ///< returns its new id
void insertTrial(const SqliteDatabase&, const TrialRecord&);

/// condition: a WHERE clause with a place for each of the values. Newest first.
std::vector<SessionRecord> selectSessions(const SqliteDatabase&, const QString& condition = {},
                                          const QVariantList& values = {});
/// Likewise, by session and number. What a trial has from its session is in the records.
std::vector<TrialRecord> selectTrials(const SqliteDatabase&, const QString& condition = {},
                                      const QVariantList& values = {});

}  // namespace oneshot::session
