#include "ui/session/tasks/task_browser.h"

#include <algorithm>

#include "core/evaluation/probabilities.h"
#include "ui/session/common/words.h"

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

/// before: what this learner answered before its model was renewed, or in one pass; may be null.
AnswersPtr answersOf(const TaskLearner& learner, const Thinking& thinking, const TaskBoard& board,
                     const AnswersPtr& before, const Worker::Control& control) {
    auto result = std::make_shared<LearnerAnswers>();
    result->id = learner.id;
    result->model = learner.model;
    result->thinking = thinking;
    if (!thinking.onePass()) result->onePass = before;
    try {
        const OneShotModel& model = *learner.model;
        TaskResults results = evaluateTasks(*thinking.applied(learner.model, control.stop), *board.dataset,
                                            *board.tasks, thinking.reranking(), control.progress, control.stop);
        result->accuracy = results.accuracy();
        result->seconds = results.secondsEmbedding + results.secondsComparing + results.secondsReranking;
        for (int i = 0; i < board.size(); ++i) {
            TaskOutcome& outcome = results.outcomes[i];
            std::vector<double> parts = probabilities(outcome.scores, model.softmaxScale());
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
        throwIfStopped(control.stop);
        result->problem = failureText(error);
        result->answers.clear();
    }
    return result;
}

/// A learner that is to answer once more.
struct Turn {
    int learner;
    Thinking thinking;
};

/// Who has not answered as the question wants it, or has been renewed since; first those that answer in one pass.
std::vector<Turn> turnsOf(const TaskBoard& board) {
    std::vector<Turn> turns;
    for (int i = 0; i < static_cast<int>(board.answers.size()); ++i) {
        const AnswersPtr& answers = board.answers[i];
        const ModelPtr& model = board.question.learners[i].model;
        if (!model || board.answered(i)) continue;
        if (!answers || answers->model != model) turns.push_back({i, {}});
        if (const Thinking thinking = board.thinking(i); !thinking.onePass()) turns.push_back({i, thinking});
    }
    std::ranges::stable_partition(turns, &Thinking::onePass, &Turn::thinking);
    return turns;
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

Thinking TaskBoard::thinking(int learner) const {
    const ModelPtr& model = question.learners[learner].model;
    return model ? thinkingOf(*model, question.thinking) : Thinking();
}

bool TaskBoard::answered(int learner) const {
    const AnswersPtr& some = answers[learner];
    return some && some->model == question.learners[learner].model &&
           (!some->problem.isEmpty() || some->thinking == thinking(learner));
}

double TaskBoard::chancePercent() const {
    double sum = 0;
    for (const Task& task : *tasks) sum += 100.0 / static_cast<double>(task.ways.size());
    return tasks->empty() ? 0 : sum / static_cast<double>(tasks->size());
}

TaskBrowser::TaskBrowser() {
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        board_.reset();
        Q_EMIT failed(why);
    });
    connect(&worker_, &Worker::progressed, this, &TaskBrowser::progressed);
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
        for (int i = 0; i < static_cast<int>(next->answers.size()); ++i)  // other options: from one pass on
            if (AnswersPtr& some = next->answers[i]; some && some->onePass && some->thinking != next->thinking(i))
                some = some->onePass;
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
    for (const Turn& turn : turnsOf(*board_))
        if (AnswersPtr& some = next->answers[turn.learner]; turn.thinking.onePass()) some = nullptr;
    if (next->answers == board_->answers) return;
    board_ = next;
    Q_EMIT changed();
}

void TaskBrowser::takeTasks(const BoardPtr& board) {
    board_ = board;
    toAsk_ = static_cast<int>(turnsOf(*board).size());
    askNext();
    Q_EMIT changed();
    if (!busy()) Q_EMIT finished();
}

void TaskBrowser::askNext() {
    const std::vector<Turn> turns = turnsOf(*board_);
    if (turns.empty()) return;
    worker_.run(
        {{}, true, asked_, toAsk_},
        [board = board_, turn = turns.front()](const Worker::Control& control) {
            return answersOf(board->question.learners[turn.learner], turn.thinking, *board,
                             board->answers[turn.learner], control);
        },
        [this, learner = turns.front().learner](const AnswersPtr& answers) {
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
