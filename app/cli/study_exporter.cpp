#include "app/cli/study_exporter.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"

#ifdef ONESHOT_WITH_UI
#include <set>

#include "app/cli/report_painter.h"
#include "core/base/utf8.h"
#include "core/runs/run_directory.h"
#include "ui/session/challenge/study_export.h"
#endif

namespace oneshot::cli {

bool StudyExport::isOneFile() const {
    return lowerCase(out).ends_with(".json");
}

#ifdef ONESHOT_WITH_UI
namespace {

session::StudyData storedData(const std::string& study) {
    const std::filesystem::path file = homeFolder() / "workbench.sqlite";
    std::error_code none;
    if (!std::filesystem::exists(file, none))
        throw Error(ErrorCode::InvalidSetting, validUtf8(homeFolder().string()), "no session of people is stored there",
                    "Name another home folder by --home.");
    return session::studyData(session::TrialStore::readOnly(file), QString::fromStdString(study));
}

/// Returns the names of the files.
Json write(const session::StudyData& data, const StudyExport& wanted, const std::stop_token& stop) {
    if (!wanted.isOneFile())
        return session::writeStudyFolder(wanted.out, data, {wanted.forExcel, wanted.overwrite}, stop);
    session::writeStudyFile(wanted.out, data, stop);
    return Json::array({wanted.out});
}

}  // namespace

Json exportStudy(const StudyExport& wanted, const std::stop_token& stop) {
    const auto application = offscreenApplication();  // Qt looks for its driver of SQLite through one
    const session::StudyData data = storedData(wanted.study);
    Json studies = Json::array();
    for (const session::UsedStudy& used : data.studies)
        studies.push_back({{"name", used.name.toStdString()},
                           {"version", used.version},
                           {"content_sha256", used.sha256.toStdString()},
                           {"sessions", used.sessions},
                           {"blinded", used.isBlinded}});
    std::set<QString> participants;
    int excluded = 0;
    for (const session::SessionRecord& session : data.sessions) {
        participants.insert(session.settings.participant);
        excluded += session.excluded;
    }
    return {{"out", wanted.out},
            {"files", write(data, wanted, stop)},
            {"studies", studies},
            {"sessions", data.sessions.size()},
            {"excluded_sessions", excluded},
            {"participants", participants.size()},
            {"trials", data.trials.size()}};
}

#else

Json exportStudy(const StudyExport&, const std::stop_token&) {
    throw Error(ErrorCode::InvalidSetting, "study export",
                "needs the Qt build, which stores the sessions of people, and this one is without Qt",
                "Build with ONESHOT_BUILD_UI=ON.");
}

#endif

}  // namespace oneshot::cli
