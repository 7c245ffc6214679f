#include "ui/widgets/keys.h"

#include <QCoreApplication>
#include <utility>

namespace oneshot::ui {

int digitOf(const QKeyEvent& event) {
    if (event.key() >= Qt::Key_0 && event.key() <= Qt::Key_9) return event.key() - Qt::Key_0;
    constexpr quint32 firstScanCode = 10;  // of the key left of all digits, under X11 and Wayland
    const quint32 place = event.nativeScanCode() - firstScanCode;
    return place < 10 ? static_cast<int>((place + 1) % 10) : -1;
}

QString keysOf(int way, int ways) {
    if (ways <= 10) return QString::number((way + 1) % 10);
    return QStringLiteral("%1").arg(way + 1, 2, 10, QLatin1Char('0'));
}

std::optional<int> TypedWay::type(int digit, int ways) {
    int way = digit == 0 ? 9 : digit - 1;
    if (ways > 10) {
        const int first = std::exchange(first_, first_ < 0 ? digit : -1);
        if (first < 0) return {};
        way = 10 * first + digit - 1;
    }
    if (way < 0 || way >= ways) return {};
    return way;
}

HeldKeys::HeldKeys(QObject* parent, std::function<bool()> active) : QObject(parent), active_(std::move(active)) {
    qApp->installEventFilter(this);
}

bool HeldKeys::eventFilter(QObject* to, QEvent* event) {
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease) return false;
    const auto& key = *static_cast<QKeyEvent*>(event);
    const quint32 which = key.nativeScanCode() != 0 ? key.nativeScanCode() : static_cast<quint32>(key.key());
    if (event->type() == QEvent::KeyRelease) {
        releases_[which] = key.timestamp();
        return false;
    }
    const bool repeat = key.isAutoRepeat() || (key.timestamp() != 0 && releases_.value(which) == key.timestamp());
    return repeat && to->isWidgetType() && active_();
}

}  // namespace oneshot::ui
