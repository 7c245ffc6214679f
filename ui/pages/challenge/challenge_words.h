#pragma once

#include <QString>

#include "core/evaluation/statistics.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::ui {

QString intervalText(const Interval&);      ///< "76.4 – 99.1", "−70.1 to −24.3"
QString secondsText(double milliseconds);   ///< "1.52 s"
QString sourceText(const QString& source);  ///< "glyphs", "images_evaluation.zip", "Lake's runs"

/// True if the session's results may not be told yet: it is open, and the person is not told them.
bool isWithheld(const session::SessionRecord&);

}  // namespace oneshot::ui
