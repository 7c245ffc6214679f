#include "ui/pages/challenge/challenge_chart.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/evaluation/paired.h"
#include "ui/session/omniglot.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::ChallengePage", text);
}

}  // namespace

report::CurveChart challengeChart(std::span<const session::TrialRecord> trials) {
    report::CurveChart chart;
    chart.title = tr("Accuracy so far");
    chart.xLabel = tr("trial");
    chart.yLabel = tr("percent");
    chart.yRange = {0, 100};
    chart.series.resize(2);
    chart.series[0].name = tr("person");
    chart.series[1].name = tr("model");
    chart.series[1].style = 1;
    std::map<qint64, int> place;             // of a session's trial among those that count
    std::map<int, PairedAnswers> answersAt;  // each place
    for (const auto& trial : trials)
        if (!trial.practice) answersAt[++place[trial.session]].add(trial.correct(), trial.modelCorrect());
    PairedAnswers sum;
    for (const auto& [at, answers] : answersAt) {
        sum.bothRight += answers.bothRight;
        sum.onlyFirst += answers.onlyFirst;
        sum.onlySecond += answers.onlySecond;
        sum.bothWrong += answers.bothWrong;
        const Interval interval = sum.first().confidence95();
        chart.series[0].append(at, sum.first().percent(), interval.low, interval.high);
        chart.series[1].append(at, sum.second().percent());
    }
    return chart;
}

report::CurveChart responseTimeChart(std::span<const session::TrialRecord> trials) {
    constexpr std::size_t fewestInBin = 4, mostBins = 5;
    report::CurveChart chart;
    chart.title = tr("Accuracy by response time");
    chart.xLabel = tr("response time, s");
    chart.yLabel = tr("percent");
    chart.yRange = {0, 100};
    chart.series.resize(2);
    chart.series[0].name = tr("person");
    chart.series[1].name = tr("model");
    chart.series[1].style = 1;
    for (auto& series : chart.series) series.markers = true;
    std::map<QString, std::vector<const session::TrialRecord*>> people;
    for (const auto& trial : trials)
        if (!trial.practice && trial.answer.way >= 0) people[trial.participant].push_back(&trial);
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
    for (const Bin& bin : bins) {
        const double seconds = bin.milliseconds / bin.answers.total() / 1000;
        const Accuracy person = bin.answers.first();
        const Interval interval = person.confidence95();
        chart.series[0].append(seconds, person.percent(), interval.low, interval.high);
        chart.series[1].append(seconds, bin.answers.second().percent());
    }
    return chart;
}

std::vector<report::ReferenceLine> publishedFigures(std::span<const session::TrialRecord> trials, bool withinAlphabet) {
    Dataset names;
    bool counts = !trials.empty();
    for (const auto& trial : trials) {
        const bool lake = trial.source.startsWith(QStringLiteral("lake:"));
        counts = counts && trial.ways == 20 && trial.shots == 1 && (lake || withinAlphabet);
        if (!lake) names.alphabets.push_back({trial.alphabet.toStdString(), {}});
    }
    if (!counts || (!names.empty() && !session::isOmniglot(names))) return {};
    return {{tr("author 97.2"), 97.2},
            {tr("author, unread 96.7"), 96.7},
            {tr("people 95.5"), 95.5},
            {tr("HBPL 95.2"), 95.2}};
}

}  // namespace oneshot::ui
