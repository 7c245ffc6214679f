#pragma once

#include <QWidget>

#include "ui/session/common/thinking.h"

class QSpinBox;

namespace oneshot::ui {

/// How much longer than one pass a learnt model thinks: two numbers with their captions.
class ThinkingField : public QWidget {
    Q_OBJECT
  public:
    /// Its fields are called NAME.views and NAME.rerank, side by side or one above the other.
    explicit ThinkingField(const QString& name, Qt::Orientation = Qt::Horizontal, QWidget* parent = nullptr);

    session::Thinking thinking() const;

  Q_SIGNALS:
    void changed();

  private:
    void takeRerank();

    QSpinBox *views_, *rerank_;
    int rerankBefore_ = 0;
};

}  // namespace oneshot::ui
