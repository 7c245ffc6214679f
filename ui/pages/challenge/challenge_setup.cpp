#include "ui/pages/challenge/challenge_setup.h"

#include <QVBoxLayout>

#include "ui/pages/challenge/consent_setup.h"
#include "ui/pages/challenge/participant_setup.h"
#include "ui/pages/challenge/task_setup.h"
#include "ui/pages/challenge/trial_setup.h"

namespace oneshot::ui {

ChallengeSetup::ChallengeSetup(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      tasks_(new TaskSetup(workspace)),
      participant_(new ParticipantSetup(tasks_->source())),
      cards_{tasks_, participant_, new TrialSetup(tasks_->source()), new ConsentSetup} {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->setSpacing(12);
    for (SetupCard* card : cards_) {
        layout->addWidget(card);
        connect(card, &SetupCard::changed, this, &ChallengeSetup::changed);
    }
    layout->addStretch(1);
}

session::ChallengeSettings ChallengeSetup::settings() const {
    session::ChallengeSettings settings;
    for (const SetupCard* card : cards_) card->writeTo(settings);
    return settings;
}

QString ChallengeSetup::problem() const {
    for (const SetupCard* card : cards_)
        if (const QString problem = card->problem(); !problem.isEmpty()) return problem;
    return {};
}

void ChallengeSetup::adopt(const session::ChallengeSettings& settings) {
    for (SetupCard* card : cards_) card->adopt(settings);
}

void ChallengeSetup::takeNextSeed() {
    tasks_->takeNextSeed();
}

void ChallengeSetup::takeNewParticipant() {
    participant_->takeNewCode();
}

}  // namespace oneshot::ui
