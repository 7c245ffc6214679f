#pragma once

#include <QHash>
#include <QListView>
#include <QPixmap>

namespace oneshot::ui {

class RankingModel;

/// A RankingModel as rows of rank, drawings, name, probability and score, in as many columns as there is room for.
class RankingView : public QListView {
    Q_OBJECT
  public:
    explicit RankingView(RankingModel*);

    int currentWay() const;  ///< -1: none
    QSize sizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    class Delegate;

    const QPixmap& pictureOf(int way);  ///< its drawings side by side
    void measureScores();

    RankingModel* model_;
    QHash<int, QPixmap> pictures_;
    int scoreWidth_ = 0;  ///< of the longest
};

}  // namespace oneshot::ui
