// What the page is made of and where it stands; challenge_page.cpp is what it does.
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

#include "ui/fields/report_menu.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/notice.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/session_list_model.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
QWidget* ChallengePage::makeHeader() {
    auto* title = pageTitle(tr("Challenge"));
    status_ = new QLabel;
    status_->setObjectName(QStringLiteral("challenge.status"));
    status_->setWordWrap(true);
    status_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    start_ = new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Start"));
    start_->setObjectName(QStringLiteral("challenge.start"));
    setStyleRole(start_, "primary");
    setFocusProxy(start_);
    connect(start_, &QPushButton::clicked, this, &ChallengePage::start);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title);
    texts->addWidget(status_);
    auto* header = new QWidget;
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addLayout(texts, 1);
    line->addWidget(start_, 0, Qt::AlignTop);
    return header;
}

QWidget* ChallengePage::makeOverview() {
    setup_ = new ChallengeSetup(workspace_);
    auto* scroll = new QScrollArea;
    scroll->setWidget(setup_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(330);

    results_ = new ChallengeResultsView(workspace_);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addWidget(makeSessions());
    column->addWidget(results_, 1);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("challenge.splitter"));
    splitter->setHandleWidth(12);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({344, 900});
    auto* overview = new QWidget;
    auto* layout = new QVBoxLayout(overview);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(makeHeader());
    layout->addWidget(splitter, 1);
    return overview;
}

QWidget* ChallengePage::makeSessions() {
    auto* caption = new QLabel(tr("Sessions"));
    QFont bold = caption->font();
    bold.setBold(true);
    caption->setFont(bold);
    resume_ = new QPushButton(lineIcon("continue"), tr("Resume"));
    resume_->setObjectName(QStringLiteral("challenge.resume"));
    resume_->setToolTip(tr("Go on with the chosen session after its last trial; its trials are marked from then on"));
    connect(resume_, &QPushButton::clicked, this, &ChallengePage::resume);
    export_ = new QToolButton;
    export_->setObjectName(QStringLiteral("challenge.export"));
    export_->setText(tr("Export"));
    export_->setIcon(lineIcon("save"));
    export_->setToolTip(tr("The trials of the chosen sessions"));
    export_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    export_->setPopupMode(QToolButton::InstantPopup);
    setStyleRole(export_, "flat");
    auto* menu = new QMenu(export_);
    const auto add = [&](const char* objectName, const QString& text, const QString& suffix, const QString& filter) {
        auto* action = menu->addAction(text, this, [this, suffix, filter] { askWhereToExport(suffix, filter); });
        action->setObjectName(QLatin1String(objectName));
        return action;
    };
    add("challenge.export.csv", tr("Trials as CSV, with a dictionary..."), QStringLiteral("csv"), tr("CSV (*.csv)"));
    add("challenge.export.json", tr("Trials as JSON..."), QStringLiteral("json"), tr("JSON (*.json)"));
    sheet_ = add("challenge.sheet", tr("The sheet, to be printed..."), QStringLiteral("pdf"), tr("PDF (*.pdf)"));
    report_ = new ReportMenu(export_->objectName(), this);
    report_->setTitle(tr("Report of the model's run"));
    connect(report_, &ReportMenu::told, this, &ChallengePage::say);
    connect(menu, &QMenu::aboutToShow, this, [this] {
        const auto trials = chosenTrials();
        const auto people = session::comparisonOf(trials);
        report_->setRun(people ? workspace_.models().runOf(trials.front().modelId) : QString(), people);
    });
    menu->addMenu(report_);
    export_->setMenu(menu);

    sessions_ = new SessionListModel(this);
    table_ = new QTableView;
    table_->setObjectName(QStringLiteral("challenge.sessions"));
    table_->setAccessibleName(tr("Sessions; several can be chosen"));
    table_->setModel(sessions_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setShowGrid(false);
    table_->setStyleSheet(QStringLiteral(
        "QHeaderView, QHeaderView::section { background: palette(base); color: palette(text); border: none; }"
        "QHeaderView::section { padding: 3px 11px; border-bottom: 1px solid palette(mid); }"
        "QTableView { background: palette(base); selection-background-color: palette(highlight);"
        "             selection-color: palette(highlighted-text); }"
        "QTableView::item { padding: 0 8px; border: none; }"));
    table_->setFrameShape(QFrame::NoFrame);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 8);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(SessionListModel::Source, QHeaderView::Stretch);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChallengePage::showChosen);
    sessionsNote_ = new QLabel;
    sessionsNote_->setObjectName(QStringLiteral("challenge.sessions.note"));
    sessionsNote_->setWordWrap(true);
    setStyleRole(sessionsNote_, "muted");
    sessionsNote_->hide();

    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(caption, 1);
    line->addWidget(resume_);
    line->addWidget(export_);
    auto* card = new QFrame;
    setStyleRole(card, "card");
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 9, 14, 9);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(sessionsNote_);
    layout->addWidget(table_);
    return card;
}

void ChallengePage::makeNotices() {
    consent_ = new Notice;
    connect(consent_->addButton("challenge.agree", tr("I agree")), &QPushButton::clicked, this, &ChallengePage::begin);
    connect(consent_->addButton("challenge.decline", tr("I do not agree")), &QPushButton::clicked, this,
            &ChallengePage::showOverview);

    preparing_ = new Notice;
    preparingBar_ = preparing_->addBar();
    connect(preparing_->addButton("challenge.cancel", tr("Cancel")), &QPushButton::clicked, &session_,
            &session::ChallengeSession::leave);

    pause_ = new Notice;
    connect(pause_->addButton("challenge.go-on", tr("Go on")), &QPushButton::clicked, this, &ChallengePage::goOn);
    connect(pause_->addButton("challenge.leave", tr("Leave, resume later")), &QPushButton::clicked, &session_,
            &session::ChallengeSession::leave);
    connect(pause_->addButton("challenge.end", tr("End the session")), &QPushButton::clicked, &session_,
            &session::ChallengeSession::end);

    break_ = new Notice;
    breakFigures_ = new ResultFigures(QStringLiteral("challenge.break."));
    break_->addBelow(breakFigures_);
    connect(break_->addButton("challenge.break.next", tr("Go on")), &QPushButton::clicked, &session_,
            &session::ChallengeSession::next);
    connect(break_->addButton("challenge.break.leave", tr("Leave, resume later")), &QPushButton::clicked, &session_,
            &session::ChallengeSession::leave);

    fault_ = new Notice;
    fault_->setFault(true);
    connect(fault_->addButton("challenge.retry", tr("Try again")), &QPushButton::clicked, &session_,
            &session::ChallengeSession::retry);
    leaveFault_ = fault_->addButton("challenge.fault.leave", tr("Leave"));
    connect(leaveFault_, &QPushButton::clicked, &session_, &session::ChallengeSession::leave);

    displaced_ = new Notice;
    connect(displaced_->addButton("challenge.displaced.leave", tr("Back to the sessions")), &QPushButton::clicked,
            &session_, &session::ChallengeSession::leave);
}

}  // namespace oneshot::ui
