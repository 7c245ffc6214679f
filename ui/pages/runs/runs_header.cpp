#include "ui/pages/runs/runs_header.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/fields/report_menu.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QToolButton* menuButton(const char* objectName, const char* icon, const QString& text, const QString& tip,
                        QMenu* menu) {
    QToolButton* button = flatButton(objectName, icon, text, tip);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    menu->setToolTipsVisible(true);
    return button;
}

}  // namespace

RunsHeader::RunsHeader(session::Workspace& workspace, QMenu* trashMenu)
    : summary_(new QLabel), runMenu_(new QMenu(this)) {
    addRunActions(workspace);
    summary_->setObjectName(QStringLiteral("runs.summary"));
    summary_->setWordWrap(true);
    setStyleRole(summary_, "muted");
    resume_ =
        flatButton("runs.resume", "continue", tr("Resume"), tr("Goes on with the training from its last checkpoint"));
    repeat_ = menuButton("runs.repeat", "again", tr("Run again"), tr("Trains anew with these settings and data"),
                         makeRepeatMenu());
    evaluate_ = flatButton("runs.evaluate", "answer", tr("Evaluate..."),
                           tr("Measures the chosen runs on Lake's runs or on any dataset, in the background"));
    QToolButton* compare = flatButton("runs.compare", "whole", tr("Compare learners..."),
                                      tr("The chosen runs, the shipped model and baselines on the same tasks"));
    QToolButton* queue = flatButton("runs.queue", "add", tr("Queue..."),
                                    tr("Several seeds, presets or values, trained one after another: as the chosen "
                                       "run, else as the Train page says"));
    QToolButton* searches = flatButton("runs.searches", "search", tr("Searches"),
                                       tr("Searches for the best settings, and their trials as they come"));
    export_ = menuButton("runs.export", "save", tr("Export"), tr("Saves what the chosen runs hold"), makeExportMenu());
    QToolButton* more = menuButton("runs.more", "menu", {}, tr("Star, rename, use, reveal"), runMenu_);
    QToolButton* trash = menuButton("runs.trash.menu", "trash", {}, tr("Trash"), trashMenu);
    connect(resume_, &QToolButton::clicked, this, &RunsHeader::resumeRequested);
    connect(evaluate_, &QToolButton::clicked, this, &RunsHeader::evaluateRequested);
    connect(compare, &QToolButton::clicked, this, &RunsHeader::compareRequested);
    connect(queue, &QToolButton::clicked, this, &RunsHeader::queueRequested);
    connect(searches, &QToolButton::clicked, this, &RunsHeader::searchesRequested);

    auto* buttons = new FlowLayout(4, {resume_, repeat_, evaluate_, compare, queue, searches, export_});
    QLabel* title = pageTitle(tr("Runs"));
    explain(title, "run");
    QLayout* line = rowLayout(12, {title, {summary_, 1}, rowLayout(4, {more, trash})});
    setLayout(columnLayout(4, {line, buttons}));
}

void RunsHeader::addRunActions(session::Workspace& workspace) {
    const auto add = [this](const char* objectName, const char* icon, const QString& text, auto done) {
        QAction* action = runMenu_->addAction(lineIcon(icon), text, this, done);
        action->setObjectName(QLatin1String(objectName));
        return action;
    };
    star_ = add("runs.star", "star", tr("Give a star"), [this] { Q_EMIT starRequested(runs_, !starred_); });
    rename_ = add("runs.rename", "pen", tr("Rename..."), &RunsHeader::renameRequested);
    const auto folder = [this] { return QString::fromStdString(runs_.front().string()); };
    use_ = add("runs.use", "model", tr("Use as the model"), [&workspace, folder] { workspace.chooseModel(folder()); });
    use_->setToolTip(tr("Makes its best weights the model in use on the other pages"));
    reveal_ = add("runs.reveal", "folder", tr("Reveal the folder"),
                  [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder())); });
}

QList<QAction*> RunsHeader::runActions() const {
    return runMenu_->actions();
}

QMenu* RunsHeader::makeRepeatMenu() {
    auto* menu = new QMenu(this);
    menu->addAction(tr("With the same seed"), this, [this] { Q_EMIT repeatRequested(false); })
        ->setObjectName(QStringLiteral("runs.repeat.same"));
    menu->addAction(tr("With a new seed"), this, [this] { Q_EMIT repeatRequested(true); })
        ->setObjectName(QStringLiteral("runs.repeat.new"));
    return menu;
}

QMenu* RunsHeader::makeExportMenu() {
    auto* menu = new QMenu(this);
    menu->addAction(lineIcon("save"), tr("All series as one wide CSV..."), this, &RunsHeader::seriesRequested)
        ->setObjectName(QStringLiteral("runs.export.series"));
    report_ = new ReportMenu(QStringLiteral("runs.export"), this);
    connect(report_, &ReportMenu::told, this, &RunsHeader::told);
    menu->addMenu(report_);
    return menu;
}

void RunsHeader::setRuns(const ChosenRuns& runs, const QString& summary, bool evaluating) {
    summary_->setText(summary);
    runs_ = foldersOf(runs);
    starred_ = !runs.empty() && std::ranges::all_of(runs, [](const RunSummary* run) { return run->notes.starred; });
    star_->setEnabled(!runs.empty());
    star_->setText(starred_ ? tr("Take the star away") : tr("Give a star"));
    const RunSummary* only = runs.size() == 1 ? runs[0] : nullptr;
    for (QAction* action : {rename_, use_, reveal_}) action->setEnabled(only);
    resume_->setEnabled(only && only->resumable());
    repeat_->setEnabled(only && only->problem.empty());
    evaluate_->setEnabled(!runs.empty() && !evaluating);
    export_->setEnabled(!runs.empty());
    report_->setRun(only ? QString::fromStdString(only->directory.string()) : QString());
}

}  // namespace oneshot::ui
