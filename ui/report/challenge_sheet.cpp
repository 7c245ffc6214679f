#include "ui/report/challenge_sheet.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <algorithm>

#include "core/data/save_file.h"
#include "ui/report/chart_plot.h"

namespace oneshot::report {
namespace {

constexpr int dpi = 96;
constexpr double margin = 56, pageWidth = 210 / 25.4 * dpi, pageHeight = 297 / 25.4 * dpi;  // A4
constexpr double width = pageWidth - 2 * margin;
constexpr int chartHeight = 250;

/// Writes down a page, and on to the next one.
class Pages {
  public:
    explicit Pages(QPdfWriter& writer) : writer_(writer), painter_(&writer), theme_(ChartTheme::print()) {
        painter_.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    }

    void text(const QString& text, double size, bool bold, const QColor& colour, double spaceAfter) {
        if (text.isEmpty()) return;
        setFont(size, bold);
        const double height = heightOf(text, width);
        makeRoom(height);
        painter_.setPen(colour);
        painter_.drawText(QRectF(margin, y_, width, height), Qt::TextWordWrap, text);
        y_ += height + spaceAfter;
    }
    void heading(const QString& words, double spaceBefore = 14) {
        y_ += spaceBefore;
        text(words, 11, true, theme_.text, 6);
    }
    void table(const std::vector<std::pair<QString, QString>>& rows) {
        constexpr double nameWidth = 170;
        for (const auto& [name, value] : rows) {
            setFont(9, false);
            const double height = heightOf(value, width - nameWidth);
            makeRoom(height);
            painter_.setPen(theme_.mutedText);
            painter_.drawText(QRectF(margin, y_, nameWidth - 8, height), Qt::TextWordWrap, name);
            painter_.setPen(theme_.text);
            painter_.drawText(QRectF(margin + nameWidth, y_, width - nameWidth, height), Qt::TextWordWrap, value);
            y_ += height + 3;
        }
    }
    void bars(const std::vector<ChallengeSheet::Bar>& bars) {
        constexpr double nameWidth = 170, valueWidth = 56, row = 22, thick = 12;
        const double left = margin + nameWidth, full = width - nameWidth - valueWidth;
        makeRoom(row * static_cast<double>(bars.size()));
        int series = 0;
        for (const auto& bar : bars) {
            setFont(9, bar.interval95.has_value());
            painter_.setPen(theme_.text);
            painter_.drawText(QRectF(margin, y_, nameWidth - 8, row), Qt::AlignLeft | Qt::AlignVCenter, bar.name);
            painter_.drawText(QRectF(left + full + 8, y_, valueWidth - 8, row), Qt::AlignRight | Qt::AlignVCenter,
                              QStringLiteral("%1 %").arg(bar.percent, 0, 'f', 1));
            const double middle = y_ + row / 2;
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(theme_.grid);
            painter_.drawRect(QRectF(left, middle - 0.5, full, 1));
            painter_.setBrush(bar.interval95 ? theme_.colour(series++) : theme_.mutedText.lighter(150));
            painter_.drawRect(QRectF(left, middle - thick / 2, full * bar.percent / 100, thick));
            if (bar.interval95) {
                painter_.setPen(QPen(theme_.text, 1.2));
                const double low = left + full * bar.interval95->first / 100;
                const double high = left + full * bar.interval95->second / 100;
                painter_.drawLine(QPointF(low, middle), QPointF(high, middle));
                for (const double x : {low, high}) painter_.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4));
            }
            y_ += row;
        }
    }
    void chart(const QPicture& picture) {
        makeRoom(chartHeight);
        painter_.save();
        painter_.drawPicture(QPointF(margin, y_), picture);
        painter_.restore();
        y_ += chartHeight;
    }
    void pictures(const std::vector<std::vector<ChallengeSheet::Picture>>& tasks) {
        constexpr double side = 58, gap = 5, taskGap = 22, caption = 15;
        double x = margin;
        for (const auto& task : tasks) {
            const double wide = static_cast<double>(task.size()) * (side + gap) - gap;
            if (x > margin && x + wide > margin + width) x = margin, y_ += side + caption + 12;
            makeRoom(side + caption);
            setFont(7.5, false);
            for (const auto& [words, image] : task) {
                const QRectF tile(x, y_, side, side);
                painter_.setPen(QPen(theme_.grid.darker(110), 1));
                painter_.setBrush(Qt::NoBrush);
                painter_.drawRect(tile);
                QSizeF size = QSizeF(image.size()).scaled(side - 8, side - 8, Qt::KeepAspectRatio);
                painter_.drawImage(QRectF(tile.center() - QPointF(size.width(), size.height()) / 2, size), image);
                painter_.setPen(theme_.mutedText);
                painter_.drawText(QRectF(x, y_ + side + 1, side, caption), Qt::AlignHCenter | Qt::AlignTop, words);
                x += side + gap;
            }
            x += taskGap - gap;
        }
        if (!tasks.empty()) y_ += side + caption + 12;
    }
    const ChartTheme& theme() const { return theme_; }

  private:
    void setFont(double points, bool bold) {
        QFont font = theme_.font;
        font.setPointSizeF(points);
        font.setBold(bold);
        painter_.setFont(font);
    }
    double heightOf(const QString& text, double within) {
        painter_.setPen(theme_.text);  // without a pen it measures nothing
        return painter_.boundingRect(QRectF(0, 0, within, 10000), Qt::TextWordWrap, text).height();
    }
    void makeRoom(double height) {
        if (y_ + height <= pageHeight - margin || y_ == margin) return;
        writer_.newPage();
        y_ = margin;
    }

    QPdfWriter& writer_;
    QPainter painter_;
    ChartTheme theme_;
    double y_ = margin;
};

}  // namespace

QPicture chartPicture(const CurveChart& chart) {
    QPicture picture;
    if (!chart.hasPoints()) return picture;
    QCPPainter painter;
    painter.begin(&picture);
    paintChart(chart, QSize(static_cast<int>(width), chartHeight), painter);
    painter.end();
    return picture;
}

QByteArray toPdf(const ChallengeSheet& sheet) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(dpi);  // 1200 by default
    writer.setTitle(sheet.title);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    Pages pages(writer);
    pages.text(sheet.title, 18, true, pages.theme().text, 10);
    pages.table(sheet.facts);
    pages.heading(sheet.barsTitle);
    pages.bars(sheet.bars);
    pages.heading({}, 4);
    pages.table(sheet.figures);
    if (!sheet.chart.isNull()) {
        pages.heading({}, 4);
        pages.chart(sheet.chart);
    }
    if (!sheet.missed.empty()) {
        pages.heading(sheet.missedTitle);
        pages.pictures(sheet.missed);
    }
    pages.heading({}, 4);
    pages.text(sheet.notes, 8, false, pages.theme().mutedText, 0);
    return bytes;
}

void saveSheet(const ChallengeSheet& sheet, const QString& path) {
    const QByteArray bytes = toPdf(sheet);
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace oneshot::report
