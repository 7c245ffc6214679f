#include "ui/session/learn/moved_drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/models/baselines.h"
#include "core/models/preparation.h"
#include "core/tasks/task_sampler.h"
#include "ui/session/learn/lesson_glyphs.h"

namespace oneshot::session {
namespace {

constexpr int tasksTried = 60;

Drawing movedQuery(const MovedScene& scene, const Motion& motion) {
    Drawing query;
    query.image = movedImage(scene.dataset->drawings[scene.task.query].image, motion);
    return query;
}

/// True if both learners are right of the query as it is, and only the network once it is moved by some pixels.
bool showsWhyPixelsFail(const MovedScene& scene) {
    if (!scene.rest.pixels.outcome.right || !scene.rest.network.outcome.right) return false;
    for (const int by : {4, 6, 8})
        for (const Motion& motion : {Motion{by, 0}, Motion{-by, 0}, Motion{0, by}, Motion{0, -by}})
            if (const MovedAnswer answer = scene.answer(motion);
                !answer.pixels.outcome.right && answer.network.outcome.right)
                return true;
    return false;
}

std::shared_ptr<const MovedScene> findScene(const ModelPtr& network, std::uint64_t seed,
                                            const Worker::Control& control) {
    const DatasetPtr dataset = std::make_shared<const Dataset>(lessonGlyphs(seed, control.stop));
    const ModelPtr pixels = makePixelsL2();
    TaskSampler sampler(*dataset, {MovedDrawing::ways, 1, true, seed, true});
    std::shared_ptr<const MovedScene> first;
    for (int i = 0; i < tasksTried; ++i) {
        throwIfStopped(control.stop);
        Task task = sampler.next();
        MovedScene::Learner one(pixels, *dataset, task), other(network, *dataset, task);
        auto scene =
            std::make_shared<MovedScene>(MovedScene{dataset, std::move(task), std::move(one), std::move(other), {}});
        scene->rest = scene->answer({});
        if (showsWhyPixelsFail(*scene)) return scene;
        if (!first) first = scene;
    }
    return first;
}

}  // namespace

Image movedImage(const Image& image, const Motion& motion) {
    const int side = std::max(image.width, image.height);
    const double angle = motion.degrees * std::numbers::pi / 180, cosine = std::cos(angle), sine = std::sin(angle);
    const double right = 2.0 * motion.right / side, down = 2.0 * motion.down / side;
    Distortion distortion;  // a view's pixel shows what was there before it was moved: the inverse
    distortion.matrix = {cosine, sine, -sine, cosine};
    distortion.shift = {-(cosine * right + sine * down), sine * right - cosine * down};
    std::vector<float> view(static_cast<std::size_t>(side) * side);
    renderView(image, {side, false}, distortion, view);
    Image moved{1, side, side, {}};
    moved.pixels.reserve(view.size());
    for (const float ink : view) moved.pixels.push_back(static_cast<std::uint8_t>(std::lround(255 * ink)));
    return moved;
}

MovedScene::Learner::Learner(ModelPtr learner, const Dataset& dataset, const Task& task) : model(std::move(learner)) {
    DrawingBatch shots;
    for (const Way& way : task.ways)
        for (const DrawingId shot : way.drawings) shots.push_back(&dataset.drawings[shot]);
    support = {model->embed(model->prepare(shots)), static_cast<int>(task.ways.size()),
               static_cast<int>(task.ways.front().drawings.size())};
}

LearnerAnswer MovedScene::Learner::answer(const Drawing& query, const Task& task) const {
    TaskOutcome outcome{model->compare(model->embed(model->prepare({&query})), support).values};
    outcome.predicted = predictedWay(outcome.scores);
    outcome.right = outcome.predicted == task.answer;
    return learnerAnswer(*model, std::move(outcome));
}

MovedAnswer MovedScene::answer(const Motion& motion) const {
    const Drawing query = movedQuery(*this, motion);
    return {motion, pixels.answer(query, task), network.answer(query, task)};
}

std::vector<double> distances(const LearnerAnswer& answer) {
    std::vector<double> result;
    for (const float score : answer.outcome.scores)
        result.push_back(answer.kind == ScoreKind::Cosine ? std::max(0.0, 1.0 - score) : std::abs(score));
    return result;
}

MovedDrawing::MovedDrawing(ModelLibrary& library) : shipped_(library) {
    connect(&shipped_, &ShippedModel::changed, this, [this] {
        if (wanted_ > 0 && shipped_.model()) propose(std::exchange(wanted_, 0));
        if (!shipped_.problem().isEmpty()) Q_EMIT failed(shipped_.problem());
    });
    connect(&proposer_, &Worker::failed, this, &MovedDrawing::failed);
    connect(&mover_, &Worker::failed, this, &MovedDrawing::failed);
}

void MovedDrawing::propose(std::uint64_t seed) {
    wanted_ = shipped_.model() ? 0 : seed;
    if (wanted_ > 0) return;
    proposer_.run([network = shipped_.model(),
                   seed](const Worker::Control& control) { return findScene(network, seed, control); },
                  [this](const std::shared_ptr<const MovedScene>& scene) {
                      mover_.cancel();
                      scene_ = scene;
                      Q_EMIT proposed();
                  });
}

void MovedDrawing::move(const Motion& motion) {
    if (!scene_) return;
    mover_.run([scene = scene_, motion](const Worker::Control&) { return scene->answer(motion); },
               [this](const MovedAnswer& answer) { Q_EMIT answered(answer); });
}

}  // namespace oneshot::session
