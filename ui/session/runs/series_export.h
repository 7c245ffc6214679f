#pragma once

#include <QObject>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "ui/session/common/worker.h"

namespace oneshot::session {

/// Writes all series of runs as one wide CSV, in the background.
class SeriesExport : public QObject {
    Q_OBJECT
  public:
    SeriesExport();

    /// runs: their folders and what a person calls them. A newer call takes the place of one that still works.
    void save(const std::vector<std::pair<std::filesystem::path, std::string>>& runs, const QString& path,
              bool forExcel = false);

  Q_SIGNALS:
    /// lacking: what could not be read of which run, in full words; may be empty.
    void saved(const QString& path, const QString& lacking);
    void failed(const QString& fullWords);

  private:
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
