#include "ui/pages/runs/compare_view.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

#include "ui/fields/dataset_words.h"
#include "ui/fields/learner_list.h"
#include "ui/pages/runs/comparison_model.h"
#include "ui/pages/runs/protocol_form.h"
#include "ui/report/comparison_chart.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int settingsWidth = 330;
constexpr int widestName = 230, widestSetting = 170;  // px, of the table's columns

ComparisonRequest comparisonOf(const EvaluationRequest& request) {
    return {request.lake,
            request.data,
            {request.ways, {request.shots}, request.withinAlphabet, request.tasks, request.seed}};
}

}  // namespace

CompareView::CompareView(session::Workspace& workspace, const EvaluationRequest& first, QWidget* parent)
    : QWidget(parent), workspace_(workspace), asked_(workspace.models()) {
    setObjectName(QStringLiteral("runs.compare.view"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addWidget(makeSettings(first));
    columns->addWidget(makeResult(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(makeHeader());
    layout->addLayout(columns, 1);

    connect(&asked_, &session::ModelComparison::changed, this, &CompareView::take);
    connect(&asked_, &session::ModelComparison::progressed, bar_, &QProgressBar::setValue);
    connect(&asked_, &session::ModelComparison::ended, this, &CompareView::showState);
    connect(&asked_, &session::ModelComparison::failed, this, [this](const QString& why) { say(why, true); });
    connect(&asked_, &session::ModelComparison::saved, this,
            [this](const QString& path) { say(tr("Saved %1").arg(QDir::toNativeSeparators(path))); });
    connect(&asked_, &session::ModelComparison::notSaved, this, [this](const QString& why) { say(why, true); });
    connect(learners_, &LearnerList::changed, this, &CompareView::showState);
    connect(protocol_, &ProtocolForm::changed, this, &CompareView::showState);
    take();
}

QWidget* CompareView::makeHeader() {
    QToolButton* back = flatButton("runs.compare.back", "previous", tr("All runs"), tr("Back to the list of runs"));
    connect(back, &QToolButton::clicked, this, &CompareView::closed);
    auto* exportMenu = new QMenu(this);
    exportMenu
        ->addAction(lineIcon("save"), tr("The table as CSV..."), this,
                    [this] { askWhereToSaveTable(QStringLiteral("csv"), tr("CSV table (*.csv)")); })
        ->setObjectName(QStringLiteral("runs.compare.export.csv"));
    exportMenu
        ->addAction(lineIcon("save"), tr("The table as Markdown..."), this,
                    [this] { askWhereToSaveTable(QStringLiteral("md"), tr("Markdown (*.md)")); })
        ->setObjectName(QStringLiteral("runs.compare.export.md"));
    export_ = flatButton("runs.compare.export", "save", tr("Export"), tr("Saves the table"));
    export_->setMenu(exportMenu);
    export_->setPopupMode(QToolButton::InstantPopup);
    auto* header = new QWidget;
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addWidget(pageTitle(tr("Compare learners")), 1);
    line->addWidget(export_);
    line->addWidget(back);
    return header;
}

QWidget* CompareView::makeSettings(const EvaluationRequest& first) {
    learners_ = new LearnerList(QStringLiteral("runs.compare.learners"));
    QLabel* caption = fieldCaption(tr("Learners"), learners_);
    protocol_ = new ProtocolForm(QStringLiteral("runs.compare"), first);
    against_ = new QComboBox;
    against_->setObjectName(QStringLiteral("runs.compare.against"));
    against_->addItems({tr("the best"), tr("the first")});
    against_->setToolTip(
        tr("What differences are of: the most accurate learner that saw none of the characters, "
           "setting by setting, or the first of the list"));
    auto* againstLine = new QHBoxLayout;
    againstLine->setSpacing(8);
    againstLine->addWidget(fieldCaption(tr("Compared with"), against_));
    againstLine->addWidget(against_, 1);
    start_ = new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Compare"));
    start_->setObjectName(QStringLiteral("runs.compare.start"));
    setStyleRole(start_, "primary");
    connect(start_, &QPushButton::clicked, this, &CompareView::start);
    cancel_ = new QPushButton(lineIcon("stop"), tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("runs.compare.cancel"));
    cancel_->setToolTip(tr("What was answered stays"));
    connect(cancel_, &QPushButton::clicked, &asked_, &session::ModelComparison::cancel);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(start_, 1);
    buttons->addWidget(cancel_, 1);
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("runs.compare.progress"));
    bar_->setAccessibleName(tr("Progress of the comparison"));
    bar_->setTextVisible(false);
    message_ = new QLabel;
    message_->setObjectName(QStringLiteral("runs.compare.message"));
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(caption);
    column->addWidget(learners_, 1);
    column->addWidget(protocol_);
    column->addLayout(againstLine);
    column->addLayout(buttons);
    column->addWidget(bar_);
    column->addWidget(message_);
    QFrame* frame = card(column);
    frame->setFixedWidth(settingsWidth);
    return frame;
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
    auto* top = new QWidget;
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins({});
    column->setSpacing(6);
    column->addWidget(viewCard(table_), 1);
    column->addWidget(note_);
    return splitter("runs.compare.splitter", Qt::Vertical, {{top, 300}, {plot_, 380}});
}

void CompareView::offer(const std::vector<std::filesystem::path>& runs) {
    QStringList ticked{session::ModelLibrary::shipped, QStringLiteral("pixels-l2")};
    for (const std::filesystem::path& run : runs) ticked += QString::fromStdString(run.string());
    workspace_.models().offer(ticked);  // older ones are not among the newest
    learners_->setEntries(workspace_.models().entries(), ticked);
    showState();
}

void CompareView::start() {
    say({});
    bar_->setValue(0);
    asked_.start({learners_->ticked(), comparisonOf(protocol_->request()),
                  against_->currentIndex() == 0 ? Reference::Best : Reference::First});
    showState();
}

void CompareView::take() {
    const session::ComparisonPtr& comparison = asked_.comparison();
    QString note =
        tr("Accuracy in percent, 95 % intervals. ★ what the others are compared with on the same tasks · "
           "▼ less, ▲ more accurate · ≈ not told apart (p adjusted by Holm, 0.05)");
    if (comparison)
        for (const DatasetWarning& warning : comparison->material->dataset.readingWarnings)
            note += u'\n' + tr("Warning: %1").arg(warningSentence(warning));
    note_->setText(note);
    model_->setComparison(comparison);
    table_->clearSpans();
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->hasProblem(row) && model_->columnCount() > ComparisonModel::FirstSetting + 1)
            table_->setSpan(row, ComparisonModel::FirstSetting, 1,
                            model_->columnCount() - ComparisonModel::FirstSetting);
    table_->resizeColumnsToContents();
    for (int column = 0; column < model_->columnCount(); ++column)
        table_->setColumnWidth(column, std::min(column < ComparisonModel::FirstSetting ? widestName : widestSetting,
                                                table_->columnWidth(column)));
    if (comparison)
        plot_->renewChart(report::comparisonChart(*comparison));
    else if (plot_->chart().series.empty())
        plot_->setChart(report::waysAxes());
    else
        plot_->clear();  // which curves are hidden it keeps
    plot_->setSubtitle(comparison ? tr("95 % intervals") : QString());
    plot_->setVisible(!comparison || !comparison->material->lake());  // these have one number of ways
    showState();
}

void CompareView::showState() {
    const bool running = asked_.running();
    const session::ComparisonPtr& comparison = asked_.comparison();
    const QString fault =
        learners_->ticked().isEmpty() ? tr("Tick at least one learner, better two.") : protocol_->fault();
    const QWidget* focus = window()->focusWidget();
    start_->setEnabled(!running && fault.isEmpty());
    start_->setToolTip(fault);
    cancel_->setEnabled(running);
    if (focus == start_ && running) cancel_->setFocus();  // a disabled button would hand it to whatever comes next
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
    if (asked_.comparison()) asked_.save(path, forExcel);
}

}  // namespace oneshot::ui
