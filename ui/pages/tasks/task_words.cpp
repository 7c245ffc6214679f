#include "ui/pages/tasks/task_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace oneshot::ui {
namespace {

using session::TaskBoard;

QString tr(const char* text) {
    return QCoreApplication::translate("Tasks", text);
}

/// "20-way", or "3- to 20-way" where tasks differ.
QString waysOf(const TaskBoard& board) {
    const auto [fewest, most] =
        std::ranges::minmax(*board.tasks, {}, [](const Task& task) { return task.ways.size(); });
    return fewest.ways.size() == most.ways.size() ? tr("%1-way").arg(most.ways.size())
                                                  : tr("%1- to %2-way").arg(fewest.ways.size()).arg(most.ways.size());
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
    const QString count = locale.toString(board.size()), chance = locale.toString(board.chancePercent(), 'f', 1);
    if (!board.runs.isEmpty()) {
        QStringList runs = board.runs;
        runs.removeDuplicates();
        return tr("%1 trials of %2 runs · %3 1-shot · within one alphabet · chance %4 %")
            .arg(count)
            .arg(runs.size())
            .arg(waysOf(board), chance);
    }
    const TaskSettings& drawn = board.question.settings;
    return tr("%1 tasks · %2 %3-shot · %4 · chance %5 %")
        .arg(count, waysOf(board))
        .arg(drawn.shots)
        .arg(drawn.withinAlphabet ? tr("within one alphabet") : tr("across alphabets"), chance);
}

QString learntWarning(const TaskBoard& board) {
    const QLocale locale;
    QStringList lines;
    for (const session::AnswersPtr& some : board.answers)
        if (some && some->learntTasks > 0)
            lines += tr("%1 learnt from characters of %2 of %3 tasks: NO ONE-SHOT FIGURE")
                         .arg(session::ModelLibrary::titleOf(some->id), locale.toString(some->learntTasks),
                              locale.toString(board.size()));
    return lines.join(u'\n');
}

}  // namespace oneshot::ui
