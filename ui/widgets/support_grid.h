#pragma once

#include <QAbstractScrollArea>
#include <QHash>
#include <QImage>
#include <QString>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot::ui {

/// What one learner said of one way.
struct WayVerdict {
    enum class Mark { None, Right, Wrong };
    QString score;           ///< as a person reads it: "0.83", "p 0.97"
    double probability = 0;  ///< over the support set, 0..1: the length of a bar
    int rank = 0;            ///< from 1, the most alike; 0: none
    Mark mark = Mark::None;  ///< whether the learner chose this way, and rightly: shown by colour and sign
};

/// One way of a support set as it is shown: its drawings side by side, beneath them a line for each learner.
struct WayCell {
    std::vector<Image> drawings;
    QString name;                      ///< shown on hover and read out: "Sanskrit, character05"
    bool answer = false;               ///< the right way: framed, with a sign
    bool wrong = false;                ///< a person's answer, and not the right one: framed, with a sign
    bool seen = false;                 ///< a model learnt from this character: marked, with a word on hover
    std::vector<WayVerdict> verdicts;  ///< one a learner, in the order of setLearners(); may be fewer
};

/// A support set as a grid that a person goes through by arrows or mouse. Drawings are as large as fits; it scrolls
/// if they would be too small.
class SupportGrid : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit SupportGrid(QWidget* parent = nullptr);

    void setLearners(const QStringList& names);  ///< told apart by Okabe-Ito colour and letter
    void setNumbered(bool);                      ///< shows the keys that answer a way, see keysOf()
    void setLargestSide(int pixels);             ///< of a drawing
    void setCells(std::vector<WayCell>);         ///< keeps the current way where there still is one
    const std::vector<WayCell>& cells() const { return cells_; }
    int current() const { return current_; }  ///< -1: none
    void setCurrent(int way);
    QRect cellRect(int way) const;   ///< on the viewport
    QString wordsOf(int way) const;  ///< all that its cell shows, for hover and screen readers

    /// How learner i is marked everywhere: A, B, C, ... in its colour.
    static QString letter(int learner);
    static void paintLetter(QPainter&, const QRect&, int learner, const QPalette&);
    static void paintSign(QPainter&, const QRectF&, bool right, const QPalette&);  ///< check or cross
    static QColor signColour(bool right, const QPalette&);

    QSize sizeHint() const override { return {480, 360}; }

  Q_SIGNALS:
    void currentChanged(int way);
    void activated(int way);  ///< Enter or double click
    void clicked(int way);    ///< left button, after currentChanged(); once a double click

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;  ///< keeps the arrows from shortcuts of the page
    bool viewportEvent(QEvent*) override;

  private:
    void arrange();
    int wayAt(const QPoint&) const;  ///< -1: none
    QFont smallFont() const;
    int lineHeight() const;
    void paintCell(QPainter&, int way, const QRect&);
    void paintVerdict(QPainter&, const QRect&, int learner, const WayVerdict&) const;
    const QImage& picture(const Image&);

    QStringList learners_;
    std::vector<WayCell> cells_;
    bool numbered_ = false;
    int largestSide_ = 132;  ///< pixels
    int current_ = -1;
    int columns_ = 1, side_ = 0;  ///< of the arrangement; side: of a drawing, pixels
    QSize cell_;
    QHash<size_t, QImage> pictures_;  ///< scaled drawings by what they hold, in the size and colour in force
};

}  // namespace oneshot::ui
