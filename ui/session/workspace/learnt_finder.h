#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <set>

#include "core/models/one_shot_model.h"
#include "ui/session/common/worker.h"
#include "ui/session/workspace/dataset_summary.h"

namespace oneshot::session {

/// Finds in the background which characters of a dataset a model learnt from. Lives on the GUI thread; no method
/// blocks.
class LearntFinder : public QObject {
    Q_OBJECT
  public:
    LearntFinder();

    /// Either may be null: nothing is found then. A model of the same training needs no other search.
    void find(const ModelPtr&, const DatasetPtr&);
    const std::optional<std::set<CharacterId>>& learnt() const { return learnt_; }  ///< none: not known (yet)

  Q_SIGNALS:
    void changed();

  private:
    ModelPtr model_;
    DatasetPtr dataset_;
    std::optional<std::set<CharacterId>> learnt_;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
