#pragma once

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

QString characterName(const Dataset&, CharacterId);     ///< "Sanskrit, character05"
QStringList queryAlphabets(const session::TaskBoard&);  ///< those that are asked for, sorted

/// "100 tasks · 20-way 1-shot · within one alphabet · chance 5.0 %"
QString boardSummary(const session::TaskBoard&);

/// For which learners the tasks give no one-shot figure, a line each; empty: for none.
QString learntWarning(const session::TaskBoard&);

/// Which learners cannot answer and why, a line each. library: knows why learners are not open.
QString learnerProblems(const session::TaskBoard&, const session::ModelLibrary& library);

/// What an answer of each learnt model costs, in one pass and thinking longer, and what that changes; a line each.
/// asking: those that have not answered as they should are about to.
QString thinkingCost(const session::TaskBoard&, bool asking);

}  // namespace oneshot::ui
