#include "ui/pages/challenge/trial_view.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPointingDevice>
#include <QScreen>
#include <QWindow>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/keys.h"

namespace oneshot::ui {
namespace {

using session::InputDevice;

constexpr int largestTile = 190, gap = 10, queryGap = 44;  // px
constexpr double padding = 0.1;                            // of a tile's side, around its drawings

InputDevice deviceOf(const QMouseEvent& event) {
    switch (event.pointingDevice() ? event.pointingDevice()->type() : QInputDevice::DeviceType::Mouse) {
        case QInputDevice::DeviceType::TouchScreen:
            return InputDevice::Touch;
        case QInputDevice::DeviceType::Stylus:
            return InputDevice::Pen;
        default:
            return InputDevice::Mouse;
    }
}

void paintSign(QPainter& painter, bool right, QPointF centre, const QColor& colour) {
    constexpr double r = 11;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, r, r);
    painter.setPen(QPen(Qt::white, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPainterPath sign;
    if (right) {
        sign.moveTo(centre + QPointF(-5, 0.5));
        sign.lineTo(centre + QPointF(-1.2, 4.2));
        sign.lineTo(centre + QPointF(5, -4));
    } else {
        sign.moveTo(centre + QPointF(-4, -4));
        sign.lineTo(centre + QPointF(4, 4));
        sign.moveTo(centre + QPointF(4, -4));
        sign.lineTo(centre + QPointF(-4, 4));
    }
    painter.drawPath(sign);
}

}  // namespace

TrialView::TrialView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(420, 260);
    for (QTimer* timer : {&fixation_, &limit_}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&fixation_, &QTimer::timeout, this, [this] {
        phase_ = Phase::Open;
        repaint();                   // and hands it to the window system before it returns
        if (shownAt_) startClock();  // anew
    });
    connect(&limit_, &QTimer::timeout, this,
            [this] { answer(-1, InputDevice::None, elapsed(SteadyTime::clock::now())); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (running() && (!now || (now != this && !isAncestorOf(now)))) focusLost_ = true;
    });
}

QString TrialView::keyOf(int way, int ways) {
    if (ways <= 10) return QString::number((way + 1) % 10);
    return QStringLiteral("%1").arg(way + 1, 2, 10, QLatin1Char('0'));
}

void TrialView::setTrial(session::DatasetPtr dataset, const Task& task, bool shownBefore) {
    cover();
    dataset_ = std::move(dataset);
    task_ = task;
    chosen_ = modelWay_ = -1;
    shownBefore_ = shownBefore;
    while (stands_.size() < task_.ways.size()) {
        auto* stand = new QWidget(this);
        stand->setObjectName(QStringLiteral("challenge.answer.%1").arg(stands_.size() + 1));
        stand->setFocusPolicy(Qt::TabFocus);
        stand->installEventFilter(this);
        stands_.push_back(stand);
    }
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        stands_[i]->setVisible(i < task_.ways.size());
        stands_[i]->setAccessibleName(tr("Way %1 of %2").arg(i + 1).arg(ways()));
    }
    layOut();
}

void TrialView::begin(double timeLimitSeconds) {
    phase_ = Phase::Fixation;
    limitSeconds_ = timeLimitSeconds;
    current_ = -1;
    setPending(-1);
    focusLost_ = !isActiveWindow();
    shownAt_.reset();
    setFocus();
    fixation_.start(fixationMilliseconds);
    update();
}

void TrialView::cover() {
    phase_ = Phase::Empty;
    fixation_.stop();
    limit_.stop();
    setPending(-1);
    update();
}

void TrialView::interrupt() {
    if (!running()) return;
    shownBefore_ = shownBefore_ || shownAt_;
    cover();
    Q_EMIT interrupted();
}

void TrialView::reveal(int modelWay) {
    phase_ = Phase::Revealed;
    modelWay_ = modelWay;
    for (int i = 0; i < ways(); ++i) {
        QStringList words{stands_[i]->accessibleName()};
        if (i == task_.answer) words += tr("the right one");
        if (i == chosen_) words += tr("your answer");
        if (i == modelWay_) words += tr("the model's answer");
        stands_[i]->setAccessibleName(words.join(QStringLiteral(", ")));
    }
    update();
}

double TrialView::timeLeft() const {
    if (!shownAt_ || limitSeconds_ <= 0) return 1;
    return std::clamp(1 - elapsed(SteadyTime::clock::now()) / (limitSeconds_ * 1000), 0.0, 1.0);
}

void TrialView::layOut() {
    tiles_.clear();
    if (task_.ways.empty()) return;
    // As large as fits, the query as large as a way; rather a little smaller than with a last row that is not full.
    int side = 0;
    double best = 0;
    for (int columns = 1; columns <= ways(); ++columns) {
        const int rows = (ways() + columns - 1) / columns;
        const int across = (width() - queryGap - (columns - 1) * gap) / (columns + 1);
        const int down = (height() - (rows - 1) * gap) / rows;
        const int fits = std::min({across, down, largestTile});
        const double worth = fits * (ways() % columns ? 0.75 : 1);
        if (worth >= best) best = worth, side = fits, columns_ = columns;
    }
    const int rows = (ways() + columns_ - 1) / columns_;
    const int step = side + gap;
    const int left = (width() - (side + queryGap + columns_ * step - gap)) / 2,
              top = (height() - rows * step + gap) / 2;
    query_ = QRect(left, (height() - side) / 2, side, side);
    for (int i = 0; i < ways(); ++i) {
        tiles_.emplace_back(left + side + queryGap + i % columns_ * step, top + i / columns_ * step, side, side);
        stands_[i]->setGeometry(tiles_.back());
    }
    render();
}

void TrialView::drawDrawing(QPainter& painter, DrawingId id, const QRectF& area) const {
    const Image& image = dataset_->drawings[id].image;
    const QImage ink = inkImage(image, palette().color(QPalette::Text));
    const QRectF place = fitted(ink.size(), area);
    // Scaled to the device's pixels by averaging, which drawImage does not do when it makes smaller.
    const QImage scaled =
        ink.scaled((place.size() * devicePixelRatioF()).toSize(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(place, scaled);
}

void TrialView::render() {
    stimulus_ = QPixmap(size() * devicePixelRatioF());
    stimulus_.setDevicePixelRatio(devicePixelRatioF());
    stimulus_.fill(Qt::transparent);
    QPainter painter(&stimulus_);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const auto paper = [&](const QRect& tile) {
        painter.setPen(QPen(palette().color(QPalette::Mid), 1));
        painter.setBrush(palette().base());
        painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    };
    const auto content = [](const QRect& tile) {
        const double margin = tile.width() * padding;
        return QRectF(tile).adjusted(margin, margin, -margin, -margin);
    };
    paper(query_);
    drawDrawing(painter, task_.query, content(query_));
    QFont number = font();
    number.setPointSizeF(std::max(8.0, number.pointSizeF() * 0.95));
    painter.setFont(number);
    for (int i = 0; i < ways(); ++i) {
        paper(tiles_[i]);
        const auto& drawings = task_.ways[i].drawings;
        const int across = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(drawings.size()))));
        const QRectF area = content(tiles_[i]);
        const double cell = area.width() / across;
        for (int k = 0; k < static_cast<int>(drawings.size()); ++k)
            drawDrawing(painter, drawings[k],
                        QRectF(area.left() + k % across * cell, area.top() + k / across * cell, cell, cell));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(tiles_[i].adjusted(8, 5, 0, 0), Qt::AlignLeft | Qt::AlignTop, keyOf(i, ways()));
    }
}

void TrialView::paintMarks(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const auto frame = [&](int way, const QColor& colour) {
        painter.setPen(QPen(colour, 3));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(tiles_[way]).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8);
    };
    if (phase_ != Phase::Revealed) {
        if (const int way = chosen_ >= 0 ? chosen_ : current_; way >= 0)
            frame(way, palette().color(QPalette::Highlight));
        return;
    }
    const auto theme = report::ChartTheme::window(palette(), font());
    const QColor right(0x00, 0x8a, 0x64), wrong(0xc9, 0x3c, 0x1e);
    const auto corner = [&](int way) { return QPointF(tiles_[way].right() - 15, tiles_[way].top() + 16); };
    frame(task_.answer, right);
    paintSign(painter, true, corner(task_.answer), right);
    if (chosen_ >= 0 && chosen_ != task_.answer) {
        frame(chosen_, wrong);
        paintSign(painter, false, corner(chosen_), wrong);
    }
    QFont small = font();
    small.setBold(true);
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    const auto tag = [&](int way, const QString& text, int series, int before) {
        const int width = metrics.horizontalAdvance(text) + 12, height = metrics.height() + 4;
        const QRect box(tiles_[way].left() + 7 + before, tiles_[way].bottom() - height - 5, width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(series));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(theme.background);
        painter.drawText(box, Qt::AlignCenter, text);
        return width + 4;
    };
    const int yours = chosen_ >= 0 ? tag(chosen_, tr("you"), 0, 0) : 0;
    if (modelWay_ >= 0) tag(modelWay_, tr("model"), 1, modelWay_ == chosen_ ? yours : 0);
}

void TrialView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (phase_ == Phase::Fixation) {
        painter.setPen(QPen(palette().color(QPalette::Text), 2));
        const QPoint centre = rect().center();
        painter.drawLine(centre - QPoint(12, 0), centre + QPoint(12, 0));
        painter.drawLine(centre - QPoint(0, 12), centre + QPoint(0, 12));
    } else if (phase_ != Phase::Empty) {
        painter.drawPixmap(0, 0, stimulus_);
        paintMarks(painter);
    }
    painter.end();
    if (phase_ != Phase::Open || shownAt_) return;
    startClock();
    QMetaObject::invokeMethod(this, &TrialView::shown, Qt::QueuedConnection);
}

void TrialView::startClock() {
    shownAt_ = SteadyTime::clock::now();
    if (limitSeconds_ > 0) limit_.start(static_cast<int>(std::lround(limitSeconds_ * 1000)));
}

/// ms since the task is shown; negative: before.
double TrialView::elapsed(SteadyTime moment) const {
    return shownAt_ ? std::chrono::duration<double, std::milli>(moment - *shownAt_).count() : -1;
}

/// At an event; 0 for one of the very ms, whose stamp cannot tell.
double TrialView::elapsed(const QInputEvent& event) const {
    const double milliseconds = elapsed(momentOf(event.timestamp(), SteadyTime::clock::now()));
    return milliseconds > -1 ? std::max(0.0, milliseconds) : milliseconds;
}

/// An answer from before the task was shown is none: it waited in the queue while the cross was to be seen.
void TrialView::answer(int way, InputDevice device, double milliseconds) {
    if (phase_ != Phase::Open || milliseconds < 0 || way >= ways()) return;
    session::TrialAnswer answer;
    answer.milliseconds = milliseconds;
    answer.way = way;
    answer.device = device;
    answer.focusLost = focusLost_;
    answer.seenBefore = shownBefore_;
    answer.screenHz = screen()->refreshRate();
    answer.screenScale = devicePixelRatioF();
    limit_.stop();
    phase_ = Phase::Answered;
    chosen_ = way;
    setPending(-1);
    update();
    Q_EMIT answered(answer);
}

void TrialView::setPending(int digit) {
    if (std::exchange(pending_, digit) == digit) return;
    Q_EMIT typed(digit < 0 ? QString() : QString::number(digit));
}

void TrialView::typeDigit(int digit, double milliseconds) {
    if (ways() <= 10) return answer(digit == 0 ? 9 : digit - 1, InputDevice::Keyboard, milliseconds);
    if (pending_ < 0) return setPending(digit);
    const int way = std::exchange(pending_, -1) * 10 + digit - 1;
    Q_EMIT typed({});
    if (way >= 0) answer(way, InputDevice::Keyboard, milliseconds);
}

void TrialView::move(int columns, int rows) {
    const int to = current_ < 0 ? 0 : current_ + columns + rows * columns_;
    if (to >= 0 && to < ways()) stands_[to]->setFocus();
}

void TrialView::keyPressEvent(QKeyEvent* event) {
    if (phase_ == Phase::Revealed || phase_ == Phase::Answered || phase_ == Phase::Empty)
        return QWidget::keyPressEvent(event);
    if (event->isAutoRepeat()) return;
    const int key = event->key();
    if (key == Qt::Key_Escape) return interrupt();
    const double milliseconds = elapsed(*event);
    if (phase_ != Phase::Open || milliseconds < 0) return;
    const bool command = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (const int digit = digitOf(*event); digit >= 0 && !command) return typeDigit(digit, milliseconds);
    switch (key) {
        case Qt::Key_Backspace:
            return setPending(-1);
        case Qt::Key_Left:
            return move(-1, 0);
        case Qt::Key_Right:
            return move(1, 0);
        case Qt::Key_Up:
            return move(0, -1);
        case Qt::Key_Down:
            return move(0, 1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (pending_ > 0)
                answer(pending_ - 1, InputDevice::Keyboard, milliseconds);
            else if (current_ >= 0)
                answer(current_, InputDevice::Keyboard, milliseconds);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void TrialView::mousePressEvent(QMouseEvent* event) {
    const double milliseconds = elapsed(*event);
    if (event->button() != Qt::LeftButton) return;
    for (int i = 0; i < static_cast<int>(tiles_.size()); ++i)
        if (tiles_[i].contains(event->position().toPoint())) return answer(i, deviceOf(*event), milliseconds);
}

bool TrialView::event(QEvent* event) {
    if (event->type() == QEvent::WindowDeactivate && running()) focusLost_ = true;
    return QWidget::event(event);
}

bool TrialView::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::FocusIn) {
        const auto stand = std::find(stands_.begin(), stands_.end(), object);
        current_ = stand == stands_.end() ? -1 : static_cast<int>(stand - stands_.begin());
        update();
    }
    return QWidget::eventFilter(object, event);
}

void TrialView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) layOut();
    QWidget::changeEvent(event);
}

void TrialView::resizeEvent(QResizeEvent*) {
    layOut();
}

void TrialView::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) interrupt();
}

}  // namespace oneshot::ui
