#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

using DrawingBatch = std::vector<const Drawing*>;

/// Images as [n, channels, height, width], float 0..1, ink = 1; of a dataset of vectors [n, 1, 1, D], as they are.
struct ImageBatch {
    std::vector<float> data;
    int n = 0, channels = 1, height = 0, width = 0;

    std::size_t imageSize() const { return static_cast<std::size_t>(channels) * height * width; }
    std::span<const float> image(int i) const { return {data.data() + i * imageSize(), imageSize()}; }
    std::span<float> image(int i) { return {data.data() + i * imageSize(), imageSize()}; }
};

/// Vectors as [count, dimension].
struct Embeddings {
    std::vector<float> values;
    int count = 0, dimension = 0;

    std::span<const float> row(int i) const {
        return {values.data() + static_cast<std::size_t>(i) * dimension, static_cast<std::size_t>(dimension)};
    }
};

/// Embeddings of a support set as [ways * shots, D]; the drawings of way w are rows w * shots .. w * shots + shots - 1.
struct Support {
    Embeddings embeddings;
    int ways = 0, shots = 1;
};

/// Scores as [queries, ways]; higher is more alike.
struct Scores {
    std::vector<float> values;
    int queries = 0, ways = 0;

    std::span<const float> row(int q) const {
        return {values.data() + static_cast<std::size_t>(q) * ways, static_cast<std::size_t>(ways)};
    }
};

struct ParameterRow {
    std::string name;   ///< as in the weights file, "features.0.weight"
    std::string shape;  ///< "64 x 1 x 10 x 10"
    std::int64_t parameters = 0;
};

struct LearntAlphabet {
    std::string name;
    std::vector<std::string> characters;
    bool operator==(const LearntAlphabet&) const = default;
};

/// Where a model comes from and what it has seen.
struct Origin {
    std::string model;     ///< what a person calls it: "compact", "pixels-l2"
    std::string run;       ///< run directory's name; empty for a baseline or a loose file
    std::string dataName;  ///< background set, empty for a baseline
    std::string dataSha256;
    std::vector<LearntAlphabet> learnt;         ///< every character learnt from, by name
    std::vector<std::uint64_t> learntDrawings;  ///< drawingHash of every drawing learnt from, sorted
    std::vector<ParameterRow> parameterTable;
    std::int64_t parameters = 0;  ///< learnable ones
    std::int64_t step = 0;        ///< training steps behind the weights
};

/// A learner, immutable once published: every method may be called from several threads at once; all of them block.
class OneShotModel {
  public:
    virtual ~OneShotModel() = default;

    /// What the model sees: the only place where drawings are resized and normalised.
    virtual ImageBatch prepare(const DrawingBatch&) const = 0;
    virtual Embeddings embed(const ImageBatch&) const = 0;
    /// queries [Q, D], support [N * k, D] -> [Q, N]. With k drawings a way the mean of the k scores.
    virtual Scores compare(const Embeddings& queries, const Support& support) const = 0;
    virtual const Origin& origin() const = 0;
};

using ModelPtr = std::shared_ptr<const OneShotModel>;

}  // namespace oneshot
