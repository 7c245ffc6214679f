#pragma once

#include <vector>

#include "core/study/study.h"
#include "ui/pages/challenge/study_tab.h"

class QListWidget;
class QPushButton;

namespace oneshot::ui {

/// The questions of a study, before its trials and after them: a list, and the fields of the chosen one.
class StudyQuestionsTab : public StudyTab {
    Q_OBJECT
  public:
    /// The study must outlive it.
    explicit StudyQuestionsTab(Study&);

    int showFaults(const std::vector<FieldError>&) override;

  private:
    QPushButton* addButton(const char* name, const QString& text, std::function<void()> done);
    std::vector<StudyQuestion>& questions() const;
    std::string keyOf(int index) const;  ///< in the study's file
    void list(int chosen);
    void showChosen();
    StudyTab* fieldsOf(StudyQuestion&);
    void move(int by);
    void markFaults();
    static QString titleOf(const StudyQuestion&);

    Study& study_;
    std::vector<FieldError> told_;  ///< what is wrong, as last heard
    QComboBox* when_;
    QListWidget* list_;
    QPushButton *remove_, *up_, *down_;
    QVBoxLayout* place_;          ///< of the fields
    StudyTab* fields_ = nullptr;  ///< of the chosen question; null: none
};

}  // namespace oneshot::ui
