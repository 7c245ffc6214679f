#pragma once

namespace oneshot::ui {

/// From now on a button whose menu has closed looks as the mouse has it: Qt tells no button that the mouse left it
/// while its menu was open, so it would stay as under the mouse. Needs the application; once is enough.
void releaseMenuButtons();

}  // namespace oneshot::ui
