#include "ui/pages/challenge/item_words.h"

#include <QObject>
#include <algorithm>
#include <utility>
#include <vector>

#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

using session::counted;

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

QString ceilingText(const Ceiling& ceiling) {
    switch (ceiling.lack) {
        case Lack::People:
            return tr("no ceiling from fewer than %1 people with the same tasks").arg(minPeople);
        case Lack::Tasks:
            return tr("no ceiling from fewer than %1 tasks that both halves of the people did").arg(minTasks);
        case Lack::Variation:
            return tr("no ceiling, for people differ too little");
        case Lack::None:
            break;
    }
    return tr("ceiling %1, %2")
        .arg(*ceiling.ceiling, 0, 'f', 2)
        .arg(counted(ceiling.persons, tr("1 person"), tr("%1 people")));
}

}  // namespace

QString coefficientText(const RankCorrelation& correlation) {
    if (correlation.lack == Lack::Tasks) return tr("no correlation from fewer than %1 tasks").arg(minTasks);
    if (!correlation.value) return tr("no correlation, for all tasks came out alike");
    return tr("ρ = %1").arg(signedText(*correlation.value));
}

QString precisionText(const RankCorrelation& correlation, const Ceiling& ceiling) {
    if (correlation.lack == Lack::Tasks || !correlation.value) return ceilingText(ceiling);
    const QString tasks = counted(correlation.tasks, tr("1 task"), tr("%1 tasks"));
    if (!correlation.interval95)
        return tr("%1, too few that differ for an interval; %2").arg(tasks, ceilingText(ceiling));
    return tr("95 % interval %1 to %2, %3; %4")
        .arg(signedText(correlation.interval95->low), signedText(correlation.interval95->high), tasks,
             ceilingText(ceiling));
}

QString correlationText(const RankCorrelation& correlation) {
    const QString value = coefficientText(correlation);
    if (correlation.lack == Lack::Tasks || !correlation.value) return value;
    const QString tasks = counted(correlation.tasks, tr("1 task"), tr("%1 tasks"));
    if (!correlation.interval95) return tr("%1, %2, too few that differ for an interval").arg(value, tasks);
    return tr("%1 (%2 to %3), %4")
        .arg(value, signedText(correlation.interval95->low), signedText(correlation.interval95->high), tasks);
}

QString correlationText(const RankCorrelation& correlation, const Ceiling& ceiling) {
    return tr("%1; %2").arg(correlationText(correlation), ceilingText(ceiling));
}

QString itemMethods() {
    return tr(
        "A task is hard for the model where its best wrong score comes near the right one, or above it. ρ: Spearman's "
        "rank correlation over tasks; above 0, what is hard for the model is hard for people. Its interval of 95 %: "
        "2,000 bootstrap resamples of tasks. Response times: logarithms, each person's mean taken away. Ceiling: the "
        "most that can be expected, by how far random halves of the people agree (Spearman-Brown, then its square "
        "root).");
}

report::CurveChart difficultyChart(const PredictionAnalysis& analysis, const std::string& model) {
    std::vector<std::pair<double, double>> points;
    for (const TaskDifficulty& task : analysis.tasks)
        if (const auto found = task.models.find(model); found != task.models.end())
            points.emplace_back(found->second, task.people.percent());
    std::ranges::sort(points);
    report::CurveChart chart;
    chart.title = tr("People's errors, task by task");
    chart.xLabel = tr("difficulty for the model: best wrong score minus the right one");
    chart.yLabel = tr("percent");
    chart.yRange = {0, 100};
    chart.scatter = true;
    report::Series& series = chart.series.emplace_back();
    series.markers = true;
    for (const auto& [difficulty, percent] : points) series.append(difficulty, percent);
    return chart;
}

}  // namespace oneshot::ui
