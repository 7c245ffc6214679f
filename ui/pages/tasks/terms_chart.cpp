#include "ui/pages/tasks/terms_chart.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/report/curve_chart.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

TermsChart::TermsChart(QWidget* parent) : QWidget(parent) {
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.86);
    setFont(small);
    setAccessibleName(tr("Parts of the score"));
}

void TermsChart::setTerms(std::vector<Term> terms, const QString& sumName) {
    terms_ = std::move(terms);
    sumName_ = sumName;
    QStringList words;
    for (const Term& term : terms_) words += term.name + u' ' + signedText(term.value, 3);
    words += sumName + u' ' + signedText(sum(), 3);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

double TermsChart::sum() const {
    double sum = 0;
    for (const Term& term : terms_) sum += term.value;
    return sum;
}

int TermsChart::lineHeight() const {
    return fontMetrics().height() + 1;
}

QSize TermsChart::sizeHint() const {
    return {190, (static_cast<int>(terms_.size()) + 1) * lineHeight() + 5};
}

void TermsChart::paintEvent(QPaintEvent*) {
    if (terms_.empty()) return;
    QPainter painter(this);
    const auto theme = report::ChartTheme::window(palette(), font());
    std::vector<Term> lines = terms_;
    lines.push_back({sumName_, sum()});
    double low = 0, high = 0;
    int nameWidth = 0, valueWidth = 0;
    for (const Term& line : lines) {
        low = std::min(low, line.value);
        high = std::max(high, line.value);
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(line.name));
        valueWidth = std::max(valueWidth, fontMetrics().horizontalAdvance(signedText(line.value, 3)));
    }
    const double left = nameWidth + 8, room = width() - left - valueWidth - 8;
    const double scale = high > low ? room / (high - low) : 0, zero = left - low * scale;
    int y = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Term& line = lines[i];
        const bool isSum = i + 1 == lines.size();
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
