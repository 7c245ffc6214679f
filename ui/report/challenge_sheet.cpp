#include "ui/report/challenge_sheet.h"

#include <QBuffer>
#include <algorithm>

#include "core/base/save_file.h"
#include "ui/report/pdf_pages.h"

namespace oneshot::report {
namespace {

constexpr double margin = PdfPages::margin, width = PdfPages::width, notePoints = 8;

/// The pages with what only such a sheet has.
class SheetPages : public PdfPages {
  public:
    using PdfPages::PdfPages;

    void bars(const std::vector<ChallengeSheet::Bar>& bars) {
        constexpr double nameWidth = 170, gap = 8, row = 22, thick = 12;
        const auto value = [](const ChallengeSheet::Bar& bar) {
            return QStringLiteral("%1 %").arg(bar.percent, 0, 'f', 1);
        };
        setFont(9, true);
        double valueWidth = 0;
        for (const auto& bar : bars) valueWidth = std::max(valueWidth, widthOf(value(bar)));
        const double left = margin + nameWidth, full = width - nameWidth - gap - valueWidth;
        makeRoom(row * static_cast<double>(bars.size()));
        int series = 0;
        for (const auto& bar : bars) {
            setFont(9, bar.interval95.has_value());
            painter().setPen(theme().text);
            painter().drawText(QRectF(margin, y(), nameWidth - 8, row), Qt::AlignLeft | Qt::AlignVCenter, bar.name);
            painter().drawText(QRectF(left + full + gap, y(), valueWidth, row), Qt::AlignRight | Qt::AlignVCenter,
                               value(bar));
            const double middle = y() + row / 2;
            painter().setPen(Qt::NoPen);
            painter().setBrush(theme().grid);
            painter().drawRect(QRectF(left, middle - 0.5, full, 1));
            painter().setBrush(bar.interval95 ? theme().colour(series++) : theme().mutedText.lighter(150));
            painter().drawRect(QRectF(left, middle - thick / 2, full * bar.percent / 100, thick));
            if (bar.interval95) {
                painter().setPen(QPen(theme().text, 1.2));
                const double low = left + full * bar.interval95->first / 100;
                const double high = left + full * bar.interval95->second / 100;
                painter().drawLine(QPointF(low, middle), QPointF(high, middle));
                for (const double x : {low, high}) painter().drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4));
            }
            space(row);
        }
    }
    /// after: what stands on one page with the last row.
    void pictures(const std::vector<std::vector<ChallengeSheet::Picture>>& tasks, double after) {
        const auto rows = rowsOf(tasks);
        for (const auto& row : rows) {
            makeRoom(rowHeight + (&row == &rows.back() ? after : 0));
            setFont(7.5, false);
            double x = margin;
            for (const auto* task : row) {
                for (const auto& picture : *task) {
                    draw(picture, x);
                    x += side + pictureGap;
                }
                x += taskGap - pictureGap;
            }
            space(rowHeight);
        }
    }
    /// Returns what stays with the heading above the pictures: the first row, and what goes with it.
    static double withHeading(const std::vector<std::vector<ChallengeSheet::Picture>>& tasks, double after) {
        return rowHeight + (rowsOf(tasks).size() == 1 ? after : 0);
    }

  private:
    static constexpr double side = 58, pictureGap = 5, taskGap = 22, caption = 15, rowHeight = side + caption + 12;
    using Row = std::vector<const std::vector<ChallengeSheet::Picture>*>;

    static std::vector<Row> rowsOf(const std::vector<std::vector<ChallengeSheet::Picture>>& tasks) {
        std::vector<Row> rows;
        double used = 0;
        for (const auto& task : tasks) {
            const double wide = static_cast<double>(task.size()) * (side + pictureGap) - pictureGap;
            if (rows.empty() || used + wide > width) rows.emplace_back(), used = 0;
            rows.back().push_back(&task);
            used += wide + taskGap;
        }
        return rows;
    }

    using PdfPages::draw;
    void draw(const ChallengeSheet::Picture& picture, double x) {
        const QRectF tile(x, y(), side, side);
        painter().setPen(QPen(theme().grid.darker(110), 1));
        painter().setBrush(Qt::NoBrush);
        painter().drawRect(tile);
        const QSizeF size = QSizeF(picture.image.size()).scaled(side - 8, side - 8, Qt::KeepAspectRatio);
        painter().drawImage(QRectF(tile.center() - QPointF(size.width(), size.height()) / 2, size), picture.image);
        painter().setPen(theme().mutedText);
        painter().drawText(QRectF(x, y() + side + 1, side, caption), Qt::AlignHCenter | Qt::AlignTop, picture.caption);
    }
};

}  // namespace

QByteArray toPdf(const ChallengeSheet& sheet) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    SheetPages pages(writer, sheet.title);
    pages.text(sheet.title, 18, true, pages.theme().text, 10);
    pages.facts(sheet.facts);
    pages.heading(sheet.barsTitle);
    pages.bars(sheet.bars);
    pages.heading({}, 4);
    pages.facts(sheet.figures);
    // The notes never stand on a page alone: what is above them goes with them.
    constexpr double gap = 4;
    pages.setFont(notePoints, false);
    const double notes = gap + pages.heightOf(sheet.notes, width);
    if (!sheet.chart.isNull()) {
        pages.heading({}, gap);
        if (sheet.missed.empty()) pages.makeRoom(PdfPages::chartSize.height() + notes);
        pages.chart(sheet.chart);
    }
    if (!sheet.missed.empty()) {
        pages.heading(sheet.missedTitle, 14, 11, SheetPages::withHeading(sheet.missed, notes));
        pages.pictures(sheet.missed, notes);
    }
    pages.heading({}, gap);
    pages.text(sheet.notes, notePoints, false, pages.theme().mutedText, 0);
    pages.finish();
    return bytes;
}

void saveSheet(const ChallengeSheet& sheet, const QString& path) {
    const QByteArray bytes = toPdf(sheet);
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace oneshot::report
