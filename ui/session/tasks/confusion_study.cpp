#include "ui/session/tasks/confusion_study.h"

#include <QThreadPool>
#include <algorithm>

#include "core/base/error.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"

namespace oneshot::session {
namespace {

/// The characters that can be asked for; of more than a matrix takes so many, evenly over the alphabet.
std::set<CharacterId> askedCharacters(const ConfusionQuestion& question) {
    std::vector<CharacterId> usable;
    const std::vector<Character>& characters = question.dataset->alphabets[question.alphabet].characters;
    for (int i = 0; i < static_cast<int>(characters.size()); ++i)
        if (std::ssize(characters[i].drawings) > question.shots) usable.push_back({question.alphabet, i});
    const auto count = std::min<std::size_t>(usable.size(), ConfusionResult::maxCharacters);
    std::set<CharacterId> asked;
    for (std::size_t i = 0; i < count; ++i) asked.insert(usable[i * usable.size() / count]);
    return asked;
}

/// The tasks of a large study take longer to be freed than a frame, and the GUI thread is the last to hold them.
ConfusionPtr freedElsewhere(std::unique_ptr<ConfusionResult> result) {
    return {result.release(),
            [](const ConfusionResult* last) { QThreadPool::globalInstance()->start([last] { delete last; }); }};
}

ConfusionPtr study(const ConfusionQuestion& question, ModelPtr model, const Worker::Control& control) {
    auto result = std::make_unique<ConfusionResult>();
    result->question = question;
    const Alphabet& alphabet = question.dataset->alphabets[question.alphabet];
    const std::set<CharacterId> asked = askedCharacters(question);
    if (asked.size() < 2)
        throw Error(ErrorCode::InvalidSetting, alphabet.name,
                    "fewer than two of its characters have " + std::to_string(question.shots + 1) + " drawings",
                    "Choose another alphabet or fewer shots.");
    if (!model) model = openModel(question.learner.toStdString());
    result->dataset = std::make_shared<const Dataset>(onlyCharacters(*question.dataset, asked));
    result->leftOut = static_cast<int>(alphabet.characters.size() - asked.size());
    const Dataset& dataset = *result->dataset;
    result->ways = std::min(question.ways, maxWays(dataset, question.shots, true));
    TaskSampler sampler(dataset, {result->ways, question.shots, true, question.seed});
    result->tasks = std::make_shared<const std::vector<Task>>(sampler.take(question.tasks));
    const TaskResults answers = evaluateTasks(*model, dataset, *result->tasks, {}, control.progress, control.stop);
    result->confusions = Confusions(dataset, 0, *result->tasks, answers.outcomes);
    result->order = result->confusions.order();
    result->learnt = learntCharacters(model->origin(), dataset);
    return freedElsewhere(std::move(result));
}

}  // namespace

ConfusionStudy::ConfusionStudy(Workspace& workspace) : workspace_(workspace) {
    connect(&worker_, &Worker::progressed, this, &ConfusionStudy::progressed);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        Q_EMIT failed(why);
        Q_EMIT ended();
    });
    connect(&worker_, &Worker::cancelRequested, this, [this] {
        cancel();
        Q_EMIT ended();
    });
}

void ConfusionStudy::start(const ConfusionQuestion& question) {
    const QString alphabet = QString::fromStdString(question.dataset->alphabets[question.alphabet].name);
    worker_.run(
        Job{tr("Confusions within %1").arg(alphabet)},
        [question, model = workspace_.models().model(question.learner)](const Worker::Control& control) {
            return study(question, model, control);
        },
        [this](const ConfusionPtr& result) {
            Q_EMIT ready(result);
            Q_EMIT ended();
        });
}

void ConfusionStudy::cancel() {
    worker_.cancel();
}

}  // namespace oneshot::session
