#pragma once

#include <QStringList>

#include "tests/support/window_states.h"

namespace oneshot::test {

/// A page of the window, or a part of one, with the states that are gone through.
struct LookedAt {
    const char* name;
    VisitStates visit;
};

const QList<LookedAt>& everyPage();

/// Goes through the states of a page, in a home folder of its own below `folder`, and returns every fault of a look
/// that is found, see faultsOfLook(); each is warned of with its state and its figures. First comes, if there is one,
/// the state that is not reached.
QStringList faultsOfPage(const LookedAt&, const QString& folder, Looks);

}  // namespace oneshot::test
