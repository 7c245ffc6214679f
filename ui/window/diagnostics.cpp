#include "ui/window/diagnostics.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDir>
#include <QScreen>
#include <QStringList>
#include <QSysInfo>
#include <QWidget>
#include <nlohmann/json.hpp>

#include "core/compute/compute.h"
#include "core/runs/environment.h"
#include "core/runs/run_directory.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString sizeText(const QSize& size) {
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

QString withoutName(QString path) {
    const QString own = QDir::homePath();
    if (path == own || path.startsWith(own + u'/')) path.replace(0, own.size(), QStringLiteral("~"));
    return path;
}

}  // namespace

QString diagnostics(const QWidget& window) {
    QStringList lines{QStringLiteral("One-Shot Workbench %1").arg(QCoreApplication::applicationVersion()),
                      QStringLiteral("Qt %1, %2").arg(QLatin1String(qVersion()), QApplication::platformName())};
    const Json environment = environmentJson(0);
    for (const auto& [name, value] : environment.items())
        lines += QStringLiteral("%1: %2").arg(
            QString::fromStdString(name),
            QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump()));
    lines += QStringLiteral("system: %1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion());
    if (const QScreen* screen = window.screen())
        lines += QStringLiteral("screen: %1 at %2 %, %3 free, window %4")
                     .arg(sizeText(screen->size()))
                     .arg(screen->devicePixelRatio() * 100)
                     .arg(sizeText(screen->availableSize()), sizeText(window.size()));
    lines +=
        QStringLiteral("font: %1, %2 points").arg(QApplication::font().family()).arg(QApplication::font().pointSizeF());
    lines +=
        QStringLiteral("theme: %1").arg(isDark(window.palette()) ? QStringLiteral("dark") : QStringLiteral("light"));
    lines += QStringLiteral("home folder: %1").arg(withoutName(QString::fromStdString(homeFolder().string())));
    return lines.join(u'\n') + u'\n';
}

}  // namespace oneshot::ui
