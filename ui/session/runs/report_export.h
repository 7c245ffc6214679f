#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/report/report_formats.h"
#include "core/report/report_pages.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// Writes the report of a run, which may still be running, in the background. Lives on the GUI thread; no method
/// blocks.
class ReportExport : public QObject {
    Q_OBJECT
  public:
    /// Draws the charts of a format that is painted, on the GUI thread, since charts are widgets. What it returns lays
    /// out the document in the background, and returns its bytes.
    using DrawCharts = std::function<std::function<std::string()>(std::shared_ptr<const ReportPages>, ReportFormat)>;

    explicit ReportExport(DrawCharts);

    /// path: a file, which is written over, or for TensorBoard a folder. Takes the place of one under way.
    void exportReport(const QString& runDirectory, ReportFormat, const QString& path,
                      const std::optional<PeopleComparison>& people = {});
    void cancel();
    bool busy() const { return measurer_.busy() || writer_.busy(); }

  Q_SIGNALS:
    void progressed(int percent);
    void finished(const QString& path);
    void failed(const QString& fullWords);
    void cancelled();  ///< nothing more is told

  private:
    /// A report and how it reads; null pages: its format is not painted.
    struct Report {
        RunReport report;
        std::shared_ptr<const ReportPages> pages;
    };
    using ReportPtr = std::shared_ptr<const Report>;

    void write(const ReportPtr&, ReportFormat, const QString& path);

    DrawCharts drawCharts_;
    Job job_;
    Worker measurer_{Worker::Priority::Heavy}, writer_{Worker::Priority::Background};
};

}  // namespace oneshot::session
