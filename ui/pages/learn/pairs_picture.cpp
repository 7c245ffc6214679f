#include "ui/pages/learn/pairs_picture.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/report/curve_chart.h"

namespace oneshot::ui {
namespace {

constexpr int gap = 28;

}  // namespace

PairsPicture::PairsPicture() {
    setObjectName(QStringLiteral("learn.twins.pairs"));
    setAccessibleName(tr("How many pairs are same"));
}

void PairsPicture::setFigures(const session::PairFigures& figures) {
    figures_ = figures;
    setAccessibleDescription(tr("Of all pairs one in %1; of those of a training %2 of %3")
                                 .arg(QLocale().toString(figures.counts.perSame(), 'f', 0))
                                 .arg(std::ranges::count(figures.sampled, true))
                                 .arg(figures.sampled.size()));
    update();
}

int PairsPicture::cells() const {
    return std::min<int>(mostCells, static_cast<int>(std::lround(std::min(1e6, figures_.counts.perSame()))));
}

int PairsPicture::captionHeight() const {
    return 3 * fontMetrics().height() + 4;
}

QSize PairsPicture::sizeHint() const {
    return {2 * minimumSizeHint().width(), 130 + captionHeight()};
}

QSize PairsPicture::minimumSizeHint() const {
    return {20 * fontMetrics().averageCharWidth() + gap, 80 + captionHeight()};
}

void PairsPicture::paintCells(QPainter& painter, const QRect& place, const std::vector<bool>& same,
                              const QString& caption) const {
    const int count = static_cast<int>(same.size());
    const QColor colour = report::ChartTheme::window(palette(), font()).colour(1);
    const int side = std::min(place.width(), place.height() - captionHeight());
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count)))));
    const double step = static_cast<double>(side) / columns, space = step > 5 ? 1.5 : step / 4;
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < count; ++i) {
        const bool isSame = same[static_cast<std::size_t>(i)];
        QRectF cell(place.left() + i % columns * step, place.top() + i / columns * step, step - space, step - space);
        if (isSame && step < 6) cell.adjust(-1.5, -1.5, 1.5, 1.5);  // or nobody finds it
        painter.setBrush(isSame ? colour : palette().color(QPalette::Mid));
        painter.drawRect(cell);
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(place.left(), place.top() + side + 4, place.width(), captionHeight()),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, caption);
}

void PairsPicture::paintEvent(QPaintEvent*) {
    if (cells() == 0) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int wide = (width() - gap) / 2;
    std::vector<bool> all(static_cast<std::size_t>(cells()), false);
    all[all.size() / 2 + static_cast<std::size_t>(std::sqrt(static_cast<double>(all.size())) / 2)] = true;
    paintCells(painter, {0, 0, wide, height()}, all,
               tr("Of all pairs, one in %1 is same").arg(QLocale().toString(figures_.counts.perSame(), 'f', 0)));
    if (figures_.sampled.empty()) return;
    paintCells(painter, {wide + gap, 0, wide, height()}, figures_.sampled,
               tr("Of a training's pairs, %1 of %2 are same")
                   .arg(std::ranges::count(figures_.sampled, true))
                   .arg(figures_.sampled.size()));
}

}  // namespace oneshot::ui
