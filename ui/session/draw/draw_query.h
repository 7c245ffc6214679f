#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "ui/session/common/thinking.h"
#include "ui/session/common/worker.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// What a model says of a drawing.
struct DrawAnswer {
    ImageBatch input;                   ///< the one image that the model received
    std::vector<float> scores;          ///< one a way of the support set; empty without one
    std::vector<double> probabilities;  ///< of each way; see core/evaluation/probabilities.h
    ScoreKind kind = ScoreKind::Cosine;
    Thinking thinking;                       ///< beyond one pass
    std::vector<float> onePassScores;        ///< what thresholds are of
    double seconds = 0, onePassSeconds = 0;  ///< of the drawing alone, the support set being known
};

/// Compares a drawing with a support set off the GUI thread. A drawing of the support set is embedded once a model,
/// even if the set is changed around it. A model with further options (see Thinking) answers in one pass first. Lives
/// on the GUI thread; no method blocks.
class DrawQuery : public QObject {
    Q_OBJECT
  public:
    DrawQuery();

    // Each asks anew if there is a drawing; only the newest question gets an answer.
    void setModel(ModelPtr);            ///< null: none yet
    void setSupport(SupportSet);        ///< ways may have different numbers of drawings, at least one; none: no scores
    void setThinking(const Thinking&);  ///< of a learnt model
    void setWatched(bool);              ///< while nobody looks nothing is computed; at first somebody does
    void ask(Drawing);
    void forget();                                     ///< there is no drawing any more: no answer comes
    bool busy() const { return worker_.busy(); }       ///< with the answer of one pass
    bool thinking() const { return thinker_.busy(); }  ///< about the answer with further options
    /// The characters of the support set that the model learnt from, once found.
    const std::set<CharacterId>& learnt() const { return learnt_; }

  Q_SIGNALS:
    void answered(const oneshot::session::DrawAnswer&);
    void failed(const QString& fullWords);
    void finished();  ///< after the last answer, or the failure, of the newest question
    void learntChanged();
    void preparing(int percent);  ///< of a new support set that is being embedded

  private:
    struct Memory;
    void renew();
    void think(const std::optional<DrawAnswer>& onePass);
    void findLearnt();

    ModelPtr model_;
    std::shared_ptr<const SupportSet> support_;
    std::shared_ptr<const Drawing> drawing_;
    std::shared_ptr<Memory> memory_;  ///< for the worker's thread alone
    Thinking thinking_;
    bool watched_ = true, stale_ = false;
    ModelPtr thinkingModel_;                  ///< the model with its views; null: it answers in one pass
    std::shared_ptr<Memory> thinkingMemory_;  ///< for the thinker's thread alone
    std::set<CharacterId> learnt_;
    Worker worker_{Worker::Priority::Interactive}, thinker_{Worker::Priority::Interactive};
    Worker learntFinder_{Worker::Priority::Background};
};

}  // namespace oneshot::session
