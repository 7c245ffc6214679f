#pragma once

#include <QListView>

#include "ui/session/workspace/model_library.h"

class QStandardItemModel;

namespace oneshot::ui {

/// Models to tick.
class LearnerList : public QListView {
    Q_OBJECT
  public:
    explicit LearnerList(const QString& objectName, QWidget* parent = nullptr);

    void setEntries(const QList<session::ModelEntry>&, const QStringList& ticked);
    QStringList ticked() const;  ///< ids, in order
    int heightOfAll() const;     ///< px in which no entry is scrolled away

  Q_SIGNALS:
    void changed();  ///< the person ticked another

  private:
    QStandardItemModel* entries_;  ///< a row each, its id as UserRole
};

}  // namespace oneshot::ui
