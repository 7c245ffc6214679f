#include "app/cli/training_options.h"

#include <fmt/format.h>

#include "app/cli/options.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/training/presets.h"
#include "core/training/settings.h"
#include "core/training/trainer.h"

namespace oneshot::cli {

CLI::Validator minutesCheck() {
    const Setting& minutes = settingNamed("minutes");
    return number(minutes.low, minutes.high);
}

std::vector<CLI::Option*> addTrainingOptions(CLI::App& app, TrainingOptions& options) {
    std::vector<CLI::Option*> added{
        addOption(app, "--preset", options.preset, "NAME", "Named settings, see `oneshot presets`")
            ->capture_default_str(),
        addOption(app, "--data", options.data, "SPEC", "Background set: what to learn from"),
        addOption(app, "--validation", options.validation, "SPEC", "Characters to choose the best weights by"),
        addOption(app, "--seed", options.seed, "N", "Seed of everything random"),
        addOption(app, "--threads", options.threads, "T",
                  "For tensor operations; 0, and more than there are cores: all cores"),
        addDeviceOption(app, options.device),
        addOption(app, "--set", options.assignments, "KEY=VALUE", "Any setting of the preset, key=value ..."),
        addOption(app, "--steps", options.steps, "N", "Length of the training")->check(wholeNumber(1, 1000000000)),
    };
    added.push_back(addOption(app, "--minutes", options.minutes, "X", "Length of the training, by the clock")
                        ->check(minutesCheck())
                        ->excludes(added.back()));
    return added;
}

void requireData(const TrainingOptions& options) {
    if (options.data.empty())
        throw Error(ErrorCode::InvalidSetting, "--data", "is missing",
                    "Name a zip or folder in Omniglot's layout, or glyphs for the built-in ones.");
}

TrainingConfig configOf(const TrainingOptions& options) {
    TrainingConfig config = presetNamed(options.preset).config;
    for (const std::string& assignment : options.assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorCode::InvalidSetting, "--set", "needs key=value, is \"" + assignment + '"',
                        "Write for example --set learning-rate=0.001.");
        setSetting(config, settingNamed(assignment.substr(0, equals)), assignment.substr(equals + 1));
    }
    for (const auto& [key, text] : {std::pair("seed", &options.seed), std::pair("threads", &options.threads)})
        if (*text) setSetting(config, settingNamed(key), **text);
    if (options.device) config.device = *options.device;
    if (options.steps) config.length.steps = *options.steps;
    if (options.minutes) {
        config.length.steps = 0;
        config.length.minutes = *options.minutes;
    }
    requireTrainable(config);
    return config;
}

std::string specHelp() {
    return "\nSPEC is PATH[:key=value,...] or glyphs[:key=value,...], PATH a zip or folder in Omniglot's layout.\n"
           "Keys: alphabets=A+B, not-alphabets=A+B, characters=a+b, drawers=1-12; of glyphs also seed=N,\n"
           "alphabet-count=N, characters-per-alphabet=N, drawer-count=N.\n";
}

std::string settingKeysHelp() {
    std::string text = "\nKeys of --set (their meaning and values: `oneshot presets`):", group, line;
    for (const Setting& setting : settings()) {
        if (setting.group != group || line.size() + setting.key.size() > 96) {
            text += line;
            line = fmt::format("\n  {:13}", setting.group == group ? "" : std::string(setting.group));
            group = setting.group;
        }
        line += ' ' + std::string(setting.key);
    }
    return text + line;
}

}  // namespace oneshot::cli
