#include "ui/pages/challenge/trial_screen.h"

#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString hintFor(int ways) {
    if (ways > 10)
        return TrialScreen::tr("Type both digits of its number, or use arrows and Enter, or click it · Esc pauses");
    return TrialScreen::tr("Type its number, or use arrows and Enter, or click it · Esc pauses");
}

QString feedbackSign(const session::TrialRecord& record) {
    if (record.correct()) return QStringLiteral("✓");
    return QStringLiteral("✗ → ") + TrialView::keyOf(record.correctWay, record.ways);
}

QString feedbackText(const session::TrialRecord& record, bool tellsModel) {
    const auto key = [&](int way) { return TrialView::keyOf(way, record.ways); };
    QString text = record.correct()        ? TrialScreen::tr("Right.")
                   : record.answer.way < 0 ? TrialScreen::tr("Time is up; it is %1.").arg(key(record.correctWay))
                                           : TrialScreen::tr("Wrong; it is %1.").arg(key(record.correctWay));
    if (!tellsModel) return text;
    text += u' ';
    if (record.modelWay < 0) return text + TrialScreen::tr("The model's best scores were tied, which counts as wrong.");
    return text + (record.modelCorrect() ? TrialScreen::tr("The model chose %1, rightly.")
                                         : TrialScreen::tr("The model chose %1, wrongly."))
                      .arg(key(record.modelWay));
}

}  // namespace

TrialScreen::TrialScreen()
    : place_(new QLabel),
      score_(new QLabel),
      asked_(new QLabel(question())),
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

    asked_->setObjectName(QStringLiteral("challenge.question"));
    asked_->setWordWrap(true);
    QLayout* header = columnLayout(2, {rowLayout(-1, {{place_, 1}, score_}), asked_});
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

QString TrialScreen::question() {
    return tr("Which one is the same character as the one on the left?");
}

QString TrialScreen::placeOf(const session::ChallengeTrial& trial) {
    return (trial.practice ? tr("Practice %1 of %2") : tr("Trial %1 of %2")).arg(trial.ordinal).arg(trial.count);
}

void TrialScreen::useWords(bool use) {
    usesWords_ = use;
    asked_->setVisible(use);
}

void TrialScreen::setTrial(const session::DatasetPtr& dataset, const session::ChallengeTrial& trial,
                           const TrialPace& pace, const QString& score, bool shownBefore) {
    pace_ = pace;
    place_->setText(usesWords_ ? placeOf(trial) : QStringLiteral("%1 / %2").arg(trial.ordinal).arg(trial.count));
    score_->setText(score);
    plainHint_ = usesWords_ ? hintFor(static_cast<int>(trial.task.ways.size())) : QString();
    view_->setTrial(dataset, trial.task, shownBefore);
    begin();
}

void TrialScreen::begin() {
    next_->hide();
    showTyped({});
    bar_->setVisible(pace_.timeLimitSeconds > 0);
    bar_->setValue(bar_->maximum());
    view_->begin(pace_);
    if (pace_.timeLimitSeconds > 0) barTimer_.start();
}

void TrialScreen::showFeedback(const session::TrialRecord& record, bool tellsModel, const QString& score) {
    view_->reveal(tellsModel ? record.modelWay : -1);
    hint_->setText(usesWords_ ? feedbackText(record, tellsModel) : feedbackSign(record));
    setStyleRole(hint_, "muted", false);
    score_->setText(score);
    next_->show();
    next_->setFocus();
}

void TrialScreen::showTyped(const QString& text) {
    setStyleRole(hint_, "muted", text.isEmpty());
    const QString typed = text + u'_';
    hint_->setText(text.isEmpty() ? plainHint_
                   : usesWords_   ? tr("%1 · the second digit, or Backspace to take it back").arg(typed)
                                  : typed);
}

void TrialScreen::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && next_->isVisible())
        Q_EMIT nextRequested();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
