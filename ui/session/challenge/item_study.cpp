#include "ui/session/challenge/item_study.h"

#include <utility>

#include "ui/session/challenge/study_trials.h"
#include "ui/session/workspace/model_library.h"

namespace oneshot::session {

ItemStudy::ItemStudy() {
    connect(&worker_, &Worker::failed, this, &ItemStudy::failed);
}

void ItemStudy::start(std::vector<TrialRecord> trials, Excluded excluded) {
    std::map<std::string, QString> modelNames;
    const auto addName = [&](const QString& fingerprint, const QString& id) {
        if (QString& name = modelNames[fingerprint.toStdString()]; name.isEmpty()) name = ModelLibrary::titleOf(id);
    };
    for (const TrialRecord& trial : trials) {
        addName(trial.modelFingerprint, trial.modelId);
        for (const auto& [id, answer] : trial.otherAnswers) addName(answer.fingerprint, id);
    }
    worker_.run(
        [trials = std::move(trials), excluded, names = std::move(modelNames)](const Worker::Control& control) {
            const std::vector<StudyTrial> taken = studyTrialsOf(trials, resultsOf(trials, excluded));
            auto results = std::make_shared<ItemResults>();
            results->characters = errorsByCharacter(taken);
            results->alphabets = errorsByAlphabet(taken);
            results->confusions = confusionsOf(taken);
            results->prediction = predictionOfPeople(taken, 1, control.stop);
            results->modelNames = names;
            return ItemResultsPtr(std::move(results));
        },
        [this](const ItemResultsPtr& results) { Q_EMIT ready(results); });
}

}  // namespace oneshot::session
