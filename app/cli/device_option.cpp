#include "app/cli/device_option.h"

#include <string>
#include <vector>

#include "app/cli/word_checks.h"

namespace oneshot::cli {

CLI::Option* addDeviceOption(CLI::App& command, std::optional<Device>& device) {
    const auto& names = EnumNames<Device>::all;
    return command
        .add_option_function<std::string>(
            "--device", [&device](const std::string& name) { device = enumNamed<Device>("device", name); },
            "cpu or cuda")
        ->type_name("NAME")
        ->check(knownName(std::vector<std::string>(names.begin(), names.end())));
}

}  // namespace oneshot::cli
