#pragma once

#include <QStringList>
#include <string>

#include "ui/session/tasks/confusion_study.h"

namespace oneshot::ui {

/// "Sanskrit by compact · shipped"
QString confusionTitle(const session::ConfusionResult&);

/// "1,000 tasks · 20-way 1-shot · 81.5 % right (78.9 – 83.8) · chance 5.0 %"
QString confusionSummary(const session::ConfusionResult&);

/// What stands out, a line each: the pairs that are confused most often, or that none is; what was left out; what the
/// learner has learnt.
QStringList confusionSentences(const session::ConfusionResult&);

/// One row for each pair of characters that stood in one task, in the order of the matrix: asked, answered, tasks,
/// together, percent. Numbers as the C locale has them.
std::string confusionCsv(const session::ConfusionResult&);

}  // namespace oneshot::ui
