#include "ui/pages/draw/paper_panel.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/pages/draw/paper_files.h"
#include "ui/session/common/words.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::ui {
namespace {

bool hasInk(const Sketch& sketch) {
    return !sketch.empty();
}

/// Returns whether there is a stroke of ink, not an image alone.
bool hasStroke(const Sketch& sketch) {
    return std::ranges::any_of(sketch.visible(), [](const Sketch::Action& action) {
        const auto* stroke = std::get_if<SketchStroke>(&action);
        return stroke && !stroke->eraser;
    });
}

}  // namespace

/// The exact image that a model receives, each of its pixels a square.
class PaperPanel::Input : public QWidget {
  public:
    Input() {
        setObjectName(QStringLiteral("draw.input"));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setInput(const ImageBatch& input) {
        input_ = input;
        setAccessibleName(
            input.n ? PaperPanel::tr("What the model receives: %1 by %2 pixels").arg(input.width).arg(input.height)
                    : PaperPanel::tr("What the model receives: nothing yet"));
        update();
    }

    QSize sizeHint() const override { return {126, 126}; }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), palette().base());
        if (input_.n > 0) {
            Image image{input_.channels, input_.height, input_.width, {}};
            for (const float ink : input_.image(0))
                image.pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(ink, 0.0F, 1.0F) * 255)));
            painter.drawImage(fitted(QSizeF(input_.width, input_.height), rect()),
                              inkImage(image, palette().color(QPalette::Text)));
        }
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

  private:
    ImageBatch input_;
};

PaperPanel::PaperPanel(QUndoStack& undo, const UndoActions& actions)
    : canvas_(new DrawingCanvas(undo)),
      files_(new PaperFiles(*canvas_, this)),
      input_(new Input),
      inputText_(textLabel("draw.input.text")),
      note_(textLabel("draw.note")) {
    canvas_->setObjectName(QStringLiteral("draw.canvas"));
    note_->hide();
    QLayout* texts = columnLayout(-1, {inputText_, note_, Filler{}});
    QLayout* below = rowLayout(12, {{input_, 0, Qt::AlignTop}, {texts, 1}});
    setLayout(columnLayout(10, {makeTools(actions), {canvas_, 1}, below}));

    connect(files_, &PaperFiles::told, this, &PaperPanel::tell);
    showInput({});
}

QLayout* PaperPanel::makeTools(const UndoActions& undo) {
    auto* width = new QSlider(Qt::Horizontal);
    width->setObjectName(QStringLiteral("draw.width"));
    width->setRange(2, 24);  // halves of a pixel of 105
    width->setValue(static_cast<int>(2 * canvas_->lineWidth()));
    width->setFixedWidth(60);  // so that all tools have one line in the smallest window
    width->setAccessibleName(tr("Width of the line"));
    width->setToolTip(tr("Width of the line; Omniglot's pen is 5 of the paper's 105 pixels wide"));
    connect(width, &QSlider::valueChanged, canvas_, [this](int halves) { canvas_->setLineWidth(halves / 2.0F); });
    auto* smoothing = new QComboBox;
    smoothing->setObjectName(QStringLiteral("draw.smoothing"));
    smoothing->addItems({tr("As drawn"), tr("Smoothed"), tr("Very smooth")});
    smoothing->setCurrentIndex(1);
    smoothing->setAccessibleName(tr("Smoothing of the line"));
    smoothing->setToolTip(tr("How much the line follows the pen's average path; sharp corners stay"));
    connect(smoothing, &QComboBox::currentIndexChanged, canvas_,
            [this](int index) { canvas_->setSmoothing(static_cast<DrawingCanvas::Smoothing>(index)); });
    QToolButton* more = flatButton("draw.more", "menu", {}, tr("Open, copy and save"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(makeMenu());
    addAction(canvas_->eraserAction());  // Delete, which clears, belongs to the paper alone

    auto* tools = new QWidget;
    QLayout* buttons = rowLayout(4, {});
    for (const auto& [objectName, action] : {std::pair("draw.undo", undo.undo()),
                                             {"draw.redo", undo.redo()},
                                             {"draw.eraser", canvas_->eraserAction()},
                                             {"draw.clear", canvas_->clearAction()}}) {
        QToolButton* button = flatButton(objectName, action);
        button->setFocusPolicy(Qt::TabFocus);  // one that is used up would hand a click's focus on to its neighbour
        buttons->addWidget(button);
    }
    tools->setLayout(buttons);
    return new FlowLayout(6, {tools, width, smoothing, more});
}

QMenu* PaperPanel::makeMenu() {
    auto* menu = new QMenu(this);
    const auto entry = [&](const char* objectName, const char* icon, const QString& text, const QKeySequence& keys,
                           void (PaperFiles::*use)(), bool (*enabled)(const Sketch&) = nullptr) {
        QAction* action = menu->addAction(lineIcon(icon), text, files_, use);
        action->setObjectName(QLatin1String(objectName));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        if (!enabled) return;
        action->setEnabled(false);
        connect(canvas_, &DrawingCanvas::changed, action,
                [this, action, enabled] { action->setEnabled(enabled(canvas_->sketch())); });
    };
    entry("draw.open", "folder", tr("Open an image, strokes or a set..."), {}, &PaperFiles::askToOpen);
    entry("draw.paste", "open", tr("Paste an image"), QKeySequence::Paste, &PaperFiles::paste);
    menu->addSeparator();
    entry("draw.copy", "copy", tr("Copy the image"), QKeySequence::Copy, &PaperFiles::copy, hasInk);
    entry("draw.save.image", "save", tr("Save the image..."), {}, &PaperFiles::askToSaveImage, hasInk);
    entry("draw.save.strokes", "save", tr("Save the strokes..."), {}, &PaperFiles::askToSaveStrokes, hasStroke);
    return menu;
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
