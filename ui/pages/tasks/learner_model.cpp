#include "ui/pages/tasks/learner_model.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

#include "ui/pages/tasks/task_model.h"
#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"

namespace oneshot::ui {
namespace {

/// Keeps its colours where its row is selected.
QIcon letterIcon(int learner) {
    const double ratio = qApp->devicePixelRatio();
    QPixmap pixmap(QSize(16, 16) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setFont(QApplication::font());
    SupportGrid::paintLetter(painter, {0, 0, 15, 16}, learner, QApplication::palette());
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

}  // namespace

void LearnerModel::setBoard(session::BoardPtr board, const QStringList& states) {
    const bool sameShape = board && board_ && board->answers.size() == board_->answers.size();
    if (!sameShape) beginResetModel();
    if (!board || !board_ || board->tasks != board_->tasks) task_ = -1;
    board_ = std::move(board);
    states_ = states;
    if (!sameShape) return endResetModel();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void LearnerModel::setTask(int task) {
    task_ = task;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, ThisTask), index(rowCount() - 1, ThisTask));
}

int LearnerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !board_ ? 0 : static_cast<int>(board_->answers.size());
}

int LearnerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LearnerModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int learner = index.row();
    const auto column = static_cast<Column>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return text(learner, column);
        case Qt::ToolTipRole:
            return toolTip(learner, column);
        case Qt::DecorationRole:
            return column == Name ? QVariant(letterIcon(learner)) : QVariant();
        case Qt::AccessibleTextRole:
            return column == Name ? SupportGrid::letter(learner) + u' ' + text(learner, Name) : text(learner, column);
        case Qt::ForegroundRole: {
            const session::TaskAnswer* answer = task_ >= 0 ? board_->answer(learner, task_) : nullptr;
            if (column == ThisTask && answer)
                return SupportGrid::signColour(answer->outcome.right, QApplication::palette());
            const session::AnswersPtr& some = board_->answers[learner];
            if (column == AccuracyOfAll && some && !some->problem.isEmpty())
                return QApplication::palette().color(QPalette::BrightText);
            return {};
        }
        default:
            return {};
    }
}

QString LearnerModel::text(int learner, Column column) const {
    const QLocale locale;
    if (column == Name) return session::ModelLibrary::titleOf(board_->question.learners[learner].id);
    const session::AnswersPtr& answers = board_->answers[learner];
    if (!answers || !answers->problem.isEmpty()) {
        if (column != AccuracyOfAll) return {};
        return answers ? tr("cannot") : states_[learner].isEmpty() ? tr("…") : tr("not open");
    }
    const session::TaskAnswer* answer = task_ >= 0 ? board_->answer(learner, task_) : nullptr;
    switch (column) {
        case AccuracyOfAll:
            return tr("%1 % (%2–%3)")
                .arg(locale.toString(answers->accuracy.percent(), 'f', 1),
                     locale.toString(answers->confidence95.low, 'f', 0),
                     locale.toString(answers->confidence95.high, 'f', 0));
        case ThisTask:
            return answer ? TaskModel::verdictText(*answer) : QString();
        case Score:
            return scoreName(answers->model->scoreKind());
        case LearntTasks:
            return answers->learntTasks == 0 ? tr("none") : locale.toString(answers->learntTasks);
        default:
            return {};
    }
}

QString LearnerModel::toolTip(int learner, Column column) const {
    const session::AnswersPtr& answers = board_->answers[learner];
    if (!answers) return states_[learner].isEmpty() ? tr("It is being asked") : states_[learner];
    if (!answers->problem.isEmpty()) return answers->problem;
    switch (column) {
        case Score:
            return scoreExplanation(answers->model->scoreKind());
        case LearntTasks:
            return answers->learntTasks > 0
                       ? tr("So many tasks hold a character that it learnt from: its accuracy is no one-shot figure")
                       : tr("No task holds a character that it learnt from");
        default:
            return tr("%1 of %2 right, in %3 s; in brackets the 95 % %4, %5–%6 %")
                .arg(QLocale().toString(answers->accuracy.right),
                     session::counted(answers->accuracy.total, tr("1 task"), tr("%1 tasks")),
                     QLocale().toString(answers->seconds, 'f', 1),
                     board_->runs.isEmpty() ? tr("Wilson score interval")
                                            : tr("Student t interval over the means of the runs"),
                     QLocale().toString(answers->confidence95.low, 'f', 1),
                     QLocale().toString(answers->confidence95.high, 'f', 1));
    }
}

QVariant LearnerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QStringList headings{tr("Learner"), tr("Accuracy (95 %)"), tr("This task"), tr("Score"), tr("Learnt")};
    return headings.value(section);
}

}  // namespace oneshot::ui
