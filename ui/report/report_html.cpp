#include "ui/report/report_html.h"

#include <QFile>
#include <QRegularExpression>

#include "core/files/png.h"

namespace oneshot::report {
namespace {

QString style() {
    QFile file(QStringLiteral(":/report.css"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

/// Returns the chart as an element of a page: an SVG file without what makes it a file of its own.
QString svgElement(const QByteArray& chart) {
    QString svg = QString::fromUtf8(chart);
    svg.remove(0, svg.indexOf(QStringLiteral("<svg")));
    static const QRegularExpression names(
        QStringLiteral(R"re(\s(xmlns(:\w+)?|width|height|version|baseProfile)="[^"]*")re"));
    QString tag = svg.left(svg.indexOf(u'>') + 1);
    const qsizetype length = tag.size();
    tag.remove(names);
    svg.replace(0, length, tag.insert(4, QStringLiteral(" role=\"img\"")));
    static const QRegularExpression description(QStringLiteral("<desc>.*?</desc>"),
                                                QRegularExpression::DotMatchesEverythingOption);
    return svg.remove(description);
}

QString cell(const char* element, const ReportTable::Column& column, const QString& text) {
    return QStringLiteral("<%1%2>%3</%1>")
        .arg(QLatin1String(element), column.figure ? QStringLiteral(" class=\"figure\"") : QString(), text);
}

class Writer {
  public:
    explicit Writer(const QList<QByteArray>& charts) : chart_(charts.begin()) {}

    void operator()(const ReportText& block) {
        html += (block.note ? QStringLiteral("<p class=\"note\">") : QStringLiteral("<p>")) + escaped(block.text) +
                QStringLiteral("</p>\n");
    }
    void operator()(const ReportCode& block) {
        html += QStringLiteral("<pre>") + escaped(block.text) + QStringLiteral("</pre>\n");
    }
    void operator()(const ReportList& block) {
        html += QStringLiteral("<ul>\n");
        for (const std::string& item : block.items)
            html += QStringLiteral("<li>") + escaped(item) + QStringLiteral("</li>\n");
        html += QStringLiteral("</ul>\n");
    }
    void operator()(const ReportFacts& block) {
        html += QStringLiteral("<table class=\"facts\"><tbody>\n");
        for (const auto& [name, value] : block.rows)
            html += QStringLiteral("<tr><th scope=\"row\">") + escaped(name) + QStringLiteral("</th><td>") +
                    escaped(value) + QStringLiteral("</td></tr>\n");
        html += QStringLiteral("</tbody></table>\n");
    }
    void operator()(const ReportTable& block) {
        html += QStringLiteral("<table><thead><tr>");
        for (const auto& column : block.columns) html += cell("th", column, escaped(column.title));
        html += QStringLiteral("</tr></thead><tbody>\n");
        for (const auto& row : block.rows) {
            const bool sum = block.lastIsSum && &row == &block.rows.back();
            html += sum ? QStringLiteral("<tr class=\"sum\">") : QStringLiteral("<tr>");
            for (std::size_t i = 0; i < row.size(); ++i) html += cell("td", block.columns[i], escaped(row[i]));
            html += QStringLiteral("</tr>\n");
        }
        html += QStringLiteral("</tbody></table>\n");
    }
    void operator()(const ReportChart&) {
        html += QStringLiteral("<div class=\"chart\">") + svgElement(*chart_++) + QStringLiteral("</div>\n");
    }
    void operator()(const ReportPictures& block) {
        html += QStringLiteral("<div class=\"pictures\" style=\"grid-template-columns: repeat(%1, 1fr)\">\n")
                    .arg(block.columns);
        for (const auto& [caption, images] : block.pictures) {
            const QString words = escaped(caption);
            html += QStringLiteral("<figure>");
            if (!images.empty())
                html += images.size() > 1 ? QStringLiteral("<div class=\"images several\">")
                                          : QStringLiteral("<div class=\"images\">");
            for (const Image& image : images) {
                const std::vector<std::uint8_t> png = encodePng(image);
                const QByteArray bytes(reinterpret_cast<const char*>(png.data()), static_cast<qsizetype>(png.size()));
                html += QStringLiteral("<img alt=\"%1\" src=\"data:image/png;base64,%2\">")
                            .arg(words, QString::fromLatin1(bytes.toBase64()));
            }
            if (!images.empty()) html += QStringLiteral("</div>");
            html += QStringLiteral("<figcaption>") + words + QStringLiteral("</figcaption></figure>\n");
        }
        html += QStringLiteral("</div>\n");
    }

    QString html;

  private:
    QList<QByteArray>::const_iterator chart_;  ///< the next one
};

}  // namespace

QByteArray toHtml(const ReportPages& pages, const QList<QByteArray>& charts) {
    Writer writer(charts);
    QString& html = writer.html;
    html = QStringLiteral(
               "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, "
               "initial-scale=1\">\n<title>%1</title>\n<style>\n%2</style>"
               "</head>\n<body>\n<header><h1>%1</h1>\n<p class=\"subtitle\">%3</p>\n<dl class=\"summary\">\n")
               .arg(escaped(pages.title), style(), escaped(pages.subtitle));
    for (const auto& [name, value, detail] : pages.headlines)
        html += QStringLiteral("<div><dt>%1</dt><dd class=\"value\">%2</dd><dd class=\"detail\">%3</dd></div>\n")
                    .arg(escaped(name), escaped(value), escaped(detail));
    html += QStringLiteral("</dl></header>\n<nav aria-label=\"Contents\">\n");
    for (const ReportSection& section : pages.sections)
        html += QStringLiteral("<a href=\"#%1\">%2</a>\n").arg(escaped(section.id), escaped(section.title));
    html += QStringLiteral("</nav>\n<main>\n");
    for (const ReportSection& section : pages.sections) {
        html += QStringLiteral("<section id=\"%1\">\n<h2>%2</h2>\n").arg(escaped(section.id), escaped(section.title));
        for (const ReportBlock& block : section.blocks) std::visit(writer, block);
        html += QStringLiteral("</section>\n");
    }
    html += QStringLiteral("</main>\n<footer>%1</footer>\n</body></html>\n").arg(escaped(pages.footer));
    return html.toUtf8();
}

}  // namespace oneshot::report
