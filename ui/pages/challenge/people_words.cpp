#include "ui/pages/challenge/people_words.h"

#include <QObject>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

QString peopleText(int persons) {
    return session::counted(persons, tr("1 person"), tr("%1 people"));
}

report::CurveChart percentChart(const QString& title, const QString& xLabel) {
    report::CurveChart chart;
    chart.title = title;
    chart.xLabel = xLabel;
    chart.yLabel = tr("percent");
    chart.yRange = {0, 100};
    chart.series.resize(1);
    chart.series[0].markers = true;
    return chart;
}

void append(report::CurveChart& chart, double x, const Estimate& accuracy) {
    chart.series[0].append(x, accuracy.percent, accuracy.interval95.low, accuracy.interval95.high);
}

}  // namespace

QString learningText(const LearningTrend& trend) {
    if (!trend.slope) return tr("no line through fewer than two trials");
    const QString slope = tr("%1 points a trial").arg(signedText(*trend.slope));
    if (!trend.interval95) return tr("%1, no interval from one person").arg(slope);
    return tr("%1 (%2 to %3), %4")
        .arg(slope, signedText(trend.interval95->low), signedText(trend.interval95->high),
             peopleText(static_cast<int>(trend.persons.size())));
}

QString speedText(const SpeedByOutcome& speed) {
    if (!speed.right && !speed.wrong) return tr("no answer with a time");
    if (!speed.wrong) return tr("right answers %1, none wrong").arg(secondsText(*speed.right));
    if (!speed.right) return tr("wrong answers %1, none right").arg(secondsText(*speed.wrong));
    const QString both =
        tr("right answers %1, wrong ones %2").arg(secondsText(*speed.right), secondsText(*speed.wrong));
    if (!speed.interval95) return tr("%1; no interval from fewer than two people with both").arg(both);
    return tr("%1; %2 s (%3 to %4), %5")
        .arg(both, signedText(*speed.difference / 1000), signedText(speed.interval95->low / 1000),
             signedText(speed.interval95->high / 1000), peopleText(speed.persons));
}

QString peopleMethods() {
    return tr(
        "Points: means over people, with Student t intervals over them; of one person, Wilson's. Learning: a straight "
        "line through each person's right and wrong answers, the mean slope with a Student t interval over people "
        "(Lorch & Myers 1990). Speed: each person's medians, wrong minus right. By response time: each person's own "
        "bins of equal size, averaged over people with 8 answers or more (Vincent 1912, Ratcliff 1979).");
}

report::CurveChart blockChart(const std::vector<TrialBlock>& blocks) {
    report::CurveChart chart = percentChart(tr("Accuracy by block of trials"), tr("trial"));
    for (const TrialBlock& block : blocks) append(chart, (block.first + block.last) / 2.0, block.accuracy);
    return chart;
}

report::CurveChart conditionalChart(const ConditionalAccuracy& result) {
    report::CurveChart chart = percentChart(tr("Accuracy of fast and slow answers"), tr("response time, s"));
    for (const ConditionalAccuracy::Bin& bin : result.bins) append(chart, bin.milliseconds / 1000, bin.accuracy);
    return chart;
}

}  // namespace oneshot::ui
