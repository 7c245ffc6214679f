#include "ui/session/tasks/way_morph.h"

#include "core/base/stop.h"
#include "core/models/deformation.h"
#include "ui/session/tasks/way_explanation.h"

namespace oneshot::session {
namespace {

constexpr int frameSize = 105;  // pixels, as Omniglot's paper

}  // namespace

WayMorph morphWay(const Dataset& dataset, const Task& task, int way, int frameCount, const std::stop_token& stop) {
    const std::vector<DrawingId>& shots = task.ways[way].drawings;
    const auto count = static_cast<double>(shots.size());
    const Drawing& query = dataset.drawings[task.query];
    const Preparation frame = deformationFrame(frameSize);
    WayMorph morph;
    morph.query = imageOf(prepareDrawings({&query}, frame), 0);
    for (const DrawingId shot : shots) {
        throwIfStopped(stop);
        const Drawing& drawing = dataset.drawings[shot];
        const Deformation there = match(drawing, query), back = match(query, drawing);
        morph.mismatch += there.mismatch / count;
        morph.bending += (there.cost() - there.mismatch) / count;
        morph.bothWays += (there.cost() + back.cost()) / 2 / count;
        std::vector<Image>& frames = morph.frames.emplace_back();
        for (int i = 0; i < frameCount; ++i) {
            const Distortion moment = deformationAt(there, i / (frameCount - 1.0));
            frames.push_back(imageOf(prepareDrawings({&drawing}, frame, moment), 0));
        }
    }
    return morph;
}

}  // namespace oneshot::session
