#include "ui/pages/learn/challenge_step.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/learn/drawing_tile.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/task_cells.h"
#include "ui/session/common/words.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using State = session::GlyphTrials::State;
constexpr std::uint64_t firstSeed = 600;  // other glyphs than those of the steps before

QString scoreText(const Accuracy& accuracy) {
    if (accuracy.total == 0) return Figure::none;
    return ChallengeStep::tr("%1 of %2").arg(accuracy.right).arg(accuracy.total);
}

QString rangeText(const Accuracy& accuracy) {
    if (accuracy.total == 0) return ChallengeStep::tr("not asked yet");
    const Interval range = accuracy.confidence95();
    return ChallengeStep::tr("95 %: %1 – %2 %").arg(range.low, 0, 'f', 0).arg(range.high, 0, 'f', 0);
}

}  // namespace

ChallengeStep::ChallengeStep(session::Workspace& workspace)
    : LearnStep(
          LearnPage::titleOf(5),
          tr("Which drawing shows the character of the query? The shipped network answers the same tasks, of glyphs "
             "that it has never seen; its answer is shown after yours. Your answers are not saved.")),
      trials_(workspace.models()) {
    makeControls();
    makePicture();
    setLead(ways_);
    connect(&trials_, &session::GlyphTrials::changed, this, &ChallengeStep::renew);
    begin();
}

void ChallengeStep::makeControls() {
    you_ = new Figure(QStringLiteral("learn.challenge.you"), tr("You"), true);
    network_ = new Figure(QStringLiteral("learn.challenge.network"), tr("The network"), true);
    you_->setCaption(tr("You"), explanation("confidence interval"));
    network_->setCaption(tr("The network"), explanation("confidence interval"));
    beside()->addLayout(you_);
    beside()->addLayout(network_);
    verdict_ = textLabel("learn.challenge.verdict", nullptr);
    beside()->addWidget(verdict_);
}

void ChallengeStep::makePicture() {
    place_ = cardTitle({});
    place_->setObjectName(QStringLiteral("learn.challenge.place"));
    query_ = new DrawingTile("learn.challenge.query", tr("Query"));
    explain(query_, "query");
    ways_ = new SupportGrid;
    ways_->setObjectName(QStringLiteral("learn.challenge.support"));
    ways_->setLearners({tr("the network")});
    ways_->setNumbered(true);
    ways_->setMinimumHeight(query_->sizeHint().height() * 2);
    ways_->setLargestSide(190);
    connect(ways_, &SupportGrid::clicked, this, [this](int way) { trials_.answer(way); });
    connect(ways_, &SupportGrid::activated, this, [this](int way) { trials_.answer(way); });
    said_ = textLabel("learn.challenge.said", nullptr);
    said_->setMinimumHeight(2 * fontMetrics().lineSpacing());  // so that nothing moves when it tells something
    next_ = new QPushButton;
    next_->setObjectName(QStringLiteral("learn.challenge.next"));
    setStyleRole(next_, "primary");
    connect(next_, &QPushButton::clicked, this, &ChallengeStep::goOn);
    picture()->addWidget(
        card(columnLayout(10, {rowLayout(10, {{columnLayout(4, {place_, said_}), 1}, {next_, 0, Qt::AlignTop}}),
                               {rowLayout(14, {{query_, 0, Qt::AlignTop}, {ways_, 1}}), 1}})),
        1);
}

void ChallengeStep::begin() {
    trials_.begin(firstSeed + ++seed_);
}

void ChallengeStep::goOn() {
    if (trials_.state() == State::Answered)
        trials_.next();
    else if (trials_.state() == State::Ended || trials_.state() == State::Idle)
        begin();
    if (trials_.state() != State::Ended) ways_->setFocus();
}

void ChallengeStep::renew() {
    const State state = trials_.state();
    typed_.clear();
    const bool known = state != State::Idle && state != State::Preparing;
    if (known) {
        showTask(state != State::Asking);
    } else {
        query_->setDrawing({});
        ways_->setCells({});
        place_->setText(state == State::Preparing ? tr("The tasks are being drawn") : tr("There is no task"));
    }
    showNote(said_,
             state == State::Idle       ? trials_.problem()
             : state == State::Asking   ? tr("Click it, or type its number, 0 for the tenth.")
             : state == State::Answered ? comment()
             : state == State::Ended    ? tr("That was the last task. The result stands on the left.")
                                        : QString(),
             state == State::Idle);
    if (state == State::Answered) setStyleRole(said_, "muted", false);
    said_->show();
    const bool last = known && trials_.number() == session::GlyphTrials::count;
    next_->setText(state == State::Ended || state == State::Idle ? tr("Other tasks")
                   : last                                        ? tr("The result")
                                                                 : tr("Next task"));
    next_->setEnabled(state == State::Answered || state == State::Ended || state == State::Idle);
    if (state == State::Answered && ways_->hasFocus()) next_->setFocus();  // so that Enter goes on
    showScore();
    if (state == State::Ended) Q_EMIT done();
}

void ChallengeStep::showTask(bool answered) {
    const Task& task = trials_.task();
    const Dataset& dataset = trials_.dataset();
    place_->setText(tr("Task %1 of %2").arg(trials_.number()).arg(session::GlyphTrials::count));
    query_->setDrawing(dataset.drawings[task.query].image);
    std::vector<WayCell> cells = taskCells(dataset, task);
    if (answered) {
        addAnswer(cells, dataset, task, trials_.modelAnswer());
        cells[trials_.chosen()].wrong = trials_.chosen() != task.answer;
    }
    ways_->setCells(std::move(cells));
    ways_->setCurrent(answered ? trials_.chosen() : -1);
}

QString ChallengeStep::comment() const {
    const bool you = trials_.chosen() == trials_.task().answer, network = trials_.modelAnswer().outcome.right;
    const int way = trials_.modelAnswer().outcome.predicted;
    const QString answer =
        way < 0 ? tr("no single answer") : tr("number %1").arg(keysOf(way, session::GlyphTrials::ways));
    if (you && network) return tr("Both of you are right.");
    if (you) return tr("You are right. The network is wrong: %1.").arg(answer);
    if (network) return tr("The network is right: %1. You are wrong.").arg(answer);
    return tr("Both of you are wrong. The network's answer: %1.").arg(answer);
}

void ChallengeStep::showScore() {
    const PairedAnswers& score = trials_.score();
    you_->set(scoreText(score.first()), rangeText(score.first()));
    network_->set(scoreText(score.second()), rangeText(score.second()));
    verdict_->setText(trials_.state() == State::Ended ? verdict() : QString());
    verdict_->setVisible(!verdict_->text().isEmpty());
}

QString ChallengeStep::verdict() const {
    const PairedAnswers& score = trials_.score();
    const Interval range = score.difference95();
    const QString learnt = trials_.learnt() == 0 ? tr("It has never learnt from these characters.")
                                                 : tr("It has learnt from %1 of these %2 characters.")
                                                       .arg(trials_.learnt())
                                                       .arg(trials_.dataset().characterCount());
    return tr("Guessing is right in %1\u00a0% of such tasks. %2 trials prove little: with 95\u00a0% confidence the "
              "difference between you and the network lies anywhere from %3 to %4 points. %5 For more, go on to "
              "Challenge.")
        .arg(100.0 / session::GlyphTrials::ways, 0, 'f', 0)
        .arg(score.total())
        .arg(signedText(range.low, 0), signedText(range.high, 0), learnt);
}

void ChallengeStep::keyPressEvent(QKeyEvent* event) {
    constexpr auto commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && next_->isEnabled()) return goOn();
    const int digit = digitOf(*event);
    if (trials_.state() != State::Asking || digit < 0 || (event->modifiers() & commands))
        return LearnStep::keyPressEvent(event);
    if (const auto way = typed_.type(digit, session::GlyphTrials::ways)) trials_.answer(*way);
}

}  // namespace oneshot::ui
