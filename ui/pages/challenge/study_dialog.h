#pragma once

#include <QDialog>
#include <QTimer>
#include <vector>

#include "core/study/study.h"
#include "ui/session/common/worker.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace oneshot::ui {

class StudyTab;

/// The editor of a study. What is wrong stands beside the fields while a person types; only a sound study can be saved.
class StudyDialog : public QDialog {
    Q_OBJECT
  public:
    StudyDialog(const Study&, const QString& title, QWidget* parent);

    const Study& study() const { return study_; }
    /// Says why the study could not be saved; the dialog stays open. It is to be accepted once it is saved.
    void showFailure(const QString& fullWords);
    void reject() override;  ///< asks before changes are lost

  Q_SIGNALS:
    void saveRequested(const oneshot::Study& study);

  private:
    void addTab(StudyTab*, const QString& title);
    void checkSoon();
    void check();
    void take(const std::vector<FieldError>&);

    Study study_;
    const Study before_;
    std::vector<StudyTab*> tabs_;
    QStringList titles_;  ///< of the tabs
    QTabWidget* views_;
    QLabel* said_;
    QPushButton* save_;
    QTimer timer_;                                                     ///< until what is typed is checked
    session::Worker checker_{session::Worker::Priority::Interactive};  ///< decodes the study's pictures
};

}  // namespace oneshot::ui
