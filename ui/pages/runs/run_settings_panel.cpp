#include "ui/pages/runs/run_settings_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

#include "ui/pages/runs/config_differences.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int settingWidth = 220, minRunWidth = 150, maxRunWidth = 420;  // px, of the columns

}  // namespace

RunSettingsPanel::RunSettingsPanel(QWidget* parent)
    : QWidget(parent), model_(new ConfigDifferences(this)), note_(new QLabel) {
    auto* onlyDifferences = new QToolButton;
    onlyDifferences->setObjectName(QStringLiteral("runs.differences.only"));
    onlyDifferences->setText(tr("Only differences"));
    onlyDifferences->setToolTip(tr("Shows the settings that are not the same for all chosen runs"));
    onlyDifferences->setCheckable(true);
    setStyleRole(onlyDifferences, "toggle");
    connect(onlyDifferences, &QToolButton::toggled, model_, &ConfigDifferences::setOnlyDifferences);
    note_->setObjectName(QStringLiteral("runs.differences.note"));
    setStyleRole(note_, "muted");
    table_ = rowTable("runs.differences", tr("Settings of the chosen runs"), model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectItems);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setWordWrap(false);
    table_->setTextElideMode(Qt::ElideMiddle);  // paths differ at their ends
    table_->horizontalHeader()->setDefaultSectionSize(190);
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(onlyDifferences);
    line->addWidget(note_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(viewCard(table_), 1);
}

void RunSettingsPanel::setRuns(const std::vector<const RunRecord*>& records, const QStringList& names,
                               const QString& note) {
    model_->setRuns(records, names);
    const int differences = model_->differences();
    const QString text = names.isEmpty()     ? tr("Choose runs in the table")
                         : names.size() == 1 ? tr("Choose several runs to see how they differ")
                         : differences == 0
                             ? tr("All settings are the same")
                             : session::counted(differences, tr("1 setting differs"), tr("%1 settings differ"));
    note_->setText(note.isEmpty() ? text : text + QStringLiteral(" · ") + note);
}

void RunSettingsPanel::fitColumns(int width) {
    if (const int runs = model_->columnCount() - 1; runs > 0)
        table_->horizontalHeader()->setDefaultSectionSize(
            std::clamp((width - settingWidth) / runs, minRunWidth, maxRunWidth));
    table_->resizeColumnToContents(0);
}

}  // namespace oneshot::ui
