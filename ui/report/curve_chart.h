#pragma once

#include <QByteArray>
#include <QColor>
#include <QFont>
#include <QImage>
#include <QList>
#include <QPalette>
#include <QPicture>
#include <QRectF>
#include <QSize>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

namespace oneshot::report {

/// One curve. x counts (steps, ways) and ascends; low and high, if given, are as long as y and hold the interval of
/// each point.
struct Series {
    QString name;
    QList<double> x, y;
    QList<double> low, high;
    int style = 0;         ///< colour and dash
    bool faint = false;    ///< the raw figures beneath a smoothed curve
    bool markers = false;  ///< a mark at each point, for curves of few points
    bool visible = true;   ///< a person can hide a curve by its legend entry

    void append(double atX, double value) {
        x.append(atX);
        y.append(value);
    }
    void append(double atX, double value, double lowBound, double highBound) {
        append(atX, value);
        low.append(lowBound);
        high.append(highBound);
    }
};

/// A horizontal line across the chart, its name beside its right end.
struct ReferenceLine {
    QString name;
    double y = 0;
    bool operator==(const ReferenceLine&) const = default;
};

/// A chart as plain values: what a window draws live and a report draws once.
struct CurveChart {
    QString title, subtitle;  ///< drawn in exports only; a window says them in its own heading
    QString xLabel, yLabel;
    std::vector<Series> series;
    std::vector<ReferenceLine> references;
    bool logX = false, logY = false;
    bool scatter = false;  ///< marks without lines between them; x is any number, and the whole axis just holds all
    double xEnd = 0;       ///< the whole x axis reaches at least this far: two charts of one training share it
    std::optional<std::pair<double, double>> yRange;  ///< whole range of a linear y axis, 0..100 for percentages
    std::optional<QRectF> section;  ///< what a person zoomed to, y from top() up to bottom(); none: the whole

    bool hasPoints() const;
};

/// Colours and text of a chart. Series colours are Okabe and Ito's, which colour-blind people tell apart.
struct ChartTheme {
    QColor background, text, mutedText, grid;
    QList<QColor> seriesColours;
    QFont font;
    bool title = true;

    static ChartTheme print();                                ///< dark on white, for exports
    static ChartTheme window(const QPalette&, const QFont&);  ///< from a widget's palette, without the title
    QColor colour(int style) const { return seriesColours[style % seriesColours.size()]; }
};

/// Writes every point as a row "series,x,y,low,high"; low and high are empty if there is no interval.
QByteArray toCsv(const CurveChart&);

// The rest needs a QApplication (any platform, "offscreen" too) and runs on its thread. size: of the chart in pixels at
// 96 dots per inch.
QImage toImage(const CurveChart&, QSize size, double scale = 2);
QPicture toPicture(const CurveChart&, QSize size);  ///< vectors, which any thread may play
QByteArray toSvg(const CurveChart&, QSize size);    ///< vectors; text stays text
QByteArray toPdf(const CurveChart&, QSize size);    ///< one page as large as the chart

/// Returns the bytes of a file, by its suffix: .svg, .pdf, .png or .csv. Throws Error(InvalidSetting) for any other
/// suffix.
QByteArray encodeChart(const CurveChart&, const QString& name, QSize size = {760, 420});
/// Writes that file. forExcel: a .csv gets a byte order mark. Throws as encodeChart(), and Error(Failed) if the file
/// cannot be written.
void saveChart(const CurveChart&, const QString& path, QSize size = {760, 420}, bool forExcel = false);

}  // namespace oneshot::report
