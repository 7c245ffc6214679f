#pragma once

#include <QWidget>
#include <functional>

#include "ui/session/draw/own_set.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;
class QUndoStack;

namespace oneshot::ui {

class UndoActions;

/// Adds drawings to the person's own characters, and names, removes, saves and opens them.
class OwnSetBar : public QWidget {
    Q_OBJECT
  public:
    /// undo: takes each change of the set. All of them must outlive the bar.
    OwnSetBar(session::OwnSet&, QUndoStack& undo, const UndoActions&, QWidget* parent = nullptr);

    /// drawing: what is on the paper now; asked when it is added.
    void setDrawing(std::function<Drawing()> drawing) { drawing_ = std::move(drawing); }
    void setHasDrawing(bool);
    void setCurrent(int character);  ///< what rename and remove act on; -1: none

  Q_SIGNALS:
    void added();  ///< the drawing is one of the set's now

  private:
    QMenu* makeRemovals();
    void followSet();
    void add();
    void tell(const QString& news, bool fault);
    void askToOpen();
    void askToSave();
    void showState();
    QString typedName() const;

    session::OwnSet& set_;
    QUndoStack& undo_;
    std::function<Drawing()> drawing_;
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
