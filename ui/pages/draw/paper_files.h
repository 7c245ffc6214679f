#pragma once

#include <QObject>
#include <functional>
#include <string>

#include "ui/session/common/worker.h"

class QMimeData;
class QWidget;

namespace oneshot::ui {

class DrawingCanvas;

/// Opens files and pasted images on the paper, saves and copies what is on it. Reads and writes off the GUI thread, and
/// tells what came of it.
class PaperFiles : public QObject {
    Q_OBJECT
  public:
    /// The canvas must outlive it; dialogs appear over the parent.
    PaperFiles(DrawingCanvas&, QWidget* parent);

    void openPath(const QString& path);        ///< an image or saved strokes; of a folder or archive setFound() tells
    void openPaths(const QStringList& paths);  ///< the first; see tellLeftOut()
    bool take(const QMimeData*);               ///< what was dropped or copied; false: nothing that can be opened
    void tellLeftOut();                        ///< how many files were left out; once the first one is there
    // One at a time: a second is refused, in words, while one is under way.
    void saveImage(const QString& path);    ///< the paper as PNG
    void saveStrokes(const QString& path);  ///< its lines as JSON; see core/drawing/sketch_json.h
    void copy();
    void paste();

    void askToOpen();
    void askToSaveImage();
    void askToSaveStrokes();

  Q_SIGNALS:
    void told(const QString& news, bool fault);  ///< empty: what was told before no longer holds
    void setFound(const QString& path);          ///< characters to compare with, not a drawing

  private:
    void save(const QString& path, std::function<std::string()> bytes);  ///< bytes() runs in the background

    DrawingCanvas& canvas_;
    QWidget* parent_;
    int leftOut_ = 0;  ///< of the files that were dropped or pasted
    session::Worker reader_{session::Worker::Priority::Background}, saver_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
