#pragma once

#include <QtTest>

#include "ui/window/main_window.h"

namespace oneshot::test {

/// Drives the real window by the names of its parts.
struct WindowDriver {
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }

    ui::MainWindow window;
};

}  // namespace oneshot::test
