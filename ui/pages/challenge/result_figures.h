#pragma once

#include <QWidget>

#include "ui/session/challenge/challenge_results.h"

class QLabel;

namespace oneshot::ui {

class Figure;

/// The results of trials: figures side by side, and a line on how they were computed.
class ResultFigures : public QWidget {
    Q_OBJECT
  public:
    /// prefix: begins the objectNames of its parts. tellsMethods: false for a participant.
    explicit ResultFigures(const QString& prefix, bool tellsMethods = true);

    void setResults(const session::ChallengeResults&);
    /// Returns in words how intervals, test and pooling are done.
    static QString methods(const session::ChallengeResults&);

  private:
    void showScore(const session::ChallengeResults&);

    Figure *person_, *model_, *difference_, *time_;
    QLabel *parts_, *methods_;
    bool tellsMethods_;
};

}  // namespace oneshot::ui
