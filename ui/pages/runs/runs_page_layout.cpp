// What the page is made of and where it stands; runs_page.cpp is what it does.
#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "ui/fields/report_menu.h"
#include "ui/pages/runs/config_differences.h"
#include "ui/pages/runs/run_curves.h"
#include "ui/pages/runs/run_filter_bar.h"
#include "ui/pages/runs/run_notes_panel.h"
#include "ui/pages/runs/run_table_model.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QToolButton* menuButton(const char* objectName, const char* icon, const QString& text, const QString& tip,
                        QMenu* menu) {
    QToolButton* made = flatButton(objectName, icon, text, tip);
    made->setMenu(menu);
    made->setPopupMode(QToolButton::InstantPopup);
    menu->setToolTipsVisible(true);
    return made;
}

/// Of which several rows can be chosen.
QTableView* table(const char* objectName, const QString& name, QAbstractItemModel* model) {
    QTableView* view = rowTable(objectName, name, model);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setWordWrap(false);
    view->setTextElideMode(Qt::ElideMiddle);  // names and paths differ at their ends
    return view;
}

}  // namespace

void RunsPage::makeActions() {
    const auto action = [this](const char* objectName, const char* icon, const QString& text, auto done) {
        auto* made = new QAction(lineIcon(icon), text, this);
        made->setObjectName(QLatin1String(objectName));
        connect(made, &QAction::triggered, this, done);
        return made;
    };
    star_ = action("runs.star", "star", tr("Give a star"), [this] {
        const auto runs = chosenRuns();
        toggleStars(!std::all_of(runs.begin(), runs.end(), [](const RunSummary* run) { return run->notes.starred; }));
    });
    rename_ = action("runs.rename", "pen", tr("Rename..."), [this] {
        tabs_->button(2)->click();
        notes_->editName();
    });
    use_ = action("runs.use", "model", tr("Use as the model"), [this] {
        if (const RunSummary* run = onlyRun()) workspace_.chooseModel(QString::fromStdString(run->directory.string()));
    });
    use_->setToolTip(tr("Makes its best weights the model in use on the other pages"));
    reveal_ = action("runs.reveal", "folder", tr("Reveal the folder"), [this] {
        if (const RunSummary* run = onlyRun()) reveal(run->directory);
    });
    throwAway_ = action("runs.trash", "trash", tr("Move to the trash"), [this] { throwAway(); });
    throwAway_->setShortcut(QKeySequence::Delete);
    throwAway_->setShortcutContext(Qt::WidgetWithChildrenShortcut);  // in the table
    undoTrash_ = action("runs.trash.undo", "undo", tr("Undo"), [this] {
        say({});  // what it said is in the trash is not there any more
        index_.undoTrash();
    });
    undoTrash_->setShortcut(QKeySequence::Undo);
    undoTrash_->setShortcutContext(Qt::WidgetWithChildrenShortcut);  // on the page
    addAction(undoTrash_);
    restoreAll_ = action("runs.trash.restore", "again", tr("Put everything back"), [this] {
        say({});
        index_.restoreAll();
    });
    revealTrash_ =
        action("runs.trash.reveal", "folder", tr("Reveal the trash"), [this] { reveal(index_.folder() / ".trash"); });
    emptyTrash_ = action("runs.trash.empty", "clear", tr("Empty the trash..."), [this] { askToEmptyTrash(); });
}

QMenu* RunsPage::makeTrashMenu() {
    auto* menu = new QMenu(this);
    menu->addAction(throwAway_);
    menu->addAction(undoTrash_);
    menu->addSeparator();
    menu->addActions({restoreAll_, revealTrash_, emptyTrash_});
    return menu;
}

QWidget* RunsPage::makeHeader() {
    makeActions();
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("runs.summary"));
    setStyleRole(summary_, "muted");
    resume_ =
        flatButton("runs.resume", "continue", tr("Resume"), tr("Goes on with the training from its last checkpoint"));
    connect(resume_, &QToolButton::clicked, this, [this] {
        if (const RunSummary* run = onlyRun()) Q_EMIT resumeRequested(QString::fromStdString(run->directory.string()));
    });
    auto* repeatMenu = new QMenu(this);
    repeatMenu->addAction(tr("With the same seed"), this, [this] { repeat(false); })
        ->setObjectName(QStringLiteral("runs.repeat.same"));
    repeatMenu->addAction(tr("With a new seed"), this, [this] { repeat(true); })
        ->setObjectName(QStringLiteral("runs.repeat.new"));
    repeat_ =
        menuButton("runs.repeat", "again", tr("Run again"), tr("Trains anew with these settings and data"), repeatMenu);
    evaluate_ = flatButton("runs.evaluate", "answer", tr("Evaluate..."),
                           tr("Measures the chosen runs on Lake's runs or on any dataset, in the background"));
    connect(evaluate_, &QToolButton::clicked, this, &RunsPage::askWhatToEvaluate);
    compare_ = flatButton("runs.compare", "whole", tr("Compare learners..."),
                          tr("The chosen runs, the shipped model and baselines on the same tasks"));
    connect(compare_, &QToolButton::clicked, this, &RunsPage::compareLearners);
    search_ = flatButton("runs.searches", "search", tr("Searches"),
                         tr("Searches for the best settings, and their trials as they come"));
    connect(search_, &QToolButton::clicked, this, &RunsPage::showSearches);
    auto* exportMenu = new QMenu(this);
    exportMenu->addAction(lineIcon("save"), tr("All series as one wide CSV..."), this, &RunsPage::askWhereToSaveSeries)
        ->setObjectName(QStringLiteral("runs.export.series"));
    report_ = new ReportMenu(QStringLiteral("runs.export"), this);
    connect(report_, &ReportMenu::told, this, &RunsPage::say);
    exportMenu->addMenu(report_);
    export_ = menuButton("runs.export", "save", tr("Export"), tr("Saves what the chosen runs hold"), exportMenu);
    auto* moreMenu = new QMenu(this);
    moreMenu->addActions({star_, rename_, use_, reveal_});
    more_ = menuButton("runs.more", "menu", {}, tr("Star, rename, use, reveal"), moreMenu);
    trash_ = menuButton("runs.trash.menu", "trash", {}, tr("Trash"), makeTrashMenu());

    auto* title = new QVBoxLayout;
    title->setSpacing(2);
    title->addWidget(pageTitle(tr("Runs")));
    title->addWidget(summary_);
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addLayout(title, 1);
    for (QWidget* part :
         std::initializer_list<QWidget*>{resume_, repeat_, evaluate_, compare_, search_, export_, more_, trash_})
        line->addWidget(part, 0, Qt::AlignTop);

    message_ = new QLabel;
    message_->setObjectName(QStringLiteral("runs.message"));
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    undo_ = flatButton("runs.undo", "undo", tr("Undo"), tr("Puts back what was thrown away last (Ctrl+Z)"));
    connect(undo_, &QToolButton::clicked, undoTrash_, &QAction::trigger);
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("runs.progress"));
    bar_->setRange(0, 100);
    bar_->setTextVisible(false);
    bar_->setFixedWidth(180);
    bar_->setAccessibleName(tr("Progress of the evaluation"));
    cancel_ = flatButton("runs.cancel", "stop", tr("Cancel"), tr("Stops the evaluation; what was measured is kept"));
    connect(cancel_, &QToolButton::clicked, this, [this] {
        say(tr("The evaluation was stopped; what was measured is kept"));
        evaluator_.cancel();
    });
    auto* news = new QHBoxLayout;
    news->setSpacing(8);
    news->addWidget(message_, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{undo_, bar_, cancel_}) news->addWidget(part);

    auto* header = new QWidget;
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addLayout(news);
    return header;
}

QWidget* RunsPage::makeList() {
    filters_ = new RunFilterBar;
    runs_ = new RunTableModel(this);
    shown_ = new RunFilterModel(this);
    shown_->setSourceModel(runs_);
    table_ = table("runs.table", tr("Runs"), shown_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(RunTableModel::Started, Qt::DescendingOrder);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->addActions({star_, rename_, use_, reveal_, throwAway_, undoTrash_});
    const int widths[RunTableModel::columnCount_] = {30, 216, 84, 140, 84, 142, 142, 134, 72, 80, 110, 150, 140};
    for (int column = 0; column < RunTableModel::columnCount_; ++column) table_->setColumnWidth(column, widths[column]);
    table_->horizontalHeader()->setSectionsMovable(true);
    table_->horizontalHeader()->setStretchLastSection(true);
    connect(table_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() != RunTableModel::Star) return;
        const RunSummary& run = runs_->run(shown_->mapToSource(index).row());
        index_.changeNotes(run.directory, [on = !run.notes.starred](RunNotes& notes) { notes.starred = on; });
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, filters_->search(), [this] { filters_->search()->setFocus(); });
    auto* list = new QWidget;
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(filters_);
    layout->addWidget(viewCard(table_), 1);
    list->setMinimumHeight(150);
    return list;
}

void RunsPage::addView(const QString& name, const QString& title, QWidget* view) {
    auto* tab = new QToolButton;
    tab->setObjectName(QStringLiteral("runs.tab.") + name);
    tab->setText(title);
    tab->setCheckable(true);
    setStyleRole(tab, "flat");
    const int index = views_->addWidget(view);
    tabs_->addButton(tab, index);
    tabRow_->addWidget(tab);
    connect(tab, &QToolButton::clicked, this, [this, index] { views_->setCurrentIndex(index); });
    tab->setChecked(index == 0);
}

QWidget* RunsPage::makeDetails() {
    tabs_ = new QButtonGroup(this);
    tabRow_ = new QHBoxLayout;
    tabRow_->setSpacing(4);
    views_ = new QStackedWidget;
    curves_ = new RunCurves;
    notes_ = new RunNotesPanel;
    addView(QStringLiteral("curves"), tr("Curves"), curves_);
    addView(QStringLiteral("settings"), tr("Settings"), makeSettings());
    addView(QStringLiteral("notes"), tr("Name, tags, note"), notes_);
    tabRow_->addStretch(1);
    auto* details = new QWidget;
    auto* layout = new QVBoxLayout(details);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(tabRow_);
    layout->addWidget(views_, 1);
    details->setMinimumHeight(200);
    return details;
}

QWidget* RunsPage::makeSettings() {
    differences_ = new ConfigDifferences(this);
    onlyDifferences_ = new QToolButton;
    onlyDifferences_->setObjectName(QStringLiteral("runs.differences.only"));
    onlyDifferences_->setText(tr("Only differences"));
    onlyDifferences_->setToolTip(tr("Shows the settings that are not the same for all chosen runs"));
    onlyDifferences_->setCheckable(true);
    setStyleRole(onlyDifferences_, "toggle");
    connect(onlyDifferences_, &QToolButton::toggled, this, [this](bool on) {
        differences_->setOnlyDifferences(on);
        showDetails();
    });
    differencesNote_ = new QLabel;
    differencesNote_->setObjectName(QStringLiteral("runs.differences.note"));
    setStyleRole(differencesNote_, "muted");
    differencesTable_ = table("runs.differences", tr("Settings of the chosen runs"), differences_);
    differencesTable_->setSelectionBehavior(QAbstractItemView::SelectItems);
    differencesTable_->horizontalHeader()->setDefaultSectionSize(190);
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(onlyDifferences_);
    line->addWidget(differencesNote_, 1);
    auto* settings = new QWidget;
    auto* layout = new QVBoxLayout(settings);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(viewCard(differencesTable_), 1);
    return settings;
}

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
    auto* column = new QVBoxLayout;
    column->setSpacing(14);
    column->addWidget(text);
    column->addWidget(train, 0, Qt::AlignHCenter);
    QFrame* frame = card(column);
    frame->setFixedWidth(440);
    auto* empty = new QWidget;
    auto* layout = new QVBoxLayout(empty);
    layout->addWidget(frame, 0, Qt::AlignCenter);
    return empty;
}

}  // namespace oneshot::ui
