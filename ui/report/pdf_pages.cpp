#include "ui/report/pdf_pages.h"

#include <algorithm>
#include <cmath>

namespace oneshot::report {
namespace {

constexpr QPainter::RenderHints hints = QPainter::Antialiasing | QPainter::SmoothPixmapTransform;

/// Between words, within those that are longer than a line.
QTextOption wrapped(Qt::Alignment alignment) {
    QTextOption option(alignment | Qt::AlignTop);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

QPdfWriter& setUp(QPdfWriter& writer, const QString& title) {
    writer.setResolution(96);  // 1200 by default
    writer.setTitle(title);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    return writer;
}

}  // namespace

PdfPages::PdfPages(QPdfWriter& writer, const QString& title)
    : writer_(setUp(writer, title)), painter_(&writer), theme_(ChartTheme::print()) {
    painter_.setRenderHints(hints);
}

void PdfPages::text(const QString& text, double points, bool bold, const QColor& colour, double spaceAfter) {
    if (text.isEmpty()) return;
    setFont(points, bold);
    const double height = heightOf(text, width);
    makeRoom(height);
    draw(QRectF(margin, y_, width, height), text, colour);
    y_ += height + spaceAfter;
}

void PdfPages::heading(const QString& words, double spaceBefore, double points, double withIt) {
    if (withIt > 0) makeRoom(spaceBefore + 2 * points + withIt);
    if (y_ > margin) y_ += spaceBefore;
    text(words, points, true, theme_.text, 6);
}

void PdfPages::facts(const std::vector<std::pair<QString, QString>>& rows, double nameWidth) {
    for (const auto& [name, value] : rows) {
        setFont(9, false);
        const double height = std::max(heightOf(value, width - nameWidth), heightOf(name, nameWidth - 8));
        makeRoom(height);
        draw(QRectF(margin, y_, nameWidth - 8, height), name, theme_.mutedText);
        draw(QRectF(margin + nameWidth, y_, width - nameWidth, height), value, theme_.text);
        y_ += height + 3;
    }
}

void PdfPages::chart(const QPicture& picture) {
    makeRoom(chartSize.height());
    painter_.save();
    painter_.drawPicture(QPointF(margin, y_), picture);
    painter_.restore();
    y_ += chartSize.height();
}

void PdfPages::makeRoom(double height) {
    if (y_ + height <= pageHeight - margin || y_ == margin) return;
    const QFont font = painter_.font();  // the caller's, for what it has measured
    if (footer_) footer_(*this);
    painter_.setFont(font);
    writer_.newPage();
    ++page_;
    y_ = margin;
}

void PdfPages::finish() {
    if (footer_) footer_(*this);
    painter_.end();
}

void PdfPages::setFont(double points, bool bold, bool fixedWidth) {
    QFont font = theme_.font;
    if (fixedWidth) {
        font.setFamily(QStringLiteral("DejaVu Sans Mono"));
        font.setStyleHint(QFont::Monospace);
    }
    font.setPointSizeF(points);
    font.setBold(bold);
    painter_.setFont(font);
}

double PdfPages::heightOf(const QString& text, double within) {
    painter_.setPen(theme_.text);  // without a pen it measures nothing
    return std::ceil(painter_.boundingRect(QRectF(0, 0, within, 1e6), text, wrapped(Qt::AlignLeft)).height());
}

void PdfPages::draw(const QRectF& rect, const QString& text, const QColor& colour, Qt::Alignment alignment) {
    painter_.setPen(colour);
    painter_.drawText(rect, text, wrapped(alignment));
}

double PdfPages::widthOf(const QString& text) {
    return std::ceil(QFontMetricsF(painter_.font(), &writer_).horizontalAdvance(text));
}

}  // namespace oneshot::report
