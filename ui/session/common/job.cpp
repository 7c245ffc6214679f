#include "ui/session/common/job.h"

#include <QFileInfo>

namespace oneshot::session {

Job Job::saving(const QString& path) {
    return {tr("Saving %1").arg(QFileInfo(path).fileName())};
}

Job Job::opening(const QString& name) {
    return {tr("Opening %1").arg(name), true};
}

}  // namespace oneshot::session
