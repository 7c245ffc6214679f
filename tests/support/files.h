#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>
#include <filesystem>
#include <string>
#include <vector>

#include "core/files/container.h"

namespace oneshot::test {

/// A folder of its own for a test, gone afterwards.
class TemporaryFolder {
  public:
    std::filesystem::path path() const { return folder_.path().toStdString(); }
    std::filesystem::path operator/(const std::string& name) const { return path() / name; }

  private:
    QTemporaryDir folder_;
};

using Bytes = std::vector<std::uint8_t>;

Bytes bytesOf(const std::string& text);
Bytes fromHex(const std::string& text);
Bytes readFile(const std::filesystem::path&);
std::string fileText(const std::filesystem::path&);  ///< all bytes of a file
QByteArray contentOf(const QString& path);           ///< the same; empty if it cannot be read
void writeFile(const std::filesystem::path&, const Bytes&);

/// Writes the files below `folder`, making folders on the way.
void writeFolder(const std::filesystem::path& folder, const std::vector<ContainedFile>&);
/// Writes the files as a zip, with any paths; with a password they are encrypted.
void writeZip(const std::filesystem::path& zip, const std::vector<ContainedFile>&, const std::string& password = {});

/// The folder with Omniglot's archives, ONESHOT_OMNIGLOT_DIR; empty where it is not set.
std::filesystem::path omniglotFolder();

}  // namespace oneshot::test
