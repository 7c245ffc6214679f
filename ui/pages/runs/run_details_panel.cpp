#include "ui/pages/runs/run_details_panel.h"

#include <QStackedWidget>
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
      settings_(new RunSettingsPanel),
      notes_(new RunNotesPanel) {
    tabs_->addView(QStringLiteral("runs.tab.curves"), tr("Curves"), curves_);
    tabs_->addView(QStringLiteral("runs.tab.settings"), tr("Settings"), settings_);
    tabs_->addView(QStringLiteral("runs.tab.notes"), tr("Name, tags, note"), notes_);
    setMinimumHeight(200);
    setLayout(columnLayout(6, {{tabs_, 0, Qt::AlignLeft}, {views_, 1}}));
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
}

void RunDetailsPanel::editName() {
    tabs_->choose(views_->indexOf(notes_));
    notes_->editName();
}

}  // namespace oneshot::ui
