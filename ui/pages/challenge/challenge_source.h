#pragma once

#include <QStringList>
#include <QWidget>
#include <optional>

#include "ui/session/workspace/workspace.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace oneshot::ui {

/// Where a session's tasks come from: the dataset in use or held out, or one of its alphabets; Lake's runs; the
/// built-in glyphs. What is wrong with it is said in place.
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

  Q_SIGNALS:
    void alphabetsChanged();  ///< those of another dataset, even where they are called the same
    void changed();           ///< the choice or what is behind it

  private:
    void askForLake(bool folder);
    void refresh();
    void listAlphabets(const Dataset*);
    const Dataset* dataset() const;  ///< null: none that can be used, or glyphs, made at the start only
    std::string spec() const;
    QString whatIsWrong() const;

    session::Workspace& workspace_;
    const Dataset* listed_ = nullptr;  ///< whose alphabets are listed
    QStringList alphabets_;
    QString problem_, lakeFailure_;
    QComboBox *kind_, *alphabet_;
    QToolButton* openLake_;
    QLabel* problemLine_;
};

}  // namespace oneshot::ui
