#include "ui/pages/challenge/frame_test.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <utility>

#include "ui/pages/challenge/frame_surface.h"

namespace oneshot::ui {

FrameTest::FrameTest(QWidget* over) : QWidget(over, Qt::Window) {
    setObjectName(QStringLiteral("challenge.frames"));
    setWindowTitle(tr("Timing test"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setScreen(over->screen());
    setGeometry(over->screen()->geometry());
    next_.setSingleShot(true);
    connect(&next_, &QTimer::timeout, this, [this] { surface_ ? surface_->update() : update(); });
    if (FrameSurface::isSupported()) {
        surface_ = new FrameSurface(this, [this](QPainter& painter) { paintFrame(painter); });
        connect(surface_, &QOpenGLWidget::frameSwapped, this, &FrameTest::handedOver);
    }
    showFullScreen();
    activateWindow();
}

void FrameTest::paintFrame(QPainter& painter) const {
    constexpr int side = 60;  // px: a large area that flickers may harm people
    painter.fillRect(QRect(0, 0, side, side), times_.size() % 2 ? Qt::white : Qt::black);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Measuring how frames are handed over. Please wait; Esc ends it."));
}

void FrameTest::paintEvent(QPaintEvent*) {
    if (surface_) return;
    QPainter painter(this);
    paintFrame(painter);
    painter.end();
    QMetaObject::invokeMethod(this, &FrameTest::handedOver, Qt::QueuedConnection);
}

void FrameTest::handedOver() {
    if (times_.size() > frameCount) return;
    if (warmUp_-- > 0) return next_.start(0);
    times_.push_back(std::chrono::steady_clock::now());
    if (times_.size() <= frameCount) return next_.start(0);
    std::vector<double> intervals;
    for (std::size_t i = 1; i < times_.size(); ++i)
        intervals.push_back(std::chrono::duration<double, std::milli>(times_[i] - times_[i - 1]).count());
    using Stamp = session::ShownStamp;
    Q_EMIT done(FrameFigures::of(surface_ ? Stamp::FrameSwapped : Stamp::Painted, intervals));
    QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

void FrameTest::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void FrameTest::resizeEvent(QResizeEvent*) {
    if (surface_) surface_->setGeometry(rect());
}

}  // namespace oneshot::ui
