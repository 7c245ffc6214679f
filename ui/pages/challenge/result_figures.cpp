#include "ui/pages/challenge/result_figures.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// "Without alphabets that can be read (16 trials): person 93.8 % (71.7 – 98.9), model 87.5 % (64.0 – 96.5)."; empty
/// if the part holds all trials or none.
QString partText(const QString& which, const session::ChallengeScore& part, const session::ChallengeScore& all) {
    const int count = part.answers.total();
    if (count == 0 || count == all.answers.total()) return {};
    const auto text = [](const session::Estimate& estimate) {
        return QStringLiteral("%1 (%2)").arg(percentText(estimate.percent), intervalText(estimate.interval95));
    };
    return ResultFigures::tr("%1 (%2): person %3, model %4.")
        .arg(which, session::counted(count, ResultFigures::tr("1 trial"), ResultFigures::tr("%1 trials")),
             text(part.person), text(part.model));
}

}  // namespace

ResultFigures::ResultFigures(const QString& prefix, bool tellsMethods)
    : parts_(new QLabel), methods_(new QLabel), tellsMethods_(tellsMethods) {
    const auto figure = [&](const char* name, const QString& caption = {}) {
        return new Figure(prefix + QLatin1String(name), caption);
    };
    person_ = figure("figure.person");
    model_ = figure("figure.model", tr("Model"));
    difference_ = figure("figure.difference");
    time_ = figure("figure.time");
    parts_->setObjectName(prefix + QStringLiteral("parts"));
    methods_->setObjectName(prefix + QStringLiteral("methods"));
    for (QLabel* label : {parts_, methods_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    setStyleRole(methods_, "muted");
    methods_->setFont(scaled(methods_->font(), 0.9));
    auto* figures = new FlowLayout(28);
    for (Figure* one : {person_, model_, difference_, time_}) {
        auto* part = new QWidget;
        one->setContentsMargins({});
        part->setLayout(one);
        figures->addWidget(part);
    }
    setLayout(columnLayout(6, {figures, parts_, methods_}));
    setResults({});
}

QString ResultFigures::methods(const session::ChallengeResults& results) {
    const int participants = results.all.participants;
    const bool alike = results.all.person.percent == 0 || results.all.person.percent == 100;
    QStringList said;
    if (participants > 1)
        said = {(alike ? tr("People: the mean of %1 participants' accuracies, Wilson interval with each participant as "
                            "one trial, as they do not differ.")
                       : tr("People: the mean of %1 participants' accuracies, Student t interval over participants."))
                    .arg(participants),
                tr("Model: each task once, %1.").arg(QLatin1String(wilsonMethod)),
                tr("Difference: the mean of each participant's difference from the model on their own tasks, Student "
                   "t interval over participants; exact sign test over participants, two-sided.")};
    else
        said = {tr("Accuracies: %1.").arg(QLatin1String(wilsonMethod)),
                tr("Difference: %1; %2.").arg(QLatin1String(pairedMethod), QLatin1String(mcNemarMethod))};
    said += tr("All intervals are of 95 %. Practice does not count, and of a task only a participant's first answer.");
    if (results.repeated > 0)
        said += tr("Later answers to a task that was met before, left out: %1.").arg(results.repeated);
    if (results.excluded > 0) said += tr("Answers of excluded sessions, left out: %1.").arg(results.excluded);
    QStringList unlike;
    if (results.models > 1) unlike += tr("%1 models").arg(results.models);
    if (results.kinds > 1) unlike += tr("%1 kinds of tasks").arg(results.kinds);
    if (results.sources > 1) unlike += tr("%1 sources of data").arg(results.sources);
    if (!unlike.isEmpty())
        said += tr("Unlike trials are taken together here: %1.").arg(unlike.join(QStringLiteral(", ")));
    return said.join(u' ');
}

void ResultFigures::showScore(const session::ChallengeResults& results) {
    const session::ChallengeScore& all = results.all;
    const bool several = all.participants > 1;
    const auto detail = [&](const Accuracy& accuracy, const session::Estimate& estimate) {
        const QString interval = intervalText(estimate.interval95);
        return several ? interval : tr("%1 of %2 · %3").arg(accuracy.right).arg(accuracy.total).arg(interval);
    };
    person_->set(percentText(all.person.percent), detail(all.answers.first(), all.person));
    model_->set(percentText(all.model.percent), detail(all.answers.second(), all.model));
    const double difference = all.difference.percent;
    difference_->set(difference == 0 ? QStringLiteral("0.0") : signedText(difference, 1),
                     tr("%1 · %2").arg(intervalText(all.difference.interval95), probabilityText(all.p)));
    if (const session::ResponseTimes& times = results.times; times.count)
        time_->set(secondsText(times.median), tr("quartiles %1 – %2 s")
                                                  .arg(times.lowerQuartile / 1000, 0, 'f', 2)
                                                  .arg(times.upperQuartile / 1000, 0, 'f', 2));
}

void ResultFigures::setResults(const session::ChallengeResults& results) {
    const session::ChallengeScore& all = results.all;
    const bool any = all.answers.total() > 0;
    person_->setCaption(all.participants > 1 ? tr("People") : tr("Person"));
    difference_->setCaption(any ? tr("Difference, points") : tr("Difference"));
    time_->setCaption(any ? tr("Response time, median") : tr("Response time"));
    for (Figure* figure : {person_, model_, difference_, time_}) figure->set(Figure::none);
    if (any) showScore(results);
    QStringList parts{partText(tr("Without alphabets that can be read"), results.unreadable, results.all),
                      partText(tr("Without characters that the model learnt from"), results.unseen, results.all)};
    if (results.times.medianRight > 0 && results.times.medianWrong > 0)
        parts += tr("Right answers took %1, wrong ones %2 (medians).")
                     .arg(secondsText(results.times.medianRight), secondsText(results.times.medianWrong));
    if (results.all.timeouts > 0) parts += tr("Out of time: %1.").arg(results.all.timeouts);
    parts.removeAll(QString());
    parts_->setText(parts.join(u' '));
    parts_->setVisible(!parts.isEmpty());
    methods_->setText(methods(results));
    methods_->setVisible(any && tellsMethods_);
}

}  // namespace oneshot::ui
