#pragma once

#include <QObject>
#include <filesystem>
#include <vector>

#include "core/evaluation/model_evaluation.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// Evaluates the best weights of runs in the background, one run after another, as `oneshot evaluate` does, and adds
/// the results to their evaluation.json. All methods are for the thread it lives on; none blocks but the destructor,
/// which cancels.
class RunEvaluator : public QObject {
    Q_OBJECT
  public:
    RunEvaluator();

    void start(const std::vector<std::filesystem::path>& runs, const EvaluationRequest&);
    void cancel();  ///< what was measured so far is kept
    bool running() const { return !waiting_.empty(); }
    const std::filesystem::path& current() const { return waiting_.front(); }  ///< while running()

  Q_SIGNALS:
    // On the thread of this object.
    void progressed(int percent);  ///< of all runs together
    /// Of one run: its figures in a sentence, or why there are none, in full words.
    void evaluated(const std::filesystem::path& run, const QString& sentence, bool fault);
    void cancelled();  ///< by cancel(), before ended()
    void ended();      ///< all are done, or cancel()

  private:
    void next();
    void finishOne(const QString& sentence, bool fault);

    std::vector<std::filesystem::path> waiting_;  ///< the first one is being evaluated
    int total_ = 0;
    EvaluationRequest request_;
    Worker worker_{Worker::Priority::Heavy};
};

}  // namespace oneshot::session
