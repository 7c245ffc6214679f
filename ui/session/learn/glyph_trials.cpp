#include "ui/session/learn/glyph_trials.h"

#include "core/tasks/trial_plan.h"
#include "ui/session/learn/lesson_glyphs.h"

namespace oneshot::session {

GlyphTrials::GlyphTrials(ModelLibrary& library) : shipped_(library) {
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        problem_ = why;
        setState(State::Idle);
    });
    connect(&shipped_, &ShippedModel::changed, this, [this] {
        if (state_ == State::Preparing && !worker_.busy()) prepare();
    });
}

void GlyphTrials::begin(std::uint64_t seed) {
    seed_ = seed;
    index_ = 0;
    chosen_ = -1;
    score_ = {};
    problem_.clear();
    setState(State::Preparing);
    prepare();
}

void GlyphTrials::prepare() {
    const ModelPtr& model = shipped_.model();
    if (!model) {  // not opened yet, or it cannot be
        problem_ = shipped_.problem();
        if (!problem_.isEmpty()) setState(State::Idle);
        return;
    }
    worker_.run([model, seed = seed_](const Worker::Control& control) { return prepared(*model, seed, control.stop); },
                [this](const Prepared& prepared) {
                    prepared_ = prepared;
                    setState(State::Asking);
                });
}

GlyphTrials::Prepared GlyphTrials::prepared(const OneShotModel& model, std::uint64_t seed,
                                            const std::stop_token& stop) {
    Prepared made;
    made.dataset = std::make_shared<const Dataset>(lessonGlyphs(seed, stop));
    for (PlannedTrial& trial : planTrials(*made.dataset, {ways, 1, true, seed}, 0, count))
        made.tasks.push_back(std::move(trial.task));
    for (TaskOutcome& outcome : evaluateTasks(model, *made.dataset, made.tasks, {}, {}, stop).outcomes)
        made.answers.push_back(learnerAnswer(model, std::move(outcome)));
    made.learnt = static_cast<int>(learntCharacters(model.origin(), *made.dataset).size());
    return made;
}

void GlyphTrials::answer(int way) {
    if (state_ != State::Asking || way < 0 || way >= ways) return;
    chosen_ = way;
    score_.add(way == task().answer, modelAnswer().outcome.right);
    setState(State::Answered);
}

void GlyphTrials::next() {
    if (state_ != State::Answered) return;
    if (number() == count) return setState(State::Ended);
    ++index_;
    chosen_ = -1;
    setState(State::Asking);
}

void GlyphTrials::setState(State state) {
    state_ = state;
    Q_EMIT changed();
}

}  // namespace oneshot::session
