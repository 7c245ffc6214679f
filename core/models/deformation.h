#pragma once

#include "core/models/preparation.h"

namespace oneshot {

/// How one drawing is bent to lie on another.
struct Deformation {
    /// In the frame where the ink of each drawing is normalised: the bent drawing shows at p what `from` has at
    /// matrix * p + shift + field(p). renderView with deformationFrame draws it, and with deformationAt a moment of the
    /// way.
    Distortion distortion;
    double mismatch = 0;  ///< squared difference of the bent drawing and the other, over the ink of both; 0: alike
    double bending = 0;   ///< of the lattice and of the frame, dimensionless; 0: none
    double cost() const;  ///< what both are worth together; 0 for the same drawing
};

/// Finds the deformation by Gauss-Newton steps from coarse to fine on blurred ink (Lucas & Kanade 1981), an affine
/// frame and a lattice of 5 x 5 displacements at once, both held back by what they cost. A drawing without ink is not
/// bent. Throws Error(InvalidSetting) where one is a vector. About a millisecond.
Deformation match(const Drawing& from, const Drawing& to);

/// cost() of both directions, mean.
double matchCost(const Drawing&, const Drawing&);

/// How drawings are prepared for matching, in `size` pixels.
Preparation deformationFrame(int size = 32);

/// `share` of the way, 0: as drawn, 1: bent.
Distortion deformationAt(const Deformation&, double share);

}  // namespace oneshot
