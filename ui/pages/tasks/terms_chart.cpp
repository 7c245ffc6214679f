#include "ui/pages/tasks/terms_chart.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/report/curve_chart.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

TermsChart::TermsChart() {
    setFont(scaled(font(), 0.86));
    setAccessibleName(tr("Parts of the score"));
}

void TermsChart::setTerms(std::vector<Term> terms, const QString& sumName) {
    lines_ = std::move(terms);
    double sum = 0;
    for (const Term& term : lines_) sum += term.value;
    lines_.push_back({sumName, sum});
    QStringList words;
    for (const Term& line : lines_) words += line.name + u' ' + signedText(line.value, 3);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int TermsChart::lineHeight() const {
    return fontMetrics().height() + 1;
}

QSize TermsChart::sizeHint() const {
    return {190, std::max(1, static_cast<int>(lines_.size())) * lineHeight() + 5};
}

void TermsChart::paintEvent(QPaintEvent*) {
    if (lines_.empty()) return;
    QPainter painter(this);
    const auto theme = report::ChartTheme::window(palette(), font());
    double low = 0, high = 0;
    int nameWidth = 0, valueWidth = 0;
    for (const Term& line : lines_) {
        low = std::min(low, line.value);
        high = std::max(high, line.value);
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(line.name));
        valueWidth = std::max(valueWidth, fontMetrics().horizontalAdvance(signedText(line.value, 3)));
    }
    const double left = nameWidth + 8, room = width() - left - valueWidth - 8;
    const double scale = high > low ? room / (high - low) : 0, zero = left - low * scale;
    int y = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Term& line = lines_[i];
        const bool isSum = i + 1 == lines_.size();
        if (isSum) {
            y += 4;
            painter.setPen(palette().color(QPalette::Mid));
            painter.drawLine(0, y - 2, width(), y - 2);
        }
        const double end = zero + line.value * scale;
        painter.fillRect(QRectF(std::min(zero, end), y + 2, std::abs(end - zero), lineHeight() - 4),
                         isSum ? palette().color(QPalette::Text) : theme.colour(line.value < 0 ? 1 : 0));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(0, y, nameWidth, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter, line.name);
        painter.drawText(QRect(width() - valueWidth, y, valueWidth, lineHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         signedText(line.value, 3));
        y += lineHeight();
    }
    painter.setPen(palette().color(QPalette::Shadow));
    painter.drawLine(QPointF(zero, 0), QPointF(zero, y));
}

}  // namespace oneshot::ui
