#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>
#include <memory>

#include "core/models/one_shot_model.h"
#include "ui/session/common/worker.h"
#include "ui/session/training/training_session.h"

namespace oneshot::session {

/// A model that a person can choose.
struct ModelEntry {
    enum class Kind { Shipped, Live, Baseline, Run, File };
    Kind kind = Kind::Baseline;
    QString id;      ///< MODEL of the command line (a run's directory is absolute), or "live"
    QString title;   ///< "compact · shipped"
    QString detail;  ///< a line more: its steps, data and accuracy; may be empty
};

/// The models that there are, opened off the GUI thread. Those that somebody holds and the last ones that were opened
/// stay open; others are let go and opened again when they are needed. Lives on the GUI thread; no method blocks but
/// entries(), which reads of the newest runs what has changed.
class ModelLibrary : public QObject {
    Q_OBJECT
  public:
    static inline const QString shipped = QStringLiteral("shipped");
    static inline const QString live = QStringLiteral("live");  ///< the newest of the running or last training
    static constexpr int keptModels = 4;                        ///< so many stay open though nobody holds them

    /// The session must outlive the library.
    explicit ModelLibrary(const TrainingSession&);

    /// The shipped model, the live one if there is one, the newest runs, other runs and files opened before, the
    /// baselines.
    QList<ModelEntry> entries() const;
    static QString titleOf(const QString& id);  ///< of a run the name that a person gave it, as its notes say now
    /// The folder of the model's run; empty: it belongs to none, or the run is not there any more.
    QString runOf(const QString& id) const;
    /// Runs and files of earlier sessions, to be offered again if they are still there; they are not opened.
    void offer(const QStringList& ids);

    void open(const QString& id);             ///< changed() tells when it is there; a run or file is read anew
    ModelPtr model(const QString& id) const;  ///< null: not opened (yet), let go, or it cannot be
    /// Why it cannot be opened, in full words; empty: it was not tried or is open.
    QString problem(const QString& id) const;

  Q_SIGNALS:
    void changed(const QString& id);  ///< model(id) or problem(id) is another

  private:
    void openNext();
    void followTraining();

    const TrainingSession& training_;
    ModelPtr live_;
    QHash<QString, std::weak_ptr<const OneShotModel>> models_;  ///< the opened ones
    QList<ModelPtr> kept_;                                      ///< the last ones that were opened
    QHash<QString, QString> problems_;
    QStringList queue_;  ///< ids to open; the first is being opened
    QStringList files_;  ///< opened or offered ones that may be neither newest runs nor built in
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
