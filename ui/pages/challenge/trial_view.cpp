#include "ui/pages/challenge/trial_view.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPointingDevice>
#include <QScreen>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/pages/challenge/frame_surface.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/named_keys.h"

namespace oneshot::ui {
namespace {

using session::InputDevice;
using namespace std::chrono_literals;

InputDevice deviceOf(const QMouseEvent& event) {
    using Type = QInputDevice::DeviceType;
    const Type type = event.pointingDevice() ? event.pointingDevice()->type() : Type::Mouse;
    return type == Type::TouchScreen ? InputDevice::Touch
           : type == Type::Stylus    ? InputDevice::Pen
                                     : InputDevice::Mouse;
}

}  // namespace

SteadyTime momentOf(quint64 timestamp, SteadyTime now) {
    const auto thisMillisecond = std::chrono::floor<std::chrono::milliseconds>(now);
    const quint32 age =
        static_cast<quint32>(thisMillisecond.time_since_epoch().count()) - static_cast<quint32>(timestamp);
    if (timestamp == 0 || age > 5000) return now;
    return std::min<SteadyTime>(now, thisMillisecond - std::chrono::milliseconds(age) + 500us);
}

TrialView::TrialView() {
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(420, 260);
    nameKeys(this, tr("1 to 9, 0"), tr("Answer"));
    nameKeys(this, tr("Arrows, Enter"), tr("Choose an answer, give it"));
    nameKeys(this, tr("Backspace"), tr("Forget the first digit of two"));
    nameKeys(this, tr("Esc"), tr("Pause, and go on"));
    for (QTimer* timer : {&lead_, &limit_, &noFrame_}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&lead_, &QTimer::timeout, this, &TrialView::leadOn);
    connect(&noFrame_, &QTimer::timeout, this, &TrialView::giveFramesUp);
    connect(&limit_, &QTimer::timeout, this,
            [this] { answer(-1, InputDevice::None, elapsed(SteadyTime::clock::now())); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (running() && (!now || (now != this && !isAncestorOf(now)))) focusLost_ = true;
    });
}

TrialView::~TrialView() {
    disconnect(qApp, nullptr, this, nullptr);  // the focus is lost later, in ~QWidget
}

void TrialView::useFrames(bool use) {
    if (use == (surface_ != nullptr) || (use && !FrameSurface::isSupported())) return;
    delete std::exchange(surface_, nullptr);
    if (!use) return update();
    surface_ = new FrameSurface(this, [this](QPainter& painter) {
        paintContent(painter);
        inFrame_ = phase_ == Phase::Open;
    });
    connect(surface_, &QOpenGLWidget::frameSwapped, this, &TrialView::frameSwapped);
}

void TrialView::renew() {
    surface_ ? surface_->update() : update();
}

void TrialView::setTrial(session::DatasetPtr dataset, const Task& task, bool shownBefore) {
    cover();
    picture_.setTask(std::move(dataset), task);
    marks_ = {};
    shownBefore_ = shownBefore;
    while (stands_.size() < task.ways.size()) {
        auto* stand = new QWidget(this);
        stand->setObjectName(QStringLiteral("challenge.answer.%1").arg(stands_.size() + 1));
        stand->setFocusPolicy(Qt::TabFocus);
        stand->installEventFilter(this);
        stands_.push_back(stand);
    }
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        stands_[i]->setVisible(i < task.ways.size());
        stands_[i]->setAccessibleName(tr("Way %1 of %2").arg(i + 1).arg(task.ways.size()));
    }
    layOut();
}

void TrialView::begin(const TrialPace& pace) {
    phase_ = Phase::Interval;
    pace_ = pace;
    marks_.current = -1;
    setPending(-1);
    focusLost_ = !isActiveWindow();
    shownAt_.reset();
    inFrame_ = false;
    setFocus();
    lead_.start(pace_.intervalMilliseconds);
    renew();
}

/// From nothing to the cross, from there to the task.
void TrialView::leadOn() {
    if (phase_ == Phase::Interval && pace_.fixationMilliseconds > 0) {
        phase_ = Phase::Fixation;
        lead_.start(pace_.fixationMilliseconds);
        return renew();
    }
    phase_ = Phase::Open;
    open();
}

void TrialView::open() {
    if (surface_) {
        constexpr int patience = 1000;  // ms
        noFrame_.start(patience);
        return surface_->update();
    }
    repaint();                   // and hands it to the window system before it returns
    if (shownAt_) startClock();  // anew
}

void TrialView::frameSwapped() {
    if (!std::exchange(inFrame_, false) || phase_ != Phase::Open || shownAt_) return;
    noFrame_.stop();
    startClock();
    Q_EMIT shown();
}

/// Where OpenGL fails the task is painted as without it. It may have been seen.
void TrialView::giveFramesUp() {
    if (phase_ != Phase::Open || shownAt_) return;
    shownBefore_ = true;
    useFrames(false);
    open();
}

void TrialView::cover() {
    phase_ = Phase::Empty;
    for (QTimer* timer : {&lead_, &limit_, &noFrame_}) timer->stop();
    setPending(-1);
    renew();
}

void TrialView::interrupt() {
    if (!running()) return;
    shownBefore_ = shownBefore_ || shownAt_;
    cover();
    Q_EMIT interrupted();
}

void TrialView::reveal(int modelWay) {
    phase_ = Phase::Answered;
    marks_.model = modelWay;
    marks_.right = picture_.task().answer;
    for (int i = 0; i < picture_.ways(); ++i) {
        QWidget* stand = stands_[static_cast<std::size_t>(i)];
        QStringList words{stand->accessibleName()};
        if (i == marks_.right) words += tr("the right one");
        if (i == marks_.chosen) words += tr("your answer");
        if (i == marks_.model) words += tr("the model's answer");
        stand->setAccessibleName(words.join(QStringLiteral(", ")));
    }
    renew();
}

double TrialView::timeLeft() const {
    if (!shownAt_ || pace_.timeLimitSeconds <= 0) return 1;
    return std::clamp(1 - elapsed(SteadyTime::clock::now()) / (pace_.timeLimitSeconds * 1000), 0.0, 1.0);
}

void TrialView::layOut() {
    if (surface_) surface_->setGeometry(rect());
    picture_.layOut(*this);
    for (int i = 0; i < picture_.ways(); ++i) stands_[static_cast<std::size_t>(i)]->setGeometry(picture_.tile(i));
}

void TrialView::paintContent(QPainter& painter) {
    if (phase_ == Phase::Fixation) {
        painter.setPen(QPen(palette().color(QPalette::Text), 2));
        const QPoint centre = rect().center();
        painter.drawLine(centre - QPoint(12, 0), centre + QPoint(12, 0));
        painter.drawLine(centre - QPoint(0, 12), centre + QPoint(0, 12));
    } else if (phase_ == Phase::Open || phase_ == Phase::Answered) {
        picture_.paint(painter);
        marks_.paint(painter, picture_, *this);
    }
}

void TrialView::paintEvent(QPaintEvent*) {
    if (surface_) return;
    QPainter painter(this);
    paintContent(painter);
    painter.end();
    if (phase_ != Phase::Open || shownAt_) return;
    startClock();
    QMetaObject::invokeMethod(this, &TrialView::shown, Qt::QueuedConnection);
}

void TrialView::startClock() {
    shownAt_ = SteadyTime::clock::now();
    stamp_ = surface_ ? session::ShownStamp::FrameSwapped : session::ShownStamp::Painted;
    if (pace_.timeLimitSeconds > 0) limit_.start(static_cast<int>(std::lround(pace_.timeLimitSeconds * 1000)));
}

/// Returns the ms since the task was shown; negative: before.
double TrialView::elapsed(SteadyTime moment) const {
    return shownAt_ ? std::chrono::duration<double, std::milli>(moment - *shownAt_).count() : -1;
}

/// The same at an event; 0 for one in the very ms of showing, which its stamp cannot tell apart.
double TrialView::elapsed(const QInputEvent& event) const {
    const double milliseconds = elapsed(momentOf(event.timestamp(), SteadyTime::clock::now()));
    return milliseconds > -1 ? std::max(0.0, milliseconds) : milliseconds;
}

/// Ignores an answer from before the task was shown: it waited in the queue while the cross was shown.
void TrialView::answer(int way, InputDevice device, double milliseconds) {
    if (phase_ != Phase::Open || milliseconds < 0 || way >= picture_.ways()) return;
    session::TrialAnswer answer;
    answer.milliseconds = milliseconds;
    answer.way = way;
    answer.device = device;
    answer.focusLost = focusLost_;
    answer.seenBefore = shownBefore_;
    answer.screenHz = screen()->refreshRate();
    answer.screenScale = devicePixelRatioF();
    answer.fullScreen = window()->isFullScreen();
    answer.shownStamp = stamp_;
    limit_.stop();
    phase_ = Phase::Answered;
    marks_.chosen = way;
    setPending(-1);
    renew();
    Q_EMIT answered(answer);
}

void TrialView::setPending(int digit) {
    if (std::exchange(pending_, digit) == digit) return;
    Q_EMIT typed(digit < 0 ? QString() : QString::number(digit));
}

void TrialView::typeDigit(int digit, double milliseconds) {
    if (picture_.ways() <= 10) return answer(digit == 0 ? 9 : digit - 1, InputDevice::Keyboard, milliseconds);
    if (pending_ < 0) return setPending(digit);
    const int way = std::exchange(pending_, -1) * 10 + digit - 1;
    Q_EMIT typed({});
    if (way >= 0) answer(way, InputDevice::Keyboard, milliseconds);
}

void TrialView::move(int columns, int rows) {
    const int to = marks_.current < 0 ? 0 : marks_.current + columns + rows * picture_.columns();
    if (to >= 0 && to < picture_.ways()) stands_[static_cast<std::size_t>(to)]->setFocus();
}

void TrialView::keyPressEvent(QKeyEvent* event) {
    if (!running()) return QWidget::keyPressEvent(event);
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
            else if (marks_.current >= 0)
                answer(marks_.current, InputDevice::Keyboard, milliseconds);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void TrialView::mousePressEvent(QMouseEvent* event) {
    const double milliseconds = elapsed(*event);
    if (event->button() != Qt::LeftButton) return;
    if (const int way = picture_.wayAt(event->position().toPoint()); way >= 0)
        answer(way, deviceOf(*event), milliseconds);
}

bool TrialView::event(QEvent* event) {
    if (event->type() == QEvent::WindowDeactivate && running()) focusLost_ = true;
    return QWidget::event(event);
}

bool TrialView::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::FocusIn) {
        const auto stand = std::find(stands_.begin(), stands_.end(), object);
        marks_.current = stand == stands_.end() ? -1 : static_cast<int>(stand - stands_.begin());
        renew();
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
