#include "ui/pages/runs/run_details_panel.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/pages/runs/run_curves.h"
#include "ui/pages/runs/run_settings_panel.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {

RunDetailsPanel::RunDetailsPanel()
    : views_(new QStackedWidget),
      tabs_(new ViewTabs(views_)),
      curves_(new RunCurves),
      settings_(new RunSettingsPanel(QStringLiteral("runs.differences"))),
      settingsBeside_(new RunSettingsPanel(QStringLiteral("runs.beside.differences"))),
      besides_(splitter("runs.beside.splitter", Qt::Horizontal, {{curves_, 600, 2}, {settingsBeside_, 360, 1}})),
      beside_(toggleButton("runs.beside", tr("Settings beside"), tr("Shows the settings beside the curves"), "flat")),
      notes_(new RunNotesPanel) {
    settingsBeside_->hide();
    connect(beside_, &QToolButton::toggled, settingsBeside_, &QWidget::setVisible);
    tabs_->addView(QStringLiteral("runs.tab.curves"), tr("Curves"), besides_);
    tabs_->addView(QStringLiteral("runs.tab.settings"), tr("Settings"), settings_);
    tabs_->addView(QStringLiteral("runs.tab.notes"), tr("Name, tags, note"), scrolled(notes_));
    setLayout(columnLayout(6, {rowLayout(4, {tabs_, Filler{}, beside_}), {views_, 1}}));
    connect(views_, &QStackedWidget::currentChanged, this,
            [this] { beside_->setVisible(views_->currentWidget() == besides_); });
}

void RunDetailsPanel::setDetails(const std::vector<session::RunDetailsPtr>& runs, const QStringList& names,
                                 const QString& note) {
    std::vector<const RunRecord*> records;
    QString problem;
    for (const session::RunDetailsPtr& run : runs) {
        records.push_back(run->record ? &*run->record : nullptr);
        if (!run->problem.isEmpty()) problem = run->problem;
    }
    curves_->setRuns(runs, names, note,
                     runs.empty()        ? tr("Choose one run, or several to compare: Ctrl or Shift and click")
                     : problem.isEmpty() ? tr("No curve yet: this run was not far enough")
                                         : problem);
    settings_->setRuns(records, names, note, views_->width());
    settingsBeside_->setRuns(records, names, note, settingsBeside_->width());
}

void RunDetailsPanel::editName() {
    tabs_->choose(views_->count() - 1);
    notes_->editName();
}

}  // namespace oneshot::ui
