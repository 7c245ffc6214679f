#include "ui/pages/tasks/occlusion_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <utility>

#include "ui/pages/tasks/occlusion_picture.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

OcclusionPanel::OcclusionPanel()
    : title_(textLabel("tasks.occlusion.heading", nullptr)),
      text_(textLabel("tasks.occlusion.text")),
      note_(textLabel("tasks.occlusion.note")),
      picture_(new OcclusionPicture),
      shown_(new QWidget) {
    setObjectName(QStringLiteral("tasks.occlusion"));
    picture_->setObjectName(QStringLiteral("tasks.occlusion.picture"));
    for (QLabel* text : {text_, note_}) text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    ui::explain(title_, "occlusion map");
    shown_->setLayout(columnLayout(6, {title_, {rowLayout(12, {{picture_, 1}, {text_, 1}}), 1}}));
    setLayout(columnLayout(-1, {note_, {shown_, 1}}));
    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) { clear(why); });
    connect(&worker_, &session::Worker::progressed, this, [this](int percent) {
        note_->setText(tr("%1: blanking one square after another, %2 %").arg(heading_).arg(percent));
    });
    clear({});
}

void OcclusionPanel::clear(const QString& note) {
    worker_.cancel();
    question_ = {};
    note_->setText(note);
    note_->show();
    shown_->hide();
}

void OcclusionPanel::explain(const session::TaskBoard& board, int learner, int task, int way) {
    const session::AnswersPtr& answers = board.answers[learner];
    Question question{board.tasks, answers ? answers->model : board.question.learners[learner].model, task, way};
    const QString title = session::ModelLibrary::titleOf(board.question.learners[learner].id);
    if (!question.model) return clear(tr("%1 is not open.").arg(title));
    if (question == question_) return;
    if (answers && !answers->problem.isEmpty()) return clear(answers->problem);
    if (board.dataset->format == DataFormat::Vectors)
        return clear(tr("These data are vectors: there is no drawing to blank."));
    heading_ = tr("%1 on way %2").arg(title, QString::number(way + 1));
    clear(tr("%1: blanking one square after another").arg(heading_));
    question_ = std::move(question);
    worker_.run(
        [asked = question_, dataset = board.dataset](const session::Worker::Control& control) {
            const Task& blanked = (*asked.tasks)[asked.task];
            return occlusionMap(*asked.model, *dataset, blanked, asked.way, {}, control.progress, control.stop);
        },
        [this, dataset = board.dataset](const OcclusionMap& map) {
            tell(dataset->drawings[(*question_.tasks)[question_.task].query].image, map);
        });
}

void OcclusionPanel::tell(const Image& query, const OcclusionMap& map) {
    const ScoreKind kind = question_.model->scoreKind();
    title_->setText(heading_ + QStringLiteral(" · ") + scoreName(kind) + u' ' + scoreText(kind, map.score));
    picture_->setMap(query, map);
    QStringList lines;
    if (map.largest() > 0) {
        lines += tr("Blue: without it the score falls, so it speaks for this way. Orange: the score rises.");
        if (const QString place = picture_->strongestPlace(); !place.isEmpty()) lines += place;
    } else {
        lines += tr("Nothing that is blanked changes the score.");
    }
    lines += tr("Squares of %1 pixels of the drawing, %2 apart, in one pass; the scale is of the %3.")
                 .arg(map.patch)
                 .arg(map.stride)
                 .arg(kind == ScoreKind::SameLogit ? tr("logit") : scoreName(kind));
    text_->setText(lines.join(u'\n'));
    note_->hide();
    shown_->show();
}

}  // namespace oneshot::ui
