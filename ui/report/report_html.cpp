#include "ui/report/report_html.h"

#include <QRegularExpression>

#include "core/files/png.h"

namespace oneshot::report {
namespace {

constexpr const char* style = R"(
@page { size: A4; margin: 16mm 15mm 18mm }
* { box-sizing: border-box }
html { color-scheme: light; background: #eef0f2; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { font: 15px/1.5 "DejaVu Sans", "Segoe UI", system-ui, sans-serif; color: #1d2125; background: #fff;
  max-width: 820px; margin: 24px auto; padding: 40px 48px 32px; box-shadow: 0 1px 6px #0002; overflow-wrap: anywhere }
h1 { font-size: 27px; line-height: 1.25; margin: 0 0 4px; letter-spacing: -.01em }
.subtitle { color: #5a636b; margin: 0 0 24px }
h2 { font-size: 18px; margin: 40px 0 10px; padding-bottom: 6px; border-bottom: 2px solid #0072b2; break-after: avoid }
p { margin: 10px 0 } .note { color: #5a636b; font-size: 13px }
.summary { display: grid; grid-template-columns: repeat(4, 1fr); border: 1px solid #d6dade; border-radius: 8px; background: #f6f8fa }
.summary div { padding: 14px 16px } .summary div + div { border-left: 1px solid #d6dade }
.summary dt { font-size: 12px; color: #5a636b } .summary dd { margin: 0 }
.summary .value { font-size: 23px; font-weight: 700; line-height: 1.4; font-variant-numeric: tabular-nums }
.summary .detail { font-size: 12px; color: #5a636b; font-variant-numeric: tabular-nums; min-height: 1.5em }
nav { margin: 24px 0 0; columns: 2; font-size: 14px } nav a { display: block; padding: 2px 0; break-inside: avoid }
a { color: #00598c; text-decoration: none } a:hover { text-decoration: underline }
table { border-collapse: collapse; width: 100%; margin: 12px 0; font-size: 13px }
th, td { text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid #e3e6e9 }
th { color: #5a636b; font-weight: 400; border-bottom-color: #9aa3ab } thead { display: table-header-group }
tr { break-inside: avoid } tr.sum td { font-weight: 700; border-top: 1px solid #9aa3ab; border-bottom: 0 }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums } th.figure { white-space: normal }
th:last-child, td:last-child { padding-right: 0 }
.facts th { width: 11em; border-bottom-color: #e3e6e9 }
pre { font: 12.5px/1.5 "DejaVu Sans Mono", monospace; background: #f3f5f7; border: 1px solid #e3e6e9; border-radius: 6px;
  padding: 10px 12px; margin: 12px 0; white-space: pre-wrap }
ul { padding-left: 1.2em } li { margin: 5px 0 }
.chart { margin: 14px 0; break-inside: avoid } .chart svg { display: block; width: 100%; height: auto }
.pictures { display: grid; gap: 16px; margin: 14px 0 }
figure { margin: 0; break-inside: avoid } figcaption { font-size: 12px; line-height: 1.4; color: #5a636b; margin-top: 4px }
.images { display: flex; gap: 6px } .images img { display: block; min-width: 0; max-width: 100%; border: 1px solid #d6dade;
  border-radius: 3px; background: #fff }
.images.several img { flex: 1 1 0; width: 0; aspect-ratio: 1; object-fit: contain }
footer { margin-top: 40px; padding-top: 10px; border-top: 1px solid #d6dade; font-size: 12px; color: #5a636b }
@media print { html { background: #fff } body { max-width: none; margin: 0; padding: 0; box-shadow: none; font-size: 10.5pt }
  nav a { color: inherit } h2 { margin-top: 28px } }
@media (max-width: 640px) { body { margin: 0; padding: 20px 16px } .summary { grid-template-columns: 1fr 1fr } nav { columns: 1 } }
)";

QString escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

/// The chart as an element within a page: an SVG file without what makes it a file of its own.
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
               "initial-scale=1\">\n<title>%1</title>\n<style>%2</style>"
               "</head>\n<body>\n<header><h1>%1</h1>\n<p class=\"subtitle\">%3</p>\n<dl class=\"summary\">\n")
               .arg(escaped(pages.title), QString::fromLatin1(style), escaped(pages.subtitle));
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
