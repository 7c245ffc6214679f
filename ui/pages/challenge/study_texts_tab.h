#pragma once

#include <QTimer>
#include <array>
#include <string>

#include "core/study/study.h"
#include "ui/pages/challenge/study_tab.h"
#include "ui/session/common/worker.h"

class QPushButton;
class QStackedWidget;

namespace oneshot::ui {

class StudyText;

/// The texts of a study, one at a time beside what a participant sees of it, and the pictures that they show.
class StudyTextsTab : public StudyTab {
    Q_OBJECT
  public:
    /// The study must outlive it.
    explicit StudyTextsTab(Study&);

  private:
    QWidget* makeEditor(const char* name, std::string& text);
    QWidget* makePictures();
    QPlainTextEdit* editor() const;
    void showPreview();
    void listPictures(const QString& chosen);
    void addPicture(const QString& path);

    Study& study_;
    std::vector<std::string*> texts_;  ///< by their place in the stack
    QComboBox *which_, *pictures_;
    QStackedWidget* editors_;
    StudyText* preview_;
    QPushButton *insert_, *remove_;
    QLabel* said_;
    QTimer timer_;  ///< until the preview follows
    session::Worker reader_{session::Worker::Priority::Interactive};
};

}  // namespace oneshot::ui
