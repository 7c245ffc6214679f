#pragma once

#include <QString>

#include "core/base/error.h"

namespace oneshot::test {

/// What an engine function says when it throws, its code first: "BadData: where: problem. remedy"; "" when it does not.
template <typename Function>
QString failureOf(Function&& function) try {
    function();
    return {};
} catch (const Error& error) {
    const char* names[] = {"InvalidSetting: ", "BadData: ", "Failed: ", "Stopped: "};
    return QString::fromUtf8(names[static_cast<int>(error.code())]) + QString::fromUtf8(error.what());
}

}  // namespace oneshot::test

/// Shows the whole text where it does not hold the part. Evaluates it once.
#define VERIFY_SAYS(text, part)                                                    \
    do {                                                                           \
        const QString textThatSays = text;                                         \
        QVERIFY2(textThatSays.contains(QString::fromUtf8(part)),                   \
                 qPrintable(QStringLiteral("it says: \"%1\"").arg(textThatSays))); \
    } while (false)
