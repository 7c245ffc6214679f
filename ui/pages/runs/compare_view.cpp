#include "ui/pages/runs/compare_view.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

#include "ui/fields/dataset_words.h"
#include "ui/fields/learner_list.h"
#include "ui/pages/runs/comparison_model.h"
#include "ui/pages/runs/protocol_form.h"
#include "ui/report/comparison_chart.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int settingsWidth = 330;  // px, at least
constexpr int learnersInSight = 6;
enum Content { Table, Empty };
constexpr int maxNameLetters = 34, maxSettingLetters = 46;  // widths of the table's columns

ComparisonRequest comparisonOf(const EvaluationRequest& request) {
    return {request.lake,
            request.data,
            {request.ways, {request.shots}, request.withinAlphabet, request.tasks, request.seed}};
}

}  // namespace

CompareView::CompareView(session::Workspace& workspace, const EvaluationRequest& first)
    : workspace_(workspace), comparer_(workspace.models()) {
    setObjectName(QStringLiteral("runs.compare.view"));
    QLayout* columns = rowLayout(12, {makeSettings(first), {makeResult(), 1}});
    setLayout(columnLayout(8, {makeHeader(), {columns, 1}}));

    connect(&comparer_, &session::ModelComparison::changed, this, &CompareView::take);
    connect(&comparer_, &session::ModelComparison::progressed, bar_, &QProgressBar::setValue);
    connect(&comparer_, &session::ModelComparison::ended, this, &CompareView::showState);
    for (const auto fault : {&session::ModelComparison::failed, &session::ModelComparison::notSaved})
        connect(&comparer_, fault, this, [this](const QString& why) { say(why, true); });
    connect(&comparer_, &session::ModelComparison::saved, this,
            [this](const QString& path) { say(tr("Saved %1").arg(QDir::toNativeSeparators(path))); });
    setFocusProxy(learners_);
    connect(learners_, &LearnerList::changed, this, &CompareView::showState);
    connect(protocol_, &ProtocolForm::changed, this, &CompareView::showState);
    take();
}

QLayout* CompareView::makeHeader() {
    QToolButton* back = flatButton("runs.compare.back", "previous", tr("All runs"), tr("Back to the list of runs"));
    connect(back, &QToolButton::clicked, this, &CompareView::closed);
    auto* exportMenu = new QMenu(this);
    const auto addExport = [&](const QString& text, const QString& suffix, const QString& filter) {
        QAction* action = exportMenu->addAction(lineIcon("save"), text, this,
                                                [this, suffix, filter] { askWhereToSaveTable(suffix, filter); });
        action->setObjectName(QStringLiteral("runs.compare.export.") + suffix);
    };
    addExport(tr("The table as CSV..."), QStringLiteral("csv"), tr("CSV table (*.csv)"));
    addExport(tr("The table as Markdown..."), QStringLiteral("md"), tr("Markdown (*.md)"));
    export_ = flatButton("runs.compare.export", "save", tr("Export"), tr("Saves the table"));
    export_->setMenu(exportMenu);
    export_->setPopupMode(QToolButton::InstantPopup);
    return rowLayout(8, {{pageTitle(tr("Compare learners")), 1}, export_, back});
}

QWidget* CompareView::makeSettings(const EvaluationRequest& first) {
    learners_ = new LearnerList(QStringLiteral("runs.compare.learners"));
    QLabel* caption = fieldCaption(tr("Learners"), learners_);
    protocol_ = new ProtocolForm(QStringLiteral("runs.compare"), first);
    against_ = new QComboBox;
    against_->setObjectName(QStringLiteral("runs.compare.against"));
    against_->addItems({tr("the best"), tr("the first")});
    against_->setToolTip(
        tr("What the others are compared with: the most accurate learner that saw none of the characters, "
           "setting by setting, or the first of the list"));
    auto* againstCaption = new QLabel(tr("Compared with"));
    againstCaption->setBuddy(against_);
    against_->setAccessibleName(againstCaption->text());
    QLayout* againstLine = rowLayout(8, {againstCaption, {against_, 1}});
    start_ = new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Compare"));
    start_->setObjectName(QStringLiteral("runs.compare.start"));
    setStyleRole(start_, "primary");
    connect(start_, &QPushButton::clicked, this, &CompareView::start);
    cancel_ = new QPushButton(lineIcon("stop"), tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("runs.compare.cancel"));
    cancel_->setToolTip(tr("What was answered stays"));
    connect(cancel_, &QPushButton::clicked, &comparer_, &session::ModelComparison::cancel);
    QLayout* buttons = rowLayout(8, {{start_, 1}, {cancel_, 1}});
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("runs.compare.progress"));
    bar_->setAccessibleName(tr("Progress of the comparison"));
    bar_->setTextVisible(false);
    message_ = textLabel("runs.compare.message");

    learners_->setMinimumHeight(learnersInSight * (fontMetrics().height() + 8));
    QFrame* frame =
        card(columnLayout(8, {caption, {learners_, 100}, protocol_, againstLine, buttons, bar_, message_, Filler{}}));
    QScrollArea* column = scrolled(frame, Qt::ScrollBarAlwaysOff);
    column->setFixedWidth(std::max(settingsWidth, frame->minimumSizeHint().width()) +
                          column->verticalScrollBar()->sizeHint().width());
    return column;
}

QWidget* CompareView::makeResult() {
    model_ = new ComparisonModel(this);
    table_ = rowTable("runs.compare.table", tr("Learners by setting"), model_);
    table_->setWordWrap(false);
    table_->setTextElideMode(Qt::ElideMiddle);  // names of runs differ at their ends
    plot_ = new CurvePlot;
    plot_->setObjectName(QStringLiteral("runs.compare.plot"));
    note_ = new QLabel;
    note_->setObjectName(QStringLiteral("runs.compare.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    QLabel* empty = textLabel("runs.compare.empty");
    empty->setText(
        tr("Tick learners on the left and compare them. Each becomes a row here, each number of ways a column: "
           "its accuracy, and the difference from the best with its interval and p."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(24);
    result_ = new QStackedWidget;
    result_->addWidget(table_);
    result_->addWidget(empty);
    auto* top = new QWidget;
    top->setLayout(columnLayout(6, {{viewCard(result_), 1}, note_}));
    return splitter("runs.compare.splitter", Qt::Vertical, {{top, 300}, {plot_, 380}});
}

void CompareView::offer(const std::vector<std::filesystem::path>& runs) {
    QStringList ticked{session::ModelLibrary::shipped, QStringLiteral("pixels-l2")};
    for (const std::filesystem::path& run : runs) ticked += QString::fromStdString(run.string());
    workspace_.models().offer(ticked);  // older ones are not among the newest
    learners_->setEntries(workspace_.models().entries(), ticked);
    learners_->setMaximumHeight(std::max(learners_->minimumHeight(), learners_->heightOfAll()));
    showState();
}

void CompareView::start() {
    say({});
    bar_->setValue(0);
    comparer_.start({learners_->ticked(), comparisonOf(protocol_->request()),
                     against_->currentIndex() == 0 ? Reference::Best : Reference::First});
    showState();
}

void CompareView::take() {
    const session::ComparisonPtr& comparison = comparer_.comparison();
    QString note = tr(
        "Accuracy in percent; below it the difference from ★ on the same tasks, in percent points. 95 % intervals; p "
        "adjusted for all learners by Holm. ▼ less, ▲ more accurate · ≈ not told apart at 0.05");
    if (comparison)
        for (const DatasetWarning& warning : comparison->material->dataset.readingWarnings)
            note += u'\n' + tr("Warning: %1").arg(warningSentence(warning));
    note_->setText(note);
    model_->setComparison(comparison);
    table_->clearSpans();
    const int settings = model_->columnCount() - ComparisonModel::FirstSetting;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->hasProblem(row) && settings > 1) table_->setSpan(row, ComparisonModel::FirstSetting, 1, settings);
    table_->resizeColumnsToContents();
    for (int column = 0; column < model_->columnCount(); ++column) {
        const int letters = column < ComparisonModel::FirstSetting ? maxNameLetters : maxSettingLetters;
        table_->setColumnWidth(
            column, std::min(letters * table_->fontMetrics().averageCharWidth(), table_->columnWidth(column)));
    }
    for (int row = 0; row < model_->rowCount(); ++row)
        table_->setRowHeight(row, 2 * table_->fontMetrics().lineSpacing() + 8);
    result_->setCurrentIndex(comparison ? Table : Empty);
    if (comparison)
        plot_->renewChart(report::comparisonChart(*comparison));
    else if (plot_->chart().series.empty())
        plot_->setChart(report::waysAxes());
    else
        plot_->clear();  // keeps which curves are hidden
    plot_->setSubtitle(comparison ? tr("95 % intervals") : QString());
    plot_->setVisible(!comparison || !comparison->material->lake());  // Lake's have one number of ways
    showState();
}

void CompareView::showState() {
    const bool running = comparer_.running();
    const session::ComparisonPtr& comparison = comparer_.comparison();
    const QString fault =
        learners_->ticked().isEmpty() ? tr("Tick at least one learner, better two.") : protocol_->fault();
    const QWidget* focus = window()->focusWidget();
    start_->setEnabled(!running && fault.isEmpty());
    start_->setToolTip(fault);
    cancel_->setEnabled(running);
    if (focus == start_ && running) cancel_->setFocus();  // a disabled button would pass the focus on
    if (focus == cancel_ && !running) start_->setFocus();
    if (!running) bar_->setValue(0);
    export_->setEnabled(comparison != nullptr);
    note_->setVisible(comparison != nullptr);
    plot_->setEmptyText(running && !comparison ? tr("The first learner is being asked")
                                               : tr("No curve yet – tick learners and compare them"));
}

void CompareView::say(const QString& text, bool fault) {
    message_->setText(text);
    setFault(message_, fault);
}

void CompareView::askWhereToSaveTable(const QString& suffix, const QString& filter) {
    askWhereToSave(
        this,
        {QStringLiteral("runs.compare.export"), tr("Save the table"), QStringLiteral("comparison.") + suffix, filter},
        [this](const QString& path, bool forExcel) { save(path, forExcel); });
}

void CompareView::save(const QString& path, bool forExcel) {
    if (comparer_.comparison()) comparer_.save(path, forExcel);
}

}  // namespace oneshot::ui
