#include "ui/report/report_pdf.h"

#include <QBuffer>
#include <algorithm>
#include <numeric>

#include "ui/report/pdf_pages.h"

namespace oneshot::report {
namespace {

constexpr double margin = PdfPages::margin, width = PdfPages::width;
constexpr double tablePoints = 8.5;

QString text(const std::string& from) {
    return QString::fromStdString(from);
}

/// Ink = 255 as dark on white.
QImage pictureOf(const Image& image) {
    QImage picture(image.width, image.height, QImage::Format_RGB32);
    const auto area = static_cast<std::size_t>(image.width) * image.height;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * image.width + x;
            const auto channel = [&](int c) { return 255 - image.pixels[(image.channels == 3 ? c : 0) * area + at]; };
            picture.setPixel(x, y, qRgb(channel(0), channel(1), channel(2)));
        }
    return picture;
}

/// Column widths that add up to the page's: figures take what they need, texts share the rest by what they would need.
std::vector<double> columnWidths(PdfPages& pages, const ReportTable& table, double gap) {
    constexpr double slack = 2;  // text is laid out a little wider than it is measured
    const auto needed = [&](std::size_t i, bool wrapTitle) {
        double widest = 0;
        for (const QString& part : text(table.columns[i].title).split(wrapTitle ? u' ' : u'\n'))
            widest = std::max(widest, pages.widthOf(part));
        for (const auto& row : table.rows) {
            pages.setFont(tablePoints, table.lastIsSum && &row == &table.rows.back());
            widest = std::max(widest, pages.widthOf(text(row[i])));
        }
        pages.setFont(tablePoints, false);
        return slack + std::min(widest, table.columns[i].figure ? 130.0 : 420.0) + gap;
    };
    std::vector<double> widths(table.columns.size());
    double figures = 0, texts = 0;
    for (const bool wrapTitles : {false, true}) {
        figures = texts = 0;
        for (std::size_t i = 0; i < widths.size(); ++i)
            (table.columns[i].figure ? figures : texts) += widths[i] = needed(i, wrapTitles);
        if (figures + texts <= width) break;
    }
    const double room = std::max(width - figures, 0.0);
    for (std::size_t i = 0; i < widths.size(); ++i)
        if (texts == 0)
            widths[i] *= width / figures;
        else if (!table.columns[i].figure)
            widths[i] *= room / texts;
    return widths;
}

/// So much of a section stays with its heading.
double keptWithHeading(const ReportSection& section) {
    double height = 0;
    for (const ReportBlock& block : section.blocks) {
        if (std::holds_alternative<ReportChart>(block)) return height + PdfPages::chartSize.height();
        if (std::holds_alternative<ReportPictures>(block)) return height + 150;
        height += 30;
        if (height > 70) break;
    }
    return std::max(height, 70.0);
}

class Writer {
  public:
    Writer(PdfPages& pages, const QList<QPicture>& charts) : pages_(pages), chart_(charts.begin()) {}

    void operator()(const ReportText& block) {
        const ChartTheme& theme = pages_.theme();
        pages_.text(text(block.text), block.note ? 8 : 9.5, false, block.note ? theme.mutedText : theme.text, 8);
    }
    void operator()(const ReportCode& block) {
        constexpr double padding = 8;
        pages_.setFont(8, false, true);
        const QString command = text(block.text);
        const double height = pages_.heightOf(command, width - 2 * padding) + 2 * padding;
        pages_.makeRoom(height);
        pages_.painter().fillRect(QRectF(margin, pages_.y(), width, height), QColor(0xf3, 0xf5, 0xf7));
        pages_.draw(QRectF(margin + padding, pages_.y() + padding, width - 2 * padding, height), command,
                    pages_.theme().text);
        pages_.space(height + 8);
    }
    void operator()(const ReportList& block) {
        constexpr double indent = 12;
        for (const std::string& item : block.items) {
            pages_.setFont(9.5, false);
            const double height = pages_.heightOf(text(item), width - indent);
            pages_.makeRoom(height);
            pages_.draw(QRectF(margin, pages_.y(), indent, height), QStringLiteral("•"), pages_.theme().text);
            pages_.draw(QRectF(margin + indent, pages_.y(), width - indent, height), text(item), pages_.theme().text);
            pages_.space(height + 4);
        }
    }
    void operator()(const ReportFacts& block) {
        std::vector<std::pair<QString, QString>> rows;
        for (const auto& [name, value] : block.rows) rows.emplace_back(text(name), text(value));
        pages_.facts(rows, 130);
        pages_.space(8);
    }
    void operator()(const ReportTable& block) {
        constexpr double gap = 10;
        pages_.setFont(tablePoints, false);
        const std::vector<double> widths = columnWidths(pages_, block, gap);
        std::vector<std::string> titles;
        for (const ReportTable::Column& column : block.columns) titles.push_back(column.title);
        const auto line = [&](const QColor& colour) {
            pages_.painter().fillRect(QRectF(margin, pages_.y() - 2, width, 0.6), colour);
        };
        const auto heightOf = [&](const std::vector<std::string>& cells, bool bold) {
            pages_.setFont(tablePoints, bold);
            double height = 0;
            for (std::size_t i = 0; i < cells.size(); ++i)
                height = std::max(height, pages_.heightOf(text(cells[i]), widths[i] - gap));
            return height;
        };
        const auto row = [&](const std::vector<std::string>& cells, bool bold, const QColor& colour, double height) {
            pages_.setFont(tablePoints, bold);
            double x = margin;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const bool figure = block.columns[i].figure, last = i + 1 == cells.size();
                const double from = figure && last ? x + gap : x;  // the last figures end where the page does
                pages_.draw(QRectF(from, pages_.y(), widths[i] - gap, height), text(cells[i]), colour,
                            figure ? Qt::AlignRight : Qt::AlignLeft);
                x += widths[i];
            }
            pages_.space(height + 5);
        };
        const auto header = [&] {
            row(titles, false, pages_.theme().mutedText, heightOf(titles, false));
            line(pages_.theme().mutedText);
            pages_.space(2);
        };
        pages_.makeRoom(3 * heightOf(titles, false) + 20);
        header();
        for (const auto& cells : block.rows) {
            const bool sum = block.lastIsSum && &cells == &block.rows.back();
            const double height = heightOf(cells, sum);
            const int page = pages_.page();
            pages_.makeRoom(height + 6);
            if (pages_.page() != page) header();
            row(cells, sum, pages_.theme().text, height);
            line(pages_.theme().grid);
        }
        pages_.space(10);
    }
    void operator()(const ReportChart&) {
        pages_.chart(*chart_++);
        pages_.space(6);
    }
    void operator()(const ReportPictures& block) {
        constexpr double gap = 18, between = 4, underneath = 12;
        const double wide = (width - gap * (block.columns - 1)) / block.columns;
        for (std::size_t first = 0; first < block.pictures.size(); first += block.columns) {
            const std::size_t last = std::min(block.pictures.size(), first + block.columns);
            double height = 0;
            pages_.setFont(7.5, false);
            for (std::size_t i = first; i < last; ++i)
                height = std::max(height, imagesHeight(block.pictures[i], wide, between) + 4 +
                                              pages_.heightOf(text(block.pictures[i].caption), wide));
            pages_.makeRoom(height);
            for (std::size_t i = first; i < last; ++i)
                picture(block.pictures[i], margin + static_cast<double>(i - first) * (wide + gap), wide, between);
            pages_.space(height + underneath);
        }
    }

  private:
    static double imagesHeight(const ReportPictures::Picture& picture, double wide, double between) {
        const auto count = static_cast<double>(picture.images.size());
        double height = 0;
        for (const Image& image : picture.images)
            height = std::max(height, (wide - between * (count - 1)) / count * image.height / image.width);
        return height;
    }
    void picture(const ReportPictures::Picture& picture, double left, double wide, double between) {
        const auto count = static_cast<double>(picture.images.size());
        const double side = (wide - between * (count - 1)) / std::max(count, 1.0);
        double x = left;
        for (const Image& image : picture.images) {
            const QRectF place(x, pages_.y(), side, side * image.height / image.width);
            pages_.painter().drawImage(place, pictureOf(image));
            pages_.painter().setPen(QPen(pages_.theme().grid, 0.8));
            pages_.painter().setBrush(Qt::NoBrush);
            pages_.painter().drawRect(place);
            x += side + between;
        }
        const double top = pages_.y() + imagesHeight(picture, wide, between) + 4;
        pages_.draw(QRectF(left, top, wide, 200), text(picture.caption), pages_.theme().mutedText);
    }

    PdfPages& pages_;
    QList<QPicture>::const_iterator chart_;  ///< the next one
};

void headlines(PdfPages& pages, const std::vector<ReportHeadline>& headlines) {
    constexpr double height = 74, padding = 12;
    const double wide = width / static_cast<double>(headlines.size()), top = pages.y();
    pages.painter().setPen(QPen(pages.theme().grid.darker(108), 1));
    pages.painter().setBrush(QColor(0xf6, 0xf8, 0xfa));
    pages.painter().drawRoundedRect(QRectF(margin, top, width, height), 6, 6);
    for (std::size_t i = 0; i < headlines.size(); ++i) {
        const double left = margin + static_cast<double>(i) * wide;
        if (i > 0) pages.painter().fillRect(QRectF(left, top, 0.8, height), pages.theme().grid.darker(108));
        const auto line = [&](const std::string& words, double y, double points, bool bold, const QColor& colour) {
            pages.setFont(points, bold);
            while (points > 5 && pages.widthOf(text(words)) > wide - 2 * padding) pages.setFont(points -= 0.5, bold);
            pages.draw(QRectF(left + padding, top + y, wide - padding, 40), text(words), colour);
        };
        line(headlines[i].name, 10, 7.5, false, pages.theme().mutedText);
        line(headlines[i].value, 25, 15, true, pages.theme().text);
        line(headlines[i].detail, 52, 7.5, false, pages.theme().mutedText);
    }
    pages.space(height + 18);
}

/// The sections with their pages; 0: not known yet, which takes as much room.
void contents(PdfPages& pages, const std::vector<ReportSection>& sections, const std::vector<int>& sectionPages) {
    for (std::size_t i = 0; i < sections.size(); ++i) {
        pages.setFont(9.5, false);
        const QRectF line(margin, pages.y(), width, 17);
        pages.draw(line, text(sections[i].title), pages.theme().text);
        pages.draw(line, QString::number(sectionPages[i]), pages.theme().mutedText, Qt::AlignRight);
        const double from = margin + pages.widthOf(text(sections[i].title)) + 8;
        pages.painter().setPen(QPen(pages.theme().grid.darker(120), 1, Qt::DotLine));
        pages.painter().drawLine(QPointF(from, pages.y() + 12), QPointF(margin + width - 24, pages.y() + 12));
        pages.space(17);
    }
}

/// Where the sections of a document are, and how many pages it has.
struct Layout {
    std::vector<int> sectionPages;
    int pages = 0;
};

/// Writes the document with the page numbers of `known`; returns those it came to.
Layout write(const ReportPages& report, const QList<QPicture>& charts, const Layout& known, QByteArray& bytes) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    PdfPages pages(writer, text(report.title));
    pages.setFooter([&](PdfPages& of) {
        of.setFont(7.5, false);
        const QRectF line(margin, PdfPages::pageHeight - margin + 18, width, 14);
        of.draw(line, text(report.footer), of.theme().mutedText);
        of.draw(line, QStringLiteral("%1 / %2").arg(of.page()).arg(known.pages), of.theme().mutedText, Qt::AlignRight);
    });
    pages.text(text(report.title), 20, true, pages.theme().text, 4);
    pages.text(text(report.subtitle), 9.5, false, pages.theme().mutedText, 18);
    headlines(pages, report.headlines);
    contents(pages, report.sections, known.sectionPages);
    Layout layout;
    Writer write(pages, charts);
    for (const ReportSection& section : report.sections) {
        pages.heading(text(section.title), 24, 13, keptWithHeading(section));
        layout.sectionPages.push_back(pages.page());
        for (const ReportBlock& block : section.blocks) std::visit(write, block);
    }
    pages.finish();
    layout.pages = pages.page();
    return layout;
}

}  // namespace

QByteArray toPdf(const ReportPages& report, const QList<QPicture>& charts) {
    QByteArray first, second;
    const Layout layout = write(report, charts, {std::vector<int>(report.sections.size()), 0}, first);
    write(report, charts, layout, second);
    return second;
}

}  // namespace oneshot::report
