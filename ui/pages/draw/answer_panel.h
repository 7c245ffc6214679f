#pragma once

#include <QWidget>
#include <optional>

#include "ui/session/draw/draw_query.h"
#include "ui/session/draw/rejection_finder.h"

class QLabel;

namespace oneshot::ui {

class RankingModel;
class RankingView;
class ThinkingField;
class ThresholdField;

/// What the model in use says of a drawing: its verdict, the support set ordered by score, what the answer cost, and
/// the threshold from which on it counts.
class AnswerPanel : public QWidget {
    Q_OBJECT
  public:
    /// All must outlive the panel.
    AnswerPanel(const session::Workspace&, session::DrawQuery&, const session::RejectionFinder&);

    void showModel(bool another);  ///< the workspace's; another: not the one before, renewed
    void setSupport(const session::SupportSet&, const QString& reason);  ///< reason: why it has no ways
    void setDrawn(bool);                                                 ///< whether there is ink on the paper

  Q_SIGNALS:
    void currentChanged(int way);  ///< the one that is selected; -1: none

  private:
    struct Verdict {
        QString title, detail;
        bool fault = false;
        bool accepted = true;  ///< the best one counts, rather than "none of these"
    };

    void setAnswer(const session::DrawAnswer&);
    void clearAnswer();
    void showState();
    void showCost();
    Verdict verdict() const;
    Verdict verdictOfAnswer() const;

    const session::Workspace& workspace_;
    session::DrawQuery& query_;
    bool drawn_ = false;
    std::optional<session::DrawAnswer> answer_;
    QString reason_;  ///< why there is nothing to compare with
    QString failure_;

    QLabel *verdict_, *detail_;
    RankingModel* ranking_;
    RankingView* rankingView_;
    ThinkingField* thinking_;
    ThresholdField* threshold_;
};

}  // namespace oneshot::ui
