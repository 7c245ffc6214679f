#pragma once

#include <QDir>
#include <QWidget>

#include "tests/support/places.h"

namespace oneshot::test {

/// Kept as NAME.png where ONESHOT_PICTURES_DIR says, else in the build folder.
inline bool keepPicture(QWidget& widget, const QString& name) {
    const QString folder = picturesFolder();
    return QDir().mkpath(folder) && widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
}

}  // namespace oneshot::test
