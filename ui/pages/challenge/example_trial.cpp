#include "ui/pages/challenge/example_trial.h"

#include <QEvent>
#include <QPainter>
#include <utility>

namespace oneshot::ui {

ExampleTrial::ExampleTrial() {
    setObjectName(QStringLiteral("challenge.example"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ExampleTrial::setTask(session::DatasetPtr dataset, const Task& task) {
    picture_.setTask(std::move(dataset), task);
    setAccessibleName(tr("An example: the first drawing is the character of way %1 of %2")
                          .arg(task.answer + 1)
                          .arg(task.ways.size()));
    layOut();
}

void ExampleTrial::layOut() {
    picture_.layOut(*this);
    update();
}

void ExampleTrial::paintEvent(QPaintEvent*) {
    if (picture_.ways() == 0) return;
    QPainter painter(this);
    picture_.paint(painter);
    TrialMarks marks;
    marks.right = picture_.task().answer;
    marks.paint(painter, picture_, *this);
}

void ExampleTrial::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) layOut();
    QWidget::changeEvent(event);
}

void ExampleTrial::resizeEvent(QResizeEvent*) {
    layOut();
}

}  // namespace oneshot::ui
