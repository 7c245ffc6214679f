#include "ui/session/task_browser.h"

#include <algorithm>
#include <chrono>

#include "core/evaluation/shares.h"

namespace oneshot::session {
namespace {

BoardPtr boardOf(const TaskQuestion& question) {
    auto board = std::make_shared<TaskBoard>();
    board->question = question;
    board->answers.resize(question.learners.size());
    std::vector<Task> tasks;
    if (question.given) {
        board->dataset = question.dataset;
        tasks = *question.given;
    } else if (question.lake) {
        board->dataset = DatasetPtr(question.lake, &question.lake->dataset);
        for (const LakeRuns::Run& run : question.lake->runs)
            for (const Task& task : run.tasks) {
                tasks.push_back(task);
                board->runs += QString::fromStdString(run.name);
            }
    } else {
        board->dataset = question.dataset;
        tasks = TaskSampler(*question.dataset, question.settings).take(question.count);
    }
    board->tasks = std::make_shared<const std::vector<Task>>(std::move(tasks));
    return board;
}

/// Over the means of Lake's runs, since trials of a run share a support set.
Interval intervalOverRuns(const TaskBoard& board, const std::vector<TaskAnswer>& answers) {
    std::vector<double> percents;
    for (int first = 0, last = 0; first < board.size(); first = last) {
        Accuracy accuracy;
        for (; last < board.size() && board.runs[last] == board.runs[first]; ++last) {
            ++accuracy.total;
            accuracy.right += answers[last].outcome.right;
        }
        percents.push_back(accuracy.percent());
    }
    return meanInterval95(percents);
}

/// before: what this learner answered before its model was renewed; may be null.
AnswersPtr answersOf(const TaskLearner& learner, const TaskBoard& board, const LearnerAnswers* before,
                     const Worker::Control& control) {
    auto result = std::make_shared<LearnerAnswers>();
    result->id = learner.id;
    result->model = learner.model;
    const auto start = std::chrono::steady_clock::now();
    try {
        const OneShotModel& model = *learner.model;
        TaskResults results =
            evaluateTasks(model, *board.dataset, *board.tasks,
                          [&](std::int64_t done, std::int64_t total) { control.progress(done, total); });
        result->accuracy = results.accuracy();
        for (int i = 0; i < board.size(); ++i) {
            TaskOutcome& outcome = results.outcomes[i];
            std::vector<double> parts = shares(outcome.scores, model.shareScale());
            const int answer = board.task(i).answer;
            const double lead = margin(parts, answer);
            const int rank = rankOf(outcome.scores, answer);
            result->answers.push_back({std::move(outcome), std::move(parts), lead, rank});
        }
        result->confidence95 =
            board.runs.isEmpty() ? result->accuracy.confidence95() : intervalOverRuns(board, result->answers);
        result->learnt = before && before->model && learntTheSame(before->model->origin(), model.origin())
                             ? before->learnt
                             : learntCharacters(model.origin(), *board.dataset);
        result->learntTasks = static_cast<int>(
            std::ranges::count_if(*board.tasks, [&](const Task& t) { return holdsAny(t, result->learnt); }));
    } catch (const std::exception& error) {  // the other learners may do
        *result = {learner.id, learner.model, QString::fromStdString(error.what()), {}, {}, {}, {}, 0, 0};
    }
    result->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

/// Which learners of the board have not been asked, or have been renewed since.
std::vector<int> learnersToAsk(const TaskBoard& board) {
    std::vector<int> found;
    for (int i = 0; i < static_cast<int>(board.answers.size()); ++i) {
        const ModelPtr& model = board.question.learners[i].model;
        if (model && (!board.answers[i] || board.answers[i]->model != model)) found.push_back(i);
    }
    return found;
}

}  // namespace

bool holdsAny(const Task& task, const std::set<CharacterId>& characters) {
    return !characters.empty() &&
           std::ranges::any_of(task.ways, [&](const Way& way) { return characters.contains(way.character); });
}

bool TaskQuestion::asksTheSameTasks(const TaskQuestion& other) const {
    if (given || other.given) return given == other.given;
    if (lake || other.lake) return lake == other.lake;
    return dataset == other.dataset && settings == other.settings && count == other.count;
}

bool TaskBoard::learnt(CharacterId id) const {
    return std::ranges::any_of(answers, [&](const AnswersPtr& some) { return some && some->learnt.contains(id); });
}

bool TaskBoard::holdsLearnt(const Task& task) const {
    return std::ranges::any_of(answers, [&](const AnswersPtr& some) { return some && holdsAny(task, some->learnt); });
}

const TaskAnswer* TaskBoard::answer(int learner, int task) const {
    const AnswersPtr& some = answers[learner];
    return some && some->problem.isEmpty() ? &some->answers[task] : nullptr;
}

bool TaskBoard::disagree(int task) const {
    std::set<int> chosen;
    for (int i = 0; i < static_cast<int>(answers.size()); ++i)
        if (const TaskAnswer* said = answer(i, task)) chosen.insert(said->outcome.predicted);
    return chosen.size() > 1;
}

double TaskBoard::chancePercent() const {
    double sum = 0;
    for (const Task& task : *tasks) sum += 100.0 / static_cast<double>(task.ways.size());
    return tasks->empty() ? 0 : sum / static_cast<double>(tasks->size());
}

TaskBrowser::TaskBrowser(QObject* parent) : QObject(parent) {
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        board_.reset();
        Q_EMIT failed(why);
    });
    connect(&worker_, &Worker::progressed, this, [this](int percent) {
        if (toAsk_ > 0) Q_EMIT progressed((100 * asked_ + percent) / toAsk_);
    });
}

void TaskBrowser::ask(const TaskQuestion& question) {
    asked_ = toAsk_ = 0;
    if (board_ && board_->question.asksTheSameTasks(question)) {
        auto next = std::make_shared<TaskBoard>(*board_);
        next->question = question;
        next->answers.clear();
        for (const TaskLearner& learner : question.learners) {
            const auto known = std::ranges::find_if(
                board_->answers, [&](const AnswersPtr& some) { return some && some->id == learner.id; });
            next->answers.push_back(learner.model && known != board_->answers.end() ? *known : nullptr);
        }
        worker_.cancel();
        takeTasks(next);
        return;
    }
    worker_.run([question](const Worker::Control&) { return BoardPtr(boardOf(question)); },
                [this](const BoardPtr& board) { takeTasks(board); });
}

void TaskBrowser::cancel() {
    worker_.cancel();
    if (!board_) return;
    auto next = std::make_shared<TaskBoard>(*board_);
    for (const int learner : learnersToAsk(*board_)) next->answers[learner] = nullptr;
    if (next->answers == board_->answers) return;
    board_ = next;
    Q_EMIT changed();
}

void TaskBrowser::takeTasks(const BoardPtr& board) {
    board_ = board;
    toAsk_ = static_cast<int>(learnersToAsk(*board).size());
    askNext();
    Q_EMIT changed();
    if (!busy()) Q_EMIT finished();
}

void TaskBrowser::askNext() {
    const std::vector<int> waiting = learnersToAsk(*board_);
    if (waiting.empty()) return;
    const int learner = waiting.front();
    worker_.run(
        [board = board_, learner](const Worker::Control& control) {
            return answersOf(board->question.learners[learner], *board, board->answers[learner].get(), control);
        },
        [this, learner](const AnswersPtr& answers) {
            auto next = std::make_shared<TaskBoard>(*board_);
            next->answers[learner] = answers;
            board_ = next;
            ++asked_;
            askNext();
            Q_EMIT changed();
            if (!busy()) Q_EMIT finished();
        });
}

}  // namespace oneshot::session
