#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <vector>

#include "core/tasks/lake_runs.h"
#include "core/tasks/task.h"
#include "ui/session/workspace/model_library.h"

namespace oneshot::session {

using DatasetPtr = std::shared_ptr<const Dataset>;
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
    explicit Workspace(const TrainingSession&, QObject* parent = nullptr);

    const DatasetPtr& dataset() const { return dataset_; }  ///< null: none that can be used (yet)
    const DatasetPtr& heldOut() const { return heldOut_; }  ///< what trainings validate on; null: none
    const LakePtr& lake() const { return lake_; }           ///< Lake's runs, once opened; null: not yet
    void setDataset(DatasetPtr);
    void setHeldOut(DatasetPtr);
    void openLake(const QString& path);  ///< lakeChanged() tells when it is there, or lakeFailed()

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
    DatasetPtr dataset_, heldOut_;
    LakePtr lake_;
    ModelLibrary models_;
    QString modelId_ = ModelLibrary::shipped;
    Worker lakeReader_{Worker::Priority::Background};
};

}  // namespace oneshot::session
