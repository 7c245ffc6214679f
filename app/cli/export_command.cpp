#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "core/base/save_folder.h"
#include "core/models/model_export.h"
#include "core/models/models.h"

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
    command->add_option("--model", options->model, "A run directory, a .safetensors file or shipped")
        ->type_name("MODEL")
        ->required();
    command->add_option("--out", options->out, "A folder")->type_name("DIR")->required();
    addOverwriteOption(*command, options->overwrite);
    command->footer(
        "\nThe folder holds weights.safetensors, model.pt (TorchScript), one_shot_networks.py (the networks in "
        "Python),\n"
        "example.safetensors to compare with, and README.md with ten lines of Python that read the weights.\n\n"
        "Examples:\n"
        "  oneshot export --model shipped --out for-python\n"
        "  python3 for-python/one_shot_networks.py for-python");
    return {command, [options] {
                const Interrupt interrupt;
                Console console;
                requireFreeFolder(options->out, options->overwrite);
                const ModelPtr model = openModel(options->model);
                warnOfLastWeights(console, options->model);
                exportModel(*model, options->out, options->overwrite);
                print(options->out);
                return interrupt.requested() ? exitInterrupted : exitDone;
            }};
}

}  // namespace oneshot::cli
