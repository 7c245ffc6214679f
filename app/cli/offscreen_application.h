#pragma once

#include <QApplication>
#include <optional>

#include "ui/report/english_numbers.h"

namespace oneshot::cli {

/// A QApplication that needs no display, while it lives: to paint with.
class OffscreenApplication {
  public:
    OffscreenApplication() {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application_.emplace(argc_, argv_);
        report::useEnglishNumbers();
    }

  private:
    int argc_ = 1;
    char name_[8] = "oneshot";
    char* argv_[2] = {name_, nullptr};
    std::optional<QApplication> application_;
};

}  // namespace oneshot::cli
