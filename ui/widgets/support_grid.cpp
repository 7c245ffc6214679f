#include "ui/widgets/support_grid.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int gap = 6, padding = 5, betweenShots = 2;
constexpr int narrowestCell = 100, narrowestPlain = 72;  // with lines of learners, and without
constexpr int smallestSide = 40, scrolledSide = 56, smallestShot = 34;

int widthOfShots(int side, int shots) {
    return shots * side + (shots - 1) * betweenShots;
}

bool isArrow(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

}  // namespace

SupportGrid::SupportGrid(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Support set"));
}

void SupportGrid::setLearners(const QStringList& names) {
    learners_ = names;
    arrange();
}

void SupportGrid::setNumbered(bool numbered) {
    numbered_ = numbered;
    viewport()->update();
}

void SupportGrid::setLargestSide(int pixels) {
    largestSide_ = pixels;
    arrange();
}

void SupportGrid::setCells(std::vector<WayCell> cells) {
    cells_ = std::move(cells);
    if (pictures_.size() > 1000) pictures_.clear();
    arrange();
    if (current_ >= static_cast<int>(cells_.size())) setCurrent(-1);
}

void SupportGrid::setCurrent(int way) {
    if (way < 0 || way >= static_cast<int>(cells_.size())) way = -1;
    if (way == current_) return;
    current_ = way;
    if (way >= 0) {
        const QRect cell = cellRect(way);
        QScrollBar* bar = verticalScrollBar();
        if (cell.top() < 0) bar->setValue(bar->value() + cell.top());
        if (cell.bottom() > viewport()->height())
            bar->setValue(bar->value() + cell.bottom() + 1 - viewport()->height());
    }
    setAccessibleDescription(way >= 0 ? wordsOf(way) : QString());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    viewport()->update();
    Q_EMIT currentChanged(way);
}

QString SupportGrid::letter(int learner) {
    return QString(QChar(u'A' + learner % 26));
}

QColor SupportGrid::signColour(bool right, const QPalette& palette) {
    if (isDark(palette)) return right ? QColor(0x2a, 0xc0, 0x94) : QColor(0xff, 0x8a, 0x5c);
    return right ? QColor(0x00, 0x7d, 0x5b) : QColor(0xb8, 0x48, 0x00);
}

void SupportGrid::paintLetter(QPainter& painter, const QRect& rect, int learner, const QPalette& palette) {
    const QColor colour = report::ChartTheme::window(palette, painter.font()).colour(learner);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, 3, 3);
    painter.setFont(scaled(painter.font(), 1, true));
    painter.setPen(qGray(colour.rgb()) > 130 ? Qt::black : Qt::white);
    painter.drawText(rect, Qt::AlignCenter, letter(learner));
    painter.restore();
}

void SupportGrid::paintSign(QPainter& painter, const QRectF& rect, bool right, const QPalette& palette) {
    QPainterPath path;
    const auto at = [&](double x, double y) { return rect.topLeft() + QPointF(x * rect.width(), y * rect.height()); };
    path.moveTo(right ? at(0.12, 0.55) : at(0.18, 0.18));
    if (right) path.lineTo(at(0.4, 0.82));
    path.lineTo(right ? at(0.9, 0.2) : at(0.82, 0.82));
    if (!right) {
        path.moveTo(at(0.82, 0.18));
        path.lineTo(at(0.18, 0.82));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(signColour(right, palette), rect.width() / 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.restore();
}

QFont SupportGrid::smallFont() const {
    return scaled(font(), 0.86);
}

int SupportGrid::lineHeight() const {
    return QFontMetrics(smallFont()).height() + 2;
}

void SupportGrid::arrange() {
    const int count = static_cast<int>(cells_.size());
    const QSize room = maximumViewportSize();
    int shots = 1;
    for (const WayCell& cell : cells_) shots = std::max(shots, static_cast<int>(cell.drawings.size()));
    // Room for the lines is kept while they are hidden, so that nothing moves when they appear.
    const int lines = static_cast<int>(learners_.size()) * lineHeight();
    const int besidesHeight = 2 * padding + (lines > 0 ? lines + 4 : 0);
    const auto sideFor = [&](int width, int columns) {
        const int inner = (width - (columns - 1) * gap) / columns - 2 * padding;
        return (inner - (shots - 1) * betweenShots) / shots;
    };
    const int narrowest = lines > 0 ? narrowestCell : narrowestPlain;
    const auto maxColumns = [&](int width, int side) {
        const int cell = std::max(narrowest, widthOfShots(side, shots) + 2 * padding);
        return std::clamp((width + gap) / (cell + gap), 1, std::max(1, count));
    };
    const int before = side_;
    int width = room.width();
    side_ = 0;
    for (int columns = 1; columns <= maxColumns(width, smallestShot); ++columns) {
        const int rows = (count + columns - 1) / columns;
        const int fits = rows > 0 ? (room.height() - (rows - 1) * gap) / rows - besidesHeight : 0;
        const int side = std::min({largestSide_, fits, sideFor(width, columns)});
        if (side >= side_) side_ = side, columns_ = columns;  // rather wide than high
    }
    if (side_ < (shots > 1 ? smallestShot : smallestSide)) {
        width -= verticalScrollBar()->sizeHint().width();
        columns_ = maxColumns(width, shots > 1 ? smallestShot + 8 : scrolledSide);
        side_ = std::clamp(sideFor(width, columns_), 8, scrolledSide);
    }
    if (side_ != before) pictures_.clear();
    const int minWidth = std::max(narrowest, widthOfShots(side_, shots) + 2 * padding);
    cell_ = {std::clamp((width + gap) / columns_ - gap, minWidth, minWidth * 3 / 2), side_ + besidesHeight};
    const int rows = (count + columns_ - 1) / columns_;
    const int height = rows * (cell_.height() + gap) - gap;
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(cell_.height() + gap);
    verticalScrollBar()->setRange(0, std::max(0, height - room.height()));
    viewport()->update();
}

QRect SupportGrid::cellRect(int way) const {
    return {QPoint(way % columns_ * (cell_.width() + gap),
                   way / columns_ * (cell_.height() + gap) - verticalScrollBar()->value()),
            cell_};
}

int SupportGrid::wayAt(const QPoint& point) const {
    for (int way = 0; way < static_cast<int>(cells_.size()); ++way)
        if (cellRect(way).contains(point)) return way;
    return -1;
}

const QImage& SupportGrid::picture(const Image& image) {
    size_t key = qHashBits(image.pixels.data(), image.pixels.size());
    key = qHashMulti(key, image.width, image.height, image.channels);
    QImage& scaled = pictures_[key];
    if (scaled.isNull() && image.width > 0) {
        const double ratio = devicePixelRatioF();
        scaled = thumbnail(image, palette().color(QPalette::Text), QSize(side_, side_) * ratio);
        scaled.setDevicePixelRatio(ratio);
    }
    return scaled;
}

void SupportGrid::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    for (int way = 0; way < static_cast<int>(cells_.size()); ++way) {
        const QRect rect = cellRect(way);
        if (rect.intersects(event->rect())) paintCell(painter, way, rect);
    }
}

void SupportGrid::paintCell(QPainter& painter, int way, const QRect& rect) {
    const WayCell& cell = cells_[way];
    const bool current = way == current_;
    QPen frame(palette().color(QPalette::Mid), 1);
    if (current) frame = QPen(palette().color(QPalette::Highlight), hasFocus() ? 2 : 1.5);
    const bool marked = cell.answer || cell.wrong;
    if (marked) frame = QPen(signColour(cell.answer, palette()), 2.5);
    painter.setPen(frame);
    painter.setBrush(current ? palette().midlight() : palette().base());
    const double inset = frame.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), 6, 6);
    if (marked && current) {  // both are to be seen
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4);
    }

    int x = rect.left() + (rect.width() - widthOfShots(side_, static_cast<int>(cell.drawings.size()))) / 2;
    for (const Image& drawing : cell.drawings) {
        const QImage& scaled = picture(drawing);
        const QSize size = scaled.deviceIndependentSize().toSize();
        painter.drawImage(QPoint(x + (side_ - size.width()) / 2, rect.top() + padding + (side_ - size.height()) / 2),
                          scaled);
        x += side_ + betweenShots;
    }
    if (cell.drawings.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(rect.left() + padding, rect.top() + padding, rect.width() - 2 * padding, side_),
                         Qt::AlignCenter | Qt::TextWordWrap, cell.name);
    }
    if (numbered_) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect.adjusted(padding + 2, 5, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                         keysOf(way, static_cast<int>(cells_.size())));
    }
    if (marked) {
        const QRectF badge(rect.right() - 19, rect.top() + 4, 15, 15);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().base());
        painter.drawEllipse(badge.adjusted(-1, -1, 1, 1));
        paintSign(painter, badge.adjusted(1, 1, -1, -1), cell.answer, palette());
    }
    if (cell.seen) {
        const QString word = tr("learnt");
        const QRect pill(rect.left() + 3, rect.top() + 3, painter.fontMetrics().horizontalAdvance(word) + 8,
                         lineHeight() - 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0xe6, 0x9f, 0x00));
        painter.drawRoundedRect(pill, 3, 3);
        painter.setPen(Qt::black);
        painter.drawText(pill, Qt::AlignCenter, word);
    }

    QRect line(rect.left() + padding, rect.top() + padding + side_ + 4, rect.width() - 2 * padding, lineHeight() - 1);
    for (int i = 0; i < static_cast<int>(std::min<std::size_t>(cell.verdicts.size(), learners_.size())); ++i) {
        paintVerdict(painter, line, i, cell.verdicts[i]);
        line.translate(0, lineHeight());
    }
}

void SupportGrid::paintVerdict(QPainter& painter, const QRect& line, int learner, const WayVerdict& verdict) const {
    const int letterWidth = line.height() - 1;
    const QRect bar = line.adjusted(letterWidth + 1, 0, 0, 0);
    QColor colour = report::ChartTheme::window(palette(), font()).colour(learner);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().alternateBase());
    painter.drawRoundedRect(bar, 2, 2);
    colour.setAlpha(isDark(palette()) ? 110 : 90);
    painter.setBrush(colour);
    painter.drawRect(
        QRectF(bar.topLeft(), QSizeF(std::clamp(verdict.probability, 0.0, 1.0) * bar.width(), bar.height())));
    paintLetter(painter, {line.left(), line.top(), letterWidth, line.height()}, learner, palette());

    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(bar.adjusted(4, 0, -2, 0), Qt::AlignLeft | Qt::AlignVCenter, verdict.score);
    if (verdict.rank <= 0) return;
    const QString rank = QStringLiteral("#%1").arg(verdict.rank);
    painter.drawText(bar.adjusted(2, 0, -3, 0), Qt::AlignRight | Qt::AlignVCenter, rank);
    if (verdict.mark == WayVerdict::Mark::None) return;
    const double size = line.height() * 0.72;
    paintSign(painter,
              QRectF(bar.right() - 5 - painter.fontMetrics().horizontalAdvance(rank) - size,
                     line.center().y() + 0.5 - size / 2, size, size),
              verdict.mark == WayVerdict::Mark::Right, palette());
}

QString SupportGrid::wordsOf(int way) const {
    const WayCell& cell = cells_[way];
    QStringList lines{tr("Way %1 of %2: %3").arg(way + 1).arg(cells_.size()).arg(cell.name)};
    if (cell.answer) lines += tr("The right answer");
    if (cell.wrong) lines += tr("Your answer, which is wrong");
    if (cell.seen) lines += tr("Learnt from: a model has seen this character");
    for (qsizetype i = 0; i < std::min<qsizetype>(std::ssize(cell.verdicts), learners_.size()); ++i) {
        const WayVerdict& verdict = cell.verdicts[i];
        QString line = tr("%1 %2: score %3, probability %4 %")
                           .arg(letter(static_cast<int>(i)), learners_[i], verdict.score,
                                QLocale().toString(100 * verdict.probability, 'f', 1));
        if (verdict.rank > 0) line += tr(", rank %1").arg(verdict.rank);
        if (verdict.mark == WayVerdict::Mark::Right) line += tr(", its answer: right");
        if (verdict.mark == WayVerdict::Mark::Wrong) line += tr(", its answer: wrong");
        lines += line;
    }
    return lines.join(u'\n');
}

void SupportGrid::resizeEvent(QResizeEvent*) {
    arrange();
}

void SupportGrid::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) pictures_.clear();
    if (event->type() == QEvent::FontChange) arrange();
}

void SupportGrid::keyPressEvent(QKeyEvent* event) {
    const int key = event->key(), count = static_cast<int>(cells_.size());
    if (isArrow(key)) {
        const int step = key == Qt::Key_Left || key == Qt::Key_Right ? 1 : columns_;
        const int to = current_ + (key == Qt::Key_Left || key == Qt::Key_Up ? -step : step);
        if (current_ < 0 && count > 0)
            setCurrent(0);
        else if (to >= 0 && to < count)
            setCurrent(to);
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (current_ >= 0) Q_EMIT activated(current_);
    } else {
        event->ignore();
    }
}

bool SupportGrid::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isArrow(static_cast<QKeyEvent*>(event)->key())) event->accept();
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) viewport()->update();
    return QAbstractScrollArea::event(event);
}

bool SupportGrid::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (const int way = wayAt(mouse->position().toPoint()); way >= 0) {
            setCurrent(way);
            if (event->type() == QEvent::MouseButtonDblClick)
                Q_EMIT activated(way);
            else if (mouse->button() == Qt::LeftButton)
                Q_EMIT clicked(way);
            return true;
        }
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int way = wayAt(help->pos());
        if (way < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), wordsOf(way), viewport(), cellRect(way));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace oneshot::ui
