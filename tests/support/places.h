#pragma once

#include <QString>

namespace oneshot::test {

/// The command line's program of this build.
QString oneshotProgram();
/// The window's program of this build.
QString workbenchProgram();
/// A file or folder of the source tree, by its path from the top.
QString sourcePath(const QString& path);
/// Where pictures to look at are kept: ONESHOT_PICTURES_DIR, else a folder of the build.
QString picturesFolder();

}  // namespace oneshot::test
