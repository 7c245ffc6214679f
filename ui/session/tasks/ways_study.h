#pragma once

#include <QObject>
#include <QStringList>
#include <cstdint>
#include <vector>

#include "core/evaluation/ways_sweep.h"
#include "ui/session/common/thinking.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// Which learners answer which tasks, on the data in use.
struct WaysQuestion {
    QStringList learners;  ///< see ModelEntry::id; pixels-l2 answers besides
    bool withinAlphabet = false;
    int shots = 1, tasks = 400;
    std::uint64_t seed = 1;
    Thinking thinking;  ///< of the learnt models among them
};

/// Accuracy of one learner against the number of ways, on one part of the data.
struct WaysCurve {
    QString learner;
    bool training = false;  ///< of characters that it learnt from; else of those that none of the learners did
    std::vector<WaysPoint> points = {};
    QString problem = {};  ///< why there is no point, in full words

    // What the tasks are drawn from:
    QString data = {};  ///< name of the dataset
    int characters = 0, alphabets = 0;
    int maxWays = 0;  ///< that they allow
    int labels = 0;   ///< see OneShotModel::labels(): a memory answers no more ways
};

/// The figure of Bouma's article, for any models: works in the background, one curve after another. All evaluation
/// curves answer the same tasks. Lives on the GUI thread; no method blocks.
class WaysStudy : public QObject {
    Q_OBJECT
  public:
    /// The workspace must outlive the study.
    explicit WaysStudy(Workspace&);

    void start(const WaysQuestion&);  ///< of the dataset in use; takes the place of one that runs
    void cancel();                    ///< keeps what was told; nothing more is told, ended() neither
    bool running() const { return running_; }

  Q_SIGNALS:
    // Of the study that was started last.
    void curveReady(const oneshot::session::WaysCurve& curve);  ///< nearest neighbour first, then learner by learner
    void progressed(int percent);                               ///< of all curves
    void ended();  ///< after the last curve, or when a person cancels it in the list of jobs

  private:
    /// A curve without its points.
    struct PlannedCurve {
        WaysCurve curve;
        ModelPtr model;  ///< null: see the curve's problem
    };
    struct Prepared {
        std::vector<PlannedCurve> learners;
        DatasetPtr evaluation;  ///< characters new to all learners, from the data that allow the most ways; null: none
    };

    static Prepared prepare(const std::vector<PlannedCurve>&, const QList<DatasetPtr>&, const WaysQuestion&,
                            const Worker::Control&);
    static WaysCurve answer(const PlannedCurve&, const DatasetPtr& evaluation, const QList<DatasetPtr>&,
                            const WaysQuestion&, const Worker::Control&);
    Job job() const;  ///< the curve that is next is one of its steps
    void take(const WaysCurve&);
    void next();

    Workspace& workspace_;
    WaysQuestion question_;
    QList<DatasetPtr> data_;  ///< where characters are looked for: what allows the most ways is taken
    DatasetPtr evaluation_;
    QList<PlannedCurve> planned_;  ///< the first is being done, once prepared
    int told_ = 0;
    bool running_ = false;
    Worker worker_{Worker::Priority::Heavy};
};

}  // namespace oneshot::session
