#pragma once

class QPainter;
class QWidget;

namespace oneshot::ui {

class TrialPicture;

/// What is marked on the tiles of a trial: the way in question, and once it may be told, who chose what. -1: none.
struct TrialMarks {
    int current = -1;  ///< has the focus
    int chosen = -1;   ///< by the person
    int model = -1;    ///< chosen by the model
    int right = -1;    ///< -1: not told yet, so that only the choice is marked

    /// Over the picture, in the palette and font of the widget.
    void paint(QPainter&, const TrialPicture&, const QWidget&) const;
};

}  // namespace oneshot::ui
