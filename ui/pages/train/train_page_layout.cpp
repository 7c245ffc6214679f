// What the page is made of and where it stands; train_page.cpp is what it does.
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include "ui/fields/dataset_field.h"
#include "ui/fields/report_menu.h"
#include "ui/pages/train/run_figures.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_charts.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QPushButton* button(const char* objectName, const char* icon, const QString& text, const QString& tip) {
    auto* made = new QPushButton(lineIcon(icon), text);
    made->setObjectName(QLatin1String(objectName));
    made->setToolTip(tip);
    made->setAccessibleDescription(tip);
    return made;
}

}  // namespace

QWidget* TrainPage::makeHeader() {
    auto* title = pageTitle(tr("Train"));
    status_ = new QLabel;
    status_->setObjectName(QStringLiteral("train.status"));
    status_->setWordWrap(true);
    status_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    reason_ = new QLabel;
    reason_->setObjectName(QStringLiteral("train.reason"));
    reason_->setWordWrap(true);
    QSizePolicy reserved = reason_->sizePolicy();
    reserved.setRetainSizeWhenHidden(true);  // the page below does not move with it
    reason_->setSizePolicy(reserved);

    start_ = button("train.start", "start", tr("Start"), tr("Train with these data and settings"));
    setStyleRole(start_, "primary");
    start_->setIcon(lineIcon("start", QPalette::HighlightedText));
    setFocusProxy(start_);
    pause_ = button("train.pause", "pause", tr("Pause"), tr("Hold the training after the step that is running"));
    stop_ = button("train.stop", "stop", tr("Stop"), tr("End the training and save it; it can be continued later"));
    pause_->setMinimumWidth(104);  // as wide with "Resume"
    export_ = new QPushButton(lineIcon("save"), tr("Export"));
    export_->setObjectName(QStringLiteral("train.export"));
    export_->setToolTip(tr("Write the run as a document: settings, curves, results and what they rest on"));
    report_ = new ReportMenu(export_->objectName(), this);
    export_->setMenu(report_);
    connect(report_, &ReportMenu::told, this, [this](const QString& text, bool fault) {
        exported_ = text;
        exportFailed_ = fault;
        showState();
    });
    more_ = new QToolButton;
    more_->setObjectName(QStringLiteral("train.more"));
    more_->setIcon(lineIcon("menu"));
    more_->setToolTip(tr("More ways to start"));
    more_->setAccessibleName(more_->toolTip());
    more_->setPopupMode(QToolButton::InstantPopup);
    setStyleRole(more_, "flat");
    auto* menu = new QMenu(more_);
    again_ =
        menu->addAction(lineIcon("again"), tr("Again with the same initial weights"), this, &TrainPage::startAgain);
    again_->setObjectName(QStringLiteral("train.again"));
    again_->setToolTip(tr("Repeats the last training: same data, settings and seed"));
    continue_ = menu->addAction(lineIcon("continue"), tr("Continue a run..."), this, &TrainPage::askForRun);
    continue_->setObjectName(QStringLiteral("train.continue"));
    menu->setToolTipsVisible(true);
    more_->setMenu(menu);
    connect(start_, &QPushButton::clicked, this, &TrainPage::start);
    connect(pause_, &QPushButton::clicked, this, &TrainPage::togglePause);
    connect(stop_, &QPushButton::clicked, &session_, &session::TrainingSession::stop);

    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("train.progress"));
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Progress of the training"));

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title);
    texts->addWidget(status_);
    texts->addWidget(reason_);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addLayout(texts, 1);
    for (QWidget* control : std::initializer_list<QWidget*>{start_, pause_, stop_, export_, more_})
        line->addWidget(control, 0, Qt::AlignTop);
    auto* header = new QWidget;
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addLayout(line);
    layout->addWidget(bar_);
    return header;
}

QWidget* TrainPage::makeSettings() {
    background_ = new DatasetField(tr("Learn from"), backgroundGlyphs);
    background_->setObjectName(QStringLiteral("train.background"));
    background_->button()->setObjectName(QStringLiteral("train.background.choose"));
    validation_ = new DatasetField(tr("Validate on"), validationGlyphs);
    validation_->setObjectName(QStringLiteral("train.validation"));
    validation_->button()->setObjectName(QStringLiteral("train.validation.choose"));
    validation_->allowNone(
        tr("Nothing held out"),
        tr("Accuracy will be of characters that it learns from. Choose other data to see how well it "
           "does on new ones."));
    auto* datasets = new QVBoxLayout;
    datasets->setSpacing(14);
    datasets->addWidget(background_);
    datasets->addWidget(validation_);

    presetCaption_ = new QLabel;
    setStyleRole(presetCaption_, "muted");
    preset_ = new QComboBox;
    preset_->setObjectName(QStringLiteral("train.preset"));
    preset_->setAccessibleName(tr("Preset"));
    for (const Preset& preset : presets()) preset_->addItem(QString::fromStdString(preset.name));
    resetAll_ = new QToolButton;
    resetAll_->setObjectName(QStringLiteral("train.reset"));
    resetAll_->setIcon(lineIcon("reset"));
    resetAll_->setText(tr("Reset"));
    resetAll_->setToolTip(tr("Set every setting back to the preset"));
    resetAll_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setStyleRole(resetAll_, "flat");
    presetSummary_ = new QLabel;
    presetSummary_->setWordWrap(true);
    setStyleRole(presetSummary_, "muted");
    form_ = new SettingsForm;
    const auto takePreset = [this] { form_->setConfig(presetNamed(preset_->currentText().toStdString()).config); };
    connect(preset_, &QComboBox::activated, this, takePreset);
    connect(resetAll_, &QToolButton::clicked, this, takePreset);
    auto* presetLine = new QHBoxLayout;
    presetLine->addWidget(preset_, 1);
    presetLine->addWidget(resetAll_);
    auto* settings = new QVBoxLayout;
    settings->setSpacing(6);
    settings->addWidget(presetCaption_);
    settings->addLayout(presetLine);
    settings->addWidget(presetSummary_);
    settings->addSpacing(4);
    settings->addWidget(form_);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(12);
    column->addWidget(card(datasets));
    column->addWidget(card(settings));
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(330);
    return scroll;
}

QWidget* TrainPage::makeRun() {
    figures_ = new RunFigures;
    accuracyPlot_ = new CurvePlot;
    accuracyPlot_->setObjectName(QStringLiteral("train.plot.accuracy"));
    accuracyPlot_->setChart(emptyAccuracyChart());
    lossPlot_ = new CurvePlot;
    lossPlot_->setObjectName(QStringLiteral("train.plot.loss"));
    lossPlot_->setChart(emptyLossChart());
    presentationPlot_ = new CurvePlot;
    presentationPlot_->setObjectName(QStringLiteral("train.plot.presentations"));
    presentationPlot_->setChart(emptyPresentationChart());
    auto* lower = new QHBoxLayout;
    lower->setSpacing(12);
    lower->addWidget(lossPlot_, 1);
    lower->addWidget(presentationPlot_, 1);
    auto* run = new QWidget;
    auto* layout = new QVBoxLayout(run);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(figures_);
    layout->addWidget(accuracyPlot_, 5);
    layout->addLayout(lower, 4);
    return run;
}

}  // namespace oneshot::ui
