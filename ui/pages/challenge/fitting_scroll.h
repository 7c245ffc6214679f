#pragma once

#include <QScrollArea>

namespace oneshot::ui {

/// Scrolls a content of a fixed width up and down, but is as high as that where the window has the room.
class FittingScroll : public QScrollArea {
    Q_OBJECT
  public:
    /// The content has a layout, or a height for its width.
    FittingScroll(QWidget* content, int width);

    void setContent(QWidget*);    ///< deletes the one before
    void setHighest(int height);  ///< px; beyond that it scrolls though the window has room
    void scrollByPage(bool down);
    void scrollToTop();

    QSize sizeHint() const override { return {width_, wanted_}; }

  protected:
    bool eventFilter(QObject*, QEvent*) override;  ///< follows what the content becomes

  private:
    void fit();

    int width_, highest_ = QWIDGETSIZE_MAX, wanted_ = 0;
};

}  // namespace oneshot::ui
