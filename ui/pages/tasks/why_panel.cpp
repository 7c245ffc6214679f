#include "ui/pages/tasks/why_panel.h"

#include <QHBoxLayout>
#include <QLabel>

#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/terms_chart.h"
#include "ui/session/common/words.h"
#include "ui/session/tasks/way_explanation.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

constexpr int maxTerms = 8;

PictureRow* pictures(const char* objectName, const QString& name) {
    auto* row = new PictureRow;
    row->setObjectName(QLatin1String(objectName));
    row->setAccessibleName(name);
    row->setEmptyText(WhyPanel::tr("no picture"));
    return row;
}

}  // namespace

WhyPanel::WhyPanel()
    : heading_(new QLabel),
      note_(textLabel("tasks.why.note")),
      seen_(new QWidget),
      overlays_(pictures("tasks.why.overlay", tr("Query and support drawing overlaid"))),
      inputs_(pictures("tasks.why.inputs", tr("What the learner receives"))),
      terms_(new TermsChart) {
    setObjectName(QStringLiteral("tasks.why"));
    heading_->setObjectName(QStringLiteral("tasks.why.heading"));
    heading_->setWordWrap(true);
    note_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    terms_->setObjectName(QStringLiteral("tasks.why.terms"));
    seen_->setLayout(columnLayout(4, {{overlays_, 5}, {inputs_, 3}}));
    QLayout* told = columnLayout(-1, {terms_, {note_, 1}});
    setLayout(columnLayout(6, {heading_, {rowLayout(12, {{seen_, 1}, {told, 2}}), 1}}));
    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) { clear(why); });
    clear({});
}

void WhyPanel::clear(const QString& note) {
    worker_.cancel();
    heading_->setText({});
    note_->setText(note);
    note_->show();
    for (QWidget* part : std::initializer_list<QWidget*>{terms_, seen_, overlays_, inputs_}) part->hide();
}

void WhyPanel::explain(const session::TaskBoard& board, int learner, int task, int way) {
    const session::AnswersPtr& answers = board.answers[learner];
    ModelPtr model = answers ? answers->model : board.question.learners[learner].model;
    const QString title = session::ModelLibrary::titleOf(board.question.learners[learner].id);
    if (!model) return clear(tr("%1 is not open.").arg(title));
    if (answers && !answers->problem.isEmpty()) return clear(answers->problem);
    clear(tr("Working out what %1 sees in way %2").arg(title, QString::number(way + 1)));
    const Task& asked = board.task(task);
    std::vector<PictureRow::Picture> overlays;
    const Image& query = board.dataset->drawings[asked.query].image;
    for (const DrawingId shot : asked.ways[way].drawings)
        if (!query.pixels.empty()) overlays.push_back({query, board.dataset->drawings[shot].image});
    overlays_->setVisible(!overlays.empty());
    seen_->setVisible(!overlays.empty());
    overlays_->setPictures(std::move(overlays), tr("query"), tr("way %1").arg(way + 1));
    const session::TaskAnswer* said = board.answer(learner, task);
    Asked answer{tr("%1 on way %2").arg(title, QString::number(way + 1)), model->scoreKind(), {}};
    if (said && answers->thinking.rerank > 0) answer.score = said->outcome.scores[way];
    if (answers) model = answers->thinking.applied(model);
    worker_.run(
        [model, dataset = board.dataset, asked, way](const session::Worker::Control&) {
            return session::explainWay(*model, *dataset, asked, way, maxTerms);
        },
        [this, answer](const session::WayExplanation& why) { tell(why, answer); });
}

void WhyPanel::tell(const session::WayExplanation& why, const Asked& asked) {
    const ScoreKind kind = asked.kind;
    const float given = asked.score.value_or(why.score);
    const QString score = why.isSum && kind == ScoreKind::SameLogit
                              ? tr("logit %1, %2").arg(signedText(given, 3), scoreText(kind, given))
                              : scoreName(kind) + u' ' + scoreText(kind, given);
    heading_->setText(asked.heading + QStringLiteral(" · ") + score);
    std::vector<PictureRow::Picture> inputs;
    for (const Image& input : why.inputs) inputs.push_back({input, {}});
    inputs_->setVisible(!inputs.empty());
    seen_->setVisible(!overlays_->isHidden() || !inputs.empty());
    inputs_->setPictures(std::move(inputs),
                         why.views == 1 ? tr("what it receives") : tr("the first of %1 views").arg(why.views));
    terms_->setVisible(why.isSum);
    note_->setVisible(!why.isSum);
    if (!why.isSum)
        return note_->setText(
            tr("It compares whole drawings: its score is no sum of parts that could be told one by one."));
    std::vector<TermsChart::Term> terms;
    for (const auto& [dimension, value] : why.strongest) terms.push_back({tr("dim %1").arg(dimension + 1), value});
    if (why.otherCount > 0)
        terms.push_back({session::counted(why.otherCount, tr("1 other"), tr("%1 others")), why.others});
    if (why.bias != 0) terms.push_back({tr("bias"), why.bias});
    if (asked.score) terms.push_back({tr("re-ranking"), static_cast<double>(given) - why.score});
    terms_->setTerms(std::move(terms), kind == ScoreKind::SameLogit ? tr("logit") : scoreName(kind));
}

}  // namespace oneshot::ui
