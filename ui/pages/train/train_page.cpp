#include "ui/pages/train/train_page.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <utility>

#include "core/base/error.h"
#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/report_menu.h"
#include "ui/pages/train/run_figures.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/training_charts.h"
#include "ui/session/common/counted.h"
#include "ui/session/common/data_name.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::TrainingSession;
using State = TrainingSession::State;
using End = TrainingSession::End;

/// A dataset's name or SPEC in the middle of a sentence.
QString inSentence(const std::string& data) {
    return DatasetField::isGlyphs(QString::fromStdString(data)) ? TrainPage::tr("built-in glyphs")
                                                                : session::dataName(data);
}

}  // namespace

TrainPage::TrainPage(TrainingSession& session, QWidget* parent) : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("page.train"));
    setAcceptDrops(true);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("train.splitter"));
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
    connect(&session_, &TrainingSession::ended, this, [this] {
        if (progress_) setLastStep(static_cast<double>(progress_->step));
        showState();
    });
    connect(form_, &SettingsForm::changed, this, [this] { refuse({}); });
    connect(background_, &DatasetField::changed, this, &TrainPage::backgroundChanged);
    connect(validation_, &DatasetField::changed, this, [this] { refuse({}); });
    background_->choose(backgroundGlyphs);
    clearRun();
    showState();
}

void TrainPage::backgroundChanged() {
    validation_->compareWith(background_->summary(), background_->displayName());
    // Glyphs validate on other glyphs; for other data only the person knows what may be held out.
    if (validation_->spec() == proposedValidation_) {
        const QString proposal = background_->glyphs() ? validationGlyphs : QString();
        if (std::exchange(proposedValidation_, proposal) != proposal) validation_->choose(proposal);
    }
    refuse({});
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
    if (!lastRequest_) return;
    RunRequest request = *lastRequest_;
    try {  // by minutes, the same training is the one with the same plans, not with the same clock
        request.plans = readRunRecord(session_.runDirectory()).plans;
    } catch (const Error&) {  // it failed before it had a folder: there is nothing to repeat but the request
    }
    beginRun(request);
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
    const std::filesystem::path path = directory.toStdString();
    RunRequest request;
    try {
        const RunRecord record = readRunRecord(path);
        if (record.state == RunState::Completed)
            return refuse(tr("%1: the run is complete; there is nothing to continue.").arg(directory));
        form_->setConfig(record.config);
        request.config = record.config;
        request.background = record.background;
        request.validation = record.validation;
    } catch (const Error& error) {
        return refuse(QString::fromStdString(error.what()));
    }
    background_->choose(QString::fromStdString(request.background));
    validation_->choose(QString::fromStdString(request.validation));
    lastRequest_ = request;
    clearRun();
    session_.continueRun(path);
}

void TrainPage::repeat(const RunRequest& request) {
    if (session_.active()) return;
    form_->setConfig(request.config);
    background_->choose(QString::fromStdString(request.background));
    validation_->choose(QString::fromStdString(request.validation));
    beginRun(request);
}

void TrainPage::refuse(const QString& why) {
    refusal_ = why;
    showState();
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
    refusal_.clear();
    exported_.clear();
    damage_.clear();
    smoothedLoss_ = DebiasedAverage();
    figures_->clear();
    accuracyPlot_->clear();
    accuracyPlot_->setSubtitle({});
    lossPlot_->clear();
    presentationPlot_->clear();
    presentationPlot_->setSubtitle({});
    const bool memory = lastRequest_ && lastRequest_->config.network.comparison == WayComparison::Memory;
    if (memory) presentationPlot_->setXEnd(lastRequest_->config.presentations + 0.5);  // room for the last mark
    showPresentations(memory);
    xEnd_ = 0;
}

void TrainPage::take(const session::TrainingUpdate& update) {
    if (update.reading) reading_ = *update.reading;
    if (update.damage)
        damage_ = tr(" · the last checkpoint was damaged and is kept beside; it went on from the one before, step %1")
                      .arg(QLocale().toString(static_cast<qlonglong>(update.damage->step)));
    for (const std::string& notice : update.notices) damage_ += QStringLiteral(" · ") + QString::fromStdString(notice);
    if (update.facts) {
        takeFacts(*update.facts);
        offerReport();
    }
    // Room to the right, so that the accuracy chart is not drawn anew for every step.
    if (!update.losses.empty() && static_cast<double>(update.losses.back().step) > xEnd_)
        setLastStep(static_cast<double>(update.losses.back().step) * 1.05);
    for (const session::LossPoint& point : update.losses) {
        const auto step = static_cast<double>(point.step);
        lossPlot_->append(0, step, point.loss);
        lossPlot_->append(1, step, smoothedLoss_.add(point.loss));
    }
    for (const ValidationPoint& point : update.evaluations) {
        const Interval interval = point.accuracy.confidence95();
        accuracyPlot_->append(0, static_cast<double>(point.step), point.accuracy.percent(), interval.low,
                              interval.high);
        if (point.seen) accuracyPlot_->append(1, static_cast<double>(point.step), point.seen->percent());
        figures_->setLast(point);
        if (!best_ || point.best) {
            best_ = point;
            figures_->setBest(point);
        }
    }
    if (!update.evaluations.empty() && !update.evaluations.back().byPresentation.empty())
        presentationPlot_->setPoints(0, presentationSeries(update.evaluations.back().byPresentation));
    if (update.progress) {
        progress_ = update.progress;
        figures_->setProgress(*progress_);
    }
    showProgress();
}

void TrainPage::takeFacts(const session::RunFacts& facts) {
    running_ = tr("Training on %1 · %2 · %3")
                   .arg(inSentence(facts.background),
                        session::counted(facts.backgroundCharacters, tr("1 character"), tr("%1 characters")),
                        session::counted(facts.parameters, tr("1 parameter"), tr("%1 parameters"))) +
               damage_;
    figures_->setSeenCharacters(facts.protocol.seenCharacters);
    report::CurveChart chart = emptyAccuracyChart(facts.protocol.seenTasks > 0);
    if (chart.series.size() != accuracyPlot_->chart().series.size()) {
        chart.logX = accuracyPlot_->chart().logX;
        chart.logY = accuracyPlot_->chart().logY;
        accuracyPlot_->setChart(std::move(chart));
    }
    accuracyPlot_->setReferences(accuracyReferences(facts));
    accuracyPlot_->setSubtitle(protocolText(facts.protocol));
    if (facts.protocol.episodes > 0) {
        presentationPlot_->setReferences({presentationChance(facts.protocol)});
        presentationPlot_->setSubtitle(presentationText(facts.protocol));
    }
    showPresentations(facts.protocol.episodes > 0);
}

void TrainPage::showPresentations(bool shown) {
    presentationPlot_->setVisible(shown);
    lossPlot_->lineUpRightWith(shown ? *presentationPlot_ : *accuracyPlot_);
}

void TrainPage::setLastStep(double step) {
    xEnd_ = step;
    for (CurvePlot* plot : {accuracyPlot_, lossPlot_}) plot->setXEnd(step);
}

void TrainPage::offerReport() {
    report_->setRun(QString::fromStdString(session_.runDirectory().string()));
    export_->setEnabled(report_->menuAction()->isEnabled());
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
    const bool waits = refusal_.isEmpty() && form_->fault().isEmpty() &&
                       (background_->problem().isEmpty() ? validation_ : background_)->reading();
    const bool cannotStart = idle && (!problem.isEmpty() || !refusal_.isEmpty());
    reason_->setVisible(cannotStart || !exported_.isEmpty());
    reason_->setText(!cannotStart ? exported_
                     : !refusal_.isEmpty()
                         ? refusal_
                         : tr("Cannot start yet. %1.").arg(problem.endsWith(u'.') ? problem.chopped(1) : problem));
    const bool fault = cannotStart ? !waits : exportFailed_;
    setStyleRole(reason_, "fault", fault);
    setStyleRole(reason_, "muted", !fault);
    offerReport();
    presetCaption_->setText(idle ? tr("Preset") : tr("Preset · changes count from the next start"));
    for (CurvePlot* plot : {accuracyPlot_, lossPlot_, presentationPlot_})
        plot->setEmptyText(idle ? tr("No curve yet – start a training") : tr("The first point is on its way"));
    again_->setEnabled(idle && lastRequest_);
    continue_->setEnabled(idle);
    const QWidget* focus = window()->focusWidget();
    start_->setEnabled(idle && problem.isEmpty());
    pause_->setEnabled(state == State::Running || state == State::Paused);
    const bool paused = state == State::Paused;
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    pause_->setIcon(lineIcon(paused ? "start" : "pause"));
    stop_->setEnabled(!idle && state != State::Stopping);
    // A button that is disabled would hand its focus to whatever comes next.
    if (focus == start_ || focus == stop_ || focus == status_) {
        if (QPushButton* usable = start_->isEnabled() ? start_ : stop_; usable->isEnabled())
            usable->setFocus();
        else
            status_->setFocus();
    }
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
            return reading_.what.empty() ? tr("Reading the data") : tr("Reading %1").arg(inSentence(reading_.what));
        case State::Running:
            return running_;
        case State::Paused:
            return tr("Paused");
        case State::Stopping:
            return session_.runDirectory().empty() ? tr("Stopping") : tr("Stopping and saving");
        case State::Idle:
            break;
    }
    const QString steps = session::counted(progress_ ? progress_->step : 0, tr("1 step"), tr("%1 steps"));
    switch (session_.lastEnd()) {
        case End::Completed:
            return session_.reason().isEmpty() ? tr("Completed after %1").arg(steps)
                                               : tr("Completed after %1: %2").arg(steps, session_.reason());
        case End::Stopped:
            return session_.runDirectory().empty() ? tr("Stopped before the training began")
                                                   : tr("Stopped after %1; it can be continued").arg(steps);
        case End::Failed:
            return tr("The training failed. %1").arg(session_.reason());
        case End::None:
            break;
    }
    return tr("Choose what to learn from and start; the curves appear as it learns");
}

void TrainPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!DatasetField::droppedPaths(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void TrainPage::dropEvent(QDropEvent* event) {
    background_->choosePaths(DatasetField::droppedPaths(event->mimeData()));
    event->acceptProposedAction();
}

}  // namespace oneshot::ui
