#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <set>
#include <vector>

#include "core/evaluation/confusions.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// Whose confusions among the characters of which alphabet.
struct ConfusionQuestion {
    DatasetPtr dataset;
    int alphabet = 0;
    QString learner;  ///< see ModelEntry::id
    int ways = 20;    ///< fewer where the alphabet allows no more
    int shots = 1, tasks = 1000;
    std::uint64_t seed = 1;
};

/// What a study came to; immutable once told.
struct ConfusionResult {
    static constexpr int maxCharacters = 100;  ///< of a matrix that can be looked at

    ConfusionQuestion question;
    DatasetPtr dataset;  ///< the characters that were asked for, as the only alphabet, over the same drawings
    std::shared_ptr<const std::vector<Task>> tasks;  ///< of that dataset
    int ways = 0;                                    ///< of each task
    int leftOut = 0;  ///< characters of the alphabet: with too few drawings, or beyond the evenly chosen maxCharacters
    Confusions confusions;
    std::vector<int> order;        ///< see Confusions::order()
    std::set<CharacterId> learnt;  ///< of the dataset, by the learner
};
using ConfusionPtr = std::shared_ptr<const ConfusionResult>;

/// Has a learner answer tasks within one alphabet and counts what it takes for what, in the background. Lives on the
/// GUI thread; no method blocks.
class ConfusionStudy : public QObject {
    Q_OBJECT
  public:
    /// The workspace must outlive the study.
    explicit ConfusionStudy(Workspace&);

    void start(const ConfusionQuestion&);  ///< takes the place of one that runs
    void cancel();                         ///< nothing more is told, ended() neither
    bool running() const { return worker_.busy(); }

  Q_SIGNALS:
    // Of the study that was started last.
    void progressed(int percent);
    void ready(const oneshot::session::ConfusionPtr& result);
    void failed(const QString& fullWords);
    void ended();  ///< after ready() or failed(), or when a person cancels it in the list of jobs

  private:
    Workspace& workspace_;
    Worker worker_{Worker::Priority::Heavy};
};

}  // namespace oneshot::session
