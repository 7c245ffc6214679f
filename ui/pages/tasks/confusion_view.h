#pragma once

#include <QWidget>
#include <vector>

#include "ui/session/tasks/confusion_study.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLayout;
class QMenu;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

class ConfusionMatrix;
class LineLabel;

/// What a learner takes for what within an alphabet: chooses what is asked, measures in the background, shows the
/// matrix, and hands on the tasks of a cell.
class ConfusionView : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the view.
    explicit ConfusionView(session::Workspace&);

    const session::ConfusionStudy& study() const { return study_; }

    // Saves what is shown, off the GUI thread.
    void saveCsv(const QString& path, bool forExcel = false);
    void savePicture(const QString& path);

  Q_SIGNALS:
    /// The person opened a cell. learner: whose answers they are.
    void tasksRequested(const session::DatasetPtr&, const std::vector<Task>&, const QString& name,
                        const QString& learner);

  protected:
    void showEvent(QShowEvent*) override;

  private:
    QWidget* makeSettings();
    QFormLayout* makeFields();
    QLayout* makeResult();
    QMenu* makeMenu();
    void listAlphabets();
    void listLearners();
    void followModel(const QString& id);
    void start();
    void take(const session::ConfusionPtr&);
    void open(int asked, int answered);
    void showState();
    void tell(const QString& text, bool fault);

    session::Workspace& workspace_;
    session::ConfusionStudy study_{workspace_};
    session::Worker saver_{session::Worker::Priority::Background};
    session::ConfusionPtr result_;  ///< null: none yet
    bool learnerChosen_ = false;    ///< by the person: the model in use is no longer followed

    QComboBox *alphabet_, *learner_;
    QSpinBox *ways_, *shots_, *tasks_, *seed_;
    QPushButton *start_, *cancel_;
    QProgressBar* bar_;
    QToolButton* export_;
    LineLabel* notice_;
    QLabel *summary_, *sentences_;
    QScrollArea* scroll_;
    ConfusionMatrix* matrix_;
};

}  // namespace oneshot::ui
