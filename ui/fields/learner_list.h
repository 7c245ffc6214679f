#pragma once

#include <QListWidget>

#include "ui/session/workspace/model_library.h"

namespace oneshot::ui {

/// Models to tick.
class LearnerList : public QListWidget {
    Q_OBJECT
  public:
    explicit LearnerList(const QString& objectName, QWidget* parent = nullptr);

    void setEntries(const QList<session::ModelEntry>&, const QStringList& ticked);
    QStringList ticked() const;  ///< ids, in order

  Q_SIGNALS:
    void changed();  ///< the person ticked another
};

}  // namespace oneshot::ui
