#pragma once

#include <QWidget>

#include "ui/session/draw/own_set.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;
class QUndoStack;

namespace oneshot::ui {

class DrawingCanvas;
class UndoActions;

/// Adds drawings to the person's own characters, and names, removes, saves and opens them.
class OwnSetBar : public QWidget {
    Q_OBJECT
  public:
    /// canvas: whose drawing is added, after which it is cleared. undo: takes each change of the set. All of them must
    /// outlive the bar.
    OwnSetBar(session::OwnSet&, DrawingCanvas& canvas, QUndoStack& undo, const UndoActions&);

    void setHasDrawing(bool);
    void setCurrent(int character);  ///< what rename and remove act on; -1: none

  private:
    QMenu* makeRemovals();
    void followSet();
    void add();
    void tell(const QString& news, bool fault);
    void showState();
    QString typedName() const;
    QString nextStep() const;

    session::OwnSet& set_;
    DrawingCanvas& canvas_;
    QUndoStack& undo_;
    bool hasDrawing_ = false;
    int current_ = -1;
    QString news_;
    bool newsIsFault_ = false;
    QLineEdit* name_;
    QPushButton* add_;
    QToolButton *rename_, *remove_, *open_, *save_;
    QAction* removeDrawing_;
    QLabel* note_;
};

}  // namespace oneshot::ui
