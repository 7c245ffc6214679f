#include "ui/pages/train/train_page.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/pages/train/run_figures.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/training_charts.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/dataset_field.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::TrainingSession;
using State = TrainingSession::State;
using End = TrainingSession::End;

const QString backgroundGlyphs = QStringLiteral("glyphs");
const QString validationGlyphs = QStringLiteral("glyphs:seed=2,alphabet-count=10");  // others than the background's

QPushButton* button(const char* objectName, const char* icon, const QString& text, const QString& tip) {
    auto* made = new QPushButton(lineIcon(icon), text);
    made->setObjectName(QLatin1String(objectName));
    made->setToolTip(tip);
    made->setAccessibleDescription(tip);
    return made;
}

QFrame* card(QLayout* content) {
    auto* frame = new QFrame;
    setStyleRole(frame, "card");
    content->setContentsMargins(14, 12, 14, 12);
    frame->setLayout(content);
    return frame;
}

}  // namespace

TrainPage::TrainPage(TrainingSession& session, QWidget* parent) : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("page.train"));
    setAcceptDrops(true);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setHandleWidth(12);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeSettings());
    splitter->addWidget(makeRun());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({344, 900});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(makeHeader());
    layout->addWidget(splitter, 1);

    connect(&session_, &TrainingSession::updated, this, &TrainPage::take);
    connect(&session_, &TrainingSession::stateChanged, this, &TrainPage::showState);
    connect(&session_, &TrainingSession::ended, this, &TrainPage::showState);
    connect(form_, &SettingsForm::changed, this, &TrainPage::showState);
    connect(background_, &DatasetField::changed, this, &TrainPage::backgroundChanged);
    connect(validation_, &DatasetField::changed, this, &TrainPage::showState);
    background_->choose(backgroundGlyphs);
    clearRun();
    showState();
}

QWidget* TrainPage::makeHeader() {
    auto* title = new QLabel(tr("Train"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setBold(true);
    title->setFont(large);
    status_ = new QLabel;
    status_->setObjectName(QStringLiteral("train.status"));
    status_->setWordWrap(true);
    status_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    reason_ = new QLabel;
    reason_->setObjectName(QStringLiteral("train.reason"));
    reason_->setWordWrap(true);
    setStyleRole(reason_, "fault");

    start_ = button("train.start", "start", tr("Start"), tr("Train with these data and settings"));
    setStyleRole(start_, "primary");
    start_->setIcon(lineIcon("start", QPalette::HighlightedText));
    setFocusProxy(start_);
    pause_ = button("train.pause", "pause", tr("Pause"), tr("Hold the training after the step that is running"));
    stop_ = button("train.stop", "stop", tr("Stop"), tr("End the training and save it; it can be continued later"));
    pause_->setMinimumWidth(104);  // as wide with "Resume"
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
    connect(stop_, &QPushButton::clicked, &session_, &TrainingSession::stop);

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
    for (QWidget* control : std::initializer_list<QWidget*>{start_, pause_, stop_, more_})
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

    auto* caption = new QLabel(tr("Preset"));
    setStyleRole(caption, "muted");
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
    connect(preset_, &QComboBox::activated, this,
            [this] { form_->setPreset(presetNamed(preset_->currentText().toStdString())); });
    connect(resetAll_, &QToolButton::clicked, this,
            [this] { form_->setPreset(presetNamed(preset_->currentText().toStdString())); });
    auto* presetLine = new QHBoxLayout;
    presetLine->addWidget(preset_, 1);
    presetLine->addWidget(resetAll_);
    auto* settings = new QVBoxLayout;
    settings->setSpacing(6);
    settings->addWidget(caption);
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
    lossPlot_ = new CurvePlot;
    lossPlot_->setObjectName(QStringLiteral("train.plot.loss"));
    auto* run = new QWidget;
    auto* layout = new QVBoxLayout(run);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(figures_);
    layout->addWidget(accuracyPlot_, 5);
    layout->addWidget(lossPlot_, 4);
    return run;
}

void TrainPage::backgroundChanged() {
    // Glyphs validate on other glyphs; for other data only the person knows what may be held out.
    if (validation_->spec() == proposedValidation_) {
        const QString proposal = background_->glyphs() ? validationGlyphs : QString();
        if (std::exchange(proposedValidation_, proposal) != proposal) validation_->choose(proposal);
    }
    showState();
}

void TrainPage::start() {
    if (!start_->isEnabled()) return;
    RunRequest request;
    request.config = form_->config();
    request.background = background_->spec().toStdString();
    request.validation = validation_->spec().toStdString();
    beginRun(request);
}

void TrainPage::startAgain() {
    if (lastRequest_) beginRun(*lastRequest_);
}

void TrainPage::beginRun(const RunRequest& request) {
    if (session_.active()) return;
    lastRequest_ = request;
    clearRun();
    session_.start(request);
}

void TrainPage::askForRun() {
    auto* dialog = new QFileDialog(this, tr("Continue a run"), QString::fromStdString(runsFolder().string()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &TrainPage::continueRun);
    dialog->open();
}

void TrainPage::continueRun(const QString& directory) {
    if (session_.active()) return;
    clearRun();
    session_.continueRun(directory.toStdString());
}

void TrainPage::togglePause() {
    if (session_.state() == State::Paused)
        session_.resume();
    else
        session_.pause();
}

void TrainPage::clearRun() {
    progress_.reset();
    best_.reset();
    reading_ = {};
    smoothedLoss_ = DebiasedAverage();
    figures_->clear();
    accuracyPlot_->setChart(emptyAccuracyChart());
    accuracyPlot_->setSubtitle({});
    lossPlot_->setChart(emptyLossChart());
}

void TrainPage::take(const session::TrainingUpdate& update) {
    if (update.reading) reading_ = *update.reading;
    if (update.facts) takeFacts(*update.facts);
    for (const session::LossPoint& point : update.losses) {
        const auto step = static_cast<double>(point.step);
        lossPlot_->append(0, step, point.loss);
        lossPlot_->append(1, step, smoothedLoss_.add(point.loss));
    }
    for (const ValidationPoint& point : update.evaluations) {
        const Interval interval = point.accuracy.confidence95();
        accuracyPlot_->append(0, static_cast<double>(point.step), point.accuracy.percent(), interval.low,
                              interval.high);
        figures_->setLast(point);
        if (!best_ || point.best) {
            best_ = point;
            figures_->setBest(point);
        }
    }
    if (update.progress) {
        progress_ = update.progress;
        figures_->setProgress(*progress_);
    }
    showProgress();
}

void TrainPage::takeFacts(const session::RunFacts& facts) {
    running_ = tr("Training on %1 · %2 characters · %3 parameters")
                   .arg(QString::fromStdString(facts.background), QLocale().toString(facts.backgroundCharacters),
                        QLocale().toString(static_cast<qlonglong>(facts.parameters)));
    figures_->setSeenCharacters(facts.protocol.seenCharacters);
    accuracyPlot_->setReferences(accuracyReferences(facts));
    accuracyPlot_->setSubtitle(protocolText(facts.protocol));
}

void TrainPage::showState() {
    const std::string& preset = form_->config().preset;
    preset_->setCurrentText(QString::fromStdString(preset));
    presetSummary_->setText(QString::fromStdString(presetNamed(preset).summary));
    const State state = session_.state();
    const bool idle = state == State::Idle;
    const QString problem = !form_->fault().isEmpty()           ? form_->fault()
                            : !background_->problem().isEmpty() ? background_->problem()
                                                                : validation_->problem();
    start_->setEnabled(idle && problem.isEmpty());
    reason_->setVisible(idle && !problem.isEmpty());
    reason_->setText(tr("Cannot start yet. %1.").arg(problem.endsWith(u'.') ? problem.chopped(1) : problem));
    for (CurvePlot* plot : {accuracyPlot_, lossPlot_})
        plot->setEmptyText(idle ? tr("No curve yet – start a training") : tr("The first point is on its way"));
    again_->setEnabled(idle && lastRequest_);
    continue_->setEnabled(idle);
    pause_->setEnabled(state == State::Running || state == State::Paused);
    const bool paused = state == State::Paused;
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    pause_->setIcon(lineIcon(paused ? "start" : "pause"));
    stop_->setEnabled(!idle && state != State::Stopping);
    resetAll_->setVisible(form_->changedCount() > 0);
    showProgress();
}

void TrainPage::showProgress() {
    const bool failed = !session_.active() && session_.lastEnd() == End::Failed;
    status_->setText(stateText());
    setStyleRole(status_, "fault", failed);
    setStyleRole(status_, "muted", !failed);
    std::int64_t done = progress_ ? progress_->step : 0, total = progress_ ? progress_->totalSteps : 0;
    if (session_.state() == State::ReadingData) done = reading_.done, total = reading_.total;
    bar_->setValue(total > 0 ? static_cast<int>(bar_->maximum() * done / total) : 0);
}

QString TrainPage::stateText() const {
    switch (session_.state()) {
        case State::ReadingData:
            return reading_.what.empty() ? tr("Reading the data")
                                         : tr("Reading %1").arg(QString::fromStdString(reading_.what));
        case State::Running:
            return running_;
        case State::Paused:
            return tr("Paused");
        case State::Stopping:
            return tr("Stopping and saving");
        case State::Idle:
            break;
    }
    const QString steps = QLocale().toString(static_cast<qlonglong>(progress_ ? progress_->step : 0));
    switch (session_.lastEnd()) {
        case End::Completed:
            return tr("Completed after %1 steps").arg(steps);
        case End::Stopped:
            return tr("Stopped after %1 steps; it can be continued").arg(steps);
        case End::Failed:
            return tr("The training failed. %1").arg(breakable(session_.failure()));
        case End::None:
            break;
    }
    return tr("Choose what to learn from and start; the curves appear as it learns");
}

void TrainPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!DatasetField::droppedPath(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void TrainPage::dropEvent(QDropEvent* event) {
    background_->choosePath(DatasetField::droppedPath(event->mimeData()));
    event->acceptProposedAction();
}

}  // namespace oneshot::ui
