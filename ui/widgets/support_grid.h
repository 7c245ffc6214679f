#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot::ui {

/// What one learner said of one way.
struct WayVerdict {
    enum class Mark { None, Right, Wrong };
    QString score;      ///< as a person reads it: "0.83", "p 0.97"
    double share = 0;   ///< of the support set, 0..1: the length of a bar
    int rank = 0;       ///< from 1, the most alike; 0: none
    Mark mark = Mark::None;  ///< on the way that the learner chose, whether rightly: told by colour and sign
};

/// One way of a support set as it is shown: its drawings side by side, beneath them a line for each learner.
struct WayCell {
    std::vector<Image> drawings;
    QString name;       ///< shown on hover and read out: "Sanskrit, character05"
    bool answer = false;  ///< the way that is right; framed, with a sign, once it may be known
    bool seen = false;    ///< a model learnt from this character: marked, with a word on hover
    std::vector<WayVerdict> verdicts;  ///< one a learner, in the order of setLearners()
};

/// A support set as a grid that a person goes through by arrows or mouse. Only paints; knows no model.
class SupportGrid : public QWidget {
    Q_OBJECT
  public:
    explicit SupportGrid(QWidget* parent = nullptr);

    void setLearners(const QStringList& names);  ///< told apart by Okabe-Ito colour and letter
    void setCells(std::vector<WayCell>);         ///< keeps the current way where there still is one
    int current() const;                         ///< -1: none
    void setCurrent(int way);

  Q_SIGNALS:
    void currentChanged(int way);
    void activated(int way);  ///< Enter or double click
};

}  // namespace oneshot::ui
