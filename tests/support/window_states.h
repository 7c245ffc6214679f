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
QString visitLearn(const QString& folder, const VisitState&);
QString visitTrain(const QString& folder, const VisitState&);
QString visitData(const QString& folder, const VisitState&);
QString visitTasks(const QString& folder, const VisitState&);
QString visitLongerThinking(const QString& folder, const VisitState&);
QString visitDraw(const QString& folder, const VisitState&);
QString visitChallengeSetUp(const QString& folder, const VisitState&);
QString visitChallengeSession(const QString& folder, const VisitState&);
QString visitChallengeResults(const QString& folder, const VisitState&);
QString visitStudy(const QString& folder, const VisitState&);      ///< what its participants meet
QString visitStudyDesk(const QString& folder, const VisitState&);  ///< what its experimenter meets
QString visitRuns(const QString& folder, const VisitState&);
QString visitComparison(const QString& folder, const VisitState&);
QString visitSearches(const QString& folder, const VisitState&);
QString visitDialogs(const QString& folder, const VisitState&);  ///< preferences, shortcuts, log

/// Fonts of a person who wants large ones, against those of the machine.
constexpr double largeFont = 1.5;

/// Goes through the states with large fonts, in a home folder of its own.
QString visitLarge(VisitStates, const QString& folder, const VisitState&);

/// The window in the sizes of a large and of a small screen and of a first start, and in both themes, one after the
/// other: "light-1280x800" and so on. Its layout and its charts are as they are then; it stays light, at 1280x800.
/// Pictures: in every theme and size. Otherwise dark is looked at in one size, and large fonts in that size alone.
enum class Looks { Pictures, Checks, LargeFonts };
void forEachLook(ui::MainWindow&, Looks, const std::function<void(const QString& look)>&);

}  // namespace oneshot::test
