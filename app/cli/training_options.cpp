#include "app/cli/training_options.h"

#include <fmt/format.h>

#include "app/cli/device_option.h"
#include "app/cli/number_checks.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/training/presets.h"
#include "core/training/settings.h"
#include "core/training/trainable.h"

namespace oneshot::cli {

std::vector<CLI::Option*> addTrainingOptions(CLI::App& app, TrainingOptions& options) {
    std::vector<CLI::Option*> added{
        app.add_option("--preset", options.preset, "Named settings, see `oneshot presets`")
            ->type_name("NAME")
            ->capture_default_str(),
        app.add_option("--data", options.data, "Background set: what to learn from")->type_name("SPEC"),
        app.add_option("--validation", options.validation, "Characters to choose the best weights by")
            ->type_name("SPEC"),
        app.add_option("--seed", options.seed, "Seed of everything random")->type_name("N"),
        app.add_option("--threads", options.threads, "Of tensor operations; 0, and more than there are: all cores")
            ->type_name("T"),
        addDeviceOption(app, options.device),
        app.add_option("--set", options.assignments, "Any setting of the preset, key=value ...")
            ->type_name("KEY=VALUE"),
        app.add_option("--steps", options.steps, "Length of the training")
            ->type_name("N")
            ->check(wholeNumber(1, 1000000000)),
    };
    added.push_back(app.add_option("--minutes", options.minutes, "Length of the training, by the clock")
                        ->type_name("X")
                        ->check(number(settingNamed("minutes").low, settingNamed("minutes").high))
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
