#pragma once

#include <QWidget>

#include "ui/session/common/thinking.h"

class QSpinBox;

namespace oneshot::ui {

class LineLabel;

/// What a learnt model does beyond one pass: two numbers with their captions, and what the answers cost beside them.
class ThinkingField : public QWidget {
    Q_OBJECT
  public:
    /// Its parts are called NAME.views, NAME.rerank and NAME.cost. costTip: explains the cost; empty: none is shown,
    /// and the numbers stand one above the other.
    explicit ThinkingField(const QString& name, const QString& costTip = {});

    session::Thinking thinking() const;
    void setCost(const QString&);  ///< for a field with a costTip only

  Q_SIGNALS:
    void changed();

  private:
    void takeRerank();

    QSpinBox *views_, *rerank_;
    LineLabel* cost_ = nullptr;
    int rerankBefore_ = 0;
};

}  // namespace oneshot::ui
