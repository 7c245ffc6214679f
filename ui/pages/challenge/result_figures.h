#pragma once

#include <QWidget>

#include "ui/session/challenge/challenge_results.h"

class QHBoxLayout;
class QLabel;

namespace oneshot::ui {

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
    struct Figure {
        QLabel *caption, *value, *detail;
    };
    static Figure add(QHBoxLayout*, const QString& objectName);
    static void set(const Figure&, const QString& caption, const QString& value, const QString& detail);

    Figure person_, model_, difference_, time_;
    QLabel *parts_, *methods_;
};

}  // namespace oneshot::ui
