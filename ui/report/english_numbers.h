#pragma once

namespace oneshot::report {

/// Numbers and dates as the English texts around them, whatever the person's locale, on the screen and in files. Call
/// after QApplication is made, which takes that locale on.
void useEnglishNumbers();

}  // namespace oneshot::report
