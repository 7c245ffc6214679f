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
/// from which threshold on it counts.
class AnswerPanel : public QWidget {
    Q_OBJECT
  public:
    /// All must outlive the panel.
    AnswerPanel(const session::Workspace&, const session::DrawQuery&, const session::RejectionFinder&,
                QWidget* parent = nullptr);

    void showModel(bool another);  ///< the workspace's; another: not the one before, renewed
    void setSupport(const session::SupportSet&, const QString& reason);  ///< reason: why it has no ways
    void setDrawn(bool);                                                 ///< whether there is ink on the paper
    void setAnswer(const session::DrawAnswer&);
    void showFailure(const QString& why);
    void showPreparing(int percent);
    void showLearnt();

  Q_SIGNALS:
    void thinkingChanged(const oneshot::session::Thinking&);  ///< by the person
    void currentChanged(int way);                             ///< the one that is selected; -1: none

  private:
    struct Verdict {
        QString title, detail;
        bool fault = false;
        bool accepted = true;  ///< what is best counts, and not none of these
    };

    void clearAnswer();
    void showState();
    void showCost();
    Verdict verdict() const;
    Verdict verdictOfAnswer() const;

    const session::Workspace& workspace_;
    const session::DrawQuery& query_;
    bool drawn_ = false;
    std::optional<session::DrawAnswer> answer_;
    QString failure_;

    QLabel *verdict_, *detail_, *cost_;
    RankingModel* ranking_;
    RankingView* rankingView_;
    ThinkingField* thinking_;
    ThresholdField* threshold_;
};

}  // namespace oneshot::ui
