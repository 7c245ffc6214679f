#include "ui/pages/train/train_page.h"

#include <QAction>
#include <QFrame>
#include <QLocale>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/hold_out_field.h"
#include "ui/pages/train/progress_panel.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_header.h"
#include "ui/session/common/omniglot.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

using session::TrainingSession;
using State = TrainingSession::State;
using End = TrainingSession::End;

/// A dataset's name or SPEC in the middle of a sentence.
QString inSentence(const std::string& data) {
    return session::DataChoice::isGlyphs(QString::fromStdString(data)) ? TrainPage::tr("built-in glyphs")
                                                                       : session::dataName(data);
}

/// Whether two SPECs are of the same data; a run's are absolute.
bool areSameData(const QString& chosen, const std::string& ofRun) {
    const std::string here = chosen.toStdString();
    if (here == ofRun) return true;
    if (here.empty() || ofRun.empty()) return false;
    try {
        return absoluteSpec(parseDataSpec(here)) == absoluteSpec(parseDataSpec(ofRun));
    } catch (const Error&) {  // it is none
        return false;
    }
}

/// Panels in a column that scrolls up and down only, and so is never narrower than they need.
class ScrolledColumn : public QScrollArea {
  public:
    explicit ScrolledColumn(QLayout* panels) {
        auto* content = new QWidget;
        content->setLayout(panels);
        setWidget(content);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }

    QSize minimumSizeHint() const override {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
                QScrollArea::minimumSizeHint().height()};
    }

  protected:
    bool event(QEvent* event) override {
        if (event->type() == QEvent::LayoutRequest) updateGeometry();  // the panels may need another width
        return QScrollArea::event(event);
    }
};

}  // namespace

TrainPage::TrainPage(TrainingSession& session, session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      session_(session),
      workspace_(workspace),
      undo_(new QUndoStack(this)),
      header_(new TrainHeader),
      background_(new DatasetField(tr("Learn from"), workspace.background())),
      validation_(new DatasetField(tr("Validate on"), workspace.validation())),
      settings_(new SettingsForm(*undo_)),
      progress_(new ProgressPanel) {
    setObjectName(QStringLiteral("page.train"));
    layOut();
    connect(header_->startAction(), &QAction::triggered, this, &TrainPage::start);
    connect(header_->anewAction(), &QAction::triggered, this, &TrainPage::startAnew);
    connect(header_->pauseAction(), &QAction::triggered, this, &TrainPage::togglePause);
    connect(header_->stopAction(), &QAction::triggered, &session_, &TrainingSession::stop);
    connect(header_->againAction(), &QAction::triggered, this, &TrainPage::startAgain);
    connect(header_->continueAction(), &QAction::triggered, this, &TrainPage::askForRun);
    connect(header_, &TrainHeader::pageRequested, this, &TrainPage::pageRequested);
    for (const session::DataChoice* choice : {&workspace_.background(), &workspace_.validation()})
        connect(choice, &session::DataChoice::changed, this, [this] {
            refuse({});
            comparePeople();
        });
    connect(settings_, &SettingsForm::changed, this, [this] { refuse({}); });
    connect(&session_, &TrainingSession::updated, this, &TrainPage::take);
    connect(&session_, &TrainingSession::stateChanged, this, &TrainPage::showState);
    connect(&session_, &TrainingSession::recalled, this, &TrainPage::showPast);
    connect(&session_, &TrainingSession::ended, this, [this] {
        progress_->end();
        showState();
    });
    clearRun();
    showState();
}

void TrainPage::layOut() {
    background_->setObjectName(QStringLiteral("train.background"));
    background_->button()->setObjectName(QStringLiteral("train.background.choose"));
    validation_->setObjectName(QStringLiteral("train.validation"));
    validation_->button()->setObjectName(QStringLiteral("train.validation.choose"));
    validation_->allowNone(
        tr("Nothing held out"),
        tr("Accuracy will be of characters that it learns from. Choose other data to see how well it "
           "does on new ones."));
    auto* panels = new ScrolledColumn(columnLayout(
        12, {card(columnLayout(14, {background_, validation_, new HoldOutField(workspace_)})), settings_, Filler{}},
        {0, 0, 6, 0}));
    auto* curves = new ScrolledColumn(columnLayout(0, {progress_}));
    columns_ = splitter("train.splitter", Qt::Horizontal, {{panels, 344}, {curves, 900, 1}});
    setLayout(columnLayout(10, {header_, {columns_, 1}}, pageMargins));
}

QSize TrainPage::minimumSizeHint() const {
    const int widest = std::max({header_->minimumSizeHint().width(), columns_->widget(0)->minimumSizeHint().width(),
                                 columns_->widget(1)->minimumSizeHint().width()});
    return {widest + pageMargins.left() + pageMargins.right(), QWidget::minimumSizeHint().height()};
}

void TrainPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrangeColumns();
}

bool TrainPage::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest && isVisible()) arrangeColumns();  // the font may be another
    return QWidget::event(event);
}

void TrainPage::arrangeColumns() {
    const int room = width() - pageMargins.left() - pageMargins.right();
    const int needed = columns_->widget(0)->minimumSizeHint().width() + columns_->handleWidth() +
                       columns_->widget(1)->minimumSizeHint().width();
    const Qt::Orientation wanted = room < needed ? Qt::Vertical : Qt::Horizontal;
    if (wanted == columns_->orientation()) return;
    columns_->setOrientation(wanted);
    columns_->setSizes(wanted == Qt::Vertical ? QList<int>{200, 300} : QList<int>{344, room - 344});
}

void TrainPage::takeFocus() {
    header_->takeFocus();
}

QList<QAction*> TrainPage::trainingActions() const {
    return {header_->startAction(), header_->pauseAction(), header_->stopAction(),
            header_->anewAction(),  header_->againAction(), header_->continueAction()};
}

void TrainPage::setSmoothing(double weight) {
    progress_->setSmoothing(weight);
}

void TrainPage::start() {
    if (continues())
        continueRun(QString::fromStdString(session_.runDirectory().string()));
    else
        startAnew();
}

RunRequest TrainPage::request() const {
    RunRequest request;
    request.config = settings_->config();
    request.background = workspace_.background().spec().toStdString();
    request.validation = workspace_.validation().spec().toStdString();
    return request;
}

void TrainPage::startAnew() {
    beginRun(request());
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
    session_.start(request, workspace_.openData());
}

void TrainPage::askForRun() {
    askWhatToOpen(
        this,
        {QStringLiteral("train.continue"), tr("Continue a run"), {}, QString::fromStdString(runsFolder().string())},
        [this](const QString& path) { continueRun(path); });
}

void TrainPage::continueRun(const QString& directory) {
    if (session_.active()) return;
    const std::filesystem::path path = directory.toStdString();
    RunRequest request;
    try {
        const RunRecord record = readRunRecord(path);
        if (record.state == RunState::Completed)
            return refuse(tr("%1: the run is complete; there is nothing to continue.").arg(directory));
        settings_->setConfig(record.config);
        request.config = record.config;
        request.background = record.data.background.spec;
        request.validation = record.data.validation.spec;
    } catch (const Error& error) {
        return refuse(QString::fromStdString(error.what()));
    }
    workspace_.chooseData(request);
    lastRequest_ = request;
    clearRun();
    session_.continueRun(path, workspace_.openData());
}

void TrainPage::repeat(const RunRequest& request) {
    if (session_.active()) return;
    settings_->setConfig(request.config);
    workspace_.chooseData(request);
    beginRun(request);
}

void TrainPage::recall(const QString& directory) {
    session_.recall(directory.toStdString());
}

void TrainPage::showPast(const session::PastRun& run) {
    lastRequest_ = run.request;
    if (settings_->changedCount() == 0) settings_->showConfig(run.request.config);  // else somebody was faster
    clearRun();
    progress_->take(run.update);
    progress_->end();
    showState();
    comparePeople();
}

void TrainPage::comparePeople() {
    if (session_.active() || !dataAreOfLastRun()) return;
    const session::DataChoice& asked =
        lastRequest_->validation.empty() ? workspace_.background() : workspace_.validation();
    if (!asked.isOpening() && asked.error().isEmpty() && asked.dataset())
        progress_->comparePeople(session::isOmniglot(*asked.dataset()));
}

bool TrainPage::dataAreOfLastRun() const {
    return lastRequest_ && areSameData(workspace_.background().spec(), lastRequest_->background) &&
           areSameData(workspace_.validation().spec(), lastRequest_->validation);
}

bool TrainPage::continues() const {
    if (session_.active() || session_.lastEnd() != End::Stopped || session_.runDirectory().empty()) return false;
    return dataAreOfLastRun() && settings_->config() == lastRequest_->config;
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
    reading_ = {};
    refusal_.clear();
    damage_.clear();
    header_->forgetExport();
    progress_->clear(lastRequest_ ? lastRequest_->config : TrainingConfig());
}

void TrainPage::take(const session::TrainingUpdate& update) {
    if (update.reading) reading_ = *update.reading;
    if (update.damage)
        damage_ = tr(" · the last checkpoint was damaged and is kept beside; it went on from the one before, step %1")
                      .arg(QLocale().toString(static_cast<qlonglong>(update.damage->step)));
    for (const std::string& notice : update.notices) damage_ += QStringLiteral(" · ") + QString::fromStdString(notice);
    if (update.facts) {
        const session::RunFacts& facts = *update.facts;
        running_ = tr("Training on %1 · %2 · %3")
                       .arg(inSentence(facts.background),
                            session::counted(facts.backgroundCharacters, tr("1 character"), tr("%1 characters")),
                            session::counted(facts.parameters, tr("1 parameter"), tr("%1 parameters"))) +
                   damage_;
        header_->setRun(session_.runDirectory());
    }
    progress_->take(update);
    showProgress();
}

void TrainPage::showState() {
    const State state = session_.state();
    const bool idle = state == State::Idle;
    const QString fault = settings_->fault();
    QString problem = fault;
    for (const DatasetField* field : {background_, validation_})
        if (problem.isEmpty()) problem = field->problem();
    QString obstacle;
    if (idle && !refusal_.isEmpty())
        obstacle = refusal_;
    else if (idle && !problem.isEmpty())
        obstacle = tr("Cannot start yet. %1.").arg(problem.endsWith(u'.') ? problem.chopped(1) : problem);
    const session::DataChoice &background = workspace_.background(), &validation = workspace_.validation();
    const bool waits = refusal_.isEmpty() && fault.isEmpty() && background.error().isEmpty() &&
                       (background.isOpening() || validation.isOpening());
    header_->setObstacle(obstacle, !waits);
    header_->setRun(session_.runDirectory());
    header_->setState(state, idle && problem.isEmpty(), idle && lastRequest_);
    header_->setContinues(continues());
    header_->setComplete(idle && session_.lastEnd() == End::Completed);
    settings_->setTraining(!idle);
    progress_->setEmptyText(emptyText());
    showProgress();
}

void TrainPage::showProgress() {
    header_->setStatus(statusText(), !session_.active() && session_.lastEnd() == End::Failed);
    const std::optional<Progress>& progress = progress_->progress();
    if (session_.state() == State::ReadingData)
        header_->setProgress(reading_.done, reading_.total);
    else
        header_->setProgress(progress ? progress->step : 0, progress ? progress->totalSteps : 0);
}

/// Of charts without a point.
QString TrainPage::emptyText() const {
    const bool idle = !session_.active();
    if (!lastRequest_ || (idle && !progress_->progress())) return tr("No curve yet – start a training");
    const QString step = QLocale().toString(lastRequest_->config.validation.intervalSteps);
    return idle ? tr("It ended before its first evaluation, at step %1").arg(step)
                : tr("The first point is on its way; an evaluation comes every %1 steps").arg(step);
}

QString TrainPage::statusText() const {
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
    const std::optional<Progress>& progress = progress_->progress();
    const QString steps = session::counted(progress ? progress->step : 0, tr("1 step"), tr("%1 steps"));
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
    return tr("Choose what to learn from, then press Start. Curves appear as it learns.");
}

}  // namespace oneshot::ui
