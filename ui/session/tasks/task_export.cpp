#include "ui/session/tasks/task_export.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/save_folder.h"
#include "core/base/text.h"
#include "core/files/png.h"
#include "core/tasks/task_sheet.h"

namespace oneshot::session {
namespace {

std::string number(double value) {
    return QByteArray::number(value, 'g', 9).toStdString();
}

}  // namespace

std::string tasksCsv(const TaskBoard& board, const std::vector<int>& rows) {
    std::string csv =
        "task,source,run,alphabet,character,drawer,ways,shots,within_alphabet,seed,right_way,learner,answer,right,rank,"
        "margin,score,share,learnt_from,views,rerank\n";
    const TaskQuestion& question = board.question;
    for (const int row : rows) {
        const Task& task = board.task(row);
        const Way& way = task.ways[task.answer];
        const int drawer = board.dataset->drawings[task.query].drawer;
        const bool drawn = board.runs.isEmpty();
        const std::string common = fmt::format(
            "{},{},{},{},{},{},{},{},{:d},{},{}", row + 1, csvField(board.dataset->name),
            drawn ? std::string() : csvField(board.runs[row].toStdString()),
            csvField(board.dataset->alphabets[way.character.alphabet].name),
            csvField(board.dataset->character(way.character).name), drawer > 0 ? std::to_string(drawer) : std::string(),
            task.ways.size(), way.drawings.size(), !drawn || question.settings.withinAlphabet,
            drawn ? std::to_string(question.settings.seed) : std::string(), task.answer + 1);
        bool answered = false;
        for (int i = 0; i < static_cast<int>(board.answers.size()); ++i) {
            const TaskAnswer* answer = board.answer(i, row);
            if (!answer) continue;
            answered = true;
            const TaskOutcome& outcome = answer->outcome;
            csv += fmt::format("{},{},{},{:d},{},{},{},{},{:d},{},{}\n", common,
                               csvField(question.learners[i].id.toStdString()),
                               outcome.predicted < 0 ? "tie" : std::to_string(outcome.predicted + 1), outcome.right,
                               answer->rank, number(answer->margin), number(outcome.scores[task.answer]),
                               number(answer->probabilities[task.answer]), holdsAny(task, board.answers[i]->learnt),
                               board.answers[i]->thinking.views, board.answers[i]->thinking.rerank);
        }
        if (!answered) csv += common + ",,,,,,,,,,\n";
    }
    return csv;
}

int writeTaskSheets(const TaskBoard& board, const std::vector<int>& rows, const QString& folder,
                    const ProgressFunction& progress, const std::stop_token& stop) {
    FolderSaver saver(folder.toStdString(), true);
    int pictures = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (progress) progress(static_cast<std::int64_t>(i), static_cast<std::int64_t>(rows.size()));
        throwIfStopped(stop);
        const std::string stem = fmt::format("task-{:04}", rows[i] + 1);
        const Task& task = board.task(rows[i]);
        if (const Image sheet = taskSheet(*board.dataset, task); !sheet.pixels.empty()) {
            saver.write(stem + ".png", encodePng(sheet));
            ++pictures;
        }
        saver.write(stem + ".json", taskJson(*board.dataset, task).dump(2) + '\n');
    }
    saver.save();
    return pictures;
}

}  // namespace oneshot::session
