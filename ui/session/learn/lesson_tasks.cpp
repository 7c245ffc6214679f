#include "ui/session/learn/lesson_tasks.h"

#include <tuple>
#include <utility>

#include "core/tasks/task_sampler.h"
#include "ui/session/learn/lesson_glyphs.h"

namespace oneshot::session {

LessonTasks::LessonTasks() {
    connect(&worker_, &Worker::failed, this, &LessonTasks::failed);
}

void LessonTasks::draw(std::uint64_t seed) {
    using Drawn = std::pair<DatasetPtr, std::vector<Task>>;
    worker_.run(
        [seed](const Worker::Control& control) {
            Drawn made{std::make_shared<const Dataset>(lessonGlyphs(seed, control.stop)), {}};
            for (const int count : ways) {
                TaskSettings settings{count, 1, true, seed, true};
                made.second.push_back(TaskSampler(*made.first, settings).next());
            }
            return made;
        },
        [this](const Drawn& made) {
            std::tie(dataset_, tasks_) = made;
            Q_EMIT drawn();
        });
}

}  // namespace oneshot::session
