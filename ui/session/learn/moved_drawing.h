#pragma once

#include <QObject>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/tasks/task.h"
#include "ui/session/common/worker.h"
#include "ui/session/learn/learner_answer.h"
#include "ui/session/learn/shipped_model.h"

namespace oneshot::session {

/// How a drawing is moved on its paper: turned about the middle, then shifted.
struct Motion {
    int right = 0, down = 0;  ///< pixels of the drawing
    int degrees = 0;          ///< clockwise
    bool operator==(const Motion&) const = default;
};

/// Returns the drawing as it is moved, in the size of its longer side; what leaves the paper is cut off.
Image movedImage(const Image&, const Motion&);

struct MovedAnswer {
    Motion motion;
    LearnerAnswer pixels, network;
};

/// A query and a support set of built-in glyphs, and two learners that answer.
struct MovedScene {
    /// Embeds the support set.
    struct Learner {
        Learner(ModelPtr, const Dataset&, const Task&);
        LearnerAnswer answer(const Drawing& query, const Task&) const;
        ModelPtr model;
        Support support;
    };
    DatasetPtr dataset;
    Task task;
    Learner pixels, network;
    MovedAnswer rest;  ///< to the query that is not moved

    MovedAnswer answer(const Motion&) const;
};

/// Returns how far the query is from each way, 0 where it is the same: of a cosine what it lacks to 1, of a distance
/// itself.
std::vector<double> distances(const LearnerAnswer&);

/// Asks pixels-l2 and the shipped network, off the GUI thread, which character a query shows that a person moves. Only
/// the newest question is answered. Lives on the GUI thread; no method blocks.
class MovedDrawing : public QObject {
    Q_OBJECT
  public:
    static constexpr int ways = 5, farthest = 15, mostDegrees = 30;

    /// The library must outlive it.
    explicit MovedDrawing(ModelLibrary&);

    /// Another example: the first task of the alphabet with this seed that both learners answer rightly, and only the
    /// network once the query is moved by some pixels; if there is none, the first task.
    void propose(std::uint64_t seed);
    const MovedScene* scene() const { return scene_.get(); }  ///< null: not found yet
    void move(const Motion&);                                 ///< of the query of the scene

  Q_SIGNALS:
    void proposed();
    void answered(const oneshot::session::MovedAnswer&);
    void failed(const QString& fullWords);

  private:
    ShippedModel shipped_;
    std::uint64_t wanted_ = 0;  ///< seed that waits for the model; 0: none
    std::shared_ptr<const MovedScene> scene_;
    Worker proposer_{Worker::Priority::Interactive}, mover_{Worker::Priority::Interactive};
};

}  // namespace oneshot::session
