#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace oneshot::ui {

/// The top of the overview: the page's title, how things stand, and the button that starts a session.
class ChallengeHeader : public QWidget {
    Q_OBJECT
  public:
    explicit ChallengeHeader(QWidget* parent = nullptr);

    void setProblem(const QString&);              ///< what keeps a session from starting; empty: nothing
    void say(const QString& text, bool isFault);  ///< empty: whether a session can start

  Q_SIGNALS:
    void startRequested();

  private:
    QString problem_;
    QLabel* status_;
    QPushButton* start_;
};

}  // namespace oneshot::ui
