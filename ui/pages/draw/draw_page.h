#pragma once

#include <QWidget>

#include "ui/session/draw/draw_query.h"
#include "ui/session/draw/own_set.h"
#include "ui/session/draw/rejection_finder.h"
#include "ui/session/workspace/workspace.h"

class QUndoStack;

namespace oneshot::ui {

class AnswerPanel;
class DrawingCanvas;
class OwnSetBar;
class PaperFiles;
class PaperPanel;
class SupportChooser;
class UndoActions;

/// A person draws a character; at each pen-up the model in use orders a support set by how alike it is, or says that it
/// is none of them. The model is asked only while the page is seen.
class DrawPage : public QWidget {
    Q_OBJECT
  public:
    /// Both must outlive the page.
    DrawPage(session::Workspace&, const UndoActions&);

    DrawingCanvas* canvas() const { return canvas_; }
    PaperFiles* files() const { return files_; }  ///< the characters of a folder or archive become the person's own
    SupportChooser* chooser() const { return chooser_; }
    session::OwnSet& ownSet() { return ownSet_; }
    session::DrawQuery& query() { return query_; }

  protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

  private:
    void layOut();
    void connectParts();
    void modelChanged();
    void supportChanged();
    void drawingChanged();

    session::Workspace& workspace_;
    session::OwnSet ownSet_;
    session::DrawQuery query_;
    session::RejectionFinder finder_;
    QString modelId_;
    bool renewed_ = false;  ///< the model in use has a newer state than the one that is asked

    QUndoStack* undo_;  ///< of the paper and of one's own characters
    PaperPanel* paper_;
    DrawingCanvas* canvas_;
    PaperFiles* files_;
    SupportChooser* chooser_;
    OwnSetBar* ownBar_;
    AnswerPanel* answers_;
};

}  // namespace oneshot::ui
