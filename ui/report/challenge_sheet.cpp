#include "ui/report/challenge_sheet.h"

#include <QBuffer>
#include <algorithm>

#include "core/base/save_file.h"
#include "ui/report/pdf_pages.h"

namespace oneshot::report {
namespace {

constexpr double margin = PdfPages::margin, width = PdfPages::width;

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
    void pictures(const std::vector<std::vector<ChallengeSheet::Picture>>& tasks) {
        constexpr double side = 58, gap = 5, taskGap = 22, caption = 15;
        double x = margin;
        for (const auto& task : tasks) {
            const double wide = static_cast<double>(task.size()) * (side + gap) - gap;
            if (x > margin && x + wide > margin + width) x = margin, space(side + caption + 12);
            makeRoom(side + caption);
            setFont(7.5, false);
            for (const auto& [words, image] : task) {
                const QRectF tile(x, y(), side, side);
                painter().setPen(QPen(theme().grid.darker(110), 1));
                painter().setBrush(Qt::NoBrush);
                painter().drawRect(tile);
                QSizeF size = QSizeF(image.size()).scaled(side - 8, side - 8, Qt::KeepAspectRatio);
                painter().drawImage(QRectF(tile.center() - QPointF(size.width(), size.height()) / 2, size), image);
                painter().setPen(theme().mutedText);
                painter().drawText(QRectF(x, y() + side + 1, side, caption), Qt::AlignHCenter | Qt::AlignTop, words);
                x += side + gap;
            }
            x += taskGap - gap;
        }
        if (!tasks.empty()) space(side + caption + 12);
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
    pages.finish();
    return bytes;
}

void saveSheet(const ChallengeSheet& sheet, const QString& path) {
    const QByteArray bytes = toPdf(sheet);
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace oneshot::report
