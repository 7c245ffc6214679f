#include "ui/session/trials/study_ledger.h"

#include <map>
#include <utility>

#include "core/base/error.h"
#include "ui/session/common/sqlite_database.h"

namespace oneshot::session {

int StudyLedger::nextParticipant(const StudyUse& use) const {
    const QVariant other =
        database_.value(QStringLiteral("SELECT 1 FROM session WHERE study = ? AND study_version = ? AND "
                                       "study_sha256 <> ?"),
                        {use.name, use.version, use.sha256});
    if (other.isValid())
        throw Error(ErrorCode::InvalidSetting, use.name.toStdString(),
                    tr("the study was changed without a new version: stored sessions of version %1 had another "
                       "protocol")
                        .arg(use.version)
                        .toStdString(),
                    tr("Give it a new version, or take the change back.").toStdString());
    return 1 +
           database_.value(QStringLiteral("SELECT last FROM participant_count WHERE study = ?"), {use.name}).toInt();
}

void StudyLedger::enter(const StudyUse& use) const {
    database_.execute(QStringLiteral("INSERT OR REPLACE INTO participant_count (study, last) VALUES (?, ?)"),
                      {use.name, use.participant});
    database_.execute(QStringLiteral("INSERT OR REPLACE INTO protocol (study, version, text) VALUES (?, ?, ?)"),
                      {use.name, use.version, use.protocol});
}

void StudyLedger::addProtocols(std::vector<SessionRecord>& sessions) const {
    std::map<std::pair<QString, int>, QString> read;
    for (SessionRecord& session : sessions) {
        StudyUse& use = session.settings.study;
        if (!use.isUsed()) continue;
        const auto [protocol, isNew] = read.try_emplace({use.name, use.version});
        if (isNew)
            protocol->second = database_
                                   .value(QStringLiteral("SELECT text FROM protocol WHERE study = ? AND version = ?"),
                                          {use.name, use.version})
                                   .toString();
        use.protocol = protocol->second;
    }
}

void StudyLedger::dropUnused() const {
    database_.execute(
        QStringLiteral("DELETE FROM protocol WHERE NOT EXISTS (SELECT 1 FROM session WHERE session.study = "
                       "protocol.study AND session.study_version = protocol.version)"));
}

std::vector<int> StudyLedger::versionsUsed(const QString& study) const {
    QSqlQuery query = database_.execute(
        QStringLiteral("SELECT DISTINCT study_version FROM session WHERE study = ? ORDER BY study_version"), {study});
    std::vector<int> versions;
    while (query.next()) versions.push_back(query.value(0).toInt());
    return versions;
}

}  // namespace oneshot::session
