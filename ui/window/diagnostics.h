#pragma once

#include <QString>

class QWidget;

namespace oneshot::ui {

/// Returns what helps to understand a fault, as lines of text: versions, processor, threads, system, screen, theme and
/// home folder, in which ~ stands for the person's own. Blocks for some milliseconds.
QString diagnostics(const QWidget& window);

}  // namespace oneshot::ui
