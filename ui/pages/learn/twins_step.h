#pragma once

#include <optional>

#include "ui/pages/learn/learn_step.h"
#include "ui/session/learn/twins.h"

namespace oneshot::ui {

class PairsPicture;
class TwinsPicture;

/// What a siamese network is, and the pairs that it learns from.
class TwinsStep : public LearnStep {
    Q_OBJECT
  public:
    explicit TwinsStep(session::Workspace&);

    const std::optional<session::TwinAnswer>& answer() const { return answer_; }  ///< the newest
    static QString pairWords(const QString& data, std::int64_t characters, std::int64_t drawings, const PairCounts&);

  private:
    void makePicture();
    void makeCounts();
    void showAnswer(const session::TwinAnswer&);
    void showFigures(const session::PairFigures&);
    void showFault(const QString&);

    session::Workspace& workspace_;
    session::Twins twins_;
    int number_ = 0;
    QString asShown_;  ///< score of the pair as it came; empty: not known yet
    std::optional<session::TwinAnswer> answer_;
    TwinsPicture* twinsPicture_;
    PairsPicture* pairsPicture_;
    QLabel *verdict_, *counts_;
};

}  // namespace oneshot::ui
