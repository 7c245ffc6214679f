#pragma once

#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// How much of the data in use, and of those held out, the model in use has learnt from. Follows all three in the
/// background; lives on the GUI thread.
class LearntShare : public QObject {
    Q_OBJECT
  public:
    /// The workspace must outlive it.
    explicit LearntShare(Workspace&);

    double inUse() const { return inUse_; }  ///< of their characters, 0..1; 0 also where nothing is known (yet)
    double heldOut() const { return heldOut_; }
    bool busy() const { return worker_.busy(); }

  Q_SIGNALS:
    void changed();  ///< the shares have been looked up; also where they are as before

  private:
    void look();

    Workspace& workspace_;
    double inUse_ = 0, heldOut_ = 0;
    // What they are of:
    DatasetPtr dataset_, heldOutData_;
    ModelPtr model_;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
