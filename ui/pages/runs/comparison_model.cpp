#include "ui/pages/runs/comparison_model.h"

#include <QApplication>
#include <QFont>
#include <QLocale>
#include <QPalette>

#include "core/evaluation/statistics.h"
#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

QString mark(const ComparedAccuracy& accuracy) {
    if (accuracy.reference) return QStringLiteral("★");
    if (!accuracy.differs()) return QStringLiteral("≈");
    return accuracy.differencePercent < 0 ? QStringLiteral("▼") : QStringLiteral("▲");
}

/// "93.5 (90.7–95.6) ★", or in a second line the difference from the reference: "−2.3 (−4.0 to −0.6), p = 0.012 ▼".
QString accuracyLines(const ComparedAccuracy& accuracy) {
    const QString own = QStringLiteral("%1 (%2–%3)")
                            .arg(accuracy.percent, 0, 'f', 1)
                            .arg(accuracy.confidence95.low, 0, 'f', 1)
                            .arg(accuracy.confidence95.high, 0, 'f', 1);
    if (accuracy.reference) return own + u' ' + mark(accuracy);
    return own + u'\n' +
           ComparisonModel::tr("%1 (%2 to %3), %4 %5")
               .arg(signedText(accuracy.differencePercent, 1), signedText(accuracy.difference95.low, 1),
                    signedText(accuracy.difference95.high, 1), probabilityText(accuracy.adjustedP), mark(accuracy));
}

}  // namespace

void ComparisonModel::setComparison(session::ComparisonPtr comparison) {
    beginResetModel();
    comparison_ = std::move(comparison);
    endResetModel();
}

int ComparisonModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !comparison_ ? 0 : static_cast<int>(comparison_->learners.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || !comparison_) return 0;
    return FirstSetting + static_cast<int>(comparison_->material->settings.size());
}

const ComparedAccuracy* ComparisonModel::accuracy(const QModelIndex& index) const {
    const auto& row = comparison_->accuracies[static_cast<std::size_t>(index.row())];
    const int setting = index.column() - FirstSetting;
    return setting >= 0 && !row.empty() ? &row[static_cast<std::size_t>(setting)] : nullptr;
}

QString ComparisonModel::text(const QModelIndex& index) const {
    const ComparedLearner& learner = this->learner(index.row());
    if (index.column() == Name) return QString::fromStdString(learner.name);
    if (const ComparedAccuracy* a = accuracy(index)) return accuracyLines(*a);
    if (index.column() == FirstSetting) return QString::fromStdString(learner.problem);
    if (index.column() != Seen || !learner.problem.empty()) return {};
    return learner.seenCharacters == 0 ? tr("none") : QLocale().toString(learner.seenCharacters);
}

QString ComparisonModel::toolTip(const QModelIndex& index) const {
    const ComparedLearner& learner = this->learner(index.row());
    if (!learner.problem.empty()) return QString::fromStdString(learner.problem);
    if (index.column() == Name)
        return learner.parameters == 0
                   ? QString::fromStdString(learner.model)
                   : tr("%1\n%2, step %3")
                         .arg(QString::fromStdString(learner.model),
                              session::counted(learner.parameters, tr("1 parameter"), tr("%1 parameters")),
                              QLocale().toString(static_cast<qlonglong>(learner.step)));
    if (index.column() == Seen)
        return learner.seenCharacters == 0
                   ? tr("It learnt from none of the tasks' characters")
                   : tr("It learnt from %1 of the tasks' characters: no one-shot figure").arg(learner.seenCharacters);
    const ComparedAccuracy& a = *accuracy(index);
    const bool lake = comparison_->material->lake();
    if (a.reference) return tr("The others are compared with this one");
    const ComparedLearner* reference =
        comparison_->referenceOf(static_cast<std::size_t>(index.column() - FirstSetting));
    return tr("%1 percent points against %2 on the same tasks (95 %: %3 to %4)\np %5, adjusted for all learners by "
              "Holm\n%6; %7")
        .arg(signedText(a.differencePercent, 1), QString::fromStdString(reference->name),
             signedText(a.difference95.low, 1), signedText(a.difference95.high, 1))
        .arg(a.adjustedP, 0, 'g', 2)
        .arg(QLatin1String(lake ? pairedRunsMethod : pairedMethod), QLatin1String(lake ? tTestMethod : mcNemarMethod));
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ComparedLearner& learner = this->learner(index.row());
    const ComparedAccuracy* a = accuracy(index);
    switch (role) {
        case Qt::DisplayRole:
            return text(index);
        case Qt::ToolTipRole:
            return toolTip(index);
        case Qt::FontRole: {
            if (!a || !a->reference) return {};
            QFont bold = QApplication::font();
            bold.setBold(true);
            return bold;
        }
        case Qt::ForegroundRole:
            return !learner.problem.empty() || (index.column() == Seen && learner.seenCharacters > 0)
                       ? QVariant(QApplication::palette().color(QPalette::BrightText))
                       : QVariant();
        default:
            return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || !comparison_) return {};
    if (role == Qt::DisplayRole) {
        if (section == Name) return tr("Learner");
        if (section == Seen) return tr("Seen");
        return QString::fromStdString(settingTitle(*comparison_, static_cast<std::size_t>(section - FirstSetting)));
    }
    if (role == Qt::ToolTipRole) {
        if (section == Seen) return tr("How many of the tasks' characters it learnt from");
        if (section >= FirstSetting)
            return QString::fromStdString(
                tasksText(comparison_->material->settings[static_cast<std::size_t>(section - FirstSetting)]));
    }
    return {};
}

}  // namespace oneshot::ui
