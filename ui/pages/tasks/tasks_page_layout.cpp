// What the page is made of and where it stands; tasks_page.cpp is what it does.
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "ui/fields/report_menu.h"
#include "ui/fields/thinking_field.h"
#include "ui/pages/tasks/reason_panel.h"
#include "ui/pages/tasks/task_exporter.h"
#include "ui/pages/tasks/task_filter_bar.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/pages/tasks/task_view.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QLabel* label(const char* objectName, const char* role) {
    auto* made = new QLabel;
    made->setObjectName(QLatin1String(objectName));
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (role) setStyleRole(made, role);
    return made;
}

}  // namespace

QWidget* TasksPage::makeHeader() {
    auto* title = pageTitle(tr("Tasks"));
    tabs_ = new QButtonGroup(this);
    tabRow_ = new QHBoxLayout;
    tabRow_->setSpacing(4);
    auto* line = new QHBoxLayout;
    line->addWidget(title);
    line->addSpacing(16);
    line->addLayout(tabRow_);
    line->addStretch(1);
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("tasks.progress"));
    bar_->setRange(0, 100);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Progress of the learners' answers"));
    auto* header = new QWidget;
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(bar_);
    return header;
}

void TasksPage::addView(const QString& name, const QString& title, QWidget* view) {
    auto* tab = new QToolButton;
    tab->setObjectName(QStringLiteral("tasks.tab.") + name);
    tab->setText(title);
    tab->setCheckable(true);
    setStyleRole(tab, "flat");
    const int index = views_->addWidget(view);
    tabs_->addButton(tab, index);
    tabRow_->addWidget(tab);
    connect(tab, &QToolButton::clicked, this, [this, index] { views_->setCurrentIndex(index); });
    tab->setChecked(index == 0);
}

QWidget* TasksPage::makeBoard() {
    controls_ = new TaskControls;
    learnersMenu_ = new QMenu(this);
    learnersMenu_->setToolTipsVisible(true);
    learnersButton_ =
        flatButton("tasks.learners", "model", tr("Learners"), tr("Which learners answer the tasks, side by side"));
    learnersButton_->setMenu(learnersMenu_);
    learnersButton_->setPopupMode(QToolButton::InstantPopup);
    export_ = flatButton("tasks.export", "save", tr("Export"), tr("Save the tasks that are shown"));
    auto* menu = new QMenu(export_);
    menu->addAction(tr("Answers as CSV..."), this, [this] { exporter_->askForCsv(); })
        ->setObjectName(QStringLiteral("tasks.export.csv"));
    menu->addAction(tr("Task sheets, PNG and JSON..."), this, [this] { exporter_->askForSheets(); })
        ->setObjectName(QStringLiteral("tasks.export.sheets"));
    report_ = new ReportMenu(export_->objectName(), this);
    report_->setTitle(tr("Report of the model's run"));
    connect(report_, &ReportMenu::told, this, &TasksPage::tellExport);
    connect(menu, &QMenu::aboutToShow, this, [this] { report_->setRun(workspace_.modelRun()); });
    menu->addMenu(report_);
    export_->setMenu(menu);
    export_->setPopupMode(QToolButton::InstantPopup);
    ask_ = flatButton("tasks.cancel", "stop", {}, tr("Stop asking the learners"));
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(controls_, 1);
    line->addSpacing(6);
    for (QWidget* part : std::initializer_list<QWidget*>{ask_, learnersButton_, export_}) line->addWidget(part);

    thinking_ = new ThinkingField(QStringLiteral("tasks"));
    cost_ = label("tasks.cost", "muted");
    cost_->setToolTip(
        tr("Time to answer all tasks, by their number, on this computer in the background; every different drawing is "
           "embedded once. Baselines always answer in one pass."));
    auto* thinkingLine = new QHBoxLayout;
    thinkingLine->setSpacing(12);
    thinkingLine->addWidget(thinking_);
    thinkingLine->addWidget(cost_, 1);
    summary_ = label("tasks.summary", "muted");
    learnt_ = label("tasks.learnt", "changed");
    problems_ = label("tasks.problems", "fault");
    notice_ = label("tasks.notice", "muted");
    auto* split = new QSplitter(Qt::Horizontal);
    split->setObjectName(QStringLiteral("tasks.splitter"));
    split->setHandleWidth(12);
    split->setChildrenCollapsible(false);
    split->addWidget(makeList());
    split->addWidget(taskView_ = new TaskView);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({396, 630});
    content_ = new QStackedWidget;
    content_->addWidget(split);
    content_->addWidget(makeMessage());

    auto* view = new QWidget;
    auto* layout = new QVBoxLayout(view);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addLayout(thinkingLine);
    for (QWidget* part : std::initializer_list<QWidget*>{summary_, learnt_, problems_, notice_})
        layout->addWidget(part);
    layout->addSpacing(2);
    layout->addWidget(content_, 1);
    return view;
}

QWidget* TasksPage::makeList() {
    filters_ = new TaskFilterBar;
    tasks_ = new TaskModel(this);
    shown_ = new TaskFilterModel(this);
    shown_->setSourceModel(tasks_);
    exporter_ = new TaskExporter(*tasks_, *shown_, this);
    table_ = rowTable("tasks.table", tr("Tasks"), shown_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(TaskModel::Number, Qt::AscendingOrder);
    reasons_ = new ReasonPanel;
    auto* top = new QWidget;
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(filters_);
    layout->addWidget(viewCard(table_), 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->setObjectName(QStringLiteral("tasks.splitter.list"));
    split->setHandleWidth(10);
    split->setChildrenCollapsible(false);
    split->addWidget(top);
    split->addWidget(reasons_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({300, 280});
    split->setMinimumWidth(380);
    return split;
}

QWidget* TasksPage::makeMessage() {
    message_ = label("tasks.message", "muted");
    message_->setAlignment(Qt::AlignCenter);
    useMost_ = new QPushButton(tr("Ask for fewer ways"));
    useMost_->setObjectName(QStringLiteral("tasks.most"));
    messageLake_ = new QPushButton(lineIcon("folder"), tr("Choose Lake's runs..."));
    messageLake_->setObjectName(QStringLiteral("tasks.lake.choose"));
    auto* view = new QWidget;
    auto* layout = new QVBoxLayout(view);
    layout->setSpacing(12);
    layout->addStretch(1);
    layout->addWidget(message_);
    layout->addWidget(useMost_, 0, Qt::AlignHCenter);
    layout->addWidget(messageLake_, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    return view;
}

void TasksPage::makeShortcuts() {
    const auto shortcut = [this](QKeySequence key, QWidget* at, auto work) {
        connect(new QShortcut(key, at, nullptr, nullptr,
                              at == table_ ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this, work);
    };
    QWidget* tasks = views_->widget(0);
    shortcut(Qt::Key_N, tasks, [this] { taskView_->goNext(); });
    shortcut(Qt::Key_P, tasks, [this] { taskView_->goPrevious(); });
    shortcut(Qt::Key_A, tasks, [this] { taskView_->toggleAnswer(); });
    shortcut(Qt::Key_Right, table_, [this] { taskView_->goNext(); });
    shortcut(Qt::Key_Left, table_, [this] { taskView_->goPrevious(); });
    shortcut(Qt::Key_Home, table_, [this] { go(0); });
    shortcut(Qt::Key_End, table_, [this] { go(shown_->rowCount() - 1); });
}

}  // namespace oneshot::ui
