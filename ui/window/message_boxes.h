#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace oneshot::ui {

enum class TrainingStage { None, Reading, Running };

inline const QString closingQuestionName = QStringLiteral("close.question");

/// Asks whether to close the window while something is at work in it, and calls `close` if that is confirmed. Does not
/// block. jobs: their names; may be empty only with a training.
void askBeforeClosing(QWidget* window, TrainingStage, const QStringList& jobs, const std::function<void()>& close);

/// Tells the versions and licences of the workbench and of its libraries. Does not block.
void showAbout(QWidget* window);

}  // namespace oneshot::ui
