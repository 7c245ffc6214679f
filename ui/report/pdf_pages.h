#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QPdfWriter>
#include <QPicture>
#include <QString>
#include <functional>
#include <utility>
#include <vector>

#include "ui/report/curve_chart.h"

namespace oneshot::report {

/// Writes down A4 pages, and on to the next one. All lengths are at 96 dots per inch. On any thread.
class PdfPages {
  public:
    static constexpr double margin = 56, pageWidth = 210 / 25.4 * 96, pageHeight = 297 / 25.4 * 96;
    static constexpr double width = pageWidth - 2 * margin;
    static constexpr QSize chartSize{static_cast<int>(width), 250};

    /// Sets up the writer, which must outlive the pages.
    PdfPages(QPdfWriter&, const QString& title);

    void text(const QString&, double points, bool bold, const QColor&, double spaceAfter);
    /// Writes a heading that stays on one page with at least `withIt` of what follows.
    void heading(const QString&, double spaceBefore = 14, double points = 11, double withIt = 0);
    void facts(const std::vector<std::pair<QString, QString>>&, double nameWidth = 170);
    void chart(const QPicture&);  ///< of chartSize

    const ChartTheme& theme() const { return theme_; }
    int page() const { return page_; }  ///< from 1
    double y() const { return y_; }
    void space(double height) { y_ += height; }
    /// Goes on to the next page where this one has less than `height` left.
    void makeRoom(double height);
    /// Called at the end of each page, the last one by finish().
    void setFooter(std::function<void(PdfPages&)> footer) { footer_ = std::move(footer); }
    void finish();

    QPainter& painter() { return painter_; }
    void setFont(double points, bool bold, bool fixedWidth = false);
    double heightOf(const QString&, double within);  ///< of the text wrapped as draw() does
    void draw(const QRectF&, const QString&, const QColor&, Qt::Alignment = Qt::AlignLeft);
    double widthOf(const QString&);

  private:
    QPdfWriter& writer_;
    QPainter painter_;
    ChartTheme theme_;
    double y_ = margin;
    int page_ = 1;
    std::function<void(PdfPages&)> footer_;
};

}  // namespace oneshot::report
