#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "core/training/presets.h"
#include "core/training/settings.h"
#include "core/training/training_config.h"

namespace oneshot::cli {
namespace {

Json settingJson(const Setting& setting) {
    Json json{{"key", setting.key},
              {"group", setting.group},
              {"label", setting.label},
              {"unit", setting.unit},
              {"description", setting.description}};
    const TrainingConfig any;
    const SettingValue value = setting.in(any);
    if (const auto* choice = std::get_if<EnumRef>(&value))
        json["choices"] = choice->names();
    else
        json.update({{"low", setting.low}, {"high", setting.high}});
    return json;
}

Json presetsJson() {
    Json list = Json::array(), table = Json::array();
    for (const Preset& preset : presets())
        list.push_back({{"name", preset.name}, {"summary", preset.summary}, {"config", toJson(preset.config)}});
    for (const Setting& setting : settings()) table.push_back(settingJson(setting));
    return {{"presets", list}, {"settings", table}};
}

/// Returns the width of a preset's column: its longest value, and a gap.
int columnWidth(const Preset& preset) {
    std::size_t longest = preset.name.size();
    for (const Setting& setting : settings()) longest = std::max(longest, settingText(preset.config, setting).size());
    return static_cast<int>(longest) + 2;
}

std::string presetsText() {
    std::string text, header = fmt::format("{:28}", "setting");
    std::size_t longest = 0;
    for (const Preset& preset : presets()) longest = std::max(longest, preset.name.size());
    for (const Preset& preset : presets()) {
        text += fmt::format("{:{}} {}\n", preset.name, longest, preset.summary);
        header += fmt::format("{:{}}", preset.name, columnWidth(preset));
    }
    text += "\n" + header + "meaning\n";
    std::string_view group;
    for (const Setting& setting : settings()) {
        if (setting.group != group) text += std::string(setting.group) + '\n';
        group = setting.group;
        text += fmt::format("  {:26}", setting.key);
        for (const Preset& preset : presets())
            text += fmt::format("{:{}}", settingText(preset.config, setting), columnWidth(preset));
        text += setting.description;
        text += setting.unit.empty() ? "\n" : fmt::format(" [{}]\n", setting.unit);
    }
    return text + "\nAny of them can be changed: oneshot train --preset NAME --set key=value ...";
}

}  // namespace

Command addPresetsCommand(CLI::App& app) {
    auto json = std::make_shared<bool>(false);
    CLI::App* presets = app.add_subcommand("presets", "List the presets and every setting of a training");
    addJsonOption(*presets, *json);
    return {presets, [json] {
                *json ? printJson(presetsJson()) : print(presetsText());
                return exitDone;
            }};
}

}  // namespace oneshot::cli
