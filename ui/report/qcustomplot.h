#pragma once

// The only place that includes QCustomPlot: Debian's header is written with Qt's keywords, which QT_NO_KEYWORDS takes
// away; they exist for the span of this include alone. What it includes itself comes first, outside of that span.
#include <QtPrintSupport/QtPrintSupport>
#include <QtWidgets/QtWidgets>

#pragma push_macro("signals")
#pragma push_macro("foreach")
#pragma push_macro("emit")
#undef signals
#undef foreach
#undef emit
#define signals Q_SIGNALS
#define foreach Q_FOREACH
#define emit
#include <qcustomplot.h>
#pragma pop_macro("emit")
#pragma pop_macro("foreach")
#pragma pop_macro("signals")
