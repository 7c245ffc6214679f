#include "ui/pages/challenge/session_studies.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <algorithm>
#include <set>

#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

using session::counted;
using session::SessionRecord;

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

QString keyOf(const session::StudyUse& use) {
    return QStringLiteral("%1\n%2\n%3").arg(use.sha256).arg(use.version).arg(use.name);
}

void count(SessionStudy& study, const std::vector<const SessionRecord*>& own) {
    std::set<QString> done, excluded, all;
    for (const SessionRecord* session : own) {
        const QString& code = session->settings.participant;
        all.insert(code);
        if (session->state != SessionRecord::State::Completed) continue;
        (session->excluded ? excluded : done).insert(code);
    }
    study.done = static_cast<int>(done.size());
    study.excluded =
        static_cast<int>(std::ranges::count_if(excluded, [&](const QString& code) { return !done.contains(code); }));
    study.unfinished = static_cast<int>(all.size()) - study.done - study.excluded;
}

}  // namespace

QString SessionStudy::title() const {
    return tr("%1, version %2").arg(name, QString::number(version));
}

QString SessionStudy::progress() const {
    QStringList parts{planned > 0 ? tr("%1 of %2").arg(done).arg(counted(planned, tr("1 person"), tr("%1 people")))
                                  : counted(done, tr("1 person"), tr("%1 people"))};
    if (excluded > 0) parts += tr("%1 excluded").arg(excluded);
    if (unfinished > 0) parts += tr("%1 unfinished").arg(unfinished);
    return parts.join(QStringLiteral(", "));
}

/// A protocol that cannot be read is taken as blinded: the experimenter may unblind it.
const SessionStudies::Protocol& SessionStudies::protocolOf(const session::StudyUse& use) {
    const auto [found, isNew] = protocols_.try_emplace(keyOf(use));
    if (!isNew) return found->second;
    const QJsonObject json = QJsonDocument::fromJson(use.protocol.toUtf8()).object();
    Protocol& protocol = found->second;
    protocol.blinded = json[QStringLiteral("blinded")].toBool(json.isEmpty());
    protocol.planned = json[QStringLiteral("participants")].toInt();
    for (const QJsonValue value : json[QStringLiteral("reference_figures")].toArray())
        protocol.figures.push_back({value[QStringLiteral("label")].toString().toStdString(),
                                    value[QStringLiteral("percent")].toDouble(),
                                    value[QStringLiteral("note")].toString().toStdString()});
    return protocol;
}

void SessionStudies::setSessions(const std::vector<SessionRecord>& sessions) {
    studies_.clear();
    std::map<QString, std::vector<const SessionRecord*>> byStudy;
    for (const SessionRecord& session : sessions) {
        const session::StudyUse& use = session.settings.study;
        if (!use.isUsed()) continue;
        const QString key = keyOf(use);
        auto& own = byStudy[key];
        if (own.empty()) {
            const Protocol& protocol = protocolOf(use);
            SessionStudy& study = studies_.emplace_back();
            study.key = key;
            study.name = use.name;
            study.version = use.version;
            study.isBlinded = protocol.blinded;
            study.planned = protocol.planned;
            study.figures = protocol.figures;
        }
        own.push_back(&session);
    }
    for (SessionStudy& study : studies_) {
        const auto& own = byStudy[study.key];
        count(study, own);
        for (const SessionRecord* session : own) {
            study.sessions.push_back(session->id);
            if (session->unblindedUtc.isValid()) study.isBlinded = false;
        }
    }
}

const SessionStudy* SessionStudies::of(const SessionRecord& session) const {
    if (!session.settings.study.isUsed()) return nullptr;
    const auto found = std::ranges::find(studies_, keyOf(session.settings.study), &SessionStudy::key);
    return found == studies_.end() ? nullptr : &*found;
}

bool SessionStudies::isBlinded(const SessionRecord& session) const {
    const SessionStudy* study = of(session);
    return study && study->isBlinded;
}

}  // namespace oneshot::ui
