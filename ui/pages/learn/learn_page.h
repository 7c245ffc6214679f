#pragma once

#include <QList>
#include <QWidget>
#include <array>

class QAction;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace oneshot::session {
class Workspace;
}

namespace oneshot::ui {

class LearnStep;

/// One-shot learning in six live steps, one at a time, each made when it is first looked at. All that they show is
/// computed by the engine.
class LearnPage : public QWidget {
    Q_OBJECT
  public:
    static constexpr int steps = 6;

    /// The workspace must outlive the page.
    explicit LearnPage(session::Workspace&, QWidget* parent = nullptr);

    static QString titleOf(int step);
    int step() const { return step_; }  ///< from 0
    void showStep(int);                 ///< made once the page is looked at
    LearnStep* stepShown() const { return made_[static_cast<std::size_t>(step_)]; }  ///< null: not made yet
    int doneCount() const;  ///< of the steps whose question was answered

  Q_SIGNALS:
    void pageRequested(const QString& name);  ///< "train", "challenge", "draw", as in nav.<name>
    void closedForGood();                     ///< the page is not wanted any more

  protected:
    void showEvent(QShowEvent*) override;
    void focusInEvent(QFocusEvent*) override;      ///< for the step
    bool eventFilter(QObject*, QEvent*) override;  ///< Left and Right, which would scroll a step, or leave a button

  private:
    void makeHeader();
    void makeFooter();
    LearnStep* makeStep(int) const;
    void reveal();
    void putBeforeFooter(const LearnStep&);
    void showPlace();

    session::Workspace& workspace_;
    int step_ = 0;
    std::array<LearnStep*, steps> made_{};  ///< null: not looked at yet
    std::array<QScrollArea*, steps> areas_{};
    std::array<bool, steps> done_{};
    QList<QToolButton*> numbers_;
    QProgressBar* progress_;
    QStackedWidget* shown_;
    QAction *previous_, *following_;
    QToolButton* close_;
    QPushButton* next_;
    QWidget *onwards_, *header_, *footer_;  ///< onwards: where to go after the last step
};

}  // namespace oneshot::ui
