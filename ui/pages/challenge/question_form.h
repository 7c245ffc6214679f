#pragma once

#include <QWidget>
#include <vector>

#include "core/study/study.h"

class QLabel;
class QPushButton;

namespace oneshot::ui {

class FittingScroll;
class QuestionField;

/// Asks a person the questions of a study, all on one page. It goes on once all is answered that must be.
class QuestionForm : public QWidget {
    Q_OBJECT
  public:
    QuestionForm();

    /// alphabets: see QuestionField.
    void ask(const Study&, const std::vector<StudyQuestion>&, const QStringList& alphabets);
    QString answers() const;  ///< a compact JSON object of answers by the questions' ids; null: not answered
    /// Returns what keeps it from going on, in words; empty: nothing.
    QString missing() const;

  Q_SIGNALS:
    void answered(const QString& json);
    void leaveRequested();

  protected:
    void showEvent(QShowEvent*) override;     ///< gives the focus to the first question
    void keyPressEvent(QKeyEvent*) override;  ///< Page Up and Page Down scroll

  private:
    void orderTabs();
    void follow();
    void showFocused(QWidget* before, QWidget* now);

    FittingScroll* scroll_;
    QLabel* missing_;
    QPushButton *leave_, *continue_;
    std::vector<QuestionField*> fields_;
};

}  // namespace oneshot::ui
