#pragma once

#include <QTabletEvent>
#include <QUndoStack>
#include <QtTest>
#include <vector>

#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::test {

inline QPointingDevice* stylus(QPointingDevice::PointerType type) {
    static QPointingDevice pen(QStringLiteral("pen"), 101, QInputDevice::DeviceType::Stylus,
                               QPointingDevice::PointerType::Pen, QInputDevice::Capability::Pressure, 1, 1);
    static QPointingDevice eraser(QStringLiteral("eraser"), 102, QInputDevice::DeviceType::Stylus,
                                  QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Pressure, 1, 1);
    return type == QPointingDevice::PointerType::Eraser ? &eraser : &pen;
}

inline bool send(QWidget* widget, QEvent& event) {
    event.setAccepted(false);
    QCoreApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

/// A canvas of 420 x 420 with pen, mouse and fingers at it.
class Desk {
  public:
    Desk() {
        actions.addStack(&undo);
        actions.setActiveStack(&undo);
        canvas.addActions({actions.undo(), actions.redo()});
        canvas.resize(420, 420);
        canvas.setSmoothing(ui::DrawingCanvas::Smoothing::None);
        canvas.show();
    }
    QPointF at(double x, double y) const { return QPointF(x, y) * canvas.paper().width() / sketchSide; }

    bool tablet(QEvent::Type type, double x, double y, double pressure = 0.5,
                QPointingDevice::PointerType pointer = QPointingDevice::PointerType::Pen) {
        const bool move = type == QEvent::TabletMove, up = type == QEvent::TabletRelease;
        QTabletEvent event(type, stylus(pointer), at(x, y), canvas.mapToGlobal(at(x, y)), pressure, 0, 0, 0, 0, 0, {},
                           move ? Qt::NoButton : Qt::LeftButton, up ? Qt::NoButton : Qt::LeftButton);
        event.setTimestamp(time);
        return send(&canvas, event);
    }
    void mouse(QEvent::Type type, double x, double y, Qt::MouseEventSource source = Qt::MouseEventNotSynthesized) {
        QMouseEvent event(type, at(x, y), at(x, y), canvas.mapToGlobal(at(x, y)),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {}, source);
        event.setTimestamp(time);
        send(&canvas, event);
    }
    void mouseLine(double x1, double y1, double x2, double y2) {
        mouse(QEvent::MouseButtonPress, x1, y1);
        for (int i = 1; i < 10; ++i) mouse(QEvent::MouseMove, x1 + (x2 - x1) * i / 10, y1 + (y2 - y1) * i / 10);
        mouse(QEvent::MouseButtonRelease, x2, y2);
    }
    std::vector<SketchStroke> strokes() const {
        std::vector<SketchStroke> all;
        for (const Sketch::Action& action : canvas.sketch().visible()) all.push_back(std::get<SketchStroke>(action));
        return all;
    }
    /// The ink that is painted at this place: 0 paper, 255 ink.
    int painted(double x, double y) {
        const QImage picture = canvas.grab().toImage();
        const int light = picture.pixelColor((at(x, y) * picture.devicePixelRatio()).toPoint()).lightness();
        const int ink = canvas.palette().color(QPalette::Text).lightness();
        const int paper = canvas.palette().color(QPalette::Base).lightness();
        return 255 * (light - paper) / (ink - paper);
    }

    ui::UndoActions actions;
    QUndoStack undo;
    ui::DrawingCanvas canvas{undo};
    quint64 time = 0;  ///< of the next event, ms
};

}  // namespace oneshot::test
