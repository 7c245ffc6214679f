#pragma once

#include <QString>
#include <functional>

#include "tests/support/window_driver.h"

namespace oneshot::test {

/// Called in each state that is gone through, with its name.
using VisitState = std::function<void(WindowDriver&, const QString& state)>;

/// Go through the states of a page in the real window, in a home folder of its own below `folder`, and say where a
/// state is not reached: empty where all are.
using VisitStates = QString (*)(const QString& folder, const VisitState&);
QString visitTrain(const QString& folder, const VisitState&);
QString visitData(const QString& folder, const VisitState&);
QString visitTasks(const QString& folder, const VisitState&);
QString visitLongerThinking(const QString& folder, const VisitState&);
QString visitDraw(const QString& folder, const VisitState&);
QString visitChallengeSetUp(const QString& folder, const VisitState&);
QString visitChallengeSession(const QString& folder, const VisitState&);
QString visitChallengeResults(const QString& folder, const VisitState&);
QString visitRuns(const QString& folder, const VisitState&);
QString visitComparison(const QString& folder, const VisitState&);
QString visitSearches(const QString& folder, const VisitState&);

/// The window in both sizes and themes that are looked at, one after the other: "light-1280x800" and so on. Its layout
/// and its charts are as they are then; afterwards it is as small and light as before.
void forEachLook(ui::MainWindow&, const std::function<void(const QString& look)>&);

}  // namespace oneshot::test
