#include "ui/pages/challenge/fitting_scroll.h"

#include <QEvent>
#include <QScrollBar>
#include <algorithm>
#include <utility>

namespace oneshot::ui {

FittingScroll::FittingScroll(QWidget* content, int width) : width_(width) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContent(content);
}

void FittingScroll::setContent(QWidget* content) {
    setWidget(content);
    fit();
}

void FittingScroll::setHighest(int height) {
    highest_ = height;
    fit();
}

void FittingScroll::scrollByPage(bool down) {
    verticalScrollBar()->triggerAction(down ? QAbstractSlider::SliderPageStepAdd : QAbstractSlider::SliderPageStepSub);
}

void FittingScroll::scrollToTop() {
    verticalScrollBar()->setValue(0);
}

void FittingScroll::fit() {
    constexpr int lowest = 80, scrollBarWidth = 12;  // px
    const int height = widget()->heightForWidth(width_ - scrollBarWidth);
    const int wanted = std::clamp(height < 0 ? widget()->sizeHint().height() : height, 0, highest_);
    if (std::exchange(wanted_, wanted) == wanted) return;
    setMinimumHeight(std::min(wanted, lowest));
    setMaximumHeight(wanted);
    updateGeometry();
}

bool FittingScroll::eventFilter(QObject* object, QEvent* event) {
    if (object == widget() && event->type() == QEvent::LayoutRequest) fit();
    return QScrollArea::eventFilter(object, event);
}

}  // namespace oneshot::ui
