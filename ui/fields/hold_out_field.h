#pragma once

#include <QWidget>

#include "ui/session/workspace/workspace.h"

class QLabel;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

/// Holds a part of the data in use out of trainings, in one click: so many of its alphabets, or of its characters where
/// there is one alphabet. Says which ones, takes others, and takes it back. Hidden while nothing can be held out.
class HoldOutField : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the field.
    explicit HoldOutField(session::Workspace&);

  private:
    void showState();
    void offer(const SplitNames&);
    void choose();

    session::Workspace& workspace_;
    quint64 seed_ = 1;
    int offered_ = 0;  ///< how many names the number is of
    bool ofAlphabets_ = false;
    QToolButton* hold_;
    QSpinBox* count_;
    QToolButton *others_, *back_;
    QLabel* note_;
};

}  // namespace oneshot::ui
