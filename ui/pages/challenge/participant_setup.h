#pragma once

#include "ui/pages/challenge/setup_card.h"

class QListView;

namespace oneshot::ui {

class AlphabetModel;
class ChallengeSource;

/// Asks who takes part, by a code, and which alphabets they can read.
class ParticipantSetup : public SetupCard {
    Q_OBJECT
  public:
    /// The source must be there while the card is used.
    explicit ParticipantSetup(const ChallengeSource&, QWidget* parent = nullptr);

    void writeTo(session::ChallengeSettings&) const override;
    void takeNewCode();  ///< another person

  private:
    void listAlphabets();
    void followSource();
    QString codeProblem() const;

    const ChallengeSource& source_;
    SetupField* code_;
    QLabel* note_;
    AlphabetModel* alphabets_;
    QListView* list_;
};

}  // namespace oneshot::ui
