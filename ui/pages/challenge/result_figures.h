#pragma once

#include <QWidget>

#include "ui/session/challenge/challenge_results.h"

class QLabel;

namespace oneshot::ui {

class Figure;

/// What trials came to, as figures side by side and a line on how they were worked out.
class ResultFigures : public QWidget {
    Q_OBJECT
  public:
    /// prefix: of the names of its parts.
    explicit ResultFigures(const QString& prefix, QWidget* parent = nullptr);

    void setResults(const session::ChallengeResults&);
    /// In words: intervals, test and pooling.
    static QString methods(const session::ChallengeResults&);

  private:
    void showScore(const session::ChallengeResults&);

    Figure *person_, *model_, *difference_, *time_;
    QLabel *parts_, *methods_;
};

}  // namespace oneshot::ui
