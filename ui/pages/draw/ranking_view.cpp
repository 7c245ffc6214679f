#include "ui/pages/draw/ranking_view.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <algorithm>

#include "ui/pages/draw/ranking_model.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

constexpr int tile = 42, margin = 6, minWidth = 380;

/// Room for a tile, or for a line of text above the bar of its probability.
int rowHeight(const QFontMetrics& metrics) {
    return std::max(52, metrics.height() + 30);
}

/// Paints that the model learnt from the character at the right of `line`; returns what is left of it.
QRect paintLearnt(QPainter& painter, const QRect& line, const QStyleOptionViewItem& option) {
    const QString mark = RankingView::tr("learnt");
    const int width = option.fontMetrics.horizontalAdvance(mark) + 16;
    const QRect badge(line.right() - width, line.top() - 2, width, line.height() + 4);
    painter.setFont(option.font);
    painter.setPen(option.palette.color(QPalette::PlaceholderText));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(badge).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.drawText(badge, Qt::AlignCenter, mark);
    return {line.topLeft(), QPoint(badge.left() - margin, line.bottom())};
}

void paintProbability(QPainter& painter, const QRectF& bar, double probability, const QPalette& colours,
                      const QColor& filled) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.color(QPalette::Midlight));
    painter.drawRoundedRect(bar, 2.5, 2.5);
    painter.setBrush(filled);
    if (const double filledWidth = probability * bar.width(); filledWidth >= 1)
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(filledWidth, bar.height())), 2.5, 2.5);
}

}  // namespace

class RankingView::Delegate : public QStyledItemDelegate {
  public:
    explicit Delegate(RankingView* view) : QStyledItemDelegate(view), view_(view) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {view_->gridSize().width(), rowHeight(view_->fontMetrics())};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QPalette& colours = option.palette;
        const QRect row = option.rect.adjusted(2, 2, -2, -2);
        const int rank = index.data(RankingModel::RankRole).toInt();
        const bool accepted = index.data(RankingModel::AcceptedRole).toBool();
        const bool best = rank == 1 && accepted, pale = rank > 0 && !accepted;
        if (best || option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(option.state & QStyle::State_Selected ? QPen(colours.color(QPalette::Highlight))
                                                                  : QPen(Qt::NoPen));
            painter->setBrush(colours.color(QPalette::AlternateBase));
            painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        const QColor text = colours.color(pale ? QPalette::PlaceholderText : QPalette::Text);
        const QColor muted = colours.color(QPalette::PlaceholderText);
        QFont bold = option.font;
        bold.setBold(best);
        painter->setFont(bold);
        QRect rest = row.adjusted(margin, 0, -margin, 0);
        const int rankWidth =
            std::max(24, QFontMetrics(scaled(option.font, 1, true)).horizontalAdvance(QStringLiteral("60")));
        if (rank > 0) {
            painter->setPen(best ? text : muted);
            painter->drawText(QRect(rest.left(), rest.top(), rankWidth, rest.height()),
                              Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(rank));
        }
        rest.setLeft(rest.left() + rankWidth + 2 * margin);

        const QPixmap& picture = view_->pictureOf(index.data(RankingModel::WayRole).toInt());
        const QSize size = picture.size() / picture.devicePixelRatio();
        painter->drawPixmap(rest.left(), rest.center().y() - size.height() / 2 + 1, picture);
        rest.setLeft(rest.left() + std::max(tile, size.width()) + 2 * margin);

        if (rank > 0) {
            const QRect score(rest.right() - view_->scoreWidth_, rest.top(), view_->scoreWidth_, rest.height());
            painter->setPen(text);
            painter->drawText(score, Qt::AlignRight | Qt::AlignVCenter, index.data(RankingModel::ScoreRole).toString());
            rest.setRight(score.left() - 2 * margin);
        }
        QRect upper = rest.adjusted(0, 8, 0, 0);
        upper.setHeight(option.fontMetrics.height());
        if (rank == 0) upper.moveTop(rest.center().y() - upper.height() / 2 + 1);
        if (index.data(RankingModel::LearntRole).toBool()) upper = paintLearnt(*painter, upper, option);
        painter->setFont(bold);
        painter->setPen(text);
        painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(bold).elidedText(index.data(RankingModel::NameRole).toString(), Qt::ElideMiddle,
                                                        upper.width()));
        if (rank > 0)
            paintProbability(*painter, QRectF(rest.left(), upper.bottom() + 8, rest.width(), 5),
                             index.data(RankingModel::ProbabilityRole).toDouble(), colours,
                             pale ? muted : colours.color(QPalette::Highlight));
        painter->restore();
    }

  private:
    RankingView* view_;
};

RankingView::RankingView(RankingModel* model) : model_(model) {
    setModel(model);
    setItemDelegate(new Delegate(this));
    setFlow(LeftToRight);
    setWrapping(true);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setMovement(Static);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Support set, the most alike first"));
    viewport()->setAutoFillBackground(false);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { pictures_.clear(); });
    connect(model, &QAbstractItemModel::layoutChanged, this, &RankingView::measureScores);
}

QSize RankingView::sizeHint() const {
    return {QListView::sizeHint().width(), 2 * rowHeight(fontMetrics())};
}

int RankingView::currentWay() const {
    return currentIndex().isValid() ? currentIndex().data(RankingModel::WayRole).toInt() : -1;
}

const QPixmap& RankingView::pictureOf(int way) {
    QPixmap& picture = pictures_[way];
    if (!picture.isNull()) return picture;
    const std::vector<const Image*> drawings = model_->drawings(way);
    const qreal ratio = devicePixelRatioF();
    const int side = drawings.size() > 2 ? tile * 2 / static_cast<int>(drawings.size()) : tile, step = side + 2;
    picture = QPixmap(QSize(step * static_cast<int>(drawings.size()) - 2, side) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const QRect place(static_cast<int>(i) * step, 0, side, side);
        painter.setPen(palette().color(QPalette::Mid));
        painter.setBrush(palette().base());
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        const int within = side > 30 ? side - 6 : side - 2;
        QRect inner(0, 0, within, within);
        inner.moveCenter(place.center());
        if (!drawings[i]->pixels.empty()) drawThumbnail(painter, inner, *drawings[i], palette().color(QPalette::Text));
    }
    return picture;
}

void RankingView::measureScores() {
    const QFontMetrics bold(scaled(font(), 1, true));
    scoreWidth_ = 0;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QString score = model_->index(row).data(RankingModel::ScoreRole).toString();
        scoreWidth_ = std::max(scoreWidth_, bold.horizontalAdvance(score));
    }
}

void RankingView::resizeEvent(QResizeEvent* event) {
    // Room is kept for the scroll bar, as the list's own layout does: else each row would begin one row too low.
    const int room = width() - verticalScrollBar()->sizeHint().width() - 2, columns = std::max(1, room / minWidth);
    setGridSize({room / columns, rowHeight(fontMetrics())});
    QListView::resizeEvent(event);
}

void RankingView::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) pictures_.clear();
}

}  // namespace oneshot::ui
