#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <string>

#include "ui/session/draw/draw_query.h"
#include "ui/session/draw/own_set.h"
#include "ui/session/draw/rejection_finder.h"
#include "ui/session/workspace/workspace.h"

class QDoubleSpinBox;
class QLabel;
class QMimeData;
class QToolButton;

namespace oneshot::ui {

class DrawingCanvas;
class ModelInput;
class OwnSetBar;
class RankingModel;
class RankingView;
class SupportChooser;
class ThinkingField;

/// A person draws a character; at each pen-up the model in use orders a support set by how alike it is, or says that it
/// is none of them. The model is asked only while the page is seen.
class DrawPage : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the page.
    explicit DrawPage(session::Workspace&, QWidget* parent = nullptr);

    DrawingCanvas* canvas() const { return canvas_; }
    SupportChooser* chooser() const { return chooser_; }
    session::OwnSet& ownSet() { return ownSet_; }
    session::DrawQuery& query() { return query_; }

    /// An image onto the paper, strokes that were saved, or a folder or archive as the person's own characters.
    void openPath(const QString& path);
    void openPaths(const QStringList& paths);  ///< the first; says how many were left out
    // One at a time: a second is refused, in words, while one is under way.
    void saveImage(const QString& path);    ///< the paper as PNG
    void saveStrokes(const QString& path);  ///< its lines as JSON; see core/drawing/sketch.h
    void copy();
    void paste();

  protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

  private:
    // draw_page_layout.cpp
    QWidget* makeHeader();
    QWidget* makePaper();
    QWidget* makeTools();
    QWidget* makeAnswer();

    bool take(const QMimeData*);
    void save(const QString& path, std::function<std::string()> bytes);  ///< bytes() runs in the background
    void askForFile(const QString& title, const QString& filter, bool toSave, void (DrawPage::*use)(const QString&));
    void tell(const QString& news, bool fault);
    void tellLeftOut();
    void modelChanged();
    void supportChanged();
    void drawingChanged();
    void takeAnswer(const session::DrawAnswer&);
    int ways() const;
    std::optional<double> threshold() const;  ///< the person's, else the found one
    void showVerdict();
    void showThreshold();
    void showCost();

    session::Workspace& workspace_;
    session::OwnSet ownSet_;
    session::DrawQuery query_;
    session::RejectionFinder finder_;
    session::Worker reader_{session::Worker::Priority::Background}, saver_{session::Worker::Priority::Background};
    QString modelId_;
    bool drawn_ = false;    ///< there is ink on the paper
    bool renewed_ = false;  ///< the model in use has a newer state than the one that is asked
    std::optional<session::DrawAnswer> answer_;
    std::optional<double> ownThreshold_;  ///< the person's choice, of these:
    std::optional<ScoreKind> ownKind_;
    bool ownOfOneWay_ = false;
    QString failure_;
    int leftOut_ = 0;  ///< of the files that were dropped or pasted

    DrawingCanvas* canvas_;
    ModelInput* input_;
    SupportChooser* chooser_;
    OwnSetBar* ownBar_;
    RankingModel* ranking_;
    RankingView* rankingView_;
    ThinkingField* thinking_;
    QLabel *note_, *inputText_, *verdict_, *detail_, *thresholdText_, *cost_;
    QDoubleSpinBox* threshold_;
    QToolButton* resetThreshold_;
};

}  // namespace oneshot::ui
