#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/report/curve_chart.h"

class QAction;
class QLabel;
class QMenu;
class QToolButton;
namespace oneshot::report {
class ChartPlot;
}

namespace oneshot::ui {

class Crosshair;
class LineLabel;

/// A live chart under its heading: zoom by wheel, move by dragging, a double click or a button back to the whole, a
/// legend that hides curves, the values at the mouse or the keyboard's place, and a menu to copy and save what is shown
/// (as a table: every point). Follows new points while the whole is shown.
class CurvePlot : public QWidget {
    Q_OBJECT
  public:
    explicit CurvePlot(QWidget* parent = nullptr);

    /// Shows another chart as a whole.
    void setChart(report::CurveChart);
    /// Shows a chart of the same curves: those that the person hid stay hidden, by their names.
    void renewChart(report::CurveChart);
    const report::CurveChart& chart() const { return chart_; }
    /// Takes points and references away, and keeps what the person chose: logarithmic axes and hidden curves.
    void clear();
    /// Replaces the points of a curve; the section that the person zoomed to stays.
    void setPoints(int series, report::Series points);
    void setReferences(std::vector<report::ReferenceLine>);
    void setXEnd(double);                    ///< the whole x axis reaches at least this far
    void lineUpRightWith(const CurvePlot&);  ///< leaves at least as much room right of the axes
    void setSubtitle(const QString&);        ///< beside the title, and below it in what is saved
    void setEmptyText(const QString&);       ///< shown while there is no point

    /// Adds a point, which the next of at most 25 replots a second draws.
    void append(int series, double x, double y);
    void append(int series, double x, double y, double low, double high);

    void setLogAxes(bool logX, bool logY);
    QAction* logXAction() const { return logX_; }  ///< also for a button beside the chart
    QAction* logYAction() const { return logY_; }
    void showWhole();
    bool showsWhole() const { return showsWhole_; }
    void setSeriesVisible(int series, bool visible);
    /// Saves as the suffix says: .png, .svg, .pdf or .csv. Tells the person where it is, or why it is nowhere.
    void saveAs(const QString& path, bool forExcel = false);
    void copyImage() const;

    QSize minimumSizeHint() const override;  ///< nothing of the legend and the labels is cut then

  protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

  private:
    QAction* addLogAction(const QString& objectName, const QString& text, const QString& buttonText);
    void buildMenu();
    QWidget* makeSavedNote();
    void rebuild();
    report::CurveChart shown() const;  ///< with its subtitle, and the section that the person zoomed to
    void scheduleRefresh();
    void refresh();
    void askWhereToSaveChart(const QString& suffix, const QString& filter);
    void leaveWhole();

    report::CurveChart chart_;
    report::ChartPlot* plot_;
    QLabel *title_, *empty_;
    LineLabel *subtitle_, *saved_;
    QWidget* savedNote_;  ///< where the chart was saved
    QString savedPath_;
    QToolButton *wholeButton_, *menuButton_;
    QAction *logX_ = nullptr, *logY_ = nullptr;
    QMenu* menu_;
    QTimer refreshTimer_{this};  ///< single shot: started by the first change since the last replot
    bool showsWhole_ = true, settingRanges_ = false;
};

}  // namespace oneshot::ui
