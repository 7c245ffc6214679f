#include "ui/pages/challenge/frame_surface.h"

#include <QGuiApplication>
#include <QOpenGLContext>
#include <QPainter>
#include <utility>

namespace oneshot::ui {

bool FrameSurface::isSupported() {
    static const bool supported = [] {
        const QString platform = QGuiApplication::platformName();
        if (platform != QStringLiteral("xcb") && !platform.startsWith(QStringLiteral("wayland"))) return false;
        return QOpenGLContext().create();
    }();
    return supported;
}

FrameSurface::FrameSurface(QWidget* parent, std::function<void(QPainter&)> paint)
    : QOpenGLWidget(parent), paint_(std::move(paint)) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(parent->rect());
    lower();
    show();
}

void FrameSurface::paintGL() {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    paint_(painter);
}

}  // namespace oneshot::ui
