#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <vector>

#include "core/report/comparison_report.h"
#include "ui/session/common/worker.h"
#include "ui/session/workspace/model_library.h"

namespace oneshot::session {

/// Which models answer which tasks.
struct ComparisonQuestion {
    QStringList models;  ///< see ModelEntry::id
    ComparisonRequest request;
    Reference against = Reference::Best;
};

using ComparisonPtr = std::shared_ptr<const LearnerComparison>;

/// Has models answer the same tasks in the background, one after another, as `oneshot compare` does; what was answered
/// before comes from the cache of the home folder. Lives on the GUI thread; no method blocks but the destructor, which
/// cancels.
class ModelComparison : public QObject {
    Q_OBJECT
  public:
    /// The library must outlive the comparison.
    explicit ModelComparison(const ModelLibrary&);

    void start(const ComparisonQuestion&);  ///< takes the place of one that runs
    void cancel();                          ///< what was answered stays; ended() is told
    bool running() const { return running_; }
    const ComparisonPtr& comparison() const { return comparison_; }  ///< so far; null: nothing yet

    /// The table as Markdown where the path ends in .md, else as CSV. Only with a comparison.
    void save(const QString& path, bool forExcel = false);

  Q_SIGNALS:
    void changed();                         ///< comparison() has one learner more, or is gone
    void progressed(int percent);           ///< of all models
    void ended();                           ///< all have answered, cancel(), or after failed()
    void failed(const QString& fullWords);  ///< the data cannot be read, or no such tasks drawn
    void saved(const QString& path);
    void notSaved(const QString& fullWords);

  private:
    using MaterialPtr = std::shared_ptr<const ComparisonMaterial>;

    Job job() const;  ///< the next learner is one of its steps
    void next();
    void end();

    const ModelLibrary& library_;
    ComparisonQuestion question_;
    ComparisonRequest read_;  ///< what material_ is of
    MaterialPtr material_;    ///< null: not read
    std::vector<ComparedLearner> learners_;
    ComparisonPtr comparison_;
    bool running_ = false;
    Worker worker_{Worker::Priority::Heavy}, writer_{Worker::Priority::Background};
};

}  // namespace oneshot::session
