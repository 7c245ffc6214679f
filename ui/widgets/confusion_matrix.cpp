#include "ui/widgets/confusion_matrix.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/named_keys.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int smallestSide = 14, usualSide = 28, largestSide = 72;
constexpr int smallestHeader = 20, margin = 6;

bool isArrow(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

QString axesText() {
    return ConfusionMatrix::tr("Rows: asked for. Columns: answered.");
}

/// Black or white, whichever can be read better on a colour.
QColor readableOn(const QColor& colour) {
    return contrastOf(colour, Qt::black) > contrastOf(colour, Qt::white) ? Qt::black : Qt::white;
}

QPalette onWhite() {
    QPalette palette(Qt::white);
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Text, Qt::black);
    palette.setColor(QPalette::Mid, QColor(0xd5, 0xda, 0xe0));
    palette.setColor(QPalette::PlaceholderText, QColor(0x5d, 0x66, 0x71));
    return palette;
}

}  // namespace

ConfusionMatrix::ConfusionMatrix() {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Confusion matrix"));
    nameKeys(this, tr("Arrows, Enter"), tr("Choose a cell of the matrix, open its tasks"));
}

void ConfusionMatrix::setMatrix(Confusions confusions, std::vector<int> order,
                                std::vector<ConfusedCharacter> characters) {
    confusions_ = std::move(confusions);
    order_ = std::move(order);
    characters_ = std::move(characters);
    row_ = column_ = -1;
    pressed_ = {-1, -1};
    picturePixels_ = 0;
    double highest = 0;
    QPoint worst(-1, -1);
    for (int row = 0; row < count(); ++row)
        for (int column = 0; column < count(); ++column)
            if (const double rate = confusions_.rate(order_[row], order_[column]); row != column && rate > highest)
                highest = rate, worst = {column, row};
    setAccessibleDescription({});
    setCurrent(worst.y(), worst.x());
    updateGeometry();
    update();
}

void ConfusionMatrix::setEmptyText(const QString& text) {
    emptyText_ = text;
    if (!isEmpty()) return;
    setAccessibleDescription(text);
    update();
}

void ConfusionMatrix::setCurrent(int row, int column) {
    if (std::min(row, column) < 0 || std::max(row, column) >= count()) row = column = -1;
    if (row == row_ && column == column_) return;
    updateCurrent();
    row_ = row;
    column_ = column;
    updateCurrent();
    setAccessibleDescription(row >= 0 ? wordsOf(row, column) : QString());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    Q_EMIT currentChanged(row, column);
}

void ConfusionMatrix::updateCurrent() {
    if (row_ < 0) return;
    const Places places = placesFor(size());
    const QRect cell = cellRect(row_, column_);
    update(cell);
    update(QRect(cell.left(), places.corner.y() - places.header, places.side, places.header));
    update(QRect(places.corner.x() - places.header, cell.top(), places.header, places.side));
}

bool ConfusionMatrix::holdsTasks(int row, int column) const {
    return row >= 0 && column >= 0 && !confusions_.tasksOf(order_[row], order_[column]).empty();
}

QString ConfusionMatrix::wordsOf(int row, int column) const {
    const int asked = order_[row], answered = order_[column];
    const QLocale locale;
    const QString name = characters_[asked].name, other = characters_[answered].name;
    const QString times = locale.toString(static_cast<qlonglong>(confusions_.tasksOf(asked, answered).size()));
    const int together = confusions_.together(asked, answered);
    const QString percent = percentText(100 * confusions_.rate(asked, answered));
    QStringList lines;
    if (together == 0)
        lines += asked == answered ? tr("No task asked for %1.").arg(name)
                                   : tr("No task that asked for %1 held %2.").arg(name, other);
    else if (asked == answered)
        lines += tr("%1 was found in %2 of %3 tasks: %4").arg(name, times, locale.toString(together), percent);
    else
        lines += tr("%1 was taken for %2 in %3 of the %4 tasks that held both: %5")
                     .arg(name, other, times, locale.toString(together), percent);
    for (const int character : {asked, answered})
        if (characters_[character].learnt && (character == asked || asked != answered))
            lines += tr("%1 was learnt from.").arg(characters_[character].name);
    if (holdsTasks(row, column)) lines += tr("A click or Enter opens these tasks.");
    return lines.join(u'\n');
}

QColor ConfusionMatrix::colourOf(double rate, bool right, const QPalette& palette) {
    const QColor full = right ? QColor(0x00, 0x72, 0xb2) : QColor(0xd5, 0x5e, 0x00);
    const double strength = std::sqrt(std::clamp(rate, 0.0, 1.0));  // so that rare errors are seen
    return mixed(palette.color(QPalette::Base), full, strength);
}

int ConfusionMatrix::headerOf(int side) const {
    return std::max(side, smallestHeader);
}

QSize ConfusionMatrix::sizeWith(int side) const {
    if (isEmpty()) return {240, 120};
    const int line = fontMetrics().height(), cells = headerOf(side) + count() * side + 2 * margin;
    const int legend = paintLegend(nullptr, {}, palette()) + 2 * margin;
    return {std::max({cells, legend, fontMetrics().horizontalAdvance(axesText()) + 12}), cells + 2 * (line + margin)};
}

QSize ConfusionMatrix::sizeHint() const {
    return sizeWith(usualSide);
}

QSize ConfusionMatrix::minimumSizeHint() const {
    return sizeWith(smallestSide);
}

ConfusionMatrix::Places ConfusionMatrix::placesFor(QSize size) const {
    Places places;
    places.line = fontMetrics().height();
    const int room = std::min(size.width(), size.height() - 2 * (places.line + margin)) - 2 * margin;
    places.side = smallestSide;
    while (places.side < largestSide && headerOf(places.side + 1) + count() * (places.side + 1) <= room) ++places.side;
    places.header = headerOf(places.side);
    places.corner = {margin + places.header, 2 * margin + places.line + places.header};
    return places;
}

QRect ConfusionMatrix::cellRect(int row, int column) const {
    const Places places = placesFor(size());
    return {places.corner + QPoint(column * places.side, row * places.side), QSize(places.side, places.side)};
}

QPoint ConfusionMatrix::cellAt(const QPoint& point) const {
    if (isEmpty()) return {-1, -1};
    const Places places = placesFor(size());
    const QPoint inside = point - places.corner;
    if (std::min(inside.x(), inside.y()) < 0) return {-1, -1};
    const QPoint cell(inside.x() / places.side, inside.y() / places.side);
    return std::max(cell.x(), cell.y()) < count() ? cell : QPoint(-1, -1);
}

void ConfusionMatrix::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                         emptyText_);
        return;
    }
    const Places places = placesFor(size());
    makePictures(places.side - 2);
    paint(painter, places, palette(), event->region(), true);
}

/// Makes the drawings as they are painted, unless they are there: some milliseconds for a large alphabet.
void ConfusionMatrix::makePictures(int side) {
    const int pixels = static_cast<int>(side * devicePixelRatioF());
    if (pixels == picturePixels_) return;
    picturePixels_ = pixels;
    pictures_.clear();
    for (const int character : order_) {
        const Image& drawing = characters_[character].drawing;
        pictures_.push_back(drawing.pixels.empty()
                                ? QImage()
                                : thumbnail(drawing, palette().color(QPalette::Text), QSize(pixels, pixels)));
        pictures_.back().setDevicePixelRatio(devicePixelRatioF());
    }
}

QImage ConfusionMatrix::toImage(const QString& title, const QString& subtitle) const {
    const QFont bold = scaled(font(), 1.1, true);
    const int line = fontMetrics().height() + 2, above = 2 * line + 2 * margin;
    const int texts = std::max(QFontMetrics(bold).horizontalAdvance(title), fontMetrics().horizontalAdvance(subtitle));
    const QSize matrix = sizeWith(usualSide);
    const QSize size(std::max(matrix.width(), texts + 2 * margin) + margin, matrix.height() + above + margin);
    QImage image(2 * size, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::black);
    painter.setFont(bold);
    painter.drawText(QPoint(margin, margin + QFontMetrics(bold).ascent()), title);
    painter.setFont(font());
    painter.drawText(QPoint(margin, margin + line + fontMetrics().ascent()), subtitle);
    painter.translate(0, above);
    if (!isEmpty()) paint(painter, placesFor(matrix), onWhite(), QRect(QPoint(), matrix), false);
    return image;
}

void ConfusionMatrix::paint(QPainter& painter, const Places& places, const QPalette& palette, const QRegion& region,
                            bool interactive) const {
    painter.setFont(font());
    painter.setPen(palette.color(QPalette::PlaceholderText));
    painter.drawText(QPoint(margin, margin + fontMetrics().ascent()), axesText());
    paintHeaders(painter, places, palette, interactive);
    painter.setFont(scaled(font(), 0.8));
    const QSize cell(places.side, places.side);
    for (int row = 0; row < count(); ++row)
        for (int column = 0; column < count(); ++column)
            if (const QRect rect(places.corner + QPoint(column, row) * places.side, cell); region.intersects(rect))
                paintCell(painter, rect, row, column, palette);
    const int length = count() * places.side;
    painter.setPen(palette.color(QPalette::Mid));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRect(places.corner, QSize(length, length)));
    if (interactive && row_ >= 0) {
        painter.setPen(QPen(palette.color(hasFocus() ? QPalette::Highlight : QPalette::Text), 2));
        painter.drawRect(QRect(places.corner + QPoint(column_, row_) * places.side, cell).adjusted(1, 1, -1, -1));
    }
    painter.setFont(font());
    paintLegend(&painter, {margin, places.corner.y() + length + margin}, palette);
}

void ConfusionMatrix::paintHeaders(QPainter& painter, const Places& places, const QPalette& palette,
                                   bool interactive) const {
    for (int i = 0; i < count(); ++i) {
        const ConfusedCharacter& character = characters_[order_[i]];
        const QRect above(places.corner + QPoint(i * places.side, -places.header), QSize(places.side, places.header));
        const QRect left(places.corner + QPoint(-places.header, i * places.side), QSize(places.header, places.side));
        for (const auto& [rect, current] : {std::pair(above, i == column_), std::pair(left, i == row_)}) {
            if (interactive && current) painter.fillRect(rect, palette.midlight());
            if (interactive)
                painter.drawImage(fitted(pictures_[i].deviceIndependentSize(), rect.adjusted(1, 1, -1, -1)),
                                  pictures_[i]);
            else if (!character.drawing.pixels.empty())
                drawThumbnail(painter, rect.adjusted(1, 1, -1, -1), character.drawing, palette.color(QPalette::Text));
        }
        if (!character.learnt) continue;
        const QColor mark(0xe6, 0x9f, 0x00);
        painter.fillRect(QRect(above.left() + 1, above.bottom() - 1, above.width() - 2, 2), mark);
        painter.fillRect(QRect(left.right() - 1, left.top() + 1, 2, left.height() - 2), mark);
    }
}

void ConfusionMatrix::paintCell(QPainter& painter, const QRect& rect, int row, int column,
                                const QPalette& palette) const {
    const int asked = order_[row], answered = order_[column];
    const double rate = confusions_.rate(asked, answered);
    const QColor colour = colourOf(rate, row == column, palette);
    painter.fillRect(rect.adjusted(0, 0, -1, -1), colour);
    if (confusions_.together(asked, answered) == 0) {  // not known, which is not never
        painter.fillRect(QRect(rect.center(), QSize(2, 2)), palette.color(QPalette::PlaceholderText));
    } else if (holdsTasks(row, column)) {
        const QString percent = QString::number(std::lround(100 * rate));
        if (painter.fontMetrics().horizontalAdvance(percent) + 4 > rect.width() ||
            painter.fontMetrics().height() > rect.height())
            return;
        painter.setPen(readableOn(colour));
        painter.drawText(rect, Qt::AlignCenter, percent);
    }
}

int ConfusionMatrix::paintLegend(QPainter* painter, QPoint at, const QPalette& palette) const {
    const int start = at.x(), line = fontMetrics().height(), swatch = line - 2;
    const auto say = [&](const QString& text, int gap) {
        if (painter) painter->setPen(palette.color(QPalette::PlaceholderText));
        if (painter) painter->drawText(at + QPoint(0, fontMetrics().ascent()), text);
        at.rx() += fontMetrics().horizontalAdvance(text) + gap;
    };
    const auto show = [&](const QList<int>& percents, bool right) {
        for (const int percent : percents) {
            const QRect rect(at + QPoint(0, 1), QSize(swatch, swatch));
            if (painter) painter->fillRect(rect, colourOf(percent / 100.0, right, palette));
            if (painter) painter->setPen(palette.color(QPalette::Mid));
            if (painter) painter->drawRect(rect);
            at.rx() += swatch + 4;
            say(tr("%1 %").arg(percent), 10);
        }
    };
    say(tr("wrong"), 6);
    show({1, 10, 50, 100}, false);
    at.rx() += 8;
    say(tr("right"), 6);
    show({50, 100}, true);
    return at.x() - start;
}

void ConfusionMatrix::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    pressed_ = cellAt(event->position().toPoint());
    if (pressed_.x() >= 0) setCurrent(pressed_.y(), pressed_.x());
}

void ConfusionMatrix::mouseReleaseEvent(QMouseEvent* event) {
    const QPoint pressed = std::exchange(pressed_, QPoint(-1, -1));
    if (event->button() == Qt::LeftButton && pressed.x() >= 0 && cellAt(event->position().toPoint()) == pressed)
        activate();
}

void ConfusionMatrix::mouseMoveEvent(QMouseEvent* event) {
    const QPoint cell = cellAt(event->position().toPoint());
    setCursor(holdsTasks(cell.y(), cell.x()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ConfusionMatrix::activate() {
    if (holdsTasks(row_, column_)) Q_EMIT activated(order_[row_], order_[column_]);
}

void ConfusionMatrix::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (isArrow(key) && !isEmpty()) {
        const int across = (key == Qt::Key_Right) - (key == Qt::Key_Left);
        const int down = (key == Qt::Key_Down) - (key == Qt::Key_Up);
        if (row_ < 0)
            setCurrent(0, 0);
        else
            setCurrent(std::clamp(row_ + down, 0, count() - 1), std::clamp(column_ + across, 0, count() - 1));
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        activate();
    } else {
        event->ignore();
    }
}

bool ConfusionMatrix::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isArrow(static_cast<QKeyEvent*>(event)->key())) event->accept();
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) updateCurrent();
    if (event->type() == QEvent::ToolTip && !isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint cell = cellAt(help->pos());
        if (cell.x() < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), wordsOf(cell.y(), cell.x()), this, cellRect(cell.y(), cell.x()));
        return true;
    }
    return QWidget::event(event);
}

void ConfusionMatrix::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
    if (event->type() == QEvent::PaletteChange) picturePixels_ = 0;
}

}  // namespace oneshot::ui
