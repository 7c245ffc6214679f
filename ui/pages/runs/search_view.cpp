#include "ui/pages/runs/search_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QShowEvent>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

#include "core/base/text.h"
#include "core/training/presets.h"
#include "ui/pages/runs/parallel_chart.h"
#include "ui/pages/runs/run_words.h"
#include "ui/pages/runs/search_trial_model.h"
#include "ui/session/common/words.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

enum Content { Result, Empty };
constexpr int columnRoom = 22;      // px, between two columns
constexpr int moreTrials = 10;      // of a complete search
constexpr int commandLetters = 80;  // the room for a command

QString nameOf(const session::SearchFacts& facts) {
    if (!facts.problem.isEmpty()) return QString::fromStdString(facts.directory.filename().string());
    return SearchView::tr("%1, %2").arg(QString::fromStdString(facts.search.config.preset),
                                        momentText(facts.search.startedUtc));
}

}  // namespace

SearchView::SearchView(session::Workspace& workspace, session::TrainingQueue& queue, std::filesystem::path folder)
    : workspace_(workspace), queue_(queue), watch_(std::move(folder)), content_(new QStackedWidget) {
    setObjectName(QStringLiteral("runs.search.view"));
    content_->addWidget(makeResult());
    content_->addWidget(makeEmpty());
    setLayout(columnLayout(8, {makeHeader(), {content_, 1}}));

    connect(&watch_, &session::SearchWatch::changed, this, &SearchView::takeSearches);
    connect(&queue_, &session::TrainingQueue::changed, this, &SearchView::takeSearches);
    connect(list_, &QComboBox::activated, this, [this](int row) {
        wanted_.clear();
        showSearch(watch_.searches()[static_cast<std::size_t>(row)]);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SearchView::showState);
    connect(chart_, &ParallelChart::clicked, this, &SearchView::chooseTrial);
    showState();
}

QLayout* SearchView::makeHeader() {
    list_ = new QComboBox;
    list_->setObjectName(QStringLiteral("runs.search.list"));
    list_->setAccessibleName(tr("Search"));
    list_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list_->setMinimumContentsLength(24);
    message_ = textLabel("runs.search.message");
    message_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // a long folder is cut, and can be copied
    QToolButton* begin = flatButton("runs.search.new", "add", tr("New search..."),
                                    tr("Searches for the best values of settings, in the background"));
    setFocusProxy(begin);
    connect(begin, &QToolButton::clicked, this, &SearchView::searchRequested);
    goOn_ = flatButton("runs.search.continue", "continue", tr("Go on"), {});
    connect(goOn_, &QToolButton::clicked, this, &SearchView::goOn);
    stop_ = flatButton("runs.search.stop", "stop", tr("Stop"), tr("Stops this search; it can go on later"));
    connect(stop_, &QToolButton::clicked, this, [this] {
        if (search_) queue_.stopSearch(search_->directory);
    });
    news_ = textLabel("runs.search.news");
    news_->hide();
    connect(&queue_, &session::TrainingQueue::told, this,
            [this](const QString& sentence, bool fault) { showNote(news_, sentence, fault); });
    use_ = flatButton("runs.search.use", "model", tr("Use as the model"),
                      tr("Makes the best weights of the chosen trial the model in use on the other pages"));
    connect(use_, &QToolButton::clicked, this, [this] {
        if (const SearchTrial* trial = chosenTrial())
            workspace_.chooseModel(QString::fromStdString(trialDirectory(search_->directory, trial->number).string()));
    });
    train_ = flatButton("runs.search.train", "train", tr("Train it longer"),
                        tr("A training with the settings of the chosen trial, as long as its preset is trained"));
    connect(train_, &QToolButton::clicked, this, &SearchView::train);
    QToolButton* back = flatButton("runs.search.back", "previous", tr("All runs"), tr("Back to the list of runs"));
    connect(back, &QToolButton::clicked, this, &SearchView::closed);

    QLayout* line = rowLayout(8, {pageTitle(tr("Searches")), list_, Filler{}, back});
    return columnLayout(6, {line, new FlowLayout(4, {begin, goOn_, stop_, use_, train_}), news_, message_});
}

QWidget* SearchView::makeResult() {
    trials_ = new SearchTrialModel(this);
    sorted_ = new QSortFilterProxyModel(this);
    sorted_->setSourceModel(trials_);
    sorted_->setSortRole(Qt::UserRole);
    table_ = rowTable("runs.search.table", tr("Trials of the search"), sorted_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(0, Qt::AscendingOrder);
    chart_ = new ParallelChart;
    chart_->setObjectName(QStringLiteral("runs.search.chart"));
    return splitter("runs.search.splitter", Qt::Vertical, {{viewCard(chart_), 380}, {viewCard(table_), 260}});
}

QWidget* SearchView::makeEmpty() {
    auto* text =
        new QLabel(tr("No search yet. Begin one with New search..., and its trials come here as they are trained. The "
                      "command line does the same:\n\n"
                      "oneshot search --data glyphs --validation glyphs:seed=2 \\\n"
                      "--range learning_rate=0.0001:0.1:log --trials 20 --minutes 60"));
    text->setObjectName(QStringLiteral("runs.search.empty"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setMinimumWidth(commandLetters * text->fontMetrics().averageCharWidth());
    QFrame* frame = card(columnLayout(0, {text}));
    auto* empty = new QWidget;
    auto* layout = new QVBoxLayout(empty);
    layout->addWidget(frame, 0, Qt::AlignCenter);
    return empty;
}

void SearchView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    watch_.setWatching(true);
}

void SearchView::hideEvent(QHideEvent* event) {
    watch_.setWatching(false);
    QWidget::hideEvent(event);
}

void SearchView::takeSearches() {
    const std::vector<session::SearchFactsPtr>& searches = watch_.searches();
    const auto find = [&](const std::filesystem::path& directory) {
        return std::ranges::find(searches, directory, &session::SearchFacts::directory);
    };
    auto shown = search_ ? find(search_->directory) : searches.begin();
    if (const auto wanted = find(wanted_); wanted != searches.end()) {
        shown = wanted;
        wanted_.clear();
    }
    if (!queue_.holds(wanted_)) wanted_.clear();  // it was cancelled, or could not begin
    QStringList names, before;
    for (const session::SearchFactsPtr& facts : searches) names += nameOf(*facts);
    for (int i = 0; i < list_->count(); ++i) before += list_->itemText(i);
    if (names != before) {  // else it may be open
        list_->clear();
        list_->addItems(names);
    }
    const auto row = shown == searches.end() ? searches.begin() : shown;
    list_->setCurrentIndex(row == searches.end() ? -1 : static_cast<int>(row - searches.begin()));
    content_->setCurrentIndex(searches.empty() && watch_.looked() ? Empty : Result);
    showSearch(row == searches.end() ? nullptr : *row);
}

void SearchView::choose(const std::filesystem::path& search) {
    wanted_ = search;
    showNote(news_, {}, false);
    takeSearches();
}

QString SearchView::stateOf(const session::SearchFacts& facts) const {
    if (!facts.problem.isEmpty()) return facts.problem;
    const QString trials = tr("%1 of %2")
                               .arg(facts.ended())
                               .arg(session::counted(facts.search.trialCount, tr("1 trial"), tr("%1 trials")));
    if (facts.running) return tr("%1, running").arg(trials);
    if (queue_.holds(facts.directory)) return tr("%1, waiting for its turn").arg(trials);
    if (facts.complete()) return tr("%1, complete").arg(trials);
    return tr("%1, stopped. Go on here, or with: oneshot search --resume %2")
        .arg(trials, QString::fromStdString(shellQuoted(facts.directory.string())));
}

void SearchView::showSearch(session::SearchFactsPtr facts) {
    const bool other = !facts || !search_ || facts->directory != search_->directory;
    search_ = std::move(facts);
    trials_->setSearch(search_ && search_->problem.isEmpty() ? search_ : nullptr);
    chart_->setSearch(search_ && search_->problem.isEmpty() ? search_ : nullptr);
    const int ended = search_ ? search_->ended() : 0;
    if (other || ended != fitted_) fitColumns(!other);
    fitted_ = ended;
    if (other) table_->clearSelection();
    const bool fault = search_ && !search_->problem.isEmpty();
    message_->setText(!wanted_.empty() ? tr("A new search is about to begin; it waits while a training runs.")
                      : search_        ? stateOf(*search_)
                                       : QString());
    setFault(message_, fault);
    showState();
}

void SearchView::fitColumns(bool neverNarrower) {
    for (int column = 0; column < trials_->columnCount(); ++column) {
        const int before = neverNarrower ? table_->columnWidth(column) : 0;
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, std::max(before, table_->columnWidth(column) + columnRoom));
    }
}

void SearchView::showState() {
    const SearchTrial* trial = chosenTrial();
    const bool here = search_ && queue_.holds(search_->directory);
    const bool complete = search_ && search_->complete();
    goOn_->setEnabled(search_ && search_->problem.isEmpty() && !search_->running && !here);
    goOn_->setText(complete ? tr("%1 more trials").arg(moreTrials) : tr("Go on"));
    goOn_->setAccessibleName(goOn_->text());
    goOn_->setToolTip(complete ? tr("Tries more values, after those that were tried")
                               : tr("Goes on with this search where it was stopped"));
    stop_->setEnabled(here);
    stop_->setToolTip(search_ && search_->running && !here ? tr("It runs in another process, and is stopped there")
                                                           : tr("Stops this search; it can go on later"));
    use_->setEnabled(trial && trial->accuracy);
    train_->setEnabled(trial);
    chart_->setChosen(trial ? trial->number : 0);
    list_->setVisible(list_->count() > 0);
}

const SearchTrial* SearchView::chosenTrial() const {
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    return rows.size() == 1 ? &trials_->trial(sorted_->mapToSource(rows[0]).row()) : nullptr;
}

void SearchView::chooseTrial(int number) {
    const QModelIndex row = sorted_->mapFromSource(trials_->index(number - 1, 0));
    table_->selectRow(row.row());
    table_->scrollTo(row);
}

void SearchView::goOn() {
    if (!search_) return;
    std::optional<int> trials;
    if (search_->complete()) trials = search_->search.trialCount + moreTrials;
    showNote(news_, {}, false);
    queue_.resumeSearch(search_->directory, trials);
}

void SearchView::train() {
    const SearchTrial* trial = chosenTrial();
    if (!trial) return;
    RunRequest request;
    request.config = search_->search.configOf(*trial);
    const auto preset = std::ranges::find(presets(), request.config.preset, &Preset::name);
    if (preset != presets().end()) {
        request.config.length.steps = preset->config.length.steps;
        request.config.length.minutes = preset->config.length.minutes;
    }
    request.background = search_->search.data.background.spec;
    request.validation = search_->search.data.validation.spec;
    Q_EMIT trainRequested(request);
}

}  // namespace oneshot::ui
