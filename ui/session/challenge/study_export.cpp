#include "ui/session/challenge/study_export.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "ui/session/challenge/study_figures.h"
#include "ui/session/studies/study_tables.h"

namespace oneshot::session {

std::vector<std::string> writeStudyFolder(const std::filesystem::path& path, const StudyData& data,
                                          const StudyExport& how, const std::stop_token& stop) {
    const std::string figures = studyFigures(data, stop).dump(2) + '\n';
    std::vector<std::string> names;
    FolderSaver folder(path, how.overwrite);
    for (const ExportedFile& file : studyTables(data, how.forExcel)) {
        folder.write(file.name, std::string_view(file.bytes.constData(), static_cast<std::size_t>(file.bytes.size())));
        names.push_back(file.name);
    }
    folder.write("figures.json", figures);
    names.emplace_back("figures.json");
    folder.save();
    return names;
}

void writeStudyFile(const std::filesystem::path& path, const StudyData& data, const std::stop_token& stop) {
    Json all = studyJson(data);
    all["figures"] = studyFigures(data, stop)["studies"];
    saveFile(path, all.dump(2) + '\n');
}

}  // namespace oneshot::session
