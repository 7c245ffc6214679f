#include "ui/report/curve_chart.h"

#include <QBuffer>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/files/csv_rows.h"
#include "ui/report/chart_plot.h"

namespace oneshot::report {
namespace {

constexpr int screenDpi = 96;

QString number(double value) {
    return QString::number(value, 'g', 10);
}

void paint(const CurveChart& chart, QSize size, QPaintDevice& device) {
    QCPPainter painter;
    painter.begin(&device);
    paintChart(chart, size, painter);
    painter.end();
}

}  // namespace

bool CurveChart::hasPoints() const {
    return std::ranges::any_of(series, [](const Series& each) { return !each.x.isEmpty(); });
}

ChartTheme ChartTheme::print() {
    QFont font = QGuiApplication::font();
    font.setPointSizeF(9);
    // Okabe and Ito's order, starting with the darkest on white; yellow is too light for a line there.
    return {Qt::white,
            QColor(0x20, 0x20, 0x20),
            QColor(0x5a, 0x5a, 0x5a),
            QColor(0xe3, 0xe3, 0xe3),
            {QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x9e, 0x73), QColor(0xcc, 0x79, 0xa7),
             QColor(0xe6, 0x9f, 0x00), QColor(0x56, 0xb4, 0xe9), QColor(0x40, 0x40, 0x40)},
            font,
            true};
}

ChartTheme ChartTheme::window(const QPalette& palette, const QFont& font) {
    ChartTheme theme = print();
    theme.background = palette.color(QPalette::Base);
    theme.text = palette.color(QPalette::Text);
    theme.mutedText = palette.color(QPalette::PlaceholderText);
    theme.font = font;
    theme.title = false;
    const bool dark = theme.background.lightness() < 128;
    const auto blend = [&](double weight) {
        const auto part = [&](int from, int to) { return static_cast<int>(from + weight * (to - from)); };
        return QColor(part(theme.background.red(), theme.text.red()),
                      part(theme.background.green(), theme.text.green()),
                      part(theme.background.blue(), theme.text.blue()));
    };
    theme.grid = blend(dark ? 0.14 : 0.11);
    if (dark)
        theme.seriesColours = {QColor(0x56, 0xb4, 0xe9), QColor(0xe6, 0x9f, 0x00), QColor(0x2a, 0xc0, 0x94),
                               QColor(0xcc, 0x79, 0xa7), QColor(0xf0, 0xe4, 0x42), QColor(0xf0, 0x7f, 0x2e),
                               QColor(0xd0, 0xd0, 0xd0)};
    return theme;
}

QByteArray toCsv(const CurveChart& chart) {
    QString text = QStringLiteral("series,x,y,low,high\n");
    for (const Series& series : chart.series) {
        const QString name = QString::fromStdString(csvField(series.name.toStdString()));
        for (qsizetype i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
            const bool interval = i < std::min(series.low.size(), series.high.size());
            const QStringList row{name, number(series.x[i]), number(series.y[i]),
                                  interval ? number(series.low[i]) : QString(),
                                  interval ? number(series.high[i]) : QString()};
            text += row.join(u',') + u'\n';
        }
    }
    return text.toUtf8();
}

QImage toImage(const CurveChart& chart, QSize size, double scale) {
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDotsPerMeterX(static_cast<int>(screenDpi / 0.0254));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.fill(Qt::white);
    image.setDevicePixelRatio(scale);
    paint(chart, size, image);
    image.setDevicePixelRatio(1);
    return image;
}

QPicture toPicture(const CurveChart& chart, QSize size) {
    QPicture picture;
    paint(chart, size, picture);
    return picture;
}

QByteArray toSvg(const CurveChart& chart, QSize size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(screenDpi);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(chart.title);
    paint(chart, size, generator);
    return bytes;
}

QByteArray toPdf(const CurveChart& chart, QSize size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(screenDpi);  // 1200 by default; lengths and fonts are then those of the other formats
    writer.setTitle(chart.title);
    writer.setPageSize(QPageSize(QSizeF(size) * 72 / screenDpi, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    paint(chart, size, writer);
    return bytes;
}

QByteArray encodeChart(const CurveChart& chart, const QString& name, QSize size) {
    const QString suffix = QFileInfo(name).suffix().toLower();
    if (suffix == QStringLiteral("svg")) return toSvg(chart, size);
    if (suffix == QStringLiteral("pdf")) return toPdf(chart, size);
    if (suffix == QStringLiteral("csv")) return toCsv(chart);
    if (suffix != QStringLiteral("png"))
        throw Error(ErrorCode::InvalidSetting, name.toStdString(), "a chart is saved as .svg, .pdf, .png or .csv",
                    "Give the file one of these endings.");
    QByteArray bytes;
    QBuffer buffer(&bytes);
    toImage(chart, size).save(&buffer, "PNG");
    return bytes;
}

void saveChart(const CurveChart& chart, const QString& path, QSize size, bool forExcel) {
    QByteArray bytes = encodeChart(chart, path, size);
    if (forExcel) bytes.prepend(byteOrderMark.data(), std::ssize(byteOrderMark));
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace oneshot::report
