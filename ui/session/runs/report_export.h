#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <optional>
#include <string>

#include "core/report/report_formats.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// Writes the report of a run, which may still be running, in the background. Lives on the GUI thread; no method
/// blocks.
class ReportExport : public QObject {
    Q_OBJECT
  public:
    /// The bytes of a format that is painted; called on the GUI thread, since charts are widgets.
    using Paint = std::function<std::string(const RunReport&, ReportFormat)>;

    explicit ReportExport(Paint paint, QObject* parent = nullptr);

    /// path: a file, which is written over, or for TensorBoard a folder. Takes the place of one under way.
    void exportReport(const QString& runDirectory, ReportFormat, const QString& path,
                      const std::optional<PeopleComparison>& people = {});
    void cancel();  ///< nothing more is told
    bool busy() const { return worker_.busy(); }

  Q_SIGNALS:
    void progressed(int percent);
    void finished(const QString& path);
    void failed(const QString& fullWords);

  private:
    void paint(const std::shared_ptr<const RunReport>&, ReportFormat, const QString& path);

    Paint paint_;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
