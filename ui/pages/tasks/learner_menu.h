#pragma once

#include "ui/session/workspace/workspace.h"
#include "ui/widgets/tick_menu.h"

namespace oneshot::ui {

/// Chooses which learners answer the tasks: at first two baselines and the model in use, which it follows.
class LearnerMenu : public TickMenu {
    Q_OBJECT
  public:
    /// The workspace must outlive the menu.
    explicit LearnerMenu(session::Workspace&, QWidget* parent = nullptr);

    const QStringList& ids() const { return learners_; }  ///< of the learners, in the order of their letters
    const QString& current() const { return current_; }   ///< id of the one that filters and reasons are about
    void setCurrent(const QString& id) { current_ = id; }
    void setLearner(const QString& id, bool on);  ///< one of those asked

  Q_SIGNALS:
    void chosen();    ///< ids() are others, by setLearner()
    void followed();  ///< ids() are others, since another model is in use

  private:
    void fill();
    void follow();
    void keepCurrent();

    session::Workspace& workspace_;
    QStringList learners_;
    QString current_;
    QString inUse_;     ///< id of the model in use
    QString followed_;  ///< the learner that is there as the model in use; empty: it is there anyway
};

}  // namespace oneshot::ui
