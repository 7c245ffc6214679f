#include "ui/pages/challenge/trial_setup.h"

#include <QCheckBox>
#include <QVBoxLayout>

#include "ui/pages/challenge/challenge_source.h"
#include "ui/pages/challenge/setup_field.h"
#include "ui/session/common/counted.h"

namespace oneshot::ui {

TrialSetup::TrialSetup(const ChallengeSource& source, QWidget* parent)
    : SetupCard(tr("Trials"), parent),
      source_(source),
      feedback_(new QCheckBox(tr("Say after each answer what was right"))) {
    const auto add = [this](const char* key, const QString& caption, const QString& tip, const QString& text,
                            const SetupField::Range& range) {
        return addField(new SetupField(QLatin1String(key), caption, tip, text, range));
    };
    trials_ = add("trials", tr("Trials that count"), tr("1 to 1000"), QStringLiteral("20"), {1, 1000});
    trials_->setObjection([this] { return countProblem(); });
    practice_ =
        add("practice", tr("Practice before"), tr("Trials that do not count, 0 to 50"), QStringLiteral("3"), {0, 50});
    breakEvery_ = add("break", tr("Break after every"), tr("Trials between two breaks; empty: no breaks"),
                      QStringLiteral("20"), {.low = 1, .high = 1000, .mayBeNone = true});
    timeLimit_ = add("limit", tr("Time limit, seconds"),
                     tr("For each trial; without an answer by then it counts as wrong. Empty: none"), {},
                     {.low = 0.5, .high = 600, .whole = false, .mayBeNone = true});
    feedback_->setObjectName(QStringLiteral("challenge.feedback"));
    feedback_->setChecked(true);
    feedback_->setToolTip(tr("And what the model answered. Without it nothing is told before the end"));
    rows_->addWidget(feedback_);
    connect(&source, &ChallengeSource::changed, this, &TrialSetup::check);
    check();
}

void TrialSetup::writeTo(session::ChallengeSettings& settings) const {
    settings.trials = static_cast<int>(trials_->number());
    settings.practice = static_cast<int>(practice_->number());
    settings.breakEvery = static_cast<int>(breakEvery_->number());
    settings.timeLimitSeconds = timeLimit_->number();
    settings.feedback = feedback_->isChecked();
}

void TrialSetup::adopt(const session::ChallengeSettings& settings) {
    trials_->setNumber(settings.trials);
    practice_->setNumber(settings.practice);
    breakEvery_->setNumber(settings.breakEvery);
    timeLimit_->setNumber(settings.timeLimitSeconds);
    feedback_->setChecked(settings.feedback);
}

/// Says why the source has too few tasks.
QString TrialSetup::countProblem() const {
    const std::optional<qint64> tasks = source_.taskCount();
    if (!tasks || trials_->number() + practice_->number() <= static_cast<double>(*tasks)) return {};
    return session::counted(*tasks, tr("These runs hold 1 task, practice included"),
                            tr("These runs hold %1 tasks, practice included"));
}

}  // namespace oneshot::ui
