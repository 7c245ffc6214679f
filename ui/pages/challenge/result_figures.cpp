#include "ui/pages/challenge/result_figures.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

const QString none = QStringLiteral("–");

/// "without alphabets that can be read (16 trials): person 93.8 %, model 87.5 %"; empty where that is the same trials.
QString partText(const QString& which, const session::ChallengeScore& part, const session::ChallengeScore& all) {
    const int count = part.answers.total();
    if (count == 0 || count == all.answers.total()) return {};
    return ResultFigures::tr("%1 (%2 trials): person %3, model %4.")
        .arg(which)
        .arg(count)
        .arg(percentWords(part.answers.first().percent()), percentWords(part.answers.second().percent()));
}

}  // namespace

ResultFigures::ResultFigures(const QString& prefix, QWidget* parent)
    : QWidget(parent), parts_(new QLabel), methods_(new QLabel) {
    auto* line = new QHBoxLayout;
    line->setSpacing(16);
    person_ = add(line, prefix + QStringLiteral("figure.person"));
    model_ = add(line, prefix + QStringLiteral("figure.model"));
    difference_ = add(line, prefix + QStringLiteral("figure.difference"));
    time_ = add(line, prefix + QStringLiteral("figure.time"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    parts_->setObjectName(prefix + QStringLiteral("parts"));
    methods_->setObjectName(prefix + QStringLiteral("methods"));
    for (QLabel* label : {parts_, methods_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    setStyleRole(methods_, "muted");
    QFont small = methods_->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    methods_->setFont(small);
    setResults({});
}

ResultFigures::Figure ResultFigures::add(QHBoxLayout* line, const QString& objectName) {
    Figure figure{new QLabel, new QLabel, new QLabel};
    setStyleRole(figure.caption, "muted");
    setStyleRole(figure.detail, "muted");
    QFont large = figure.value->font();
    large.setPointSizeF(large.pointSizeF() * 1.45);
    large.setBold(true);
    figure.value->setFont(large);
    figure.value->setObjectName(objectName);
    figure.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont small = figure.detail->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    figure.detail->setFont(small);
    figure.detail->setWordWrap(true);
    figure.detail->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(1);
    column->addWidget(figure.caption);
    column->addWidget(figure.value);
    column->addWidget(figure.detail, 1);
    line->addLayout(column, 1);
    return figure;
}

void ResultFigures::set(const Figure& figure, const QString& caption, const QString& value, const QString& detail) {
    figure.caption->setText(caption);
    figure.value->setText(value);
    figure.value->setAccessibleName(QStringLiteral("%1: %2, %3").arg(caption, value, detail));
    figure.detail->setText(detail);
}

QString ResultFigures::methods(const session::ChallengeResults& results) {
    const bool several = results.participants > 1;
    const QString accuracies =
        several ? tr("Accuracies: the mean of %1 participants' accuracies, Student t interval over participants.")
                      .arg(results.participants)
                : tr("Accuracies: %1.").arg(QLatin1String(wilsonMethod));
    return accuracies + u' ' +
           tr("Difference: %1; %2%3. All intervals are of 95 %; practice does not count.")
               .arg(QLatin1String(pairedMethod), QLatin1String(mcNemarMethod),
                    several ? tr(", over all trials together") : QString());
}

void ResultFigures::setResults(const session::ChallengeResults& results) {
    const PairedAnswers& answers = results.all.answers;
    const bool several = results.participants > 1;
    const QString personCaption = several ? tr("People") : tr("Person");
    if (answers.total() == 0) {
        set(person_, personCaption, none, {});
        set(model_, tr("Model"), none, {});
        set(difference_, tr("Difference"), none, {});
        set(time_, tr("Response time"), none, {});
    } else {
        const auto detail = [&](const Accuracy& accuracy, const Interval& mean) {
            return several ? intervalText(mean)
                           : tr("%1 of %2 · %3")
                                 .arg(accuracy.right)
                                 .arg(accuracy.total)
                                 .arg(intervalText(accuracy.confidence95()));
        };
        const Accuracy person = answers.first(), model = answers.second();
        set(person_, personCaption, percentWords(several ? results.meanPersonPercent : person.percent()),
            detail(person, results.meanPerson95));
        set(model_, tr("Model"), percentWords(several ? results.meanModelPercent : model.percent()),
            detail(model, results.meanModel95));
        const double difference = answers.differencePercent();
        set(difference_, tr("Difference, points"),
            (difference > 0 ? QStringLiteral("+%1") : QStringLiteral("%1")).arg(difference, 0, 'f', 1),
            tr("%1 · %2").arg(intervalText(answers.difference95()), probabilityText(answers.mcNemarP())));
        const session::ResponseTimes& times = results.times;
        set(time_, tr("Response time, median"), times.count ? secondsText(times.median) : none,
            times.count ? tr("quartiles %1 – %2 s")
                              .arg(times.lowerQuartile / 1000, 0, 'f', 2)
                              .arg(times.upperQuartile / 1000, 0, 'f', 2)
                        : QString());
    }
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
    methods_->setVisible(answers.total() > 0);
}

}  // namespace oneshot::ui
