#pragma once

#include <QApplication>
#include <optional>

namespace oneshot::cli {

/// A QApplication without a display, to paint with. While it lives, messages of Qt go to the console.
class OffscreenApplication {
  public:
    OffscreenApplication();
    ~OffscreenApplication();
    OffscreenApplication(const OffscreenApplication&) = delete;
    OffscreenApplication& operator=(const OffscreenApplication&) = delete;

  private:
    int argc_ = 1;
    char name_[8] = "oneshot";
    char* argv_[2] = {name_, nullptr};
    QtMessageHandler handlerBefore_;
    std::optional<QApplication> application_;
};

}  // namespace oneshot::cli
