#pragma once

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot {

struct SketchPoint {
    float x = 0, y = 0;      ///< 0..sketchSide, y downwards; lines may leave the paper
    float milliseconds = 0;  ///< since the first point of the sketch
    float pressure = 1;      ///< factor of the line's width at this point
    bool operator==(const SketchPoint&) const = default;
};

/// A line of ink, or of the eraser.
struct SketchStroke {
    bool eraser = false;
    float width = 5;  ///< in the units of the points
    std::vector<SketchPoint> points;
    bool operator==(const SketchStroke&) const = default;
};

/// The side of the paper: a sketch is in Omniglot's units, whatever it is drawn on.
inline constexpr int sketchSide = 105;
/// How far a line may leave the paper, in these units.
inline constexpr float sketchMargin = 5 * sketchSide;
/// Limit for all lines of a saved sketch together, which is painted without a wait: minutes of drawing.
inline constexpr std::size_t maxSketchPoints = 20'000;
/// The width of Omniglot's pen. Lines of this width along the stroke files of small1 have as much ink as its images and
/// 94 % of the inked pixels in common with them; with 4 and 4.5 it is 81 % and 90 %.
inline constexpr float omniglotPenWidth = 5;

/// Scales the image by averaging until it fits, and centres it: [1, sketchSide, sketchSide], grey. Throws
/// Error(BadData) if it has no pixels.
Image fitToPaper(const Image&);

/// What a person draws: a list of actions with undo and redo.
class Sketch {
  public:
    struct Clear {
        bool operator==(const Clear&) const = default;
    };
    using Action = std::variant<SketchStroke, Clear, Image>;

    /// Each of these forgets what was undone. A stroke without points and clearing empty paper are ignored.
    void add(SketchStroke);
    void clear();
    /// Lays an image over all that is on the paper; see fitToPaper.
    void place(const Image&);

    bool canUndo() const { return done_ > 0; }
    bool canRedo() const { return done_ < actions_.size(); }
    void undo();  ///< does nothing unless canUndo()
    void redo();  ///< does nothing unless canRedo()

    /// The actions that made what is on the paper, oldest first: the last placed image, of sketchSide x sketchSide, and
    /// what came after it or after the last Clear.
    std::span<const Action> visible() const;
    bool empty() const;  ///< true if neither a line of ink nor an image is visible

    /// The sketch as a drawing by Omniglot's pen: an image [1, sketchSide, sketchSide] and, unless an image was placed,
    /// the strokes without what was erased. A stroke whose middle is erased becomes two.
    Drawing drawing() const;

    bool operator==(const Sketch&) const = default;

  private:
    void act(Action);

    std::vector<Action> actions_;
    std::size_t done_ = 0;  ///< number of actions in force; the rest was undone
};

}  // namespace oneshot
