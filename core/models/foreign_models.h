#pragma once

#include <filesystem>
#include <string>

namespace oneshot {

/// What a file or folder is, where it holds a model for another program: "a PyTorch file (.pt)". Empty: none is known.
std::string foreignModelKind(const std::filesystem::path&);

}  // namespace oneshot
