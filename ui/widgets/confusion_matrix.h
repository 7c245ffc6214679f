#pragma once

#include <QImage>
#include <QString>
#include <QWidget>
#include <vector>

#include "core/drawing/drawing.h"
#include "core/evaluation/confusions.h"

namespace oneshot::ui {

/// A character along both sides of a confusion matrix.
struct ConfusedCharacter {
    QString name;
    Image drawing;        ///< without pixels: none, as of vectors
    bool learnt = false;  ///< underlined, with a word on hover
};

/// What was answered (columns) where each character was asked for (rows). A person goes through the cells by arrows or
/// mouse; Enter or a click opens one that holds tasks. The more often, the stronger the colour; large cells tell
/// the percentage.
class ConfusionMatrix : public QWidget {
    Q_OBJECT
  public:
    ConfusionMatrix();

    /// order: of the characters, which are given by their places in the alphabet. Looks at the cell of the highest
    /// rate of errors.
    void setMatrix(Confusions, std::vector<int> order, std::vector<ConfusedCharacter>);
    void setEmptyText(const QString&);  ///< shown while there is no matrix
    bool isEmpty() const { return order_.empty(); }

    int row() const { return row_; }  ///< of the cell that is looked at, in the order; -1: none
    int column() const { return column_; }
    void setCurrent(int row, int column);
    QRect cellRect(int row, int column) const;
    QString wordsOf(int row, int column) const;  ///< for hover and screen readers
    /// The whole matrix on white under a title, twice as large as on the screen.
    QImage toImage(const QString& title, const QString& subtitle) const;

    /// The colour of a rate, 0..1, of right answers or of errors.
    static QColor colourOf(double rate, bool right, const QPalette&);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void currentChanged(int row, int column);
    void activated(int asked, int answered);  ///< places in the alphabet; there are such tasks

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;
    bool event(QEvent*) override;  ///< keeps the arrows from shortcuts of the page

  private:
    /// Where everything is, pixels.
    struct Places {
        QPoint corner;  ///< of the first cell
        int side = 0;   ///< of a cell
        int header = 0, line = 0;
    };

    int count() const { return static_cast<int>(order_.size()); }
    Places placesFor(QSize) const;
    QSize sizeWith(int side) const;
    int headerOf(int side) const;
    void makePictures(int side);
    QPoint cellAt(const QPoint&) const;  ///< x: column, y: row; -1, -1: none
    bool holdsTasks(int row, int column) const;
    void activate();
    void updateCurrent();  ///< paints anew what shows the cell that is looked at
    /// Only the cells in `region` are painted: all of a large alphabet take longer than a frame.
    void paint(QPainter&, const Places&, const QPalette&, const QRegion&, bool interactive) const;
    void paintHeaders(QPainter&, const Places&, const QPalette&, bool interactive) const;
    void paintCell(QPainter&, const QRect&, int row, int column, const QPalette&) const;
    int paintLegend(QPainter*, QPoint, const QPalette&) const;  ///< null: only its width is told

    Confusions confusions_;
    std::vector<int> order_;
    std::vector<ConfusedCharacter> characters_;
    std::vector<QImage> pictures_;  ///< of the drawings, in the order, in the size and colour in force
    int picturePixels_ = 0;         ///< of their side; 0: to be made
    QString emptyText_;
    int row_ = -1, column_ = -1;
    QPoint pressed_{-1, -1};  ///< the cell
};

}  // namespace oneshot::ui
