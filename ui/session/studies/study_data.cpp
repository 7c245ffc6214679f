#include "ui/session/studies/study_data.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "ui/session/studies/study_settings.h"

namespace oneshot::session {
namespace {

using Sessions = std::vector<SessionRecord>;

std::string nameOf(const SessionRecord& session) {
    return session.settings.study.name.toStdString();
}

/// The version in NAME:VERSION; none where no number follows a colon.
std::optional<int> versionIn(const std::string& study) {
    const std::size_t colon = study.rfind(':');
    if (colon == std::string::npos) return {};
    bool isNumber = false;
    const int version = QString::fromStdString(study.substr(colon + 1)).toInt(&isNumber);
    return isNumber ? std::optional(version) : std::nullopt;
}

Sessions ofName(const Sessions& all, const std::string& name) {
    Sessions found;
    std::ranges::copy_if(all, std::back_inserter(found), [&](const SessionRecord& session) {
        return session.settings.study.isUsed() && comparableName(nameOf(session)) == comparableName(name);
    });
    return found;
}

[[noreturn]] void tellNoStudy(const Sessions& all, const std::string& wanted) {
    std::set<std::string> known;
    for (const SessionRecord& session : all)
        if (session.settings.study.isUsed()) known.insert(nameOf(session));
    const std::vector<std::string> names(known.begin(), known.end());
    constexpr std::size_t shown = 20;
    throw Error(ErrorCode::InvalidSetting, "--study", "no session here is of a study \"" + validUtf8(wanted) + '"',
                names.empty() ? "No session of a study is stored here. Another home folder is named by --home."
                              : didYouMean(wanted, names) + "There are: " + listed(names, shown) + '.');
}

[[noreturn]] void tellNoVersion(const Sessions& ofStudy, int wanted) {
    std::set<int> known;
    for (const SessionRecord& session : ofStudy) known.insert(session.settings.study.version);
    std::vector<std::string> versions;
    for (const int version : known) versions.push_back(std::to_string(version));
    throw Error(ErrorCode::InvalidSetting, "--study",
                "no session here is of version " + std::to_string(wanted) + " of " + nameOf(ofStudy.front()),
                "There are: " + listed(versions, versions.size()) + '.');
}

Sessions chosen(const Sessions& all, const std::string& study) {
    if (study.empty()) return all;
    if (Sessions found = ofName(all, study); !found.empty()) return found;  // a name may end in a colon and a number
    const std::optional<int> version = versionIn(study);
    Sessions found = version ? ofName(all, study.substr(0, study.rfind(':'))) : Sessions();
    if (found.empty()) tellNoStudy(all, study);
    Sessions ofVersion;
    std::ranges::copy_if(found, std::back_inserter(ofVersion),
                         [&](const SessionRecord& session) { return session.settings.study.version == *version; });
    if (ofVersion.empty()) tellNoVersion(found, *version);
    return ofVersion;
}

bool isOf(const UsedStudy& study, const SessionRecord& session) {
    return study.sha256 == session.settings.study.sha256 && study.version == session.settings.study.version;
}

std::vector<UsedStudy> usedBy(const Sessions& sessions) {
    std::vector<UsedStudy> used;
    for (const SessionRecord& session : sessions) {
        const StudyUse& study = session.settings.study;
        if (!study.isUsed()) continue;
        auto known = std::ranges::find_if(used, [&](const UsedStudy& other) { return isOf(other, session); });
        if (known == used.end())
            known = used.insert(known, {study.name, study.version, study.sha256, session::studyOf(study)});
        if (known->sessions++ == 0) known->isBlinded = known->study->blinded;
        if (session.unblindedUtc.isValid()) known->isBlinded = false;
    }
    std::ranges::sort(used, [](const UsedStudy& a, const UsedStudy& b) {
        return std::tie(a.name, a.version, a.sha256) < std::tie(b.name, b.version, b.sha256);
    });
    return used;
}

}  // namespace

const UsedStudy* StudyData::studyOf(const SessionRecord& session) const {
    if (!session.settings.study.isUsed()) return nullptr;
    const auto found = std::ranges::find_if(studies, [&](const UsedStudy& study) { return isOf(study, session); });
    return found == studies.end() ? nullptr : &*found;
}

StudyData studyDataOf(std::vector<SessionRecord> sessions, std::vector<TrialRecord> trials) {
    std::ranges::sort(sessions, {}, &SessionRecord::id);
    std::ranges::sort(trials, {}, [](const TrialRecord& trial) { return std::pair(trial.session, trial.number); });
    std::vector<UsedStudy> studies = usedBy(sessions);
    return {std::move(studies), std::move(sessions), std::move(trials)};
}

StudyData studyData(const TrialStore& store, const QString& study) {
    Sessions sessions = chosen(store.sessions(), study.toStdString());
    if (sessions.empty())
        throw Error(ErrorCode::InvalidSetting, "--home", "no session is stored there", "Name another home folder.");
    std::vector<TrialRecord> trials;
    for (SessionRecord& session : sessions) {
        std::vector<TrialRecord> own = store.trials(session.id);
        session.answered = static_cast<int>(own.size());  // a window may have stored one meanwhile
        std::ranges::move(own, std::back_inserter(trials));
    }
    return studyDataOf(std::move(sessions), std::move(trials));
}

}  // namespace oneshot::session
