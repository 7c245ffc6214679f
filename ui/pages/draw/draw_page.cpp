#include "ui/pages/draw/draw_page.h"

#include <QDragEnterEvent>
#include <QFrame>
#include <QLabel>
#include <QMimeData>
#include <QScrollArea>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/draw/answer_panel.h"
#include "ui/pages/draw/own_set_bar.h"
#include "ui/pages/draw/paper_files.h"
#include "ui/pages/draw/paper_panel.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

DrawPage::DrawPage(session::Workspace& workspace, const UndoActions& actions)
    : workspace_(workspace),
      ownSet_(homeFolder() / "own-characters.zip"),
      undo_(new QUndoStack(this)),
      paper_(new PaperPanel(*undo_, actions)),
      canvas_(paper_->canvas()),
      files_(paper_->files()),
      chooser_(new SupportChooser(workspace, ownSet_)),
      ownBar_(new OwnSetBar(ownSet_, *canvas_, *undo_, actions)),
      answers_(new AnswerPanel(workspace, query_, finder_)) {
    setObjectName(QStringLiteral("page.draw"));
    setAcceptDrops(true);
    layOut();
    ownBar_->setObjectName(QStringLiteral("draw.own"));
    addActions(paper_->actions());
    connectParts();
    query_.setWatched(false);
    supportChanged();
    modelChanged();
}

void DrawPage::layOut() {
    auto* about =
        new QLabel(tr("Draw a character; the model orders the support set by how alike each of its characters is."));
    about->setWordWrap(true);
    setStyleRole(about, "muted");
    QLayout* side =
        columnLayout(12, {card(columnLayout(8, {chooser_, ownBar_})), {card(columnLayout(0, {answers_})), 1}});
    auto* body = new QWidget;
    body->setLayout(rowLayout(12, {{card(columnLayout(0, {paper_})), 1}, {side, 1}}));
    QScrollArea* scroll = scrolled(body, Qt::ScrollBarAsNeeded);  // in a small window or a large font
    scroll->setObjectName(QStringLiteral("draw.scroll"));
    scroll->setFocusPolicy(Qt::NoFocus);  // a click beside the paper leaves the focus on it
    setLayout(columnLayout(10, {columnLayout(2, {pageTitle(tr("Draw")), about}), {scroll, 1}}, pageMargins));
}

void DrawPage::connectParts() {
    connect(&workspace_, &session::Workspace::modelChanged, this, &DrawPage::modelChanged);
    connect(chooser_, &SupportChooser::changed, this, &DrawPage::supportChanged);
    connect(canvas_, &DrawingCanvas::changed, this, &DrawPage::drawingChanged);
    connect(&query_, &session::DrawQuery::answered, paper_,
            [this](const session::DrawAnswer& answer) { paper_->showInput(answer.input); });
    connect(&query_, &session::DrawQuery::failed, paper_, [this] { paper_->showInput({}); });
    connect(&query_, &session::DrawQuery::finished, this, [this] {
        if (renewed_) modelChanged();
    });
    connect(files_, &PaperFiles::setFound, this, [this](const QString& path) {
        chooser_->chooseOwn();
        ownSet_.open(path);
    });
    connect(&ownSet_, &session::OwnSet::opened, this, [this] {
        chooser_->chooseOwn();
        files_->tellLeftOut();
    });
    connect(answers_, &AnswerPanel::currentChanged, this,
            [this](int way) { ownBar_->setCurrent(chooser_->own() ? way : -1); });
}

void DrawPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (renewed_) modelChanged();
    finder_.setModel(workspace_.model());
    query_.setWatched(true);
    if (!isAncestorOf(window()->focusWidget())) canvas_->setFocus();  // else Qt chooses the eraser, as if it were on
}

void DrawPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    query_.setWatched(false);
}

void DrawPage::modelChanged() {
    const bool another = std::exchange(modelId_, workspace_.modelId()) != workspace_.modelId();
    const ModelPtr model = workspace_.model();
    // A training may publish faster than drawings are answered: its newest is asked when the one before has answered.
    renewed_ = !another && model && (query_.busy() || query_.thinking());
    if (renewed_) return;
    if (another || !model) paper_->showInput({});
    query_.setModel(model);
    if (isVisible()) finder_.setModel(model);
    answers_->showModel(another);
}

void DrawPage::supportChanged() {
    ownBar_->setVisible(chooser_->own());
    ownBar_->setCurrent(-1);
    answers_->setSupport(chooser_->support(), chooser_->reason());
    query_.setSupport(chooser_->support());
}

void DrawPage::drawingChanged() {
    Drawing drawing = canvas_->sketch().drawing();
    const bool drawn = std::ranges::any_of(drawing.image.pixels, [](std::uint8_t ink) { return ink > 0; });
    paper_->tell({}, false);
    ownBar_->setHasDrawing(drawn);
    if (drawn) {
        query_.ask(std::move(drawing));
    } else {
        query_.forget();
        paper_->showInput({});
    }
    answers_->setDrawn(drawn);
}

void DrawPage::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData* mime = event->mimeData();
    if (mime->hasImage() || !DatasetField::droppedPaths(mime).isEmpty()) event->acceptProposedAction();
}

void DrawPage::dropEvent(QDropEvent* event) {
    if (files_->take(event->mimeData())) event->acceptProposedAction();
}

}  // namespace oneshot::ui
