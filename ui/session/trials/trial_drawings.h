#pragma once

#include <QHash>
#include <QObject>
#include <optional>
#include <span>

#include "core/base/stop.h"
#include "core/tasks/task.h"
#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// The data that trials are of.
struct TrialSource {
    DatasetPtr dataset;
    LakePtr lake;  ///< null but for Lake's runs; dataset is theirs then
};

/// source: see ChallengeSettings::source. What is open already (any may be null) is not read again. Blocks; throws
/// Error.
TrialSource openTrialSource(const QString& source, const std::vector<DatasetPtr>& open, const LakePtr& openLake,
                            const ProgressFunction& progress, const std::stop_token& stop);

/// "Alphabet/character by drawer"; if no drawer is known, the number of the drawing among the character's.
QString drawingName(const Dataset&, CharacterId, DrawingId);

/// Finds the tasks of stored trials again with their drawings: in the data in use if they are the same, else in what
/// their source opens, read off the GUI thread. Lives on the GUI thread; no method blocks.
class TrialDrawings : public QObject {
    Q_OBJECT
  public:
    /// The workspace must outlive this.
    explicit TrialDrawings(Workspace&);

    /// Finds the data of these trials; changed() tells when task() finds more. A newer call replaces an older one.
    void find(std::span<const TrialRecord>);
    DatasetPtr dataset(const TrialRecord&) const;        ///< null: not read (yet), or it is other data by now
    std::optional<Task> task(const TrialRecord&) const;  ///< of dataset()
    const QString& problem() const { return problem_; }  ///< why some are not found, in full words

  Q_SIGNALS:
    void changed();

  private:
    struct Place {
        CharacterId character;
        DrawingId drawing;
    };
    struct Source {
        DatasetPtr dataset;
        QHash<QString, Place> places;  ///< by the name that a record gives
    };

    void add(const DatasetPtr&);
    void openNext();

    Workspace& workspace_;
    QHash<QString, Source> sources_;            ///< by fingerprint
    QList<std::pair<QString, QString>> queue_;  ///< source and the fingerprint that it should have
    QString problem_;
    Worker reader_{Worker::Priority::Background};
};

}  // namespace oneshot::session
