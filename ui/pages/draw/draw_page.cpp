#include "ui/pages/draw/draw_page.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFrame>
#include <QLabel>
#include <QMimeData>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/draw/answer_panel.h"
#include "ui/pages/draw/own_set_bar.h"
#include "ui/pages/draw/paper_panel.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QFrame* cardOf(std::initializer_list<QWidget*> panels) {
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    for (QWidget* panel : panels) column->addWidget(panel);
    return card(column);
}

}  // namespace

DrawPage::DrawPage(session::Workspace& workspace, const UndoActions& actions, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      ownSet_(homeFolder() / "own-characters.zip"),
      undo_(new QUndoStack(this)),
      paper_(new PaperPanel(*undo_, actions)),
      canvas_(paper_->canvas()),
      files_(paper_->files()),
      chooser_(new SupportChooser(workspace, ownSet_)),
      ownBar_(new OwnSetBar(ownSet_, *undo_, actions)),
      answers_(new AnswerPanel(workspace, query_, finder_)) {
    setObjectName(QStringLiteral("page.draw"));
    setAcceptDrops(true);
    layOut();
    setFocusProxy(canvas_);
    addActions(paper_->actions());
    connectQuery();
    connectOwnSet();
    connect(&workspace_, &session::Workspace::modelChanged, this, &DrawPage::modelChanged);
    connect(chooser_, &SupportChooser::changed, this, &DrawPage::supportChanged);
    connect(canvas_, &DrawingCanvas::changed, this, &DrawPage::drawingChanged);
    query_.setWatched(false);
    supportChanged();
    modelChanged();
}

void DrawPage::layOut() {
    auto* about =
        new QLabel(tr("Draw a character; the model orders the support set by how alike each of its characters is."));
    about->setWordWrap(true);
    setStyleRole(about, "muted");
    auto* header = new QVBoxLayout;
    header->setSpacing(2);
    header->addWidget(pageTitle(tr("Draw")));
    header->addWidget(about);
    auto* side = new QVBoxLayout;
    side->setSpacing(12);
    side->addWidget(cardOf({chooser_, ownBar_}));
    side->addWidget(cardOf({answers_}), 1);
    auto* body = new QHBoxLayout;
    body->setSpacing(12);
    body->addWidget(cardOf({paper_}), 1);
    body->addLayout(side, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(10);
    layout->addLayout(header);
    layout->addLayout(body, 1);
}

void DrawPage::connectQuery() {
    connect(answers_, &AnswerPanel::thinkingChanged, &query_, &session::DrawQuery::setThinking);
    connect(&query_, &session::DrawQuery::answered, this, [this](const session::DrawAnswer& answer) {
        paper_->showInput(answer.input);
        answers_->setAnswer(answer);
    });
    connect(&query_, &session::DrawQuery::failed, this, [this](const QString& why) {
        paper_->showInput({});
        answers_->showFailure(why);
    });
    connect(&query_, &session::DrawQuery::finished, this, [this] {
        if (renewed_) modelChanged();
    });
    connect(&query_, &session::DrawQuery::learntChanged, answers_, &AnswerPanel::showLearnt);
    connect(&query_, &session::DrawQuery::preparing, answers_, &AnswerPanel::showPreparing);
}

void DrawPage::connectOwnSet() {
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
    ownBar_->setObjectName(QStringLiteral("draw.own"));
    ownBar_->setDrawing([this] { return canvas_->sketch().drawing(); });
    connect(ownBar_, &OwnSetBar::added, this, [this] {
        canvas_->clearAction()->trigger();
        canvas_->setFocus();
    });
}

void DrawPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (renewed_) modelChanged();
    finder_.setModel(workspace_.model());
    query_.setWatched(true);
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
