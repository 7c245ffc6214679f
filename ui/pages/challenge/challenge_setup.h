#pragma once

#include <QWidget>
#include <map>

#include "ui/session/challenge/challenge_session.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QVBoxLayout;

namespace oneshot::ui {

class AlphabetModel;
class ChallengeSource;

/// What a session is to be, as a form. What is wrong is said below its field.
class ChallengeSetup : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the form.
    explicit ChallengeSetup(session::Workspace&, QWidget* parent = nullptr);

    session::ChallengeSettings settings() const;
    const QString& problem() const { return problem_; }  ///< the first; empty: a session can begin
    /// Takes over how a session was done; not who did it, on which data, against what.
    void takeManner(const session::ChallengeSettings&);
    void nextSeed();  ///< other tasks
    void newParticipant();

  Q_SIGNALS:
    void changed();

  private:
    struct Number {
        QString caption;
        QLineEdit* editor;
        QLabel* problem;
        double lowest, highest;
        bool emptyIsNone;
    };

    QWidget* makePerson();
    QWidget* makeTasks();
    QWidget* makeManner();
    QWidget* makeConsent();
    static QLabel* addProblem(QVBoxLayout*, const QString& key);
    void addNumber(QVBoxLayout*, const QString& key, const QString& caption, const QString& tip, const QString& value,
                   double lowest, double highest, bool emptyIsNone = false);
    double number(const QString& key) const;
    void setNumber(const QString& key, double value);
    void followSource();
    void check();
    /// The first problem is kept, with the caption of its field.
    void say(QLabel*, const QString& caption, const QString& problem);

    session::Workspace& workspace_;
    QString problem_;
    QLineEdit *participant_, *seed_;
    QLabel *participantProblem_, *seedProblem_, *modelLine_, *alphabetsNote_;
    ChallengeSource* source_;
    QListView* alphabetList_;
    AlphabetModel* alphabets_;
    QCheckBox *within_, *feedback_;
    QPlainTextEdit* consent_;
    std::map<QString, Number> numbers_;
};

}  // namespace oneshot::ui
