#include "ui/pages/draw/paper_tools.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <algorithm>

#include "ui/pages/draw/paper_files.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::ui {
namespace {

bool hasInk(const Sketch& sketch) {
    return !sketch.empty();
}

/// Whether there is a stroke of ink, not an image alone.
bool hasStroke(const Sketch& sketch) {
    return std::ranges::any_of(sketch.visible(), [](const Sketch::Action& action) {
        const auto* stroke = std::get_if<SketchStroke>(&action);
        return stroke && !stroke->eraser;
    });
}

}  // namespace

PaperTools::PaperTools(DrawingCanvas& canvas, PaperFiles& files, const UndoActions& undo, QWidget* parent)
    : QWidget(parent), canvas_(canvas), files_(files) {
    QToolButton* more = flatButton("draw.more", "menu", {}, tr("Open, copy and save"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(makeMenu());
    addAction(canvas.eraserAction());  // Delete, which clears, belongs to the paper alone

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(4);
    line->addWidget(flatButton("draw.undo", undo.undo()));
    line->addWidget(flatButton("draw.redo", undo.redo()));
    line->addWidget(flatButton("draw.eraser", canvas.eraserAction()));
    line->addWidget(flatButton("draw.clear", canvas.clearAction()));
    line->addSpacing(8);
    line->addWidget(makeWidth());
    line->addStretch(1);
    line->addWidget(makeSmoothing());
    line->addWidget(more);
}

QSlider* PaperTools::makeWidth() {
    auto* width = new QSlider(Qt::Horizontal);
    width->setObjectName(QStringLiteral("draw.width"));
    width->setRange(2, 24);  // halves of a pixel of 105
    width->setValue(static_cast<int>(2 * canvas_.lineWidth()));
    width->setFixedWidth(84);
    width->setAccessibleName(tr("Width of the line"));
    width->setToolTip(tr("Width of the line; Omniglot's pen is 5 of the paper's 105 pixels wide"));
    connect(width, &QSlider::valueChanged, &canvas_,
            [&canvas = canvas_](int halves) { canvas.setLineWidth(halves / 2.0F); });
    return width;
}

QComboBox* PaperTools::makeSmoothing() {
    auto* smoothing = new QComboBox;
    smoothing->setObjectName(QStringLiteral("draw.smoothing"));
    smoothing->addItems({tr("Not smoothed"), tr("Smoothed"), tr("Very smooth")});
    smoothing->setCurrentIndex(1);
    smoothing->setAccessibleName(tr("Smoothing of the line"));
    smoothing->setToolTip(tr("How much the line follows the pen's average path"));
    connect(smoothing, &QComboBox::currentIndexChanged, &canvas_,
            [&canvas = canvas_](int index) { canvas.setSmoothing(static_cast<DrawingCanvas::Smoothing>(index)); });
    return smoothing;
}

QMenu* PaperTools::makeMenu() {
    auto* menu = new QMenu(this);
    const auto entry = [&](const char* objectName, const char* icon, const QString& text, const QKeySequence& keys,
                           void (PaperFiles::*use)(), bool (*enabled)(const Sketch&) = nullptr) {
        QAction* action = menu->addAction(lineIcon(icon), text, &files_, use);
        action->setObjectName(QLatin1String(objectName));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        if (!enabled) return;
        action->setEnabled(false);
        connect(&canvas_, &DrawingCanvas::changed, action,
                [this, action, enabled] { action->setEnabled(enabled(canvas_.sketch())); });
    };
    entry("draw.open", "folder", tr("Open an image, strokes or a set..."), {}, &PaperFiles::askToOpen);
    entry("draw.paste", "open", tr("Paste an image"), QKeySequence::Paste, &PaperFiles::paste);
    menu->addSeparator();
    entry("draw.copy", "copy", tr("Copy the image"), QKeySequence::Copy, &PaperFiles::copy, hasInk);
    entry("draw.save.image", "save", tr("Save the image..."), {}, &PaperFiles::askToSaveImage, hasInk);
    entry("draw.save.strokes", "save", tr("Save the strokes..."), {}, &PaperFiles::askToSaveStrokes, hasStroke);
    return menu;
}

}  // namespace oneshot::ui
