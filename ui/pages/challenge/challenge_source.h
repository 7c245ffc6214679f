#pragma once

#include <QStringList>
#include <QWidget>
#include <optional>

#include "ui/session/workspace/learnt_finder.h"
#include "ui/session/workspace/workspace.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace oneshot::ui {

/// Where a session's tasks come from: the dataset in use or held out, or one of its alphabets; Lake's runs; the
/// built-in glyphs. What is wrong with it is said in place, and whether the model in use learnt from it: what is held
/// out is offered then, until the person chooses.
class ChallengeSource : public QWidget {
    Q_OBJECT
  public:
    enum class Kind { InUse, HeldOut, Lake, Glyphs };

    /// The workspace must outlive the widget.
    explicit ChallengeSource(session::Workspace&);

    Kind kind() const;
    QString name() const;                                        ///< see ChallengeSettings::source
    const QString& problem() const { return problem_; }          ///< why there are no tasks; empty: there are
    Dataset characters() const;                                  ///< those chosen, without drawings
    std::optional<qint64> taskCount() const;                     ///< of Lake's runs; none: no limit
    const QStringList& alphabets() const { return alphabets_; }  ///< of the dataset; empty where they have no names
    /// Takes the data of a study, see StudyTasks::source; of "data:" and "lake:" the data are chosen here. Empty: none.
    void followStudy(const QString& source);
    bool isGlyphs() const;  ///< built-in ones are chosen

  Q_SIGNALS:
    void alphabetsChanged();  ///< those of another dataset, even where they are called the same
    void changed();           ///< the choice or what is behind it

  protected:
    void changeEvent(QEvent*) override;

  private:
    void askForLake(bool folder);
    bool isFixed() const { return studySource_.size() > 5; }  ///< "data:" and "lake:" have as many letters
    void refresh();
    void offer(Kind);
    void listAlphabets(const session::DatasetPtr&);
    void followLearnt();
    session::DatasetPtr dataset() const;  ///< null: none that can be used, or glyphs, made at the start only
    QString learntText() const;
    std::string spec() const;
    QString whatIsWrong() const;

    session::Workspace& workspace_;
    session::LearntFinder finder_;  ///< of the model in use and dataset()
    bool isChosen_ = false;         ///< by the person
    session::DatasetPtr listed_;    ///< whose alphabets are listed
    QStringList alphabets_;
    QString problem_, lakeFailure_;
    QString studySource_;
    Kind ownKind_ = Kind::InUse;  ///< of before the study
    QComboBox *kind_, *alphabet_;
    QToolButton* openLake_;
    QLabel *problemLine_, *learntLine_, *fixedLine_;
    QLabel* learntSign_;
    QWidget* learnt_;
};

}  // namespace oneshot::ui
