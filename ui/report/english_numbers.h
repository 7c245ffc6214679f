#pragma once

namespace oneshot::report {

/// Makes numbers and dates English, as the texts around them, whatever the person's locale. Call after QApplication is
/// made, which adopts that locale.
void useEnglishNumbers();

}  // namespace oneshot::report
