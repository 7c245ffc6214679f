#include "ui/session/common/failure_text.h"

#include <QCoreApplication>

#include "core/base/out_of_memory.h"

namespace oneshot::session {

QString failureText(const std::exception& error) {
    if (isOutOfMemory(error))
        return QCoreApplication::translate("failureText",
                                           "The computer's memory is used up. Choose less data or a smaller network.");
    return QString::fromStdString(error.what());
}

}  // namespace oneshot::session
