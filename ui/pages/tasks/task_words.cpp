#include "ui/pages/tasks/task_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

using session::TaskBoard;

QString tr(const char* text) {
    return QCoreApplication::translate("Tasks", text);
}

/// "20-way", or "3- to 20-way" where tasks differ.
QString waysOf(const TaskBoard& board) {
    const auto [min, max] = std::ranges::minmax(*board.tasks, {}, [](const Task& task) { return task.ways.size(); });
    return min.ways.size() == max.ways.size() ? tr("%1-way").arg(max.ways.size())
                                              : tr("%1- to %2-way").arg(min.ways.size()).arg(max.ways.size());
}

/// "2.1 ms", "1.3 s"
QString timeATask(const session::LearnerAnswers& answers) {
    const double ms = 1000 * answers.seconds / static_cast<double>(answers.answers.size());
    if (ms >= 1000) return tr("%1 s").arg(QLocale().toString(ms / 1000, 'f', 1));
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

/// "92.0 % right, 91.0 % in one pass: 2 gained, 1 lost"
QString changeText(const session::LearnerAnswers& now, const session::LearnerAnswers& before) {
    int gained = 0, lost = 0;
    for (std::size_t i = 0; i < now.answers.size(); ++i) {
        const bool is = now.answers[i].outcome.right, was = before.answers[i].outcome.right;
        gained += is && !was;
        lost += was && !is;
    }
    const QLocale locale;
    return tr("%1 % right, %2 % in one pass: %3 gained, %4 lost")
        .arg(locale.toString(now.accuracy.percent(), 'f', 1), locale.toString(before.accuracy.percent(), 'f', 1),
             locale.toString(gained), locale.toString(lost));
}

}  // namespace

QString characterName(const Dataset& dataset, CharacterId id) {
    return tr("%1, %2").arg(QString::fromStdString(dataset.alphabets[id.alphabet].name),
                            QString::fromStdString(dataset.character(id).name));
}

QStringList queryAlphabets(const TaskBoard& board) {
    QStringList names;
    for (const Task& task : *board.tasks)
        names += QString::fromStdString(board.dataset->alphabets[task.ways[task.answer].character.alphabet].name);
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    return names;
}

QString boardSummary(const TaskBoard& board) {
    const QLocale locale;
    const QString chance = locale.toString(board.chancePercent(), 'f', 1);
    if (!board.runs.isEmpty()) {
        QStringList runs = board.runs;
        runs.removeDuplicates();
        return tr("%1 of %2 · %3 1-shot · within one alphabet · chance %4 %")
            .arg(session::counted(board.size(), tr("1 trial"), tr("%1 trials")),
                 session::counted(runs.size(), tr("1 run"), tr("%1 runs")), waysOf(board), chance);
    }
    const TaskSettings& drawn = board.question.settings;
    return tr("%1 · %2 %3-shot · %4 · chance %5 %")
        .arg(session::counted(board.size(), tr("1 task"), tr("%1 tasks")), waysOf(board))
        .arg(drawn.shots)
        .arg(drawn.withinAlphabet ? tr("within one alphabet") : tr("across alphabets"), chance);
}

QString learntWarning(const TaskBoard& board) {
    const QLocale locale;
    QStringList lines;
    for (const session::AnswersPtr& some : board.answers) {
        if (!some || some->learntTasks == 0) continue;
        Accuracy others;  // of the tasks without a character that it learnt
        for (int i = 0; i < board.size() && some->problem.isEmpty(); ++i)
            if (!session::holdsAny(board.task(i), some->learnt)) {
                ++others.total;
                others.right += some->answers[i].outcome.right;
            }
        QString line = tr("%1 learnt from characters of %2 of %3: NO ONE-SHOT FIGURE")
                           .arg(session::ModelLibrary::titleOf(some->id), locale.toString(some->learntTasks),
                                session::counted(board.size(), tr("1 task"), tr("%1 tasks")));
        if (others.total > 0)
            line += tr(" there; %1 % right in the other %2")
                        .arg(locale.toString(others.percent(), 'f', 1), locale.toString(others.total));
        lines += line;
    }
    return lines.join(u'\n');
}

QString learnerProblems(const TaskBoard& board, const session::ModelLibrary& library) {
    QStringList lines;
    for (std::size_t i = 0; i < board.answers.size(); ++i) {
        const QString& id = board.question.learners[i].id;
        const QString problem = board.answers[i] ? board.answers[i]->problem : library.problem(id);
        if (!problem.isEmpty()) lines += tr("%1 cannot answer. %2").arg(session::ModelLibrary::titleOf(id), problem);
    }
    return lines.join(u'\n');
}

QString thinkingCost(const TaskBoard& board, bool asking) {
    QStringList lines;
    for (int i = 0; i < static_cast<int>(board.answers.size()); ++i) {
        const session::AnswersPtr& said = board.answers[i];
        if (!said || !said->problem.isEmpty() || said->model->origin().parameters == 0) continue;
        QString line = session::ModelLibrary::titleOf(said->id) + QStringLiteral(": ");
        if (said->onePass)
            line += tr("%1 a task, %2 in one pass").arg(timeATask(*said), timeATask(*said->onePass)) +
                    QStringLiteral(" · ") + changeText(*said, *said->onePass);
        else
            line += tr("%1 a task in one pass").arg(timeATask(*said));
        if (!board.answered(i)) line += QStringLiteral(" · ") + (asking ? tr("thinking longer") : tr("stopped"));
        lines += line;
    }
    if (lines.isEmpty() && !board.question.thinking.onePass() && !asking)
        return tr("None of these learners has learnt anything: they answer in one pass.");
    return lines.join(u'\n');
}

}  // namespace oneshot::ui
