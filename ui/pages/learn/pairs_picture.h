#pragma once

#include <QWidget>

#include "ui/session/learn/twins.h"

namespace oneshot::ui {

/// How rare same pairs are among all, and how many a training draws: a square of cells each, same ones in colour.
class PairsPicture : public QWidget {
    Q_OBJECT
  public:
    static constexpr int mostCells = 4000;

    PairsPicture();

    void setFigures(const session::PairFigures&);
    int cells() const;  ///< of the square of all pairs, one of them same; 0: no pair is

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    int captionHeight() const;
    void paintCells(QPainter&, const QRect&, const std::vector<bool>& same, const QString& caption) const;

    session::PairFigures figures_;
};

}  // namespace oneshot::ui
