#include "ui/pages/runs/search_trial_model.h"

#include <QApplication>
#include <QFont>
#include <QLocale>
#include <QPalette>

#include "ui/pages/runs/run_words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

namespace {

constexpr auto tr = [](const char* text) { return SearchTrialModel::tr(text); };

struct ColumnOfTrials {
    const char* title;
    QString (*text)(const Search&, const SearchTrial&);
    QVariant (*sortKey)(const SearchTrial&);
};

/// The columns but those of the search's values, in order.
const ColumnOfTrials columns[] = {
    {QT_TR_NOOP("Trial"), [](const Search&, const SearchTrial& trial) { return QString::number(trial.number); },
     [](const SearchTrial& trial) { return QVariant(trial.number); }},
    {QT_TR_NOOP("State"), [](const Search&, const SearchTrial& trial) { return stateText(trial.state); },
     [](const SearchTrial& trial) { return QVariant(static_cast<int>(trial.state)); }},
    {QT_TR_NOOP("Validation accuracy"),
     [](const Search& search, const SearchTrial& trial) {
         const QString star = &trial == search.best() ? QStringLiteral("★ ") : QString();
         return trial.accuracy ? star + accuracyText(*trial.accuracy) : QString();
     },
     [](const SearchTrial& trial) { return QVariant(trial.accuracy ? trial.accuracyPercent() : -1); }},
    {QT_TR_NOOP("Steps"),
     [](const Search&, const SearchTrial& trial) {
         return trial.ended() ? QLocale().toString(static_cast<qlonglong>(trial.steps)) : QString();
     },
     [](const SearchTrial& trial) { return QVariant(static_cast<qlonglong>(trial.steps)); }},
    {QT_TR_NOOP("Time"),
     [](const Search&, const SearchTrial& trial) { return trial.ended() ? durationText(trial.seconds) : QString(); },
     [](const SearchTrial& trial) { return QVariant(trial.seconds); }},
};

/// Null: the column is one of the search's values.
const ColumnOfTrials* describe(int column, const Search& search) {
    if (column < SearchTrialModel::FirstValue) return &columns[column];
    const int behindValues = column - static_cast<int>(search.ranges.size());
    return behindValues < SearchTrialModel::FirstValue ? nullptr : &columns[behindValues];
}

}  // namespace

QString stateText(TrialState state) {
    return state == TrialState::Running     ? tr("unfinished")
           : state == TrialState::Completed ? tr("completed")
           : state == TrialState::Hopeless  ? tr("stopped early")
                                            : tr("failed");
}

QString valueText(double value) {
    return QString::number(value, 'g', 4);
}

void SearchTrialModel::setSearch(session::SearchFactsPtr facts) {
    if (facts == facts_) return;
    const bool grown = facts && facts_ && facts->directory == facts_->directory &&
                       facts->search.ranges == search().ranges && facts->search.trials.size() >= search().trials.size();
    if (!grown) {
        beginResetModel();
        facts_ = std::move(facts);
        return endResetModel();
    }
    const int before = rowCount(), after = static_cast<int>(facts->search.trials.size());
    if (after > before) beginInsertRows({}, before, after - 1);
    facts_ = std::move(facts);
    if (after > before) endInsertRows();
    if (before > 0) Q_EMIT dataChanged(index(0, 0), index(before - 1, columnCount() - 1));
}

int SearchTrialModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !facts_ ? 0 : static_cast<int>(search().trials.size());
}

int SearchTrialModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || !facts_ ? 0 : static_cast<int>(std::size(columns) + search().ranges.size());
}

QVariant SearchTrialModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const SearchTrial& trial = this->trial(index.row());
    const ColumnOfTrials* column = describe(index.column(), search());
    const auto value = [&] { return trial.values[static_cast<std::size_t>(index.column()) - FirstValue]; };
    switch (role) {
        case Qt::DisplayRole:
            return column ? column->text(search(), trial) : valueText(value());
        case Qt::UserRole:
            return column ? column->sortKey(trial) : value();
        case Qt::ToolTipRole:
            return trial.failure.empty() ? QVariant() : QVariant(QString::fromStdString(trial.failure));
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (index.column() < FirstValue ? Qt::AlignLeft : Qt::AlignRight));
        case Qt::FontRole: {
            if (&trial != search().best()) return {};
            QFont bold = QApplication::font();
            bold.setBold(true);
            return bold;
        }
        case Qt::ForegroundRole:
            return trial.state == TrialState::Failed ? QVariant(QApplication::palette().color(QPalette::BrightText))
                                                     : QVariant();
        default:
            return {};
    }
}

QVariant SearchTrialModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section < FirstValue ? Qt::AlignLeft : Qt::AlignRight));
    const ColumnOfTrials* column = describe(section, search());
    if (column) return role == Qt::DisplayRole ? tr(column->title) : QVariant();
    const std::string& key = search().ranges[static_cast<std::size_t>(section) - FirstValue].key;
    return role == Qt::DisplayRole   ? settingTitle(key)
           : role == Qt::ToolTipRole ? QVariant(QString::fromStdString(key))
                                     : QVariant();
}

}  // namespace oneshot::ui
