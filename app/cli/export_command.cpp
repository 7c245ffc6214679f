#include "app/cli/command.h"
#include "core/base/save_folder.h"
#include "core/models/model_export.h"
#include "core/runs/run_names.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string model, out;
    bool overwrite = false;
};

}  // namespace

Command addExportCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("export", "Write a network for other programs: weights, TorchScript, Python");
    addOption(*command, "--model", options->model, "MODEL", "A run directory or name, a .safetensors file or shipped")
        ->required();
    addOption(*command, "--out", options->out, "DIR", "A folder")->required();
    addOverwriteOption(*command, options->overwrite);
    command->footer(
        "\nThe folder holds weights.safetensors, model.pt (TorchScript), one_shot_networks.py (the networks in\n"
        "Python), example.safetensors to compare with, and README.md with ten lines of Python that read the "
        "weights.\n\n"
        "Examples:\n"
        "  oneshot export --model shipped --out for-python\n"
        "  python3 for-python/one_shot_networks.py for-python");
    return {command, [options] {
                const Interrupt interrupt;
                requireFreeFolder(options->out, options->overwrite);
                exportModel(*openNamedModel(withRunFolders(options->model)), options->out, options->overwrite);
                print(options->out);
                return interrupt.requested() ? exitInterrupted : exitDone;
            }};
}

}  // namespace oneshot::cli
