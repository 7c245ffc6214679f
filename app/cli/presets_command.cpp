#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/cli_support.h"
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
    if (const auto* choice = std::get_if<Setting::Choice>(&setting.member))
        json["choices"] = choice->names;
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

/// Of a preset's column: its longest value, and a gap.
int columnWidth(const Preset& preset) {
    std::size_t longest = preset.name.size();
    for (const Setting& setting : settings()) longest = std::max(longest, settingText(preset.config, setting).size());
    return static_cast<int>(longest) + 2;
}

std::string presetsText() {
    std::string text, header = format("%-28s", "setting");
    std::size_t longest = 0;
    for (const Preset& preset : presets()) longest = std::max(longest, preset.name.size());
    for (const Preset& preset : presets()) {
        text += format("%-*s %s\n", static_cast<int>(longest), preset.name.c_str(), preset.summary.c_str());
        header += format("%-*s", columnWidth(preset), preset.name.c_str());
    }
    text += "\n" + header + "meaning\n";
    std::string_view group;
    for (const Setting& setting : settings()) {
        if (setting.group != group) text += std::string(setting.group) + '\n';
        group = setting.group;
        text += format("  %-26s", std::string(setting.key).c_str());
        for (const Preset& preset : presets())
            text += format("%-*s", columnWidth(preset), settingText(preset.config, setting).c_str());
        text += std::string(setting.description);
        if (!setting.unit.empty()) text += " [" + std::string(setting.unit) + ']';
        text += '\n';
    }
    return text + "\nAny of them can be changed: oneshot train --preset NAME --set key=value ...";
}

}  // namespace

Command addPresetsCommand(CLI::App& app) {
    auto json = std::make_shared<bool>(false);
    CLI::App* presets = app.add_subcommand("presets", "List the presets and every setting of a training");
    presets->add_flag("--json", *json, "Print them as one JSON object");
    return {presets, [json] {
                *json ? printJson(presetsJson()) : print(presetsText());
                return exitDone;
            }};
}

}  // namespace oneshot::cli
