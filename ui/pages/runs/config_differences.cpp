#include "ui/pages/runs/config_differences.h"

#include <QFont>
#include <algorithm>

#include "core/training/settings.h"

namespace oneshot::ui {
namespace {

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

}  // namespace

void ConfigDifferences::setRuns(const std::vector<const RunRecord*>& records, const QStringList& names) {
    beginResetModel();
    names_ = names;
    rows_.clear();
    const auto add = [&](const QString& label, const QString& tip, const auto& valueOf) {
        Row row{label, tip, {}, false};
        for (const RunRecord* record : records) row.values += record ? valueOf(*record) : tr("cannot be read");
        row.differs = std::ranges::any_of(row.values, [&](const QString& value) { return value != row.values[0]; });
        rows_.push_back(std::move(row));
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
            if (!setting.unit.empty()) label += QStringLiteral(" (%1)").arg(text(setting.unit));
            add(label, text(setting.key) + u'\n' + text(setting.description),
                [&](const RunRecord& r) { return QString::fromStdString(settingText(r.config, setting)); });
        }
    }
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

}  // namespace oneshot::ui
