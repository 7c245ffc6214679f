#pragma once

#include <filesystem>

#include "core/models/one_shot_model.h"

namespace oneshot {

/// Makes a folder, whole or not at all, with all that another program needs to use a network: weights.safetensors,
/// model.pt (TorchScript: forward(images [B, C, S, S]) -> [B, D], similarity(first [P, D], second [P, D]) -> [P]),
/// one_shot_networks.py, example.safetensors (drawings, what the model sees of them, embeddings and similarities, to
/// compare with) and README.md. The script is loaded again and must give the example. Throws Error(InvalidSetting)
/// where the model is no network or the folder holds something that may not be overwritten, Error(Failed) where it
/// cannot be written.
void exportModel(const OneShotModel&, const std::filesystem::path& folder, bool overwrite = false);

}  // namespace oneshot
