#include "ui/pages/runs/run_news.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

RunNews::RunNews(QAction* undo)
    : message_(textLabel("runs.message")), undo_(flatButton("runs.undo", undo, true)), bar_(new QProgressBar) {
    bar_->setObjectName(QStringLiteral("runs.progress"));
    bar_->setRange(0, 100);
    bar_->setTextVisible(false);
    bar_->setFixedWidth(180);
    bar_->setAccessibleName(tr("Progress of the evaluation"));
    cancel_ = flatButton("runs.cancel", "stop", tr("Cancel"), tr("Stops the evaluation; what was measured is kept"));
    connect(cancel_, &QToolButton::clicked, this, &RunNews::cancelRequested);
    setLayout(rowLayout(8, {{message_, 1}, undo_, bar_, cancel_}));
    for (QWidget* part : std::initializer_list<QWidget*>{undo_, bar_, cancel_}) part->hide();
    say({});
}

void RunNews::say(const QString& text, bool fault) {
    showNote(message_, text, fault);
    takeRoom();
}

void RunNews::takeBack(const QString& text) {
    if (message_->text() == text) say({});
}

void RunNews::setState(bool undoable, bool evaluating) {
    undo_->setVisible(undoable);
    bar_->setVisible(evaluating);
    cancel_->setVisible(evaluating);
    takeRoom();
}

void RunNews::setPercent(int percent) {
    bar_->setValue(percent);
}

void RunNews::takeRoom() {
    setVisible(!message_->isHidden() || !undo_->isHidden() || !bar_->isHidden());
}

}  // namespace oneshot::ui
