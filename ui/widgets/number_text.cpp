#include "ui/widgets/number_text.h"

#include <QLocale>
#include <cmath>

namespace oneshot::ui {

QString durationText(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    const QString tail = QStringLiteral(":%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600) return QString::number(whole / 60) + tail;
    return QString::number(whole / 3600) + QStringLiteral(":%1").arg(whole / 60 % 60, 2, 10, QLatin1Char('0')) + tail;
}

QString percentText(double percent) {
    return QStringLiteral("%1 %").arg(percent, 0, 'f', 1);
}

QString signedText(double value, int decimals) {
    return QString(QChar(value < 0 ? u'\u2212' : u'+')) + QLocale().toString(std::abs(value), 'f', decimals);
}

}  // namespace oneshot::ui
