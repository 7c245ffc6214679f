#include "ui/pages/runs/runs_page.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/error.h"
#include "core/search/search.h"
#include "ui/fields/report_menu.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs/config_differences.h"
#include "ui/pages/runs/evaluate_dialog.h"
#include "ui/pages/runs/run_curves.h"
#include "ui/pages/runs/run_filter_bar.h"
#include "ui/pages/runs/run_filter_model.h"
#include "ui/pages/runs/run_notes_panel.h"
#include "ui/pages/runs/run_table_model.h"
#include "ui/pages/runs/search_view.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

enum Content { List, Empty };
constexpr int settingNames = 220, narrowestColumn = 150, widestColumn = 420;  // px, of the settings side by side
constexpr int longestName = 26;  ///< characters of a run's name in a legend

QString shortName(const RunSummary& run) {
    const QString title = titleOf(run);
    return title.size() <= longestName ? title : title.left(longestName / 2 - 1) + u'…' + title.right(longestName / 2);
}

}  // namespace

RunsPage::RunsPage(session::RunIndex& index, session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), index_(index), workspace_(workspace), content_(new QStackedWidget) {
    setObjectName(QStringLiteral("page.runs"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(8);
    header_ = makeHeader();
    layout->addWidget(header_);
    auto* split = new QSplitter(Qt::Vertical);
    split->setObjectName(QStringLiteral("runs.splitter"));
    split->setHandleWidth(12);
    split->setChildrenCollapsible(false);
    split->addWidget(makeList());
    split->addWidget(makeDetails());
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({300, 330});
    content_->addWidget(split);
    content_->addWidget(makeEmpty());
    layout->addWidget(content_, 1);

    connect(&index_, &session::RunIndex::changed, this, &RunsPage::takeRuns);
    connect(&index_, &session::RunIndex::failed, this, [this](const QString& why) { say(why, true); });
    connect(&index_, &session::RunIndex::progressed, this, [this](int percent) {
        if (percent < 100) say(tr("Reading the runs, %1 %").arg(percent));
        if (percent == 100) say({});
    });
    connect(filters_, &RunFilterBar::changed, this, [this] {
        shown_->setFilter(filters_->filter());
        takeSelection();
        showSummary();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::takeSelection);
    connect(&reader_, &session::RunDetailsReader::ready, this, &RunsPage::takeDetails);
    connect(notes_, &RunNotesPanel::edited, this,
            [this](const std::filesystem::path& run, const RunNotes& before, const RunNotes& after) {
                index_.changeNotes(run, [before, after](RunNotes& notes) {
                    if (after.name != before.name) notes.name = after.name;
                    if (after.tags != before.tags) notes.tags = after.tags;
                    if (after.note != before.note) notes.note = after.note;
                });
            });
    connect(&evaluator_, &session::RunEvaluator::progressed, bar_, &QProgressBar::setValue);
    connect(&evaluator_, &session::RunEvaluator::evaluated, this,
            [this](const std::filesystem::path& run, const QString& sentence, bool fault) {
                const RunSummary* summary = index_.find(run);
                say(tr("%1: %2").arg(summary ? titleOf(*summary) : QString::fromStdString(run.filename().string()),
                                     sentence),
                    fault);
                index_.refresh();
                showState();
            });
    connect(&evaluator_, &session::RunEvaluator::ended, this, &RunsPage::showState);
    connect(&series_, &session::SeriesExport::saved, this, [this](const QString& path, const QString& lacking) {
        const QString saved = tr("Saved %1").arg(QDir::toNativeSeparators(path));
        say(lacking.isEmpty() ? saved : tr("%1. It lacks rows of metrics.csv: %2.").arg(saved, lacking),
            !lacking.isEmpty());
    });
    connect(&series_, &session::SeriesExport::failed, this, [this](const QString& why) { say(why, true); });
    takeRuns();
}

RunsPage::~RunsPage() {
    notes_->commit();
}

void RunsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous()) table_->setFocus();
    index_.refresh();
}

void RunsPage::hideEvent(QHideEvent* event) {
    notes_->commit();
    QWidget::hideEvent(event);
}

void RunsPage::takeRuns() {
    const std::vector<std::filesystem::path> before = chosen_;
    filling_ = true;
    runs_->setRuns(index_.runs());
    filters_->setTags(runs_->tags());
    filling_ = false;
    choose(before);
    content_->setCurrentIndex(index_.runs()->empty() && index_.scanned() && index_.trashed() == 0 ? Empty : List);
    takeSelection();
    showSummary();
}

void RunsPage::choose(const std::vector<std::filesystem::path>& runs) {
    if (runs == chosen()) return;
    QItemSelection selection;
    for (const auto& directory : runs)
        if (const int row = runs_->rowOf(directory); row >= 0) {
            const QModelIndex index = shown_->mapFromSource(runs_->index(row, 0));
            if (index.isValid()) selection.select(index, index);
        }
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!selection.isEmpty())
        table_->selectionModel()->setCurrentIndex(selection.indexes().first(), QItemSelectionModel::NoUpdate);
}

std::vector<std::filesystem::path> RunsPage::chosen() const {
    QModelIndexList rows = table_->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    std::vector<std::filesystem::path> runs;
    for (const QModelIndex& row : rows) runs.push_back(runs_->run(shown_->mapToSource(row).row()).directory);
    return runs;
}

std::vector<const RunSummary*> RunsPage::chosenRuns() const {
    std::vector<const RunSummary*> runs;
    for (const auto& directory : chosen_)
        if (const int row = runs_->rowOf(directory); row >= 0) runs.push_back(&runs_->run(row));
    return runs;
}

const RunSummary* RunsPage::onlyRun() const {
    const auto runs = chosenRuns();
    return runs.size() == 1 ? runs[0] : nullptr;
}

void RunsPage::showStanding(RunStanding standing) {
    if (header_->isHidden()) takeThePageBack();
    filters_->showStanding(standing);
    if (shown_->rowCount() > 0) table_->selectRow(0);
}

void RunsPage::takeSelection() {
    if (filling_) return;
    chosen_ = chosen();
    std::vector<std::filesystem::path> read = chosen_;
    if (read.size() > mostCurves) read.resize(mostCurves);
    reader_.read(read);
    notes_->setRuns(chosenRuns());
    showState();
}

void RunsPage::takeDetails() {
    QStringList names;
    for (const session::RunDetailsPtr& details : reader_.details()) {
        const int row = runs_->rowOf(details->directory);
        names += row >= 0 ? shortName(runs_->run(row)) : QString::fromStdString(details->directory.filename().string());
    }
    curves_->setRuns(reader_.details(), names);
    std::vector<const RunRecord*> records;
    for (const session::RunDetailsPtr& details : reader_.details())
        records.push_back(details->record ? &*details->record : nullptr);
    differences_->setRuns(records, names);
    if (!names.isEmpty())
        differencesTable_->horizontalHeader()->setDefaultSectionSize(std::clamp(
            (views_->width() - settingNames) / static_cast<int>(names.size()), narrowestColumn, widestColumn));
    differencesTable_->resizeColumnToContents(0);
    showDetails();
}

void RunsPage::showDetails() {
    const auto count = static_cast<int>(reader_.details().size());
    const bool cut = static_cast<int>(chosen_.size()) > count && count == mostCurves;
    const QString note = cut ? tr("the first %1 of %2 chosen").arg(count).arg(chosen_.size()) : QString();
    QString problems;
    for (const session::RunDetailsPtr& details : reader_.details())
        if (!details->problem.isEmpty()) problems = details->problem;
    curves_->setNote(note);
    curves_->setEmptyText(count == 0           ? tr("Choose one run, or several to compare: Ctrl or Shift and click")
                          : problems.isEmpty() ? tr("No curve yet: this run was not far enough")
                                               : problems);
    const int differences = differences_->differences();
    QString text = count == 0   ? tr("Choose runs in the table")
                   : count == 1 ? tr("Choose several runs to see how they differ")
                   : differences == 0
                       ? tr("All settings are the same")
                       : session::counted(differences, tr("1 setting differs"), tr("%1 settings differ"));
    if (cut) text += QStringLiteral(" · ") + note;
    differencesNote_->setText(text);
}

void RunsPage::showState() {
    const auto runs = chosenRuns();
    const bool some = !runs.empty(), evaluating = evaluator_.running();
    const RunSummary* one = onlyRun();
    resume_->setEnabled(one && one->resumable());
    repeat_->setEnabled(one && one->problem.empty());
    evaluate_->setEnabled(some && !evaluating);
    export_->setEnabled(some);
    report_->setRun(one ? QString::fromStdString(one->directory.string()) : QString());
    for (QAction* action : {rename_, use_, reveal_}) action->setEnabled(one);
    star_->setEnabled(some);
    const bool starred = some && std::ranges::all_of(runs, [](const RunSummary* run) { return run->notes.starred; });
    star_->setText(starred ? tr("Take the star away") : tr("Give a star"));
    throwAway_->setEnabled(some);
    throwAway_->setText(runs.size() > 1 ? tr("Move %1 runs to the trash").arg(runs.size()) : tr("Move to the trash"));
    undoTrash_->setEnabled(index_.canUndoTrash());
    undo_->setVisible(index_.canUndoTrash());
    for (QAction* action : {restoreAll_, revealTrash_, emptyTrash_}) action->setEnabled(index_.trashed() > 0);
    emptyTrash_->setText(index_.trashed() > 0 ? tr("Empty the trash (%1)...").arg(index_.trashed())
                                              : tr("Empty the trash..."));
    bar_->setVisible(evaluating);
    cancel_->setVisible(evaluating);
    message_->setVisible(!message_->text().isEmpty());
}

void RunsPage::showSummary() {
    const int all = runs_->rowCount(), shown = shown_->rowCount();
    const auto died = std::ranges::count_if(*index_.runs(), &RunSummary::died);
    QString text = !index_.scanned() && all == 0 ? tr("Looking at the folders")
                                                 : session::counted(all, tr("1 run"), tr("%1 runs"));
    if (shown < all) text += tr(", %1 shown").arg(QLocale().toString(shown));
    if (died > 0)
        text += session::counted(died, tr(" · 1 was interrupted: choose it and resume it"),
                                 tr(" · %1 were interrupted: choose one and resume it"));
    if (index_.trashed() > 0) text += tr(" · %1 in the trash").arg(index_.trashed());
    summary_->setText(text);
}

void RunsPage::say(const QString& text, bool fault) {
    message_->setText(text);
    setStyleRole(message_, "fault", fault);
    setStyleRole(message_, "muted", !fault);
    message_->setVisible(!text.isEmpty());
}

void RunsPage::takeBack(const QString& text) {
    if (message_->text() == text) say({});
}

void RunsPage::toggleStars(bool on) {
    for (const RunSummary* run : chosenRuns())
        index_.changeNotes(run->directory, [on](RunNotes& notes) { notes.starred = on; });
}

void RunsPage::repeat(bool newSeed) {
    const RunSummary* run = onlyRun();
    if (!run) return;
    try {
        const RunRecord record = readRunRecord(run->directory);
        RunRequest request;
        request.config = record.config;
        request.background = record.background;
        request.validation = record.validation;
        // By minutes, the same training is the one with the same plans, not with the same clock.
        if (newSeed)
            request.config.seed = QRandomGenerator::global()->bounded(1U << 31);
        else
            request.plans = record.plans;
        Q_EMIT repeatRequested(request);
    } catch (const Error& error) {
        say(QString::fromUtf8(error.what()), true);
    }
}

void RunsPage::askWhatToEvaluate() {
    if (chosen_.empty() || evaluator_.running()) return;
    suggestData();
    auto* dialog = new EvaluateDialog(static_cast<int>(chosen_.size()), lastEvaluation_, this);
    connect(dialog, &EvaluateDialog::chosen, this, [this](const EvaluationRequest& request) {
        const std::string dataset = request.data.empty() ? lastEvaluation_.data : request.data;
        lastEvaluation_ = request;
        lastEvaluation_.data = dataset;
        bar_->setValue(0);
        evaluator_.start(chosen_, request);
        say(chosen_.size() == 1 ? tr("Evaluating the run") : tr("Evaluating %1 runs").arg(chosen_.size()));
        showState();
    });
    dialog->open();
}

void RunsPage::suggestData() {
    if (!lastEvaluation_.data.empty()) return;
    lastEvaluation_.data = workspace_.heldOut()   ? workspace_.heldOut()->spec
                           : workspace_.dataset() ? workspace_.dataset()->spec
                                                  : "glyphs:seed=99";
}

void RunsPage::giveThePageTo(QWidget* view) {
    header_->hide();
    content_->hide();
    view->show();
}

void RunsPage::takeThePageBack() {
    for (QWidget* view : std::initializer_list<QWidget*>{comparison_, searches_})
        if (view) view->hide();
    header_->show();
    content_->show();
    table_->setFocus();
}

void RunsPage::showSearches() {
    if (!searches_) {
        searches_ = new SearchView(workspace_, searchesFolder());
        layout()->addWidget(searches_);
        connect(searches_, &SearchView::closed, this, &RunsPage::takeThePageBack);
        connect(searches_, &SearchView::trainRequested, this, [this](const RunRequest& request) {
            takeThePageBack();  // where a refusal is told
            Q_EMIT repeatRequested(request);
        });
    }
    giveThePageTo(searches_);
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
    comparison_->offer(chosen_);
    giveThePageTo(comparison_);
}

void RunsPage::askWhereToSaveSeries() {
    askWhereToSave(
        this,
        {QStringLiteral("runs.export"), tr("Save all series"), QStringLiteral("runs.csv"), tr("CSV table (*.csv)")},
        [this](const QString& path, bool forExcel) { saveSeries(path, forExcel); });
}

void RunsPage::saveSeries(const QString& path, bool forExcel) {
    std::vector<std::pair<std::filesystem::path, std::string>> runs;
    for (const RunSummary* run : chosenRuns()) runs.emplace_back(run->directory, run->title());
    series_.save(runs, path, forExcel);
}

void RunsPage::throwAway() {
    if (chosen_.empty()) return;
    notes_->commit();
    const auto runs = chosenRuns();
    say(runs.size() == 1 ? tr("%1 is in the trash").arg(titleOf(*runs[0]))
                         : tr("%1 runs are in the trash").arg(runs.size()));
    index_.moveToTrash(chosen_);
}

void RunsPage::askToEmptyTrash() {
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Empty the trash"),
                                     session::counted(index_.trashed(), tr("Delete the run in the trash for ever?"),
                                                      tr("Delete %1 runs in the trash for ever?")),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("runs.trash.question"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Their weights, curves and notes cannot be brought back."));
    QPushButton* empty = question->addButton(tr("Delete for ever"), QMessageBox::DestructiveRole);
    empty->setObjectName(QStringLiteral("runs.trash.question.delete"));
    QPushButton* keep = question->addButton(tr("Keep them"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("runs.trash.question.keep"));
    question->setEscapeButton(keep);
    question->setDefaultButton(keep);
    connect(empty, &QPushButton::clicked, &index_, [this] {
        say({});
        index_.emptyTrash();
    });
    question->open();
}

void RunsPage::reveal(const std::filesystem::path& folder) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(folder.string())));
}

}  // namespace oneshot::ui
