#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/models/one_shot_model.h"

namespace oneshot {

/// How a drawing becomes the input of a model.
struct Preparation {
    int size = 105;             ///< side of the input, pixels
    bool normaliseInk = false;  ///< centre the ink's bounding box and scale its longer side to inkShare of the input
    double inkShare = 0.8;
    int channels = 1;  ///< 1: coloured drawings become grey (ITU-R BT.601); 3: grey ones are repeated
    bool operator==(const Preparation&) const = default;
};

/// A distortion of one view, in coordinates where the input spans -1..1 (after normalisation): output pixel p shows the
/// input at matrix * p + shift + field(p), field being a smooth 5x5 lattice of displacements.
struct Distortion {
    std::array<double, 4> matrix{1, 0, 0, 1};  ///< row by row
    std::array<double, 2> shift{0, 0};
    std::array<float, 50> field{};  ///< [2, 5, 5]: x displacements, then y
    bool elastic = false;           ///< whether the field is not zero

    static constexpr int latticeSide = 5;
};

/// [5, size]: how much each node of a line of the lattice counts at each of `size` pixels along it, corners on corners.
std::vector<float> latticeWeights(int size);

/// Fills `out` [channels * size * size] with one view of the image, ink = 1, sampled bilinearly, paper outside.
/// An image more than twice as large as the input is first halved by averaging until it is not.
void renderView(const Image&, const Preparation&, const Distortion&, std::span<float> out);

/// Throws Error(InvalidSetting) if the dataset holds vectors, which have no view.
void requireImages(const Dataset&);

/// Views of whole drawings. Throws Error(InvalidSetting) if one is a vector.
ImageBatch prepareDrawings(const DrawingBatch&, const Preparation&, const Distortion& = {});

}  // namespace oneshot
