#pragma once

#include <QWidget>

#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

class DatasetField;

/// Chooses what to learn from and what to validate on.
class DataPanel : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the panel.
    explicit DataPanel(session::Workspace&, QWidget* parent = nullptr);

    DatasetField* background() const { return background_; }
    QString problem() const;  ///< why the data cannot be used (yet); empty: they can
    bool reading() const;     ///< the problem passes by itself

  private:
    const session::Workspace& workspace_;
    DatasetField *background_, *validation_;
};

}  // namespace oneshot::ui
