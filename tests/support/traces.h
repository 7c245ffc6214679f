#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>

#include "tests/support/files.h"

namespace oneshot::test {

/// The files below the folder that hold the text, as UTF-8 or UTF-16 of either byte order.
inline QStringList filesHolding(const std::filesystem::path& folder, const QString& text) {
    QByteArray little, big;
    for (const QChar letter : text) {
        const char low = static_cast<char>(letter.unicode() & 0xff), high = static_cast<char>(letter.unicode() >> 8);
        (little += low) += high;
        (big += high) += low;
    }
    QStringList found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const QString path = QString::fromStdString(entry.path().string());
        const QByteArray bytes = contentOf(path);
        if (bytes.contains(text.toUtf8()) || bytes.contains(little) || bytes.contains(big)) found += path;
    }
    return found;
}

}  // namespace oneshot::test
