#include "ui/pages/draw/paper_panel.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/draw/model_input.h"
#include "ui/pages/draw/paper_files.h"
#include "ui/pages/draw/paper_tools.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

PaperPanel::PaperPanel(QUndoStack& undo, const UndoActions& actions, QWidget* parent)
    : QWidget(parent),
      canvas_(new DrawingCanvas(undo)),
      files_(new PaperFiles(*canvas_, this)),
      input_(new ModelInput),
      inputText_(textLabel("draw.input.text")),
      note_(textLabel("draw.note")) {
    canvas_->setObjectName(QStringLiteral("draw.canvas"));
    input_->setObjectName(QStringLiteral("draw.input"));
    note_->hide();
    auto* tools = new PaperTools(*canvas_, *files_, actions);
    addActions(tools->actions());

    auto* texts = new QVBoxLayout;
    texts->addWidget(inputText_);
    texts->addWidget(note_);
    texts->addStretch(1);
    auto* below = new QHBoxLayout;
    below->setSpacing(12);
    below->addWidget(input_, 0, Qt::AlignTop);
    below->addLayout(texts, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(10);
    column->addWidget(tools);
    column->addWidget(canvas_, 1);
    column->addLayout(below);

    connect(files_, &PaperFiles::told, this, &PaperPanel::tell);
    showInput({});
}

void PaperPanel::showInput(const ImageBatch& input) {
    const bool image = input.height > 1;
    input_->setInput(image ? input : ImageBatch{});
    if (input.n == 0)
        inputText_->setText(tr("What the model receives\nappears here."));
    else if (!image)
        inputText_->setText(session::counted(input.width, tr("What the model receives:\nthe strokes, as 1 number"),
                                             tr("What the model receives:\nthe strokes, as %1 numbers")));
    else
        inputText_->setText(tr("What the model receives:\n%1 × %2 pixels, %3")
                                .arg(input.width)
                                .arg(input.height)
                                .arg(input.channels == 3 ? tr("in colour") : tr("ink from 0 to 1")));
}

void PaperPanel::tell(const QString& news, bool fault) {
    showNote(note_, news, fault);
}

}  // namespace oneshot::ui
