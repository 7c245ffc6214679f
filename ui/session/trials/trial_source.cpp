#include "ui/session/trials/trial_source.h"

#include <algorithm>
#include <filesystem>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"

namespace oneshot::session {

TrialSource openTrialSource(const QString& source, const std::vector<DatasetPtr>& open, const LakePtr& openLake,
                            const ProgressFunction& progress, const std::stop_token& stop) {
    const std::string text = source.toStdString();
    const std::string spec = text.substr(text.find(':') + 1);  // all of it where there is no ":"
    if (text.starts_with("lake:")) {
        LakePtr lake = openLake;
        if (!lake || lake->dataset.spec != std::filesystem::absolute(spec).lexically_normal().string())
            lake = std::make_shared<const LakeRuns>(openLakeRuns(spec));
        return {DatasetPtr(lake, &lake->dataset), lake};
    }
    if (!text.starts_with("data:"))
        throw Error(ErrorCode::InvalidSetting, "source", '"' + text + "\" names neither data nor Lake's runs",
                    "Write data:SPEC or lake:PATH.");
    const auto known =
        std::ranges::find_if(open, [&](const DatasetPtr& dataset) { return dataset && dataset->spec == spec; });
    if (known != open.end()) return {*known, nullptr};
    return {std::make_shared<const Dataset>(openDataset(parseDataSpec(spec), progress, stop)), nullptr};
}

QString drawingName(const Dataset& dataset, CharacterId id, DrawingId drawing) {
    const Character& character = dataset.character(id);
    const int drawer = dataset.drawings[drawing].drawer;
    const auto place = std::ranges::find(character.drawings, drawing) - character.drawings.begin() + 1;
    return QString::fromStdString(
        dataset.alphabets[id.alphabet].name + '/' + character.name +
        (drawer > 0 ? " by " + std::to_string(drawer) : ", drawing " + std::to_string(place)));
}

}  // namespace oneshot::session
