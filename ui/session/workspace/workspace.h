#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "core/runs/run.h"
#include "core/tasks/lake_runs.h"
#include "core/tasks/task.h"
#include "ui/session/workspace/data_choice.h"
#include "ui/session/workspace/hold_out.h"
#include "ui/session/workspace/model_library.h"

namespace oneshot::session {

using LakePtr = std::shared_ptr<const LakeRuns>;

/// Characters that a query is compared with: ways of one dataset, each with as many drawings.
struct SupportSet {
    DatasetPtr dataset;
    std::vector<Way> ways;
    QString title;  ///< what a person calls it: "Futurama", "my letters"
};

/// What the pages of the window share: the data and the model in use. Lives on the GUI thread; no method blocks.
class Workspace : public QObject {
    Q_OBJECT
  public:
    /// The session must outlive the workspace.
    explicit Workspace(const TrainingSession&);

    DataChoice& background() { return background_; }  ///< what trainings learn from, and all pages use
    const DataChoice& background() const { return background_; }
    DataChoice& validation() { return validation_; }  ///< what trainings validate on; may be no data
    const DataChoice& validation() const { return validation_; }
    HoldOut& holdOut() { return holdOut_; }
    void chooseData(const RunRequest&);  ///< those that a run learns from and validates on
    OpenData openData() const;           ///< what a training need not read again

    const DatasetPtr& dataset() const { return background_.dataset(); }  ///< null: none that can be used (yet)
    const DatasetPtr& heldOut() const { return validation_.dataset(); }  ///< null: none
    const LakePtr& lake() const { return lake_; }                        ///< Lake's runs, once opened; null: not yet
    void openLake(const QString& path);  ///< lakeChanged() tells when it is there, or lakeFailed()

    const TrainingSession& training() const { return training_; }
    ModelLibrary& models() { return models_; }
    const QString& modelId() const { return modelId_; }           ///< see ModelEntry::id
    QString modelRun() const { return models_.runOf(modelId_); }  ///< folder of its run; empty: it is of none
    ModelPtr model() const { return models_.model(modelId_); }    ///< null: not opened (yet), or it cannot be
    QString modelProblem() const { return models_.problem(modelId_); }
    void chooseModel(const QString& id);

  Q_SIGNALS:
    void datasetChanged();
    void heldOutChanged();
    void lakeChanged();
    void lakeFailed(const QString& fullWords);
    void modelChanged();  ///< another choice, or another model behind it: opened, renewed by the training, or at fault

  private:
    void proposeValidation();

    const TrainingSession& training_;
    DataChoice background_{QStringLiteral("glyphs")};
    DataChoice validation_{QStringLiteral("glyphs:seed=2,alphabet-count=10")};  // others
    HoldOut holdOut_{background_, validation_};
    QString proposed_;  ///< validation that we chose for the person; another choice of theirs is left alone
    LakePtr lake_;
    ModelLibrary models_;
    QString modelId_ = ModelLibrary::shipped;
    ModelPtr held_;  ///< keeps the model in use open
    Worker lakeReader_{Worker::Priority::Background};
};

}  // namespace oneshot::session
