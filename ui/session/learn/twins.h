#pragma once

#include <QObject>
#include <QString>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/tasks/pair_counts.h"
#include "ui/session/common/worker.h"
#include "ui/session/learn/shipped_model.h"

namespace oneshot::session {

/// What the shipped network makes of two drawings.
struct TwinAnswer {
    Image first, second;
    bool same = false, swapped = false;                  ///< same: both show one character
    std::vector<float> firstEmbedding, secondEmbedding;  ///< [D] each
    ScoreKind kind = ScoreKind::Cosine;
    float score = 0;
};

/// The pairs that a dataset has, and those of one step of a training.
struct PairFigures {
    QString dataset;  ///< its name
    std::int64_t characters = 0, drawings = 0;
    PairCounts counts;
    std::vector<bool> sampled;  ///< whether each pair is same, as PairSampler draws them; empty: it cannot
};

/// Embeds two drawings by one encoder and compares them, and counts the pairs of a dataset. Lives on the GUI thread; no
/// method blocks.
class Twins : public QObject {
    Q_OBJECT
  public:
    static constexpr int sampledPairs = 128;  ///< as many as in a step of Koch et al. 2015

    /// The library must outlive it.
    explicit Twins(ModelLibrary&);

    /// Pairs of built-in glyphs: those with an even number are same, the others different.
    void show(int number, bool swapped);
    void count(const DatasetPtr&);  ///< null: nothing

  Q_SIGNALS:
    void answered(const oneshot::session::TwinAnswer&);
    void counted(const oneshot::session::PairFigures&);
    void failed(const QString& fullWords);

  private:
    void ask();

    ShippedModel shipped_;
    int number_ = -1;  ///< -1: nothing was asked
    bool swapped_ = false;
    std::shared_ptr<Dataset> glyphs_;  ///< for the worker's thread alone
    Worker worker_{Worker::Priority::Interactive}, counter_{Worker::Priority::Background};
};

}  // namespace oneshot::session
