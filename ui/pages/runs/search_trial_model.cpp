#include "ui/pages/runs/search_trial_model.h"

#include <QApplication>
#include <QFont>
#include <QLocale>
#include <QPalette>

#include "ui/pages/runs/run_words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

QString stateText(TrialState state) {
    switch (state) {
        case TrialState::Running:
            return SearchTrialModel::tr("unfinished");
        case TrialState::Completed:
            return SearchTrialModel::tr("completed");
        case TrialState::Hopeless:
            return SearchTrialModel::tr("stopped early");
        case TrialState::Failed:
            break;
    }
    return SearchTrialModel::tr("failed");
}

QString valueText(double value) {
    return QString::number(value, 'g', 6);
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
    return parent.isValid() || !facts_ ? 0 : columnOf(RestCount);
}

QString SearchTrialModel::text(const SearchTrial& trial, int column) const {
    if (column == Trial) return QString::number(trial.number);
    if (column == State) return stateText(trial.state);
    if (column < columnOf(Accuracy)) return valueText(trial.values[static_cast<std::size_t>(column) - FirstValue]);
    switch (column - columnOf(Accuracy)) {
        case Accuracy:
            return trial.accuracy ? (&trial == search().best() ? QStringLiteral("★ ") : QString()) +
                                        accuracyText(ValidationPoint{trial.bestStep, 0, 0, *trial.accuracy, true})
                                  : QString();
        case Steps:
            return trial.ended() ? QLocale().toString(static_cast<qlonglong>(trial.steps)) : QString();
        default:
            return trial.ended() ? durationText(trial.seconds) : QString();
    }
}

QVariant SearchTrialModel::sortValue(const SearchTrial& trial, int column) const {
    if (column == Trial) return trial.number;
    if (column == State) return static_cast<int>(trial.state);
    if (column < columnOf(Accuracy)) return trial.values[static_cast<std::size_t>(column) - FirstValue];
    switch (column - columnOf(Accuracy)) {
        case Accuracy:
            return trial.accuracy ? trial.accuracyPercent() : -1;
        case Steps:
            return static_cast<qlonglong>(trial.steps);
        default:
            return trial.seconds;
    }
}

QVariant SearchTrialModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const SearchTrial& trial = this->trial(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(trial, index.column());
        case Qt::UserRole:
            return sortValue(trial, index.column());
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
    if (orientation != Qt::Horizontal || !facts_) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section < FirstValue ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole) return {};
    if (section == Trial) return tr("Trial");
    if (section == State) return tr("State");
    if (section < columnOf(Accuracy))
        return QString::fromStdString(search().ranges[static_cast<std::size_t>(section) - FirstValue].key);
    switch (section - columnOf(Accuracy)) {
        case Accuracy:
            return tr("Validation accuracy");
        case Steps:
            return tr("Steps");
        default:
            return tr("Time");
    }
}

}  // namespace oneshot::ui
