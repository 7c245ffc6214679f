#pragma once

#include <QStringList>
#include <filesystem>

#include "tests/support/window_states.h"

namespace oneshot::test {

/// Adds a row for each page of the window, or part of one, to the data of a test.
void addPages();

/// Goes through the states of the row's page, in a home folder of its own below `folder`, and returns every fault of a
/// look that is found, see faultsOfLook(); each is warned of with its state and its figures. First comes, if there is
/// one, the state that is not reached.
QStringList faultsOfPage(const std::filesystem::path& folder, Looks);

}  // namespace oneshot::test
