#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/data/data_ref.h"
#include "core/data/dataset.h"

namespace oneshot {

struct Distortion;  // preparation.h

using DrawingBatch = std::vector<const Drawing*>;

/// Images as [n, channels, height, width], float 0..1, ink = 1; of a dataset of vectors [n, 1, 1, D], as they are.
struct ImageBatch {
    std::vector<float> data;
    int n = 0, channels = 1, height = 0, width = 0;

    std::size_t imageSize() const { return static_cast<std::size_t>(channels) * height * width; }
    std::span<const float> image(int i) const { return {data.data() + i * imageSize(), imageSize()}; }
    std::span<float> image(int i) { return {data.data() + i * imageSize(), imageSize()}; }
    ImageBatch images(int from, int to) const;  ///< a copy of the images from..to - 1
    void append(const ImageBatch&);             ///< of the same shape
};

/// How many images of so many pixels are embedded at a time: as a network takes them at a time, so that the same floats
/// come out as of all at once.
int imagesAtOnce(std::size_t pixels);

/// Vectors as [count, dimension].
struct Embeddings {
    std::vector<float> values;
    int count = 0, dimension = 0;

    std::span<const float> row(int i) const {
        return {values.data() + static_cast<std::size_t>(i) * dimension, static_cast<std::size_t>(dimension)};
    }
    Embeddings rows(int from, int to) const;  ///< a copy of the rows from..to - 1
    void append(const Embeddings&);           ///< of the same dimension, or to none
};

/// Embeddings of the support sets of some tasks, as [tasks * ways * shots, D]: task by task, way by way.
struct Support {
    Embeddings embeddings;
    int ways = 0, shots = 1;

    int tasks() const { return ways > 0 ? embeddings.count / (ways * shots) : 1; }
    int rowOf(int task, int way) const { return (task * ways + way) * shots; }  ///< of its first drawing
};

/// Scores as [queries, ways]; higher is more alike.
struct Scores {
    std::vector<float> values;
    int queries = 0, ways = 0;

    std::span<const float> row(int q) const {
        return {values.data() + static_cast<std::size_t>(q) * ways, static_cast<std::size_t>(ways)};
    }
};

/// A layer of a network as a person reads it.
struct LayerRow {
    std::string name;       ///< as its tensors begin in the weights file: "convolution1"
    std::string operation;  ///< "10 x 10 convolution, ReLU, 2 x 2 max-pool"
    std::string output;     ///< shape of what leaves it for one drawing: "64 x 48 x 48"
    std::string weights;    ///< shapes of its learnable tensors: "64 x 1 x 10 x 10 + 64"
    std::int64_t parameters = 0;
};

/// What a network is made of; empty for a baseline.
struct Anatomy {
    std::vector<LayerRow> layers;  ///< their parameters add up to Origin::parameters
    ImageBatch filters;            ///< weights of the first convolution as they are: [maps, channels, k, k]
};

/// What a score says.
enum class ScoreKind {
    Cosine,             ///< of two embeddings, -1..1
    SameLogit,          ///< logit of the probability that both drawings show one character
    SquaredDistance,    ///< negative squared Euclidean distance
    HausdorffDistance,  ///< negative modified Hausdorff distance, pixels
    LogLikelihood,      ///< log-likelihood that one drawing is a redrawing of the other, up to a constant, nats
    Learnt,             ///< a number of no fixed scale: a learnt distance or bilinear form
    LogProbability,     ///< logarithm of the probability of the way's label
    Noise,              ///< nothing
};

/// The parts of the score of two drawings, one a dimension of the embedding: their sum and the bias are the score.
struct ScoreTerms {
    std::vector<float> values;  ///< [D]; empty for a learner whose score is no such sum
    float bias = 0;
};

struct LearntAlphabet {
    std::string name;
    std::vector<std::string> characters;
    bool implicit = false;  ///< as Alphabet::implicit
    bool operator==(const LearntAlphabet&) const = default;
};

/// Where a model comes from and what it has seen.
struct Origin {
    std::string model;                          ///< what a person calls it: "compact", "pixels-l2"
    std::string run;                            ///< run directory's name; empty for a baseline or a loose file
    DataRef data;                               ///< background set, its SPEC without folders; empty for a baseline
    std::vector<LearntAlphabet> learnt;         ///< every character learnt from, by name
    std::vector<std::uint64_t> learntDrawings;  ///< drawingHash of every drawing learnt from, sorted
    std::int64_t parameters = 0;                ///< learnable ones
    std::int64_t step = 0;                      ///< training steps behind the weights
};

/// A learner, immutable once published: every method may be called from several threads at once; all of them block.
class OneShotModel {
  public:
    virtual ~OneShotModel() = default;

    /// What the model sees: the only place where drawings are resized and normalised.
    virtual ImageBatch prepare(const DrawingBatch&) const = 0;
    /// The same for distorted drawings; a learner that sees no such views sees plain ones.
    virtual ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion&) const {
        return prepare(drawings);
    }
    virtual Embeddings embed(const ImageBatch&) const = 0;
    /// Compares the queries of T tasks, each of Q queries, with the support set of their task: queries [T * Q, D], task
    /// by task, support [T * N * k, D] -> [T * Q, N]. Tasks are answered as each alone, up to rounding; together they
    /// are faster. With k drawings a way the mean of the k scores, unless the learner defines otherwise.
    virtual Scores compare(const Embeddings& queries, const Support& support) const = 0;
    /// True if the score of a way depends on the rest of the support set.
    virtual bool dependsOnSupportSet() const { return false; }
    /// How many different labels a learner with a memory knows, see answerSequentially(); 0: it has no memory.
    virtual int labels() const { return 0; }
    /// The label that a learner with labels() answers to each drawing of episodes before it is shown the right one.
    /// drawings [episodes * T, D], episode by episode; labels below labels(), as many. Returns as many.
    virtual std::vector<int> answerSequentially(const Embeddings& /*drawings*/, std::span<const int> /*labels*/,
                                                int /*episodes*/) const {
        return {};
    }
    virtual const Origin& origin() const = 0;
    /// Tells whether two models are the same learner: SHA-256 over names, shapes and values of a network's tensors, 64
    /// digits; a baseline's name.
    virtual std::string fingerprint() const { return origin().model; }

    virtual ScoreKind scoreKind() const = 0;
    /// The softmax of scores times this gives the probability that a way is the right one, where exactly one is.
    /// Learnt, or fitted once by maximum likelihood (see baselines.cpp).
    virtual double softmaxScale() const = 0;
    /// The parts of the score of two drawings by their embeddings, [D] each.
    virtual ScoreTerms terms(std::span<const float> /*query*/, std::span<const float> /*shot*/) const { return {}; }
    virtual Anatomy anatomy() const { return {}; }
};

using ModelPtr = std::shared_ptr<const OneShotModel>;

}  // namespace oneshot
