#include "ui/pages/challenge/challenge_chart.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/evaluation/paired.h"
#include "ui/session/common/omniglot.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::ChallengePage", text);
}

/// Of what trials came to: the person's accuracy with Wilson intervals, and the model's on the same. Of several people
/// without intervals: a person's answers depend on each other.
class AccuracyChart {
  public:
    AccuracyChart(const session::ChallengeResults& results, const QString& title, const QString& xLabel)
        : intervals_(results.all.participants == 1) {
        chart_.title = title;
        chart_.xLabel = xLabel;
        chart_.yLabel = tr("percent");
        chart_.yRange = {0, 100};
        chart_.series.resize(2);
        chart_.series[0].name = tr("person");
        chart_.series[1].name = tr("model");
        chart_.series[1].style = 1;
    }
    void mark() {
        for (auto& series : chart_.series) series.markers = true;
    }
    void append(double x, const PairedAnswers& answers) {
        const Accuracy person = answers.first();
        const Interval interval = person.confidence95();
        if (intervals_)
            chart_.series[0].append(x, person.percent(), interval.low, interval.high);
        else
            chart_.series[0].append(x, person.percent());
        chart_.series[1].append(x, answers.second().percent());
    }
    report::CurveChart take() { return std::move(chart_); }

  private:
    report::CurveChart chart_;
    bool intervals_;
};

}  // namespace

report::CurveChart challengeChart(std::span<const session::TrialRecord> trials,
                                  const session::ChallengeResults& results) {
    std::map<qint64, int> place;             // of a session's trial among those that count
    std::map<int, PairedAnswers> answersAt;  // each place
    for (const int i : results.counted)
        answersAt[++place[trials[i].session]].add(trials[i].correct(), trials[i].modelCorrect());
    AccuracyChart chart(results, tr("Accuracy so far"), tr("trial"));
    PairedAnswers sum;
    for (const auto& [at, answers] : answersAt) {
        sum.bothRight += answers.bothRight;
        sum.onlyFirst += answers.onlyFirst;
        sum.onlySecond += answers.onlySecond;
        sum.bothWrong += answers.bothWrong;
        chart.append(at, sum);
    }
    return chart.take();
}

report::CurveChart responseTimeChart(std::span<const session::TrialRecord> trials,
                                     const session::ChallengeResults& results) {
    constexpr std::size_t fewestInBin = 4, mostBins = 5;
    std::map<QString, std::vector<const session::TrialRecord*>> people;
    for (const int i : results.counted)
        if (trials[i].answer.way >= 0) people[trials[i].participant].push_back(&trials[i]);
    std::erase_if(people, [](const auto& person) { return person.second.size() < 2 * fewestInBin; });
    std::size_t binCount = mostBins;
    for (const auto& [code, own] : people) binCount = std::min(binCount, own.size() / fewestInBin);
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
    AccuracyChart chart(results, tr("Accuracy by response time"), tr("response time, s"));
    chart.mark();
    for (const Bin& bin : bins) chart.append(bin.milliseconds / bin.answers.total() / 1000, bin.answers);
    return chart.take();
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
    return {{tr("author 97.2"), 97.2},
            {tr("author, unread 96.7"), 96.7},
            {tr("people 95.5"), 95.5},
            {tr("HBPL 95.2"), 95.2}};
}

QString sourcesOfPublishedFigures() {
    return tr(
        "People and HBPL: Lake, Salakhutdinov and Tenenbaum, Science 2015. Author: that of an article on one-shot "
        "learning, tested as a person; unread: without the alphabets that he knew.");
}

}  // namespace oneshot::ui
