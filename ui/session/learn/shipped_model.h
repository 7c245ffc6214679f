#pragma once

#include <QObject>

#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// The shipped model, opened where it is not and kept open. Lives on the GUI thread; no method blocks.
class ShippedModel : public QObject {
    Q_OBJECT
  public:
    /// The library must outlive it.
    explicit ShippedModel(ModelLibrary&);

    const ModelPtr& model() const { return model_; }  ///< null: not opened yet, or it cannot be
    QString problem() const;                          ///< why it cannot be opened, in full words

  Q_SIGNALS:
    void changed();  ///< model() or problem() is another

  private:
    void take();

    ModelLibrary& library_;
    ModelPtr model_;
};

}  // namespace oneshot::session
