#pragma once

#include <QLocale>
#include <QString>

namespace oneshot::session {

/// `one` of 1, else `many` with the number in place of its %1: "1 run", "2,720 runs".
inline QString counted(qint64 n, const QString& one, const QString& many) {
    return n == 1 ? one : many.arg(QLocale().toString(n));
}

}  // namespace oneshot::session
