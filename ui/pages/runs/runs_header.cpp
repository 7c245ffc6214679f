#include "ui/pages/runs/runs_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include "ui/fields/report_menu.h"
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

RunsHeader::RunsHeader(QMenu* runMenu, QMenu* trashMenu, QWidget* parent) : QWidget(parent), summary_(new QLabel) {
    summary_->setObjectName(QStringLiteral("runs.summary"));
    setStyleRole(summary_, "muted");
    resume_ =
        flatButton("runs.resume", "continue", tr("Resume"), tr("Goes on with the training from its last checkpoint"));
    repeat_ = menuButton("runs.repeat", "again", tr("Run again"), tr("Trains anew with these settings and data"),
                         makeRepeatMenu());
    evaluate_ = flatButton("runs.evaluate", "answer", tr("Evaluate..."),
                           tr("Measures the chosen runs on Lake's runs or on any dataset, in the background"));
    QToolButton* compare = flatButton("runs.compare", "whole", tr("Compare learners..."),
                                      tr("The chosen runs, the shipped model and baselines on the same tasks"));
    QToolButton* searches = flatButton("runs.searches", "search", tr("Searches"),
                                       tr("Searches for the best settings, and their trials as they come"));
    export_ = menuButton("runs.export", "save", tr("Export"), tr("Saves what the chosen runs hold"), makeExportMenu());
    QToolButton* more = menuButton("runs.more", "menu", {}, tr("Star, rename, use, reveal"), runMenu);
    QToolButton* trash = menuButton("runs.trash.menu", "trash", {}, tr("Trash"), trashMenu);
    connect(resume_, &QToolButton::clicked, this, &RunsHeader::resumeRequested);
    connect(evaluate_, &QToolButton::clicked, this, &RunsHeader::evaluateRequested);
    connect(compare, &QToolButton::clicked, this, &RunsHeader::compareRequested);
    connect(searches, &QToolButton::clicked, this, &RunsHeader::searchesRequested);

    auto* title = new QVBoxLayout;
    title->setSpacing(2);
    title->addWidget(pageTitle(tr("Runs")));
    title->addWidget(summary_);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(4);
    line->addLayout(title, 1);
    for (QToolButton* button : {resume_, repeat_, evaluate_, compare, searches, export_, more, trash})
        line->addWidget(button, 0, Qt::AlignTop);
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

void RunsHeader::setSummary(const QString& text) {
    summary_->setText(text);
}

void RunsHeader::setRuns(const ChosenRuns& runs, bool evaluating) {
    const RunSummary* only = runs.size() == 1 ? runs[0] : nullptr;
    resume_->setEnabled(only && only->resumable());
    repeat_->setEnabled(only && only->problem.empty());
    evaluate_->setEnabled(!runs.empty() && !evaluating);
    export_->setEnabled(!runs.empty());
    report_->setRun(only ? QString::fromStdString(only->directory.string()) : QString());
}

}  // namespace oneshot::ui
