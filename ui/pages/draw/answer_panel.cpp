#include "ui/pages/draw/answer_panel.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include "core/evaluation/task_evaluation.h"
#include "ui/fields/thinking_field.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/pages/draw/ranking_view.h"
#include "ui/pages/draw/threshold_field.h"
#include "ui/session/common/words.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

AnswerPanel::AnswerPanel(const session::Workspace& workspace, session::DrawQuery& query,
                         const session::RejectionFinder& finder)
    : workspace_(workspace),
      query_(query),
      verdict_(new QLabel),
      detail_(textLabel("draw.verdict.detail")),
      ranking_(new RankingModel(this)),
      rankingView_(new RankingView(ranking_)),
      thinking_(new ThinkingField(QStringLiteral("draw"), tr("Time for the drawing, once the support set is known. "
                                                             "What one pass says comes first; a longer answer takes "
                                                             "its place. \"None of these\" goes by one pass."))),
      threshold_(new ThresholdField(finder)) {
    verdict_->setFont(scaled(verdict_->font(), 1.35, true));
    verdict_->setObjectName(QStringLiteral("draw.verdict"));
    verdict_->setWordWrap(true);
    detail_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    detail_->setMinimumHeight(2 * detail_->fontMetrics().lineSpacing());  // so that a second line moves nothing
    rankingView_->setObjectName(QStringLiteral("draw.ranking"));
    setLayout(columnLayout(10, {columnLayout(2, {verdict_, detail_}), {rankingView_, 1}, thinking_, threshold_}));

    connect(&query_, &session::DrawQuery::answered, this, &AnswerPanel::setAnswer);
    connect(&query_, &session::DrawQuery::failed, this, [this](const QString& why) {
        failure_ = why;
        clearAnswer();
        showState();
    });
    connect(&query_, &session::DrawQuery::preparing, this, [this](int percent) {
        if (!answer_ && drawn_) detail_->setText(tr("The model reads the support set: %1 %").arg(percent));
    });
    connect(&query_, &session::DrawQuery::learntChanged, this, [this] { ranking_->setLearnt(query_.learnt()); });
    connect(thinking_, &ThinkingField::changed, this, [this] { query_.setThinking(thinking_->thinking()); });
    connect(threshold_, &ThresholdField::changed, this, &AnswerPanel::showState);
    connect(rankingView_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { Q_EMIT currentChanged(rankingView_->currentWay()); });
}

void AnswerPanel::showModel(bool another) {
    failure_.clear();
    threshold_->setModel(workspace_.model(), another);
    if (another || !workspace_.model()) clearAnswer();  // it would be taken for one of the model that comes
    showState();
}

void AnswerPanel::setSupport(const session::SupportSet& support, const QString& reason) {
    failure_.clear();
    answer_.reset();
    ranking_->setSupport(support);
    reason_ = reason;
    rankingView_->setCurrentIndex({});
    threshold_->setWays(ranking_->rowCount());
    showState();
}

void AnswerPanel::setDrawn(bool drawn) {
    drawn_ = drawn;
    failure_.clear();
    if (drawn) return;  // the answer before stays until the next one is there
    clearAnswer();
    showState();
}

void AnswerPanel::setAnswer(const session::DrawAnswer& answer) {
    answer_ = answer;
    ranking_->setAnswer(answer);
    rankingView_->scrollToTop();
    showState();
}

void AnswerPanel::clearAnswer() {
    answer_.reset();
    ranking_->clearAnswer();
}

void AnswerPanel::showState() {
    const Verdict verdict = this->verdict();
    verdict_->setText(verdict.title);
    detail_->setText(verdict.detail);
    setFault(detail_, verdict.fault);
    ranking_->setAccepted(verdict.accepted);
    showCost();
}

AnswerPanel::Verdict AnswerPanel::verdict() const {
    const int ways = ranking_->rowCount();
    if (!workspace_.model()) {
        const QString problem = workspace_.modelProblem();
        if (problem.isEmpty()) return {tr("The model is being opened"), {}};
        return {tr("There is no model"), problem, true};
    }
    if (!failure_.isEmpty()) return {tr("There is no answer"), failure_, true};
    if (ways == 0) return {tr("Nothing to compare with"), reason_};
    if (!drawn_)
        return {tr("Draw a character"),
                session::counted(ways, tr("The character below is compared with it at each pen-up."),
                                 tr("The %1 characters below are ordered by how alike they are, at each pen-up."))};
    if (!answer_ || answer_->scores.empty()) return {tr("Comparing"), {}};
    return verdictOfAnswer();
}

AnswerPanel::Verdict AnswerPanel::verdictOfAnswer() const {
    const int best = predictedWay(answer_->scores);
    const double found = evidence(answer_->onePassScores);  // as the threshold was found
    const std::optional<double> threshold = threshold_->threshold();
    const bool accepted = !threshold || found >= *threshold;
    if (best < 0) return {tr("A tie"), tr("No character is more alike than all others."), false, accepted};
    if (accepted)
        return {ranking_->nameOf(best), tr("is the most alike: score %1, probability among these %2 %")
                                            .arg(scoreText(answer_->kind, answer_->scores[best]),
                                                 QLocale().toString(100 * answer_->probabilities[best], 'f', 0))};
    // Both as the threshold is counted, which for distances and logits is not as the ranking shows scores.
    const QString detail = ranking_->rowCount() > 1
                               ? tr("The best score plus its lead over the second is %1, under %2.")
                               : tr("The score of %1 is under %2.");
    return {tr("None of these"), detail.arg(threshold_->text(found), threshold_->text(*threshold)), false, false};
}

void AnswerPanel::showCost() {
    const auto time = [](double seconds) {
        return tr("%1 ms").arg(QLocale().toString(1000 * seconds, 'f', seconds < 0.01 ? 1 : 0));
    };
    QString cost;
    if (answer_ && !answer_->scores.empty()) {
        cost = answer_->thinking.onePass()
                   ? tr("%1 in one pass").arg(time(answer_->seconds))
                   : tr("%1, %2 in one pass").arg(time(answer_->seconds), time(answer_->onePassSeconds));
        if (query_.thinking()) cost += QStringLiteral(" · ") + tr("thinking longer");
    }
    thinking_->setCost(cost);
}

}  // namespace oneshot::ui
