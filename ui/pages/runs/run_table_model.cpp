#include "ui/pages/runs/run_table_model.h"

#include <QApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>
#include <cmath>

#include "ui/pages/runs/run_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return RunTableModel::tr(text); };

/// An accuracy or error on characters that were learnt from: no figure to compare.
QString seenText(double percent) {
    return tr("%1 % seen").arg(percent, 0, 'f', 1);
}

QString accuracyOf(const RunRecord& run, const std::optional<ValidationPoint>& point) {
    if (!point) return {};
    return run.seenCharacters() ? seenText(point->accuracy.percent()) : accuracyText(point->accuracy);
}

double percentOf(const std::optional<ValidationPoint>& point) {
    return point ? point->accuracy.percent() : -1;
}

QString accuracyTip(const RunSummary& run, const std::optional<ValidationPoint>& point) {
    if (!point) return tr("It was not evaluated yet");
    return tr("At step %1, %2, %3; 95 % Wilson interval")
        .arg(QLocale().toString(static_cast<qlonglong>(point->step)), protocolOf(run),
             session::counted(point->accuracy.total, tr("1 task"), tr("%1 tasks")));
}

QString dataTip(const RunSummary& run) {
    const QString background = QString::fromStdString(run.record.data.background.spec),
                  validation = QString::fromStdString(run.record.data.validation.spec);
    return validation.isEmpty() ? tr("%1\nnothing held out").arg(background)
                                : tr("%1\nvalidated on %2").arg(background, validation);
}

QString stateTip(const RunSummary& run) {
    if (!run.problem.empty()) return QString::fromStdString(run.problem);
    if (!run.died) return QString::fromStdString(run.record.failure);
    return tr("Its process ended without a word after step %1 was saved. It can be resumed from there.")
        .arg(QLocale().toString(static_cast<qlonglong>(run.record.step)));
}

QString lakeTip(const RunSummary& run) {
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

struct ColumnOfRuns {
    const char *title, *titleTip;  ///< titleTip: null: none
    Qt::AlignmentFlag alignment;
    QString (*text)(const RunSummary&);
    QVariant (*sortKey)(const RunSummary&) = nullptr;  ///< null: its text
    QString (*toolTip)(const RunSummary&) = nullptr;   ///< null: none
};

/// In the order of RunTableModel::Column.
const ColumnOfRuns columns[] = {
    {"★", QT_TR_NOOP("Starred"), Qt::AlignHCenter,
     [](const RunSummary& run) { return run.notes.starred ? QStringLiteral("★") : QStringLiteral("☆"); },
     [](const RunSummary& run) { return QVariant(run.notes.starred ? 0 : 1); },
     [](const RunSummary& run) { return run.notes.starred ? tr("Take the star away") : tr("Give it a star"); }},
    {QT_TR_NOOP("Run"), QT_TR_NOOP("Its name, or its folder's"), Qt::AlignLeft, titleOf, nullptr,
     [](const RunSummary& run) { return QString::fromStdString(run.directory.string()); }},
    {QT_TR_NOOP("Preset"), nullptr, Qt::AlignLeft,
     [](const RunSummary& run) { return QString::fromStdString(run.record.config.preset); }},
    {QT_TR_NOOP("Learnt from"), nullptr, Qt::AlignLeft,
     [](const RunSummary& run) { return dataOf(run.record.data.background.spec); }, nullptr, dataTip},
    {QT_TR_NOOP("State"), nullptr, Qt::AlignLeft, [](const RunSummary& run) { return standingText(standingOf(run)); },
     nullptr, stateTip},
    {QT_TR_NOOP("Best accuracy"), QT_TR_NOOP("Of its evaluations during the training, with the 95 % interval"),
     Qt::AlignRight, [](const RunSummary& run) { return accuracyOf(run.record, run.record.best); },
     [](const RunSummary& run) { return QVariant(percentOf(run.record.best)); },
     [](const RunSummary& run) { return accuracyTip(run, run.record.best); }},
    {QT_TR_NOOP("Last accuracy"), QT_TR_NOOP("Of its last evaluation during the training, with the 95 % interval"),
     Qt::AlignRight, [](const RunSummary& run) { return accuracyOf(run.record, run.record.last); },
     [](const RunSummary& run) { return QVariant(percentOf(run.record.last)); },
     [](const RunSummary& run) { return accuracyTip(run, run.record.last); }},
    {QT_TR_NOOP("Lake's runs, error"), QT_TR_NOOP("The newest evaluation on Lake's runs, with the 95 % interval"),
     Qt::AlignRight,
     [](const RunSummary& run) {
         if (!run.lake) return QString();
         return run.lake->seenCharacters > 0 ? seenText(run.lake->errorPercent)
                                             : percentText(run.lake->errorPercent, run.lake->confidence95);
     },
     [](const RunSummary& run) { return QVariant(run.lake ? run.lake->errorPercent : 101); }, lakeTip},
    {QT_TR_NOOP("Images/s"), QT_TR_NOOP("Images learnt from per second"), Qt::AlignRight,
     [](const RunSummary& run) {
         return run.record.seconds > 0 ? QLocale().toString(std::round(run.record.imagesPerSecond()), 'f', 0)
                                       : QString();
     },
     [](const RunSummary& run) { return QVariant(run.record.imagesPerSecond()); }},
    {QT_TR_NOOP("Duration"), QT_TR_NOOP("Of the training, pauses not counted"), Qt::AlignHCenter,
     [](const RunSummary& run) { return run.record.seconds > 0 ? durationText(run.record.seconds) : QString(); },
     [](const RunSummary& run) { return QVariant(run.record.seconds); }},
    {QT_TR_NOOP("Tags"), nullptr, Qt::AlignLeft, [](const RunSummary& run) { return tagsText(run.notes.tags); }},
    {QT_TR_NOOP("Note"), nullptr, Qt::AlignLeft,
     [](const RunSummary& run) { return QString::fromStdString(run.notes.note).section(u'\n', 0, 0); }, nullptr,
     [](const RunSummary& run) {
         return QString::fromStdString(run.notesProblem.empty() ? run.notes.note : run.notesProblem);
     }},
    {QT_TR_NOOP("Started"), nullptr, Qt::AlignLeft, startedText,
     [](const RunSummary& run) { return QVariant(QString::fromStdString(run.record.startedUtc)); }},
};
static_assert(std::size(columns) == RunTableModel::columnCount_);

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

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RunSummary& run = this->run(index.row());
    const ColumnOfRuns& column = columns[index.column()];
    switch (role) {
        case Qt::DisplayRole:
            return column.text(run);
        case sortRole:
            return column.sortKey ? column.sortKey(run) : column.text(run);
        case Qt::ToolTipRole: {
            const QString tip = column.toolTip ? column.toolTip(run) : QString();
            return tip.isEmpty() ? QVariant() : tip;
        }
        case Qt::AccessibleTextRole:
            return index.column() == Star ? QVariant(run.notes.starred ? tr("starred") : tr("not starred"))
                                          : QVariant();
        case Qt::TextAlignmentRole:
            return QVariant(column.alignment | Qt::AlignVCenter);
        case Qt::ForegroundRole: {
            const RunStanding standing = standingOf(run);
            const bool fault =
                standing == RunStanding::Failed || standing == RunStanding::Damaged || standing == RunStanding::Died;
            if (index.column() == State && fault) return QApplication::palette().color(QPalette::BrightText);
            if (index.column() == State && standing == RunStanding::Running)
                return QApplication::palette().color(QPalette::Link);
            if (index.column() == Star && !run.notes.starred)
                return QApplication::palette().color(QPalette::PlaceholderText);
            return {};
        }
        default:
            return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount_) return {};
    const ColumnOfRuns& column = columns[section];
    if (role == Qt::TextAlignmentRole) return QVariant(column.alignment | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) return tr(column.title);
    return role == Qt::ToolTipRole && column.titleTip ? QVariant(tr(column.titleTip)) : QVariant();
}

}  // namespace oneshot::ui
