#include "ui/session/common/words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "core/base/error.h"
#include "core/data/data_spec.h"

namespace oneshot::session {

QString dataName(const std::string& spec) try {
    const DataSpec data = parseDataSpec(spec);
    return data.isGlyphs() ? QCoreApplication::translate("dataName", "Built-in glyphs")
                           : QString::fromStdString(displayName(data));
} catch (const Error&) {
    return QFileInfo(QString::fromStdString(spec)).fileName();
}

QString dataName(const QString& spec) {
    return dataName(spec.toStdString());
}

QString failureText(const std::exception& error) {
    if (isOutOfMemory(error))
        return QCoreApplication::translate("failureText",
                                           "The computer's memory is used up. Choose less data or a smaller network.");
    return QString::fromStdString(error.what());
}

}  // namespace oneshot::session
