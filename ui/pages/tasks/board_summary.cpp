#include "ui/pages/tasks/board_summary.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/tasks/task_words.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

BoardSummary::BoardSummary(QWidget* parent)
    : QWidget(parent),
      tasks_(textLabel("tasks.summary")),
      learnt_(textLabel("tasks.learnt", "changed")),
      problems_(textLabel("tasks.problems", "fault")) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    for (QLabel* line : {tasks_, learnt_, problems_}) layout->addWidget(line);
}

void BoardSummary::setBoard(const session::TaskBoard& board, const session::ModelLibrary& library) {
    QStringList problems;
    for (std::size_t i = 0; i < board.answers.size(); ++i) {
        const QString& id = board.question.learners[i].id;
        const QString problem = board.answers[i] ? board.answers[i]->problem : library.problem(id);
        if (!problem.isEmpty()) problems += tr("%1 cannot answer. %2").arg(session::ModelLibrary::titleOf(id), problem);
    }
    tasks_->setText(boardSummary(board));
    learnt_->setText(learntWarning(board));
    learnt_->setVisible(!learnt_->text().isEmpty());
    problems_->setText(problems.join(u'\n'));
    problems_->setVisible(!problems.isEmpty());
}

}  // namespace oneshot::ui
