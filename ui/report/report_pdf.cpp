#include "ui/report/report_pdf.h"

#include <QBuffer>
#include <algorithm>

#include "ui/report/pdf_pages.h"

namespace oneshot::report {
namespace {

constexpr double tablePoints = 8.5;

QString toQt(const std::string& from) {
    return QString::fromStdString(from);
}

/// Returns the image dark on white; its ink is 255.
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

/// Returns how much of a section stays with its heading.
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

/// The pages with what only a report has.
class ReportWriter : public PdfPages {
  public:
    ReportWriter(QPdfWriter& writer, const QString& title, const QList<QPicture>& charts)
        : PdfPages(writer, title), chart_(charts.begin()) {}

    void headlines(const std::vector<ReportHeadline>& headlines) {
        constexpr double height = 74, padding = 12;
        const double wide = width / static_cast<double>(headlines.size()), top = y();
        painter().setPen(QPen(theme().grid.darker(108), 1));
        painter().setBrush(QColor(0xf6, 0xf8, 0xfa));
        painter().drawRoundedRect(QRectF(margin, top, width, height), 6, 6);
        for (std::size_t i = 0; i < headlines.size(); ++i) {
            const double left = margin + static_cast<double>(i) * wide;
            if (i > 0) painter().fillRect(QRectF(left, top, 0.8, height), theme().grid.darker(108));
            const auto line = [&](const std::string& words, double y, double points, bool bold, const QColor& colour) {
                setFont(points, bold);
                while (points > 5 && widthOf(toQt(words)) > wide - 2 * padding) setFont(points -= 0.5, bold);
                draw(QRectF(left + padding, top + y, wide - padding, 40), toQt(words), colour);
            };
            line(headlines[i].name, 10, 7.5, false, theme().mutedText);
            line(headlines[i].value, 25, 15, true, theme().text);
            line(headlines[i].detail, 52, 7.5, false, theme().mutedText);
        }
        space(height + 18);
    }

    /// Writes the sections with their pages; 0: not known yet, which takes as much room.
    void contents(const std::vector<ReportSection>& sections, const std::vector<int>& sectionPages) {
        for (std::size_t i = 0; i < sections.size(); ++i) {
            setFont(9.5, false);
            const QRectF line(margin, y(), width, 17);
            draw(line, toQt(sections[i].title), theme().text);
            draw(line, QString::number(sectionPages[i]), theme().mutedText, Qt::AlignRight);
            const double from = margin + widthOf(toQt(sections[i].title)) + 8;
            painter().setPen(QPen(theme().grid.darker(120), 1, Qt::DotLine));
            painter().drawLine(QPointF(from, y() + 12), QPointF(margin + width - 24, y() + 12));
            space(17);
        }
    }

    void operator()(const ReportText& block) {
        text(toQt(block.text), block.note ? 8 : 9.5, false, block.note ? theme().mutedText : theme().text, 8);
    }
    void operator()(const ReportCode& block) {
        constexpr double padding = 8;
        setFont(8, false, true);
        const QString command = toQt(block.text);
        const double height = heightOf(command, width - 2 * padding) + 2 * padding;
        makeRoom(height);
        painter().fillRect(QRectF(margin, y(), width, height), QColor(0xf3, 0xf5, 0xf7));
        draw(QRectF(margin + padding, y() + padding, width - 2 * padding, height), command, theme().text);
        space(height + 8);
    }
    void operator()(const ReportList& block) {
        constexpr double indent = 12;
        for (const std::string& item : block.items) {
            setFont(9.5, false);
            const double height = heightOf(toQt(item), width - indent);
            makeRoom(height);
            draw(QRectF(margin, y(), indent, height), QStringLiteral("•"), theme().text);
            draw(QRectF(margin + indent, y(), width - indent, height), toQt(item), theme().text);
            space(height + 4);
        }
    }
    void operator()(const ReportFacts& block) {
        std::vector<std::pair<QString, QString>> rows;
        for (const auto& [name, value] : block.rows) rows.emplace_back(toQt(name), toQt(value));
        facts(rows, 130);
        space(8);
    }
    void operator()(const ReportTable& block) {
        constexpr double gap = 10;
        setFont(tablePoints, false);
        const std::vector<double> widths = columnWidths(block, gap);
        std::vector<std::string> titles;
        for (const ReportTable::Column& column : block.columns) titles.push_back(column.title);
        const auto line = [&](const QColor& colour) {
            painter().fillRect(QRectF(margin, y() - 2, width, 0.6), colour);
        };
        const auto rowHeight = [&](const std::vector<std::string>& cells, bool bold) {
            setFont(tablePoints, bold);
            double height = 0;
            for (std::size_t i = 0; i < cells.size(); ++i)
                height = std::max(height, heightOf(toQt(cells[i]), widths[i] - gap));
            return height;
        };
        const auto row = [&](const std::vector<std::string>& cells, bool bold, const QColor& colour, double height) {
            setFont(tablePoints, bold);
            double x = margin;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const bool figure = block.columns[i].figure, last = i + 1 == cells.size();
                const double from = figure && last ? x + gap : x;  // the last figures end where the page does
                draw(QRectF(from, y(), widths[i] - gap, height), toQt(cells[i]), colour,
                     figure ? Qt::AlignRight : Qt::AlignLeft);
                x += widths[i];
            }
            space(height + 5);
        };
        const auto header = [&] {
            row(titles, false, theme().mutedText, rowHeight(titles, false));
            line(theme().mutedText);
            space(2);
        };
        makeRoom(3 * rowHeight(titles, false) + 20);
        header();
        for (const auto& cells : block.rows) {
            const bool sum = block.lastIsSum && &cells == &block.rows.back();
            const double height = rowHeight(cells, sum);
            const int before = page();
            makeRoom(height + 6);
            if (page() != before) header();
            row(cells, sum, theme().text, height);
            line(theme().grid);
        }
        space(10);
    }
    void operator()(const ReportChart&) {
        chart(*chart_++);
        space(6);
    }
    void operator()(const ReportPictures& block) {
        constexpr double gap = 18, between = 4, underneath = 12;
        const double wide = (width - gap * (block.columns - 1)) / block.columns;
        for (std::size_t first = 0; first < block.pictures.size(); first += block.columns) {
            const std::size_t last = std::min(block.pictures.size(), first + block.columns);
            double height = 0;
            setFont(7.5, false);
            for (std::size_t i = first; i < last; ++i)
                height = std::max(height, imagesHeight(block.pictures[i], wide, between) + 4 +
                                              heightOf(toQt(block.pictures[i].caption), wide));
            makeRoom(height);
            for (std::size_t i = first; i < last; ++i)
                picture(block.pictures[i], margin + static_cast<double>(i - first) * (wide + gap), wide, between);
            space(height + underneath);
        }
    }

  private:
    /// Returns column widths that add up to the page's: figures take what they need; texts share the rest by what they
    /// would need, none of them with less than its longest word.
    std::vector<double> columnWidths(const ReportTable& table, double gap) {
        std::vector<double> widths(table.columns.size());
        double figures = 0, texts = 0;
        for (const bool wrapTitles : {false, true}) {
            figures = texts = 0;
            for (std::size_t i = 0; i < widths.size(); ++i)
                (table.columns[i].figure ? figures : texts) += widths[i] = neededBy(table, i, wrapTitles, false) + gap;
            if (figures + texts <= width) break;
        }
        if (texts == 0)
            for (double& each : widths) each *= width / figures;
        else
            shareRoom(table, std::max(width - figures, 0.0), gap, widths);
        return widths;
    }

    /// Returns what a column's widest line takes, without the gap behind it.
    double neededBy(const ReportTable& table, std::size_t column, bool wrapTitle, bool wrapCells) {
        constexpr double slack = 2;  // text is laid out a little wider than it is measured
        const bool figure = table.columns[column].figure;
        double widest = 0;
        const auto measure = [&](const std::string& text, bool wrapped) {
            for (const QString& part : toQt(text).split(wrapped ? u' ' : u'\n'))
                widest = std::max(widest, widthOf(part));
        };
        measure(table.columns[column].title, wrapTitle);
        for (const auto& row : table.rows) {
            setFont(tablePoints, table.lastIsSum && &row == &table.rows.back());
            measure(row[column], wrapCells);
        }
        setFont(tablePoints, false);
        return slack + std::min(widest, figure ? 130.0 : wrapCells ? 160.0 : 420.0);
    }

    /// Makes the text columns fill the room, from what they would need.
    void shareRoom(const ReportTable& table, double room, double gap, std::vector<double>& widths) {
        std::vector<double> least(widths.size());
        double wanted = 0, leastOfAll = 0;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (table.columns[i].figure) continue;
            least[i] = neededBy(table, i, true, true) + gap;
            wanted += widths[i];
            leastOfAll += least[i];
        }
        const double beyond = room - leastOfAll;  // negative: some words must be broken
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (table.columns[i].figure) continue;
            if (beyond < 0 || wanted <= leastOfAll)
                widths[i] *= room / wanted;
            else
                widths[i] = least[i] + beyond * (widths[i] - least[i]) / (wanted - leastOfAll);
        }
    }

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
            const QRectF place(x, y(), side, side * image.height / image.width);
            painter().drawImage(place, pictureOf(image));
            painter().setPen(QPen(theme().grid, 0.8));
            painter().setBrush(Qt::NoBrush);
            painter().drawRect(place);
            x += side + between;
        }
        const double top = y() + imagesHeight(picture, wide, between) + 4;
        draw(QRectF(left, top, wide, 200), toQt(picture.caption), theme().mutedText);
    }

    QList<QPicture>::const_iterator chart_;  ///< the next one
};

/// Where the sections of a document are, and how many pages it has.
struct Layout {
    std::vector<int> sectionPages;
    int pages = 0;
};

/// Writes the document with the page numbers of `known`. Returns the actual ones.
Layout write(const ReportPages& report, const QList<QPicture>& charts, const Layout& known, QByteArray& bytes) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    ReportWriter pages(writer, toQt(report.title), charts);
    pages.setFooter([&](PdfPages& footer) {
        footer.setFont(7.5, false);
        const QRectF line(PdfPages::margin, PdfPages::pageHeight - PdfPages::margin + 18, PdfPages::width, 14);
        const QColor& colour = footer.theme().mutedText;
        footer.draw(line, toQt(report.footer), colour);
        footer.draw(line, QStringLiteral("%1 / %2").arg(footer.page()).arg(known.pages), colour, Qt::AlignRight);
    });
    pages.text(toQt(report.title), 20, true, pages.theme().text, 4);
    pages.text(toQt(report.subtitle), 9.5, false, pages.theme().mutedText, 18);
    pages.headlines(report.headlines);
    pages.contents(report.sections, known.sectionPages);
    Layout layout;
    for (const ReportSection& section : report.sections) {
        pages.heading(toQt(section.title), 24, 13, keptWithHeading(section));
        layout.sectionPages.push_back(pages.page());
        for (const ReportBlock& block : section.blocks) std::visit(pages, block);
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
