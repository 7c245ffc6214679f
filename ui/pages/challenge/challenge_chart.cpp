#include "ui/pages/challenge/challenge_chart.h"

#include <QObject>
#include <algorithm>
#include <map>

#include "core/evaluation/statistics.h"
#include "ui/session/common/omniglot.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

/// Begins a chart of the person's accuracy and of the model's on the same trials.
report::CurveChart accuracyChart(const QString& title, const QString& xLabel, bool markers = false) {
    report::CurveChart chart;
    chart.title = title;
    chart.xLabel = xLabel;
    chart.yLabel = tr("percent");
    chart.yRange = {0, 100};
    chart.series.resize(2);
    chart.series[0].name = tr("person");
    chart.series[1].name = tr("model");
    chart.series[1].style = 1;
    for (auto& series : chart.series) series.markers = markers;
    return chart;
}

/// Adds a point with the person's Wilson interval; without it for several people, whose own answers depend on each
/// other.
void append(report::CurveChart& chart, double x, const PairedAnswers& answers, int participants) {
    const Accuracy person = answers.first();
    const Interval interval = person.confidence95();
    if (participants == 1)
        chart.series[0].append(x, person.percent(), interval.low, interval.high);
    else
        chart.series[0].append(x, person.percent());
    chart.series[1].append(x, answers.second().percent());
}

}  // namespace

report::CurveChart challengeChart(std::span<const session::TrialRecord> trials,
                                  const session::ChallengeResults& results) {
    std::map<qint64, int> place;             // by session: how many of its trials have counted so far
    std::map<int, PairedAnswers> answersAt;  // by place
    for (const int i : results.counted)
        answersAt[++place[trials[i].session]].add(trials[i].correct(), trials[i].modelCorrect());
    report::CurveChart chart = accuracyChart(tr("Accuracy so far"), tr("trial"));
    PairedAnswers sum;
    for (const auto& [at, answers] : answersAt) {
        sum.bothRight += answers.bothRight;
        sum.onlyFirst += answers.onlyFirst;
        sum.onlySecond += answers.onlySecond;
        sum.bothWrong += answers.bothWrong;
        append(chart, at, sum, results.all.participants);
    }
    return chart;
}

report::CurveChart responseTimeChart(std::span<const session::TrialRecord> trials,
                                     const session::ChallengeResults& results) {
    constexpr std::size_t minInBin = 4, maxBins = 5;
    std::map<QString, std::vector<const session::TrialRecord*>> people;
    for (const int i : results.counted)
        if (trials[i].answer.way >= 0) people[trials[i].participant].push_back(&trials[i]);
    std::erase_if(people, [](const auto& person) { return person.second.size() < 2 * minInBin; });
    std::size_t binCount = maxBins;
    for (const auto& [code, own] : people) binCount = std::min(binCount, own.size() / minInBin);
    struct Bin {
        PairedAnswers answers;
        double milliseconds = 0;
    };
    std::vector<Bin> bins(people.empty() ? 0 : binCount);
    for (auto& [code, own] : people) {
        std::ranges::stable_sort(own, {}, [](const auto* trial) { return trial->answer.milliseconds; });
        for (std::size_t i = 0; i < own.size(); ++i) {
            Bin& bin = bins[i * binCount / own.size()];
            bin.answers.add(own[i]->correct(), own[i]->modelCorrect());
            bin.milliseconds += own[i]->answer.milliseconds;
        }
    }
    report::CurveChart chart = accuracyChart(tr("Accuracy by response time"), tr("response time, s"), true);
    for (const Bin& bin : bins)
        append(chart, bin.milliseconds / bin.answers.total() / 1000, bin.answers, results.all.participants);
    return chart;
}

std::vector<report::ReferenceLine> publishedFigures(std::span<const session::TrialRecord> trials) {
    Dataset names;
    bool counts = !trials.empty();
    for (const auto& trial : trials) {
        counts = counts && trial.ways == 20 && trial.shots == 1 && trial.withinAlphabet;
        if (!trial.source.startsWith(QStringLiteral("lake:")))
            names.alphabets.push_back({trial.alphabet.toStdString(), {}});
    }
    if (!counts || (!names.empty() && !session::isOmniglot(names))) return {};
    return {{tr("author 97.2"), 97.2}, {tr("unread 96.7"), 96.7}, {tr("people 95.5"), 95.5}, {tr("HBPL 95.2"), 95.2}};
}

QString sourcesOfPublishedFigures() {
    return tr(
        "People and HBPL: Lake, Salakhutdinov and Tenenbaum, Science 2015. Author: that of an article on one-shot "
        "learning, tested as a person; unread: the same without the alphabets that he knew.");
}

std::vector<report::ReferenceLine> referencesOf(const std::vector<ReferenceFigure>& figures) {
    constexpr int maxLetters = 22;  // beside the chart, which they make narrower
    std::vector<report::ReferenceLine> lines;
    for (const ReferenceFigure& figure : figures) {
        QString label = QString::fromStdString(figure.label).simplified();
        if (label.size() > maxLetters) label = label.left(maxLetters - 1).trimmed() + u'…';
        lines.push_back({QStringLiteral("%1 %2").arg(label).arg(figure.percent, 0, 'f', 1), figure.percent});
    }
    return lines;
}

QString sourcesOf(const std::vector<ReferenceFigure>& figures) {
    QStringList lines;
    for (const ReferenceFigure& figure : figures)
        lines += tr("%1, %2 %: %3")
                     .arg(QString::fromStdString(figure.label).simplified(), QString::number(figure.percent, 'f', 1),
                          QString::fromStdString(figure.note).simplified());
    return lines.join(u'\n');
}

}  // namespace oneshot::ui
