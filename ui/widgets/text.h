#pragma once

#include <QString>

namespace oneshot::ui {

/// The text with places in its paths where a label may break the line.
inline QString breakable(QString text) {
    return text.replace(u'/', QStringLiteral("/\u200b"));
}

}  // namespace oneshot::ui
