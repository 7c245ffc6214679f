#include "ui/pages/runs/search_view.h"

#include <QComboBox>
#include <QDateTime>
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
#include "ui/pages/runs/search_trial_model.h"
#include "ui/session/common/words.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

enum Content { Result, Empty };
constexpr int columnRoom = 22;  // px, between two columns

QString nameOf(const session::SearchFacts& facts) {
    if (!facts.problem.isEmpty()) return QString::fromStdString(facts.directory.filename().string());
    const QDateTime started = QDateTime::fromString(QString::fromStdString(facts.search.startedUtc), Qt::ISODate);
    return SearchView::tr("%1, %2").arg(QString::fromStdString(facts.search.config.preset),
                                        QLocale().toString(started.toLocalTime(), QLocale::ShortFormat));
}

QString stateOf(const session::SearchFacts& facts) {
    if (!facts.problem.isEmpty()) return facts.problem;
    const QString trials =
        SearchView::tr("%1 of %2")
            .arg(facts.ended())
            .arg(session::counted(facts.search.trialCount, SearchView::tr("1 trial"), SearchView::tr("%1 trials")));
    if (facts.running) return SearchView::tr("%1, running").arg(trials);
    if (facts.complete()) return SearchView::tr("%1, complete").arg(trials);
    return SearchView::tr("%1, stopped. Go on with: oneshot search --resume %2")
        .arg(trials, QString::fromStdString(shellQuoted(facts.directory.string())));
}

}  // namespace

SearchView::SearchView(session::Workspace& workspace, std::filesystem::path folder)
    : workspace_(workspace), watch_(std::move(folder)), content_(new QStackedWidget) {
    setObjectName(QStringLiteral("runs.search.view"));
    content_->addWidget(makeResult());
    content_->addWidget(makeEmpty());
    setLayout(columnLayout(8, {makeHeader(), {content_, 1}}));

    connect(&watch_, &session::SearchWatch::changed, this, &SearchView::takeSearches);
    connect(list_, &QComboBox::activated, this,
            [this](int row) { showSearch(watch_.searches()[static_cast<std::size_t>(row)]); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SearchView::showState);
    connect(chart_, &ParallelChart::clicked, this, &SearchView::chooseTrial);
    showState();
}

QLayout* SearchView::makeHeader() {
    list_ = new QComboBox;
    list_->setObjectName(QStringLiteral("runs.search.list"));
    list_->setAccessibleName(tr("Search"));
    list_->setMinimumWidth(260);
    message_ = textLabel("runs.search.message");
    message_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // a long folder is cut, and can be copied
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

    QLayout* line = rowLayout(8, {pageTitle(tr("Searches")), list_, Filler{}, use_, train_, back});
    return columnLayout(6, {line, message_});
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
        new QLabel(tr("No search yet. The command line begins one, and its trials come here as they are trained:\n\n"
                      "oneshot search --data glyphs --validation glyphs:seed=2 --range learning_rate=0.0001:0.1:log "
                      "--trials 20 --minutes 60"));
    text->setObjectName(QStringLiteral("runs.search.empty"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFrame* frame = card(columnLayout(0, {text}));
    frame->setFixedWidth(520);
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
    const auto shown = search_
                           ? std::ranges::find(searches, search_->directory,
                                               [](const session::SearchFactsPtr& facts) { return facts->directory; })
                           : searches.begin();
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
    message_->setText(search_ ? stateOf(*search_) : QString());
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
