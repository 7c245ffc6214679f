#include "app/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/cli/console.h"
#include "core/base/near_name.h"
#include "core/models/models.h"

namespace oneshot::cli {

CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high) {
    const auto check = [low, high](std::string& text) -> std::string {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value >= low && value <= high) return {};
        const bool open = high == std::numeric_limits<std::uint64_t>::max();
        const double top = open ? std::numeric_limits<double>::infinity() : static_cast<double>(high);
        return fmt::format("must be a whole number, {}, is \"{}\"", rangeWords(static_cast<double>(low), top), text);
    };
    return {check, {}};
}

CLI::Validator number(double low, double high) {
    const auto check = [low, high](std::string& text) -> std::string {
        const std::optional<double> value = finiteNumber(text);
        if (value && *value >= low && *value <= high) return {};
        return fmt::format("must be a number {}, is \"{}\"", rangeWords(low, high), text);
    };
    return {check, {}};
}

CLI::Validator knownName(std::vector<std::string> names) {
    const auto check = [names = std::move(names)](std::string& text) -> std::string {
        if (std::ranges::find(names, text) != names.end()) return {};
        return fmt::format("cannot be \"{}\". {}Choose one of: {}", text, didYouMean(text, names),
                           fmt::join(names, ", "));
    };
    return {check, {}};
}

void requireValues(CLI::App& app) {
    const auto isGiven = [](std::string& text) -> std::string {
        return text.empty() ? "is empty, and needs a value" : std::string();
    };
    const auto isNoOption = [](std::string& text) -> std::string {
        return text.starts_with("--") ? "needs a value, and is followed by " + text : std::string();
    };
    for (CLI::Option* option : app.get_options()) {
        if (option->get_items_expected_max() == 0) continue;  // a flag
        option->check(CLI::Validator(isGiven, {}));
        if (option->nonpositional()) option->check(CLI::Validator(isNoOption, {}));
    }
    for (CLI::App* command : app.get_subcommands({})) requireValues(*command);
}

void addJsonOption(CLI::App& command, bool& json) {
    command.add_flag("--json", json, "Print the result as one JSON object");
}

void addOverwriteOption(CLI::App& command, bool& overwrite) {
    command.add_flag("--overwrite", overwrite,
                     "Write into a folder that is not empty: files of the same names are replaced, all others stay");
}

CLI::Option* addDeviceOption(CLI::App& command, std::optional<Device>& device) {
    const auto& names = EnumNames<Device>::all;
    return command
        .add_option_function<std::string>(
            "--device", [&device](const std::string& name) { device = enumNamed<Device>("device", name); },
            "cpu or cuda")
        ->type_name("NAME")
        ->check(knownName({names.begin(), names.end()}));
}

std::string modelHelp() {
    return fmt::format(
        "A run directory (its best weights) or the name of a run, a .safetensors file, shipped, {}; "
        "MODEL:comparison=tuned changes how it compares, MODEL+MODEL makes an ensemble",
        fmt::join(baselineNames(), ", "));
}

ModelPtr openNamedModel(const std::string& model, std::optional<Device> device) {
    ModelPtr opened = openModel(model, device.value_or(Device::Cpu));
    if (const std::string notice = lastWeightsNotice(model); !notice.empty()) Console::message(notice);
    return opened;
}

CLI::Option* addLakeOption(CLI::App& command, std::string& lake) {
    return addOption(command, "--lake", lake, "RUNS.zip", "Lake's runs: a zip or folder as all_runs.zip");
}

void requireLakeOrData(const char* command, const std::string& lake, const std::string& data) {
    if (lake.empty() && data.empty())
        throw Error(ErrorCode::InvalidSetting, command, "needs --lake or --data",
                    "Name the zip of Lake's runs, or a dataset to draw tasks from.");
}

}  // namespace oneshot::cli
