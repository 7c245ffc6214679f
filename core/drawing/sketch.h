#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot {

struct SketchPoint {
    float x = 0, y = 0;      ///< 0..sketchSide, y downwards; a line may leave the paper
    float milliseconds = 0;  ///< since the first point of the sketch
    float pressure = 1;      ///< factor of the line's width here
    bool operator==(const SketchPoint&) const = default;
};

/// A line of ink, or of the eraser.
struct SketchStroke {
    bool eraser = false;
    float width = 5;  ///< in the units of the points
    std::vector<SketchPoint> points;
    bool operator==(const SketchStroke&) const = default;
};

/// The paper's side: a sketch has Omniglot's units, whatever it is drawn on.
inline constexpr int sketchSide = 105;
/// How far a line may leave the paper, in these units.
inline constexpr float sketchFarthest = 5 * sketchSide;
/// In all lines of a sketch's text together, so that any is painted without a wait: minutes of drawing.
inline constexpr std::size_t mostSketchPoints = 20'000;
/// Of Omniglot's pen. Lines of this width along small1's stroke files (their points are centres of pixels) have as much
/// ink as its images, and share 94 % of the inked pixels with them; with 4 and 4.5 it is 81 % and 90 %.
inline constexpr float omniglotPenWidth = 5;

/// The image as paper of [1, sketchSide, sketchSide]: scaled by averaging until it fits, in the middle. Colours become
/// grey. Throws Error(BadData) where it has no pixels.
Image fitToPaper(const Image&);

/// What a person draws: actions in order, each of which can be undone and done again.
class Sketch {
  public:
    struct Clear {
        bool operator==(const Clear&) const = default;
    };
    using Action = std::variant<SketchStroke, Clear, Image>;

    /// Each of these forgets what was undone. A stroke without points, and a clear of empty paper, are no actions.
    void add(SketchStroke);
    void clear();
    /// Lays an image on the paper, over all that is there; see fitToPaper.
    void place(const Image&);

    bool canUndo() const { return done_ > 0; }
    bool canRedo() const { return done_ < actions_.size(); }
    void undo();  ///< canUndo()
    void redo();  ///< canRedo()

    /// What makes the paper what it is, oldest first: what came after the last Clear or image, and that image. A placed
    /// image is sketchSide x sketchSide.
    std::span<const Action> visible() const;
    bool empty() const;  ///< no line of ink and no image is visible

    /// As a drawing of a dataset, as Omniglot's pen would make it: the image [1, sketchSide, sketchSide], and the
    /// strokes where no image was placed: without what was erased, an erased middle leaves two strokes.
    Drawing drawing() const;

    bool operator==(const Sketch&) const = default;

  private:
    void act(Action);

    std::vector<Action> actions_;
    std::size_t done_ = 0;  ///< actions in force; the rest was undone
};

}  // namespace oneshot
