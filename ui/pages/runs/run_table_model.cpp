#include "ui/pages/runs/run_table_model.h"

#include <QApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>
#include <cmath>

#include "ui/pages/runs/run_words.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString searchTextOf(const RunSummary& run) {
    QStringList words{titleOf(run),
                      QString::fromStdString(run.name()),
                      QString::fromStdString(run.record.config.preset),
                      QString::fromStdString(run.record.data.background.spec),
                      QString::fromStdString(run.record.data.validation.spec),
                      standingText(standingOf(run)),
                      tagsText(run.notes.tags),
                      QString::fromStdString(run.notes.note)};
    return words.join(u'\n').toLower();
}

/// Of characters that were learnt from: a figure that is not to be compared.
QString seenText(double percent) {
    return RunTableModel::tr("%1 % seen").arg(percent, 0, 'f', 1);
}

QString accuracyOf(const RunRecord& run, const std::optional<ValidationPoint>& point) {
    return point && run.seenCharacters() ? seenText(point->accuracy.percent()) : accuracyText(point);
}

Qt::Alignment alignmentOf(int column) {
    if (column == RunTableModel::Star || column == RunTableModel::Duration) return Qt::AlignHCenter;
    return column >= RunTableModel::Best && column <= RunTableModel::Rate ? Qt::AlignRight : Qt::AlignLeft;
}

}  // namespace

void RunTableModel::setRuns(const session::RunListPtr& runs) {
    if (runs == runs_) return;
    const bool sameRuns = std::ranges::equal(*runs, *runs_, {}, &RunSummary::directory, &RunSummary::directory);
    if (!sameRuns) beginResetModel();
    runs_ = runs;
    searchTexts_.clear();
    searchTexts_.reserve(static_cast<qsizetype>(runs_->size()));
    for (const RunSummary& run : *runs_) searchTexts_ += searchTextOf(run);
    if (!sameRuns) return endResetModel();
    if (!runs_->empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
}

int RunTableModel::rowOf(const std::filesystem::path& directory) const {
    const auto found = std::ranges::find(*runs_, directory, &RunSummary::directory);
    return found == runs_->end() ? -1 : static_cast<int>(found - runs_->begin());
}

QStringList RunTableModel::tags() const {
    QStringList tags;
    for (const RunSummary& run : *runs_)
        for (const std::string& tag : run.notes.tags)
            if (const QString text = QString::fromStdString(tag); !tags.contains(text)) tags += text;
    tags.sort(Qt::CaseInsensitive);
    return tags;
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(runs_->size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

QString RunTableModel::text(const RunSummary& run, int column) {
    const RunRecord& record = run.record;
    switch (column) {
        case Star:
            return run.notes.starred ? QStringLiteral("★") : QStringLiteral("☆");
        case Name:
            return titleOf(run);
        case Preset:
            return QString::fromStdString(record.config.preset);
        case Data:
            return dataOf(record.data.background.spec);
        case State:
            return standingText(standingOf(run));
        case Best:
            return accuracyOf(record, record.best);
        case Last:
            return accuracyOf(record, record.last);
        case Lake:
            return run.lake && run.lake->seenCharacters > 0 ? seenText(run.lake->errorPercent) : lakeText(run.lake);
        case Rate:
            return record.seconds > 0 ? QLocale().toString(std::round(record.imagesPerSecond()), 'f', 0) : QString();
        case Duration:
            return record.seconds > 0 ? durationText(record.seconds) : QString();
        case Tags:
            return tagsText(run.notes.tags);
        case Note:
            return QString::fromStdString(run.notes.note).section(u'\n', 0, 0);
        default:
            return startedText(run);
    }
}

QVariant RunTableModel::sortKey(const RunSummary& run, int column) {
    const RunRecord& record = run.record;
    switch (column) {
        case Star:
            return run.notes.starred ? 0 : 1;
        case Best:
            return record.best ? record.best->accuracy.percent() : -1;
        case Last:
            return record.last ? record.last->accuracy.percent() : -1;
        case Lake:
            return run.lake ? run.lake->errorPercent : 101;
        case Rate:
            return record.imagesPerSecond();
        case Duration:
            return record.seconds;
        case Started:
            return QString::fromStdString(record.startedUtc);
        default:
            return text(run, column);
    }
}

QString RunTableModel::toolTip(const RunSummary& run, int column) {
    const RunRecord& record = run.record;
    switch (column) {
        case Star:
            return run.notes.starred ? tr("Take the star away") : tr("Give it a star");
        case Name:
            return QString::fromStdString(run.directory.string());
        case Data: {
            const QString background = QString::fromStdString(record.data.background.spec),
                          validation = QString::fromStdString(record.data.validation.spec);
            return validation.isEmpty() ? tr("%1\nnothing held out").arg(background)
                                        : tr("%1\nvalidated on %2").arg(background, validation);
        }
        case State:
            if (!run.problem.empty()) return QString::fromStdString(run.problem);
            if (run.died)
                return tr("Its process ended without a word after step %1 was saved. It can be resumed from there.")
                    .arg(QLocale().toString(static_cast<qlonglong>(record.step)));
            return QString::fromStdString(record.failure);
        case Best:
        case Last: {
            const auto& point = column == Best ? record.best : record.last;
            return point ? tr("At step %1, %2, %3; 95 % Wilson interval")
                               .arg(QLocale().toString(static_cast<qlonglong>(point->step)), protocolOf(run),
                                    session::counted(point->accuracy.total, tr("1 task"), tr("%1 tasks")))
                         : tr("It was not evaluated yet");
        }
        case Lake: {
            if (!run.lake) return tr("Not measured yet: choose Evaluate");
            QString tip = tr("The newest evaluation on Lake's runs; 95 % Student t interval over run means");
            if (run.lake->seenCharacters > 0)
                tip += tr("\n%1 of their characters it learnt from: no one-shot figure").arg(run.lake->seenCharacters);
            if (run.lake->views > 0) tip += tr("\nmean of %1 views of each drawing").arg(run.lake->views + 1);
            if (run.lake->rerank > 0)
                tip += session::counted(run.lake->rerank, tr("\nbest way re-scored by deformation"),
                                        tr("\nbest %1 ways re-scored by deformation"));
            return tip;
        }
        case Note:
            return run.notesProblem.empty() ? QString::fromStdString(run.notes.note)
                                            : QString::fromStdString(run.notesProblem);
        default:
            return {};
    }
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RunSummary& run = this->run(index.row());
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return text(run, column);
        case sortRole:
            return sortKey(run, column);
        case Qt::ToolTipRole: {
            const QString tip = toolTip(run, column);
            return tip.isEmpty() ? QVariant() : tip;
        }
        case Qt::AccessibleTextRole:
            return column == Star ? QVariant(run.notes.starred ? tr("starred") : tr("not starred")) : QVariant();
        case Qt::TextAlignmentRole:
            return QVariant(alignmentOf(column) | Qt::AlignVCenter);
        case Qt::ForegroundRole: {
            const RunStanding standing = standingOf(run);
            const bool fault =
                standing == RunStanding::Failed || standing == RunStanding::Damaged || standing == RunStanding::Died;
            if (column == State && fault) return QApplication::palette().color(QPalette::BrightText);
            if (column == State && standing == RunStanding::Running)
                return QApplication::palette().color(QPalette::Link);
            if (column == Star && !run.notes.starred) return QApplication::palette().color(QPalette::PlaceholderText);
            return {};
        }
        default:
            return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(alignmentOf(section) | Qt::AlignVCenter);
    struct Heading {
        QString text, tip;
    };
    const auto heading = [&]() -> Heading {
        switch (section) {
            case Star:
                return {QStringLiteral("★"), tr("Starred")};
            case Name:
                return {tr("Run"), tr("Its name, or its folder's")};
            case Preset:
                return {tr("Preset"), {}};
            case Data:
                return {tr("Learnt from"), {}};
            case State:
                return {tr("State"), {}};
            case Best:
                return {tr("Best accuracy"), tr("Of its evaluations during the training, with the 95 % interval")};
            case Last:
                return {tr("Last accuracy"), tr("Of its last evaluation during the training, with the 95 % interval")};
            case Lake:
                return {tr("Lake's runs, error"), tr("The newest evaluation on Lake's runs, with the 95 % interval")};
            case Rate:
                return {tr("Images/s"), tr("Images learnt from a second")};
            case Duration:
                return {tr("Duration"), tr("Of the training, pauses not counted")};
            case Tags:
                return {tr("Tags"), {}};
            case Note:
                return {tr("Note"), {}};
            default:
                return {tr("Started"), {}};
        }
    }();
    if (role == Qt::DisplayRole) return heading.text;
    return role == Qt::ToolTipRole && !heading.tip.isEmpty() ? QVariant(heading.tip) : QVariant();
}

}  // namespace oneshot::ui
