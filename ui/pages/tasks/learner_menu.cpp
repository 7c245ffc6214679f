#include "ui/pages/tasks/learner_menu.h"

#include <utility>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

LearnerMenu::LearnerMenu(session::Workspace& workspace, QWidget* parent)
    : TickMenu(parent),
      workspace_(workspace),
      learners_{QStringLiteral("pixels-l2"), QStringLiteral("modified-hausdorff")} {
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &LearnerMenu::fill);
    connect(&workspace_, &session::Workspace::modelChanged, this, &LearnerMenu::follow);
    follow();
}

void LearnerMenu::fill() {
    clear();
    for (const session::ModelEntry& entry : workspace_.models().entries()) {
        QAction* action = addAction(buttonText(entry.title));
        action->setObjectName(QStringLiteral("tasks.learner.") + entry.id);
        action->setToolTip(entry.detail);
        action->setCheckable(true);
        action->setChecked(learners_.contains(entry.id));
        connect(action, &QAction::toggled, this, [this, id = entry.id](bool on) { setLearner(id, on); });
    }
}

void LearnerMenu::setLearner(const QString& id, bool on) {
    if (learners_.contains(id) == on) return;
    if (on) {
        learners_.append(id);
        if (id == followed_) followed_.clear();
        if (!workspace_.models().model(id)) workspace_.models().open(id);  // also where that failed before
    } else {
        learners_.removeAll(id);
    }
    keepCurrent();
    Q_EMIT chosen();
}

void LearnerMenu::follow() {
    const QString id = workspace_.modelId();
    if (std::exchange(inUse_, id) == id) return;  // the model behind it may be another: the library tells
    const qsizetype place = learners_.indexOf(followed_);
    if (current_ == followed_) current_ = id;
    if (learners_.contains(id)) {
        if (place >= 0) learners_.removeAt(place);
        followed_.clear();  // it is there of its own
    } else if (place >= 0) {
        learners_[place] = followed_ = id;
    } else if (followed_.isEmpty()) {
        learners_.append(followed_ = id);
    }
    keepCurrent();
    Q_EMIT followed();
}

/// Gives the place of a current one that is no longer asked to the last one.
void LearnerMenu::keepCurrent() {
    if (!learners_.contains(current_)) current_ = learners_.value(learners_.size() - 1);
}

}  // namespace oneshot::ui
