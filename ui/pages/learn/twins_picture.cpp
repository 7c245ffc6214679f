#include "ui/pages/learn/twins_picture.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

constexpr int gap = 22, padding = 8, numbersPerRow = 16;
constexpr double smallestSide = 24, largestSide = 240;  ///< of a drawing, pixels

QPointF leftOf(const QRectF& rect) {
    return {rect.left(), rect.center().y()};
}

QPointF rightOf(const QRectF& rect) {
    return {rect.right(), rect.center().y()};
}

void paintArrow(QPainter& painter, const QPointF& from, const QPointF& to, const QColor& colour) {
    constexpr double head = 6;
    const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(from, to);
    for (const double turn : {2.6, -2.6})
        painter.drawLine(to, to + head * QPointF(std::cos(angle + turn), std::sin(angle + turn)));
}

/// Paints each number as a cell: one colour above zero, another below, paler towards zero.
void paintNumbers(QPainter& painter, const QRectF& place, const std::vector<float>& numbers,
                  const report::ChartTheme& theme) {
    const int columns = numbersPerRow, count = static_cast<int>(numbers.size());
    const int rows = (count + columns - 1) / columns;
    float largest = 0;
    for (const float number : numbers) largest = std::max(largest, std::abs(number));
    if (rows == 0 || largest <= 0) return;
    const double wide = place.width() / columns, high = place.height() / rows;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < count; ++i) {
        QColor colour = theme.colour(numbers[static_cast<std::size_t>(i)] < 0 ? 1 : 0);
        colour.setAlphaF(std::abs(numbers[static_cast<std::size_t>(i)]) / largest);
        painter.setBrush(colour);
        painter.drawRect(QRectF(place.left() + i % columns * wide, place.top() + i / columns * high, wide, high));
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

}  // namespace

/// Where the parts stand, each pair from above to below.
struct TwinsPicture::Places {
    std::array<QRectF, 2> drawing, encoder, embedding;
    QRectF similarity;
};

TwinsPicture::TwinsPicture() {
    setObjectName(QStringLiteral("learn.twins.picture"));
    setAccessibleName(tr("Two drawings, one encoder, two embeddings, one similarity"));
}

void TwinsPicture::setAnswer(const session::TwinAnswer& answer) {
    answer_ = answer;
    setAccessibleDescription(tr("Similarity %1").arg(scoreText(answer.kind, answer.score)));
    update();
}

QSize TwinsPicture::sizeHint() const {
    return {minimumSizeHint().width() * 3 / 2, minimumSizeHint().height() * 6 / 5};
}

QSize TwinsPicture::minimumSizeHint() const {
    return {60 + 60 + fontMetrics().horizontalAdvance(tr("encoder")) +
                fontMetrics().horizontalAdvance(tr("similarity")) + 4 * padding + 4 * gap,
            fontMetrics().height() * 9};
}

TwinsPicture::Places TwinsPicture::places() const {
    Places places;
    const double line = fontMetrics().height();
    const double wordsHeight = line + 4;  // below each drawing and embedding
    const double encoderWidth = fontMetrics().horizontalAdvance(tr("encoder")) + 3 * padding;
    const double similarityWidth = fontMetrics().horizontalAdvance(tr("similarity")) + 2 * padding;
    const double room = (width() - encoderWidth - similarityWidth - 4 * gap) / 2;
    const double side = std::clamp(std::min(room, (height() - 2 * wordsHeight - gap) / 2), smallestSide, largestSide);
    for (std::size_t i = 0; i < 2; ++i) {
        const double top = static_cast<double>(i) * (side + wordsHeight + gap / 2.0);
        places.drawing[i] = {1, top + 1, side, side};
        places.encoder[i] = {1 + side + gap, top + 1 + side / 2 - line * 1.1, encoderWidth, line * 2.2};
        places.embedding[i] = {places.encoder[i].right() + gap, top + 1, side, side};
    }
    const double middle = (places.drawing[0].top() + places.drawing[1].bottom()) / 2;
    places.similarity = {places.embedding[0].right() + 2 * gap, middle - line * 1.8, similarityWidth, line * 3.6};
    return places;
}

bool TwinsPicture::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Places where = places();
    const auto isOn = [&](const std::array<QRectF, 2>& pair) {
        return std::ranges::any_of(pair, [&](const QRectF& part) { return part.contains(help->pos()); });
    };
    const char* term = isOn(where.drawing)                      ? "drawing"
                       : isOn(where.encoder)                    ? "encoder"
                       : isOn(where.embedding)                  ? "embedding"
                       : where.similarity.contains(help->pos()) ? "similarity"
                                                                : "siamese network";
    QToolTip::showText(help->globalPos(), explanation(term), this);
    return true;
}

void TwinsPicture::paintTwin(QPainter& painter, const Places& places, bool second) const {
    const std::size_t i = second ? 1 : 0;
    const QColor muted = palette().color(QPalette::PlaceholderText);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(places.drawing[i], 8, 8);
    painter.drawRoundedRect(places.embedding[i], 8, 8);
    painter.setBrush(palette().alternateBase());
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.drawRoundedRect(places.encoder[i], 6, 6);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(places.encoder[i], Qt::AlignCenter, tr("encoder"));
    paintArrow(painter, rightOf(places.drawing[i]), leftOf(places.encoder[i]), muted);
    paintArrow(painter, rightOf(places.encoder[i]), leftOf(places.embedding[i]), muted);
    paintArrow(painter, rightOf(places.embedding[i]), leftOf(places.similarity), muted);

    const auto below = [&](const QRectF& part, const QString& text) {
        painter.setPen(muted);
        painter.drawText(QRectF(part.left() - gap, part.bottom() + 2, part.width() + 2 * gap, fontMetrics().height()),
                         Qt::AlignHCenter | Qt::AlignTop, text);
    };
    const bool isB = answer_ && answer_->swapped != second;  // A stays A when they are swapped
    below(places.drawing[i], isB || (!answer_ && second) ? tr("B") : tr("A"));
    if (!answer_) return;
    const std::vector<float>& embedding = second ? answer_->secondEmbedding : answer_->firstEmbedding;
    drawThumbnail(painter, places.drawing[i].adjusted(padding, padding, -padding, -padding),
                  second ? answer_->second : answer_->first, palette().color(QPalette::Text));
    paintNumbers(painter, places.embedding[i].adjusted(padding, padding, -padding, -padding), embedding,
                 report::ChartTheme::window(palette(), font()));
    below(places.embedding[i], tr("%1 numbers").arg(embedding.size()));
}

/// Ties the two encoders together: there is but one.
void TwinsPicture::paintShared(QPainter& painter, const Places& places) const {
    const QRectF &above = places.encoder[0], &below = places.encoder[1];
    const double x = above.center().x();
    const int line = fontMetrics().height();
    QRectF words(above.left() - gap + 2, (above.bottom() + below.top()) / 2 - line, above.width() + 2 * gap - 4,
                 2 * line);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5, Qt::DashLine));
    painter.drawLine(QPointF(x, above.bottom()), QPointF(x, words.top()));
    painter.drawLine(QPointF(x, words.bottom()), QPointF(x, below.top()));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(words, Qt::AlignCenter | Qt::TextWordWrap, tr("the same weights"));
}

void TwinsPicture::paintSimilarity(QPainter& painter, const Places& places) const {
    const QRectF& place = places.similarity;
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(place, 10, 10);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(place.adjusted(0, padding, 0, 0), Qt::AlignHCenter | Qt::AlignTop, tr("similarity"));
    if (!answer_) return;
    painter.setFont(scaled(font(), 1.25, true));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(place.adjusted(0, 0, 0, -padding), Qt::AlignHCenter | Qt::AlignBottom,
                     scoreText(answer_->kind, answer_->score));
    painter.setFont(font());
}

void TwinsPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Places where = places();
    for (const bool second : {false, true}) paintTwin(painter, where, second);
    paintShared(painter, where);
    paintSimilarity(painter, where);
}

}  // namespace oneshot::ui
