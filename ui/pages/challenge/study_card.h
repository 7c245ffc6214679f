#pragma once

#include <QPointer>
#include <functional>
#include <memory>
#include <vector>

#include "ui/pages/challenge/session_studies.h"
#include "ui/pages/challenge/setup_card.h"
#include "ui/session/common/worker.h"
#include "ui/session/studies/study_library.h"

class QAction;
class QComboBox;
class QToolButton;

namespace oneshot::ui {

class StudyDialog;

/// Asks by which study a session is done, or with the form's own settings. New studies are made, changed, brought in
/// and given away here.
class StudyCard : public SetupCard {
    Q_OBJECT
  public:
    /// ownSettings: what the form says without a study.
    explicit StudyCard(std::function<session::ChallengeSettings()> ownSettings);

    const std::shared_ptr<const Study>& study() const { return study_; }  ///< null: own settings
    const QString& id() const { return wanted_; }                         ///< of the entry; empty: own settings
    void choose(const QString& id);                                       ///< at once, or as soon as it is listed
    void open(const QString& path) { library_.import(path); }             ///< and chooses it
    void list() { library_.list(); }
    session::StudyUse use() const;  ///< of the study, without its protocol; none: own settings
    void setSessions(const SessionStudies&);
    void showNext(int participant);  ///< the number that the next one gets; 0: not known
    /// Whether what is chosen cannot be the data that the study needs.
    void showMissingData(bool missing);

    void writeTo(session::ChallengeSettings&) const override {}  // see ChallengeSetup::settings()
    QString problem() const override;

  Q_SIGNALS:
    void studyChanged();  ///< another one, none, or what it says

  private:
    void makeMenu();
    void take(const std::vector<session::StudyEntry>&);
    bool follow();  ///< the choice; returns whether it is another study, or says something else
    void showProgress();
    const session::StudyEntry* chosen() const;
    void edit(const Study&, const QString& title, const QString& id);
    void exportTo(const QString& path);
    void removeChosen();
    void say(const QString& text, bool isFault);

    std::function<session::ChallengeSettings()> ownSettings_;
    session::StudyLibrary library_;
    std::vector<session::StudyEntry> entries_;
    std::shared_ptr<const Study> study_;
    QString wanted_;   ///< id, also of a study that is not listed yet
    QString removed_;  ///< id of the one that was removed last; empty: none, or it is back
    bool isListed_ = false;
    bool isMissing_ = false;  ///< see showMissingData()
    SessionStudies sessions_;
    int next_ = 0;

    QComboBox* choice_;
    QAction *edit_ = nullptr, *export_ = nullptr, *remove_ = nullptr;
    QToolButton *menu_, *putBack_;
    QLabel *about_, *progress_, *needs_, *said_, *lock_;
    QPointer<StudyDialog> dialog_;
    session::Worker writer_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
