#include "ui/pages/runs/run_settings_panel.h"

#include <QFont>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

#include "core/training/settings.h"
#include "ui/session/common/words.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxRunWidth = 420;  // px, of a column
constexpr int cardEdges = 10;     // px, of the card around the table

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

}  // namespace

void ConfigDifferences::setRuns(const std::vector<const RunRecord*>& records, const QStringList& names) {
    std::vector<Row> rows;
    const auto add = [&](const QString& label, const QString& tip, const auto& valueOf) {
        Row row{label, tip, {}, false};
        for (const RunRecord* record : records) row.values += record ? valueOf(*record) : tr("cannot be read");
        row.differs = std::ranges::any_of(row.values, [&](const QString& value) { return value != row.values[0]; });
        rows.push_back(std::move(row));
    };
    if (!records.empty()) {
        add(tr("Preset"), tr("The named settings that it began with"),
            [](const RunRecord& r) { return QString::fromStdString(r.config.preset); });
        add(tr("Learns from"), tr("The background set"),
            [](const RunRecord& r) { return QString::fromStdString(r.data.background.spec); });
        add(tr("Validates on"), tr("The characters that the best weights are chosen by"), [](const RunRecord& r) {
            const std::string& spec = r.data.validation.spec;
            return spec.empty() ? tr("nothing") : QString::fromStdString(spec);
        });
        for (const Setting& setting : settings()) {
            QString label = text(setting.label);
            const QString unit = text(unitBeside(setting));
            if (!unit.isEmpty()) label += QStringLiteral(" (%1)").arg(unit);
            add(label, text(setting.key) + u'\n' + text(setting.description),
                [&](const RunRecord& r) { return QString::fromStdString(settingText(r.config, setting)); });
        }
    }
    if (names == names_ && rows == rows_) return;  // a run in training has news, but the same settings
    beginResetModel();
    names_ = names;
    rows_ = std::move(rows);
    show();
    endResetModel();
}

void ConfigDifferences::setOnlyDifferences(bool on) {
    if (on == onlyDifferences_) return;
    beginResetModel();
    onlyDifferences_ = on;
    show();
    endResetModel();
}

int ConfigDifferences::differences() const {
    return static_cast<int>(std::ranges::count_if(rows_, &Row::differs));
}

void ConfigDifferences::show() {
    shown_.clear();
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (!onlyDifferences_ || rows_[i].differs) shown_.push_back(static_cast<int>(i));
}

int ConfigDifferences::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int ConfigDifferences::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || names_.isEmpty() ? 0 : static_cast<int>(names_.size()) + 1;
}

QVariant ConfigDifferences::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = this->row(index.row());
    const int column = index.column();
    if (role == Qt::DisplayRole) return column == 0 ? row.label : row.values.value(column - 1);
    if (role == Qt::ToolTipRole) return column == 0 ? row.tip : row.values.value(column - 1);
    if (role == Qt::FontRole && row.differs) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant ConfigDifferences::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    return section == 0 ? tr("Setting") : names_.value(section - 1);
}

RunSettingsPanel::RunSettingsPanel(const QString& prefix) : model_(new ConfigDifferences(this)), note_(new QLabel) {
    QToolButton* onlyDifferences = toggleButton(qPrintable(prefix + QStringLiteral(".only")), tr("Only differences"),
                                                tr("Shows the settings that are not the same for all chosen runs"));
    connect(onlyDifferences, &QToolButton::toggled, model_, &ConfigDifferences::setOnlyDifferences);
    note_->setObjectName(prefix + QStringLiteral(".note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    table_ = rowTable(qPrintable(prefix), tr("Settings of the chosen runs"), model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectItems);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setWordWrap(false);
    table_->setTextElideMode(Qt::ElideMiddle);  // paths differ at their ends
    table_->horizontalHeader()->setDefaultSectionSize(190);
    setLayout(columnLayout(6, {rowLayout(10, {onlyDifferences, {note_, 1}}), {viewCard(table_), 1}}));
}

void RunSettingsPanel::setRuns(const std::vector<const RunRecord*>& records, const QStringList& names,
                               const QString& note, int width) {
    model_->setRuns(records, names);
    const int differences = model_->differences();
    const QString text = names.isEmpty()     ? tr("Choose runs in the table")
                         : names.size() == 1 ? tr("Choose several runs to see how they differ")
                         : differences == 0
                             ? tr("All settings are the same")
                             : session::counted(differences, tr("1 setting differs"), tr("%1 settings differ"));
    note_->setText(note.isEmpty() ? text : text + QStringLiteral(" · ") + note);
    fitColumns(width - cardEdges - table_->verticalScrollBar()->sizeHint().width());
}

/// Shares the room between the runs; none is narrower than its name.
void RunSettingsPanel::fitColumns(int room) {
    const int runs = model_->columnCount() - 1;
    if (runs < 1) return;
    QHeaderView* header = table_->horizontalHeader();
    table_->resizeColumnToContents(0);
    const int settingWidth = table_->columnWidth(0);
    int widestName = 0;
    for (int run = 1; run <= runs; ++run) widestName = std::max(widestName, header->sectionSizeHint(run));
    header->setDefaultSectionSize(
        std::clamp((room - settingWidth) / runs, widestName, std::max(widestName, maxRunWidth)));
    table_->setColumnWidth(0, settingWidth);
}

}  // namespace oneshot::ui
