#pragma once

#include <QWidget>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot::ui {

/// Drawings below one another, each with a bar for its distance from the query by each learner; the nearest is marked.
class DistanceBars : public QWidget {
    Q_OBJECT
  public:
    struct Column {
        QString name;                   ///< "Pixels"
        std::vector<double> distances;  ///< one per drawing
        int decimals = 0;
        int nearest = -1;  ///< -1: none
    };

    DistanceBars();

    /// answer: index of the drawing that shows the query's character, which is framed. Forgets the columns.
    void setDrawings(std::vector<Image>, int answer);
    void setColumns(std::vector<Column>);
    const std::vector<Column>& columns() const { return columns_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    int headHeight() const;
    QRect rowRect(int row) const;
    QRect columnRect(const QRect& row, int column) const;
    void paintBar(QPainter&, const QRect&, int column, int row) const;
    QString words() const;

    std::vector<Image> drawings_;
    std::vector<Column> columns_;
    std::vector<double> longest_;  ///< of each column since the drawings came, so that bars move and not their scale
    int answer_ = -1;
};

}  // namespace oneshot::ui
