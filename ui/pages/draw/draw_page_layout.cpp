// What the page is made of and where it stands; draw_page.cpp is what it does.
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <algorithm>

#include "core/files/image_files.h"
#include "ui/fields/thinking_field.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/model_input.h"
#include "ui/pages/draw/own_set_bar.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/pages/draw/ranking_view.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// "*.png *.jpg ..." of a file dialog.
QString imagePatterns() {
    QStringList patterns;
    for (const char* ending : imageEndings) patterns << QStringLiteral("*") + QLatin1String(ending);
    return patterns.join(QLatin1Char(' '));
}

QLabel* scaled(QLabel* label, double factor) {
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QLabel* wrapping(const char* objectName) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(objectName));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setStyleRole(label, "muted");
    return label;
}

QToolButton* tool(const char* objectName, QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(objectName));
    button->setAccessibleName(action->text());
    setStyleRole(button, "flat");
    return button;
}

}  // namespace

QWidget* DrawPage::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(pageTitle(tr("Draw")));
    auto* about =
        new QLabel(tr("Draw a character; the model orders the support set by how alike each of its characters is."));
    about->setWordWrap(true);
    setStyleRole(about, "muted");
    layout->addWidget(about);
    return header;
}

QWidget* DrawPage::makeTools() {
    auto* width = new QSlider(Qt::Horizontal);
    width->setObjectName(QStringLiteral("draw.width"));
    width->setRange(2, 24);  // halves of a pixel of 105
    width->setValue(static_cast<int>(2 * canvas_->lineWidth()));
    width->setFixedWidth(84);
    width->setAccessibleName(tr("Width of the line"));
    width->setToolTip(tr("Width of the line; Omniglot's pen is 5 of the paper's 105 pixels wide"));
    connect(width, &QSlider::valueChanged, this, [this](int halves) { canvas_->setLineWidth(halves / 2.0F); });
    auto* smoothing = new QComboBox;
    smoothing->setObjectName(QStringLiteral("draw.smoothing"));
    smoothing->addItems({tr("Not smoothed"), tr("Smoothed"), tr("Very smooth")});
    smoothing->setCurrentIndex(1);
    smoothing->setAccessibleName(tr("Smoothing of the line"));
    smoothing->setToolTip(tr("How much the line follows the pen's average path"));
    connect(smoothing, &QComboBox::currentIndexChanged, this,
            [this](int index) { canvas_->setSmoothing(static_cast<DrawingCanvas::Smoothing>(index)); });

    auto* more = new QToolButton;
    more->setObjectName(QStringLiteral("draw.more"));
    more->setIcon(lineIcon("menu"));
    more->setToolTip(tr("Open, copy and save"));
    more->setAccessibleName(more->toolTip());
    more->setPopupMode(QToolButton::InstantPopup);
    setStyleRole(more, "flat");
    auto* menu = new QMenu(more);
    const auto entry = [&](const char* objectName, const char* icon, const QString& text, const QKeySequence& keys,
                           auto use) {
        QAction* action = menu->addAction(lineIcon(icon), text, this, use);
        action->setObjectName(QLatin1String(objectName));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    entry("draw.open", "folder", tr("Open an image, strokes or a set..."), {}, [this] {
        askForFile(tr("Open an image, strokes or a set"),
                   tr("Images, strokes and sets (%1 *.json *.zip);;All files (*)").arg(imagePatterns()), false,
                   &DrawPage::openPath);
    });
    entry("draw.paste", "open", tr("Paste an image"), QKeySequence::Paste, [this] { paste(); });
    menu->addSeparator();
    const auto hasInk = [this] { return !canvas_->sketch().empty(); };
    const auto hasStroke = [this] {  // of ink, not an image alone
        return std::ranges::any_of(canvas_->sketch().visible(), [](const Sketch::Action& action) {
            const auto* stroke = std::get_if<SketchStroke>(&action);
            return stroke && !stroke->eraser;
        });
    };
    const auto enabledWhere = [this](QAction* action, const auto& has) {
        action->setEnabled(false);
        connect(canvas_, &DrawingCanvas::changed, action, [action, has] { action->setEnabled(has()); });
    };
    enabledWhere(entry("draw.copy", "copy", tr("Copy the image"), QKeySequence::Copy, [this] { copy(); }), hasInk);
    enabledWhere(
        entry("draw.save.image", "save", tr("Save the image..."), {},
              [this] { askForFile(tr("Save the image"), tr("PNG images (*.png)"), true, &DrawPage::saveImage); }),
        hasInk);
    enabledWhere(
        entry("draw.save.strokes", "save", tr("Save the strokes..."), {},
              [this] { askForFile(tr("Save the strokes"), tr("Strokes (*.json)"), true, &DrawPage::saveStrokes); }),
        hasStroke);
    more->setMenu(menu);

    auto* tools = new QWidget;
    auto* line = new QHBoxLayout(tools);
    line->setContentsMargins({});
    line->setSpacing(4);
    line->addWidget(tool("draw.undo", canvas_->undoAction()));
    line->addWidget(tool("draw.redo", canvas_->redoAction()));
    line->addWidget(tool("draw.eraser", canvas_->eraserAction()));
    line->addWidget(tool("draw.clear", canvas_->clearAction()));
    line->addSpacing(8);
    line->addWidget(width);
    line->addStretch(1);
    line->addWidget(smoothing);
    line->addWidget(more);
    // Wherever on the page the keyboard is; Delete belongs to the paper alone.
    addActions({canvas_->undoAction(), canvas_->redoAction(), canvas_->eraserAction()});
    return tools;
}

QWidget* DrawPage::makePaper() {
    canvas_ = new DrawingCanvas;
    canvas_->setObjectName(QStringLiteral("draw.canvas"));
    input_ = new ModelInput;
    input_->setObjectName(QStringLiteral("draw.input"));
    inputText_ = wrapping("draw.input.text");
    note_ = wrapping("draw.note");
    note_->hide();
    auto* texts = new QVBoxLayout;
    texts->addWidget(inputText_);
    texts->addWidget(note_);
    texts->addStretch(1);
    auto* below = new QHBoxLayout;
    below->setSpacing(12);
    below->addWidget(input_, 0, Qt::AlignTop);
    below->addLayout(texts, 1);
    auto* column = new QVBoxLayout;
    column->setSpacing(10);
    column->addWidget(makeTools());
    column->addWidget(canvas_, 1);
    column->addLayout(below);
    return card(column);
}

QWidget* DrawPage::makeAnswer() {
    chooser_ = new SupportChooser(workspace_, ownSet_);
    ownBar_ = new OwnSetBar(ownSet_);
    ownBar_->setObjectName(QStringLiteral("draw.own"));
    verdict_ = scaled(new QLabel, 1.35);
    verdict_->setObjectName(QStringLiteral("draw.verdict"));
    verdict_->setWordWrap(true);
    detail_ = wrapping("draw.verdict.detail");

    threshold_ = new QDoubleSpinBox;
    threshold_->setObjectName(QStringLiteral("draw.threshold"));
    threshold_->setRange(-1e6, 1e6);
    threshold_->setFixedWidth(84);
    threshold_->setSpecialValueText(QStringLiteral("–"));  // while it is not known
    threshold_->setKeyboardTracking(false);
    threshold_->setAccessibleName(tr("Threshold of none of these"));
    connect(threshold_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        ownThreshold_ = value;
        showVerdict();
    });
    resetThreshold_ = new QToolButton;
    resetThreshold_->setObjectName(QStringLiteral("draw.threshold.reset"));
    resetThreshold_->setIcon(lineIcon("reset"));
    resetThreshold_->setToolTip(tr("Back to the threshold found on validation tasks"));
    resetThreshold_->setAccessibleName(resetThreshold_->toolTip());
    setStyleRole(resetThreshold_, "flat");
    connect(resetThreshold_, &QToolButton::clicked, this, [this] {
        ownThreshold_.reset();
        showVerdict();
    });
    auto* caption = new QLabel(tr("\"None of these\" under"));
    caption->setBuddy(threshold_);
    setStyleRole(caption, "muted");
    thresholdText_ = wrapping("draw.threshold.text");
    auto* thresholdLine = new QHBoxLayout;
    thresholdLine->setSpacing(6);
    thresholdLine->addWidget(caption);
    thresholdLine->addWidget(threshold_);
    thresholdLine->addWidget(resetThreshold_);
    thresholdLine->addSpacing(6);
    thresholdLine->addWidget(thresholdText_, 1);

    thinking_ = new ThinkingField(QStringLiteral("draw"));
    cost_ = wrapping("draw.cost");
    cost_->setToolTip(
        tr("Time for the drawing, once the support set is known. What one pass says comes first; a longer answer takes "
           "its place. \"None of these\" goes by one pass."));
    auto* thinkingLine = new QHBoxLayout;
    thinkingLine->setSpacing(12);
    thinkingLine->addWidget(thinking_);
    thinkingLine->addWidget(cost_, 1);

    ranking_ = new RankingModel(this);
    rankingView_ = new RankingView(ranking_);
    rankingView_->setObjectName(QStringLiteral("draw.ranking"));

    auto* column = new QVBoxLayout;
    column->setSpacing(10);
    auto* verdictLines = new QVBoxLayout;
    verdictLines->setSpacing(2);
    verdictLines->addWidget(verdict_);
    verdictLines->addWidget(detail_);
    column->addLayout(verdictLines);
    column->addWidget(rankingView_, 1);
    column->addLayout(thinkingLine);
    column->addLayout(thresholdLine);
    auto* support = new QVBoxLayout;
    support->setSpacing(8);
    support->addWidget(chooser_);
    support->addWidget(ownBar_);
    auto* side = new QWidget;
    auto* cards = new QVBoxLayout(side);
    cards->setContentsMargins({});
    cards->setSpacing(12);
    cards->addWidget(card(support));
    cards->addWidget(card(column), 1);
    return side;
}

}  // namespace oneshot::ui
