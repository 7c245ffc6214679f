#include "tests/support/places.h"

namespace oneshot::test {

QString oneshotProgram() {
    return QStringLiteral(ONESHOT_BIN_DIR "/oneshot");
}

QString workbenchProgram() {
    return QStringLiteral(ONESHOT_BIN_DIR "/oneshot-workbench");
}

QString sourcePath(const QString& path) {
    return QStringLiteral(ONESHOT_SOURCE_DIR "/") + path;
}

QString picturesFolder() {
    return qEnvironmentVariable("ONESHOT_PICTURES_DIR", QStringLiteral(ONESHOT_BIN_DIR "/../pictures"));
}

}  // namespace oneshot::test
