#pragma once

#include <QDir>
#include <QtTest>

#include "tests/support/places.h"
#include "ui/pages/main_window.h"

namespace oneshot::test {

/// Drives the real window by the names of its parts.
struct WindowDriver {
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }

    ui::MainWindow window;
};

/// Kept where ONESHOT_PICTURES_DIR says, else in the build folder.
inline void keepPicture(QWidget& window, const QString& name) {
    const QString folder = picturesFolder();
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(window.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

/// NAME-light-1280x800 and so on. settle(): waits until the window's parts have taken a size and a theme.
template <typename Settle>
void keepPictures(ui::MainWindow& window, const QString& name, Settle settle) {
    for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
        for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark}) {
            window.resize(size);
            window.setTheme(theme);
            settle();
            keepPicture(window,
                        QStringLiteral("%1-%2-%3x%4")
                            .arg(name, theme == ui::Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                            .arg(size.width())
                            .arg(size.height()));
        }
}

}  // namespace oneshot::test
