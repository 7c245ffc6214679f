#pragma once

#include <QWidget>
#include <optional>

#include "ui/session/learn/twins.h"

namespace oneshot::ui {

/// A siamese network at work: two drawings, one encoder that stands there twice, two embeddings, one similarity.
class TwinsPicture : public QWidget {
    Q_OBJECT
  public:
    TwinsPicture();

    void setAnswer(const session::TwinAnswer&);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    bool event(QEvent*) override;  ///< explains the part under the mouse
    void paintEvent(QPaintEvent*) override;

  private:
    struct Places;
    Places places() const;
    void paintTwin(QPainter&, const Places&, bool second) const;
    void paintShared(QPainter&, const Places&) const;
    void paintSimilarity(QPainter&, const Places&) const;

    std::optional<session::TwinAnswer> answer_;
};

}  // namespace oneshot::ui
