#include "ui/pages/challenge/trial_screen.h"

#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/pages/challenge/trial_view.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString hintFor(int ways) {
    if (ways > 10) return TrialScreen::tr("Type both digits of its number, or use arrows and Enter, or click it");
    return TrialScreen::tr("Type its number, or use arrows and Enter, or click it");
}

QString feedbackText(const session::TrialRecord& record) {
    const auto key = [&](int way) { return TrialView::keyOf(way, record.ways); };
    QString text = record.correct()        ? TrialScreen::tr("Right.")
                   : record.answer.way < 0 ? TrialScreen::tr("Time is up; it is %1.").arg(key(record.correctWay))
                                           : TrialScreen::tr("Wrong; it is %1.").arg(key(record.correctWay));
    text += u' ';
    if (record.modelWay < 0) return text + TrialScreen::tr("The model's best scores were tied, which counts as wrong.");
    const double score = record.modelScores.at(static_cast<std::size_t>(record.modelWay));
    return text + TrialScreen::tr("The model chose %1, %2, with a score of %3.")
                      .arg(key(record.modelWay),
                           record.modelCorrect() ? TrialScreen::tr("rightly") : TrialScreen::tr("wrongly"))
                      .arg(score, 0, 'f', std::abs(score) < 100 ? 2 : 0);
}

}  // namespace

TrialScreen::TrialScreen()
    : place_(new QLabel),
      score_(new QLabel),
      hint_(new QLabel),
      bar_(new QProgressBar),
      view_(new TrialView),
      next_(new QPushButton(tr("Next"))) {
    place_->setObjectName(QStringLiteral("challenge.place"));
    score_->setObjectName(QStringLiteral("challenge.score"));
    hint_->setObjectName(QStringLiteral("challenge.feedback-text"));
    bar_->setObjectName(QStringLiteral("challenge.time-left"));
    view_->setObjectName(QStringLiteral("challenge.trial"));
    next_->setObjectName(QStringLiteral("challenge.next"));
    view_->setAccessibleName(tr("The trial: which of the ways shows the same character as the first drawing?"));
    setStyleRole(score_, "muted");
    setStyleRole(hint_, "muted");
    setStyleRole(next_, "primary");
    hint_->setWordWrap(true);
    place_->setFont(scaled(place_->font(), 1.25, true));
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Time that is left"));
    for (QWidget* part : std::initializer_list<QWidget*>{bar_, next_}) {
        QSizePolicy policy = part->sizePolicy();
        policy.setRetainSizeWhenHidden(true);  // the task does not move with it
        part->setSizePolicy(policy);
    }

    QLayout* header = rowLayout(-1, {{place_, 1}, score_});
    QLayout* footer = rowLayout(12, {{hint_, 1}, {next_, 0, Qt::AlignVCenter}});
    setLayout(columnLayout(10, {header, bar_, {view_, 1}, footer}));

    connect(view_, &TrialView::answered, this, &TrialScreen::answered);
    connect(view_, &TrialView::interrupted, this, &TrialScreen::interrupted);
    connect(view_, &TrialView::typed, this, &TrialScreen::showTyped);
    connect(next_, &QPushButton::clicked, this, &TrialScreen::nextRequested);
    barTimer_.setInterval(50);
    connect(&barTimer_, &QTimer::timeout, this, [this] {
        bar_->setValue(static_cast<int>(bar_->maximum() * view_->timeLeft()));
        if (!view_->running()) barTimer_.stop();
    });
}

void TrialScreen::setTrial(const session::DatasetPtr& dataset, const session::ChallengeTrial& trial,
                           double timeLimitSeconds, const QString& score, bool shownBefore) {
    limitSeconds_ = timeLimitSeconds;
    place_->setText(
        (trial.practice ? tr("Practice · trial %1 of %2") : tr("Trial %1 of %2")).arg(trial.number).arg(trial.total));
    score_->setText(score);
    plainHint_ = hintFor(static_cast<int>(trial.task.ways.size()));
    view_->setTrial(dataset, trial.task, shownBefore);
    begin();
}

void TrialScreen::begin() {
    next_->hide();
    showTyped({});
    bar_->setVisible(limitSeconds_ > 0);
    bar_->setValue(bar_->maximum());
    view_->begin(limitSeconds_);
    if (limitSeconds_ > 0) barTimer_.start();
}

void TrialScreen::showFeedback(const session::TrialRecord& record, const QString& score) {
    view_->reveal(record.modelWay);
    hint_->setText(feedbackText(record));
    setStyleRole(hint_, "muted", false);
    score_->setText(score);
    next_->show();
    next_->setFocus();
}

void TrialScreen::showTyped(const QString& text) {
    setStyleRole(hint_, "muted", text.isEmpty());
    hint_->setText(text.isEmpty() ? plainHint_ : tr("%1_ · the second digit, or Backspace to take it back").arg(text));
}

void TrialScreen::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && next_->isVisible())
        Q_EMIT nextRequested();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
