#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "core/evaluation/rejection.h"
#include "ui/session/common/worker.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// Finds in the background from which score on a drawing is taken to be one of a support set: on tasks of built-in
/// glyphs, other ones than trainings learn from by default, 20-way within an alphabet. Lives on the GUI thread; no
/// method blocks.
class RejectionFinder : public QObject {
    Q_OBJECT
  public:
    static constexpr int tasks = 200;

    RejectionFinder();

    void setModel(ModelPtr);  ///< null: none
    /// The model's threshold for a support set of so many ways; null: not found yet, or not to be found. While a
    /// training renews the model it is that of the one before; a search under way ends before the next begins.
    const RejectionThreshold* threshold(int ways) const { return thresholds_ ? thresholds_->of(ways) : nullptr; }
    bool busy() const { return worker_.busy(); }
    QString problem(int ways) const;  ///< why there is none, in full words

  Q_SIGNALS:
    void changed();

  private:
    void find();

    ModelPtr model_;
    std::shared_ptr<const RejectionThresholds> thresholds_;
    QString problem_;
    std::shared_ptr<Dataset> glyphs_;  ///< for the worker's thread alone
    std::vector<std::pair<std::weak_ptr<const OneShotModel>, std::shared_ptr<const RejectionThresholds>>> found_;
    Worker worker_{Worker::Priority::Heavy};
};

}  // namespace oneshot::session
