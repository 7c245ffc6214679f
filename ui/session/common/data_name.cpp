#include "ui/session/common/data_name.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "core/base/error.h"
#include "core/data/data_spec.h"

namespace oneshot::session {

QString dataName(const std::string& spec) try {
    const DataSpec data = parseDataSpec(spec);
    return data.isGlyphs() ? QCoreApplication::translate("dataName", "Built-in glyphs")
                           : QString::fromStdString(displayName(data));
} catch (const Error&) {  // of what cannot be read
    return QFileInfo(QString::fromStdString(spec)).fileName();
}

QString dataName(const QString& spec) {
    return dataName(spec.toStdString());
}

}  // namespace oneshot::session
