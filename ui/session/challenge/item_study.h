#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/study/item_analysis.h"
#include "core/study/model_prediction.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// What is hard for people and for models; immutable once told.
struct ItemResults {
    std::vector<ItemErrors> characters, alphabets;
    std::vector<CharacterConfusion> confusions;
    PredictionAnalysis prediction;
    std::map<std::string, QString> modelNames;  ///< what a person calls the models, by their names in the figures
};
using ItemResultsPtr = std::shared_ptr<const ItemResults>;

/// Analyses trials by characters and tasks in the background. Lives on the GUI thread; no method blocks.
class ItemStudy : public QObject {
    Q_OBJECT
  public:
    ItemStudy();

    /// Takes the place of a study that runs.
    void start(std::vector<TrialRecord> trials, Excluded);
    void cancel() { worker_.cancel(); }

  Q_SIGNALS:
    // Of the study that was started last.
    void ready(const oneshot::session::ItemResultsPtr& results);
    void failed(const QString& fullWords);

  private:
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
