#include "ui/pages/runs/runs_page.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRandomGenerator>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

#include "core/base/error.h"
#include "core/runs/run_directory.h"
#include "core/search/search.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs/protocol_form.h"
#include "ui/pages/runs/queue_form.h"
#include "ui/pages/runs/run_details_panel.h"
#include "ui/pages/runs/run_list_panel.h"
#include "ui/pages/runs/run_news.h"
#include "ui/pages/runs/runs_header.h"
#include "ui/pages/runs/search_form.h"
#include "ui/pages/runs/search_view.h"
#include "ui/pages/runs/trash_menu.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::ui {
namespace {

enum Content { List, Empty };
constexpr std::chrono::seconds followInterval{2};
constexpr int maxNameLength = 26;  ///< characters of a run's name in a legend

QString shortName(const RunSummary& run) {
    const QString title = titleOf(run);
    return title.size() <= maxNameLength ? title
                                         : title.left(maxNameLength / 2 - 1) + u'…' + title.right(maxNameLength / 2);
}

/// What trains such a run again, plans of the clock included. Throws Error(BadData).
RunRequest requestOf(const RunSummary& run) {
    const RunRecord record = readRunRecord(run.directory);
    RunRequest request;
    request.config = record.config;
    request.background = record.data.background.spec;
    request.validation = record.data.validation.spec;
    request.plans = record.plans;
    return request;
}

}  // namespace

RunsPage::RunsPage(session::RunIndex& index, session::Workspace& workspace, const UndoActions& actions)
    : index_(index),
      workspace_(workspace),
      queue_(workspace.training()),
      queueAction_(new QAction(lineIcon("add"), tr("&Queue..."), this)),
      searchAction_(new QAction(lineIcon("search"), tr("Search for s&ettings..."), this)),
      undo_(new QUndoStack(this)),
      trashMenu_(new TrashMenu(index, *undo_, actions, this)),
      header_(new RunsHeader(workspace, trashMenu_)),
      news_(new RunNews(actions.undo())),
      list_(new RunListPanel(header_->runActions() << trashMenu_->moveAction() << actions.undo())),
      details_(new RunDetailsPanel),
      content_(new QStackedWidget),
      main_(new QWidget) {
    setObjectName(QStringLiteral("page.runs"));
    layOut();
    connectPanels();
    connectHeader();
    connectSessions();
    takeRuns();
}

RunsPage::~RunsPage() {
    details_->notes()->commit();
}

void RunsPage::layOut() {
    // Where the window is low or the font large, the charts keep their room and the page scrolls.
    content_->addWidget(scrolled(splitter("runs.splitter", Qt::Vertical, {{list_, 300, 1}, {details_, 330, 1}})));
    content_->addWidget(makeEmpty());
    main_->setLayout(columnLayout(8, {columnLayout(6, {header_, news_}), {content_, 1}}));
    setLayout(columnLayout(-1, {main_}, pageMargins));
}

/// Stands in place of the runs while there is none.
QWidget* RunsPage::makeEmpty() {
    auto* text =
        new QLabel(tr("No run yet. Every training leaves one here: its curves, its settings and its weights."));
    text->setObjectName(QStringLiteral("runs.empty"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    auto* train = new QPushButton(lineIcon("train", QPalette::HighlightedText), tr("Start a training"));
    train->setObjectName(QStringLiteral("runs.empty.train"));
    setStyleRole(train, "primary");
    connect(train, &QPushButton::clicked, this, &RunsPage::trainRequested);
    QFrame* frame = card(columnLayout(14, {text, {train, 0, Qt::AlignHCenter}}));
    frame->setFixedWidth(440);
    auto* empty = new QWidget;
    auto* layout = new QVBoxLayout(empty);
    layout->addWidget(frame, 0, Qt::AlignCenter);
    return empty;
}

void RunsPage::connectPanels() {
    connect(list_, &RunListPanel::changed, this, &RunsPage::takeChosen);
    connect(list_, &RunListPanel::starred, this,
            [this](const std::filesystem::path& run, bool on) { star({run}, on); });
    connect(details_->notes(), &RunNotesPanel::edited, this,
            [this](const std::vector<NotesChange>& changes) { undo_->push(notesCommand(index_, changes)); });
    connect(trashMenu_, &TrashMenu::aboutToMove, details_->notes(), &RunNotesPanel::commit);
    connect(trashMenu_, &TrashMenu::told, this, [this](const QString& text) { say(text); });
    connect(news_, &RunNews::cancelRequested, &evaluator_, &session::RunEvaluator::cancel);
}

void RunsPage::connectHeader() {
    connect(header_, &RunsHeader::resumeRequested, this, [this] {
        if (const RunSummary* run = onlyRun()) Q_EMIT resumeRequested(QString::fromStdString(run->directory.string()));
    });
    connect(header_, &RunsHeader::repeatRequested, this, &RunsPage::repeat);
    connect(header_, &RunsHeader::evaluateRequested, this, &RunsPage::askForEvaluation);
    connect(header_, &RunsHeader::compareRequested, this, &RunsPage::compareLearners);
    connect(header_, &RunsHeader::searchesRequested, this, &RunsPage::showSearches);
    connect(header_, &RunsHeader::queueRequested, this, [this] {
        try {
            const RunSummary* run = onlyRun();
            askForQueue(run ? requestOf(*run) : trainSettings());
        } catch (const Error& error) {
            say(QString::fromUtf8(error.what()), true);
        }
    });
    queueAction_->setObjectName(QStringLiteral("training.queue"));
    connect(queueAction_, &QAction::triggered, this, [this] {
        Q_EMIT shownRequested();
        askForQueue(trainSettings());
    });
    searchAction_->setObjectName(QStringLiteral("training.search"));
    connect(searchAction_, &QAction::triggered, this, [this] {
        Q_EMIT shownRequested();
        showSearches();
        askForSearch();
    });
    connect(header_, &RunsHeader::starRequested, this, &RunsPage::star);
    connect(header_, &RunsHeader::renameRequested, details_, &RunDetailsPanel::editName);
    connect(header_, &RunsHeader::seriesRequested, this, &RunsPage::askWhereToSaveSeries);
    connect(header_, &RunsHeader::told, this, &RunsPage::say);
}

void RunsPage::connectSessions() {
    connect(&index_, &session::RunIndex::changed, this, &RunsPage::takeRuns);
    connect(&index_, &session::RunIndex::failed, this, [this](const QString& why) { say(why, true); });
    connect(&index_, &session::RunIndex::progressed, this,
            [this](int percent) { say(percent < 100 ? tr("Reading the runs, %1 %").arg(percent) : QString()); });
    connect(&reader_, &session::RunDetailsReader::ready, this, &RunsPage::takeDetails);
    connect(&evaluator_, &session::RunEvaluator::progressed, news_, &RunNews::setPercent);
    connect(&evaluator_, &session::RunEvaluator::evaluated, this,
            [this](const std::filesystem::path& run, const QString& sentence, bool fault) {
                const RunSummary* summary = index_.find(run);
                const QString name = summary ? titleOf(*summary) : QString::fromStdString(run.filename().string());
                say(tr("%1: %2").arg(name, sentence), fault);
                index_.refresh();
                showState();
            });
    connect(&evaluator_, &session::RunEvaluator::cancelled, this,
            [this] { say(tr("The evaluation was stopped; what was measured is kept")); });
    connect(&evaluator_, &session::RunEvaluator::ended, this, &RunsPage::showState);
    connect(&series_, &session::SeriesExport::saved, this, [this](const QString& path, const QString& lacking) {
        const QString saved = tr("Saved %1").arg(QDir::toNativeSeparators(path));
        say(lacking.isEmpty() ? saved : tr("%1. It lacks rows of metrics.csv: %2.").arg(saved, lacking),
            !lacking.isEmpty());
    });
    connect(&queue_, &session::TrainingQueue::told, this, &RunsPage::say);
    connect(&queue_, &session::TrainingQueue::changed, &index_, &session::RunIndex::refresh);
    follower_.setInterval(followInterval);
    connect(&follower_, &QTimer::timeout, &index_, &session::RunIndex::refresh);
    connect(&series_, &session::SeriesExport::failed, this, [this](const QString& why) { say(why, true); });
}

void RunsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous()) list_->takeFocus();
    index_.refresh();
    follower_.start();
}

void RunsPage::hideEvent(QHideEvent* event) {
    details_->notes()->commit();
    follower_.stop();
    QWidget::hideEvent(event);
}

void RunsPage::takeRuns() {
    list_->setRuns(index_.runs());
    content_->setCurrentIndex(index_.runs()->empty() && index_.scanned() && index_.trashed() == 0 ? Empty : List);
}

void RunsPage::choose(const std::vector<std::filesystem::path>& runs) {
    list_->choose(runs);
}

const RunSummary* RunsPage::onlyRun() const {
    const ChosenRuns runs = list_->chosen();
    return runs.size() == 1 ? runs[0] : nullptr;
}

void RunsPage::showStanding(RunStanding standing) {
    if (main_->isHidden()) takeThePageBack();
    list_->showStanding(standing);
}

void RunsPage::star(const std::vector<std::filesystem::path>& runs, bool on) {
    std::vector<NotesChange> changes;
    for (const std::filesystem::path& run : runs)
        if (const RunSummary* summary = index_.find(run); summary && summary->notes.starred != on) {
            changes.push_back({run, summary->notes, summary->notes});
            changes.back().after.starred = on;
        }
    if (!changes.empty()) undo_->push(notesCommand(index_, changes));
}

void RunsPage::takeChosen() {
    const ChosenRuns runs = list_->chosen();
    std::vector<std::filesystem::path> read = foldersOf(runs);
    if (read.size() > maxCurves) read.resize(maxCurves);
    reader_.read(read);
    details_->notes()->setRuns(runs);
    showState();
}

void RunsPage::takeDetails() {
    const std::vector<session::RunDetailsPtr>& details = reader_.details();
    QStringList names;
    for (const session::RunDetailsPtr& run : details) {
        const RunSummary* summary = index_.find(run->directory);
        names += summary ? shortName(*summary) : QString::fromStdString(run->directory.filename().string());
    }
    const std::size_t chosen = list_->chosen().size();
    const bool cut = chosen > details.size() && details.size() == maxCurves;
    details_->setDetails(details, names,
                         cut ? tr("the first %1 of %2 chosen").arg(details.size()).arg(chosen) : QString());
}

void RunsPage::showState() {
    const ChosenRuns runs = list_->chosen();
    const bool evaluating = evaluator_.running();
    header_->setRuns(runs, summary(), evaluating);
    trashMenu_->setRuns(runs);
    news_->setState(trashMenu_->canUndo(), evaluating);
}

QString RunsPage::summary() const {
    const auto all = static_cast<int>(index_.runs()->size());
    const int shown = list_->shownCount();
    const auto died = std::ranges::count_if(*index_.runs(), &RunSummary::died);
    QString text = !index_.scanned() && all == 0 ? tr("Looking at the folders")
                                                 : session::counted(all, tr("1 run"), tr("%1 runs"));
    if (shown < all) text += tr(", %1 shown").arg(QLocale().toString(shown));
    if (died > 0)
        text += session::counted(died, tr(" · 1 was interrupted: choose it and resume it"),
                                 tr(" · %1 were interrupted: choose one and resume it"));
    if (index_.trashed() > 0) text += tr(" · %1 in the trash").arg(index_.trashed());
    return text;
}

void RunsPage::say(const QString& text, bool fault) {
    news_->say(text, fault);
}

void RunsPage::takeBack(const QString& text) {
    news_->takeBack(text);
}

void RunsPage::repeat(bool newSeed) {
    const RunSummary* run = onlyRun();
    if (!run) return;
    try {
        RunRequest request = requestOf(*run);
        // By minutes, the same training is the one with the same plans, not with the same clock.
        if (newSeed) {
            request.config.seed = QRandomGenerator::global()->bounded(1U << 31);
            request.plans.clear();
        }
        Q_EMIT repeatRequested(request);
    } catch (const Error& error) {
        say(QString::fromUtf8(error.what()), true);
    }
}

void RunsPage::askForEvaluation() {
    const ChosenRuns runs = list_->chosen();
    if (runs.empty() || evaluator_.running()) return;
    suggestData();
    askWhatToEvaluate(this, static_cast<int>(runs.size()), lastEvaluation_,
                      [this](const EvaluationRequest& request) { evaluate(request); });
}

void RunsPage::evaluate(const EvaluationRequest& request) {
    const std::string dataset = request.data.empty() ? lastEvaluation_.data : request.data;
    lastEvaluation_ = request;
    lastEvaluation_.data = dataset;
    const std::vector<std::filesystem::path> runs = foldersOf(list_->chosen());
    news_->setPercent(0);
    evaluator_.start(runs, request);
    say(runs.size() == 1 ? tr("Evaluating the run") : tr("Evaluating %1 runs").arg(runs.size()));
    showState();
}

void RunsPage::suggestData() {
    if (!lastEvaluation_.data.empty()) return;
    lastEvaluation_.data = workspace_.heldOut()   ? workspace_.heldOut()->spec
                           : workspace_.dataset() ? workspace_.dataset()->spec
                                                  : "glyphs:seed=99";
}

void RunsPage::giveThePageTo(QWidget* view) {
    main_->hide();
    view->show();
    view->setFocus();
}

void RunsPage::takeThePageBack() {
    for (QWidget* view : std::initializer_list<QWidget*>{comparison_, searches_})
        if (view) view->hide();
    main_->show();
    list_->takeFocus();
}

void RunsPage::showSearches() {
    if (!searches_) {
        searches_ = new SearchView(workspace_, queue_, searchesFolder());
        layout()->addWidget(searches_);
        connect(searches_, &SearchView::closed, this, &RunsPage::takeThePageBack);
        connect(searches_, &SearchView::searchRequested, this, &RunsPage::askForSearch);
        connect(searches_, &SearchView::trainRequested, this, [this](const RunRequest& request) {
            takeThePageBack();  // where a refusal is told
            Q_EMIT repeatRequested(request);
        });
    }
    giveThePageTo(searches_);
}

RunRequest RunsPage::trainSettings() const {
    if (trainSettings_) return trainSettings_();
    RunRequest request;
    request.background = workspace_.background().spec().toStdString();
    request.validation = workspace_.validation().spec().toStdString();
    return request;
}

void RunsPage::askForQueue(const RunRequest& base) {
    ui::askForQueue(this, base, [this](const std::vector<Variant>& variants) {
        for (const Variant& variant : variants) queue_.add(variant, workspace_.openData());
        say(session::counted(static_cast<qint64>(variants.size()), tr("1 training was added to the queue"),
                             tr("%1 trainings were added to the queue; the status bar shows them")));
    });
}

void RunsPage::askForSearch() {
    ui::askForSearch(this, trainSettings(), [this](SearchRequest request) {
        request.directory = newFolderIn(searchesFolder(), request.config.preset);
        queue_.addSearch(request);
        searches_->choose(request.directory);
    });
}

void RunsPage::compareLearners() {
    if (!comparison_) {
        suggestData();
        EvaluationRequest first = lastEvaluation_;
        first.ways = {2, 5, 10, 20};
        comparison_ = new CompareView(workspace_, first);
        layout()->addWidget(comparison_);
        connect(comparison_, &CompareView::closed, this, &RunsPage::takeThePageBack);
    }
    comparison_->offer(foldersOf(list_->chosen()));
    giveThePageTo(comparison_);
}

void RunsPage::askWhereToSaveSeries() {
    askWhereToSave(
        this,
        {QStringLiteral("runs.export"), tr("Save all series"), QStringLiteral("runs.csv"), tr("CSV table (*.csv)")},
        [this](const QString& path, bool forExcel) {
            std::vector<std::pair<std::filesystem::path, std::string>> runs;
            for (const RunSummary* run : list_->chosen()) runs.emplace_back(run->directory, run->title());
            series_.save(runs, path, forExcel);
        });
}

}  // namespace oneshot::ui
