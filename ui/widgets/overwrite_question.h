#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace oneshot::ui {

/// Calls write() at once where the folder is empty or not there; else once the person has agreed that files of the same
/// names give way. Does not block.
void askBeforeOverwriting(QWidget* parent, const QString& folder, const std::function<void()>& write);

}  // namespace oneshot::ui
