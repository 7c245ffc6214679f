#include "ui/pages/tasks/ways_chart.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "ui/report/comparison_chart.h"
#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

using session::ModelLibrary;
using session::WaysCurve;
using session::WaysQuestion;

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::WaysView", text);
}

bool isNearestNeighbour(const WaysCurve& curve) {
    return curve.learner == QStringLiteral("pixels-l2");
}

report::Series seriesOf(const WaysCurve& curve, const QString& name, int style) {
    report::Series series;
    series.name = name;
    series.style = style;
    series.markers = true;
    for (const WaysPoint& point : curve.points) {
        const Interval interval = point.accuracy.confidence95();
        series.append(point.ways, point.accuracy.percent(), interval.low, interval.high);
    }
    return series;
}

QString number(int n) {
    return QLocale().toString(n);
}

/// "720 characters of 30 alphabets of glyphs"
QString charactersText(const WaysCurve& curve) {
    return tr("%1 of %2 of %3")
        .arg(session::counted(curve.characters, tr("1 character"), tr("%1 characters")),
             session::counted(curve.alphabets, tr("one alphabet"), tr("%1 alphabets")), curve.data);
}

bool endsByLabels(const WaysCurve& curve) {
    return !curve.points.empty() && curve.points.back().ways == curve.labels && curve.labels < curve.maxWays;
}

QString endText(const WaysCurve& curve, const WaysQuestion& question) {
    const QString end = number(curve.points.back().ways);
    if (endsByLabels(curve)) return tr("N ends at %1, since its memory has no more labels.").arg(end);
    if (curve.points.back().ways < curve.maxWays) return tr("N ends at %1, as in the article.").arg(end);
    return (question.withinAlphabet ? tr("N ends at %1: no alphabet has more characters with %2 drawings. Smaller "
                                         "alphabets take part as far as they go.")
                                    : tr("N ends at %1: there are no more characters with %2 drawings."))
        .arg(end, number(question.shots + 1));
}

}  // namespace

report::CurveChart waysChart(const std::vector<WaysCurve>& curves) {
    report::CurveChart chart = report::waysAxes();
    chart.xEnd = curves.empty() ? 60 : 0;
    constexpr int nearestStyle = 2, chanceStyle = 3;
    int mostWays = 0, nextStyle = 0;
    const WaysCurve* nearest = nullptr;
    for (const WaysCurve& curve : curves) {
        if (curve.points.empty()) continue;
        mostWays = std::max(mostWays, curve.points.back().ways);
        if (isNearestNeighbour(curve)) {
            nearest = &curve;
            continue;
        }
        if (nextStyle == nearestStyle) nextStyle = chanceStyle + 1;
        const QString name =
            (curve.training ? tr("%1, training") : tr("%1, evaluation")).arg(ModelLibrary::titleOf(curve.learner));
        chart.series.push_back(seriesOf(curve, name, nextStyle++));
    }
    if (nearest) chart.series.push_back(seriesOf(*nearest, tr("nearest neighbour, pixels L2"), nearestStyle));
    if (mostWays > 0) chart.series.push_back(report::chanceSeries(mostWays, chanceStyle));
    return chart;
}

QString waysProtocol(const WaysQuestion& question) {
    QString protocol =
        tr("%1-shot, %2, %3 per point, 95 % Wilson intervals")
            .arg(number(question.shots), question.withinAlphabet ? tr("within alphabets") : tr("across alphabets"),
                 session::counted(question.tasks, tr("1 task"), tr("%1 tasks")));
    const session::Thinking& thinking = question.thinking;
    if (thinking.views > 0) protocol += tr(", mean of %1 views").arg(number(thinking.views + 1));
    if (thinking.rerank > 0)
        protocol += session::counted(thinking.rerank, tr(", best way re-ranked"), tr(", best %1 ways re-ranked"));
    return protocol;
}

QStringList waysSentences(const std::vector<WaysCurve>& curves, const WaysQuestion& question) {
    QStringList sentences;
    for (const WaysCurve& curve : curves) {
        const QString learner = ModelLibrary::titleOf(curve.learner);
        if (curve.training) {
            sentences += curve.problem.isEmpty() ? tr("Training characters of %1: %2. %3")
                                                       .arg(learner, charactersText(curve), endText(curve, question))
                                                 : tr("No training characters of %1. %2").arg(learner, curve.problem);
        } else if (isNearestNeighbour(curve)) {  // tells of all evaluation curves
            sentences += curve.problem.isEmpty() ? tr("Evaluation characters, learnt from by none of these: %1. %2")
                                                       .arg(charactersText(curve), endText(curve, question))
                                                 : tr("No evaluation characters. %1").arg(curve.problem);
        } else if (endsByLabels(curve)) {
            sentences += tr("%1, evaluation characters: %2").arg(learner, endText(curve, question));
        } else if (!curve.problem.isEmpty() && curve.problem != curves.front().problem) {
            sentences += tr("Nothing of %1. %2").arg(learner, curve.problem);
        }
    }
    return sentences;
}

}  // namespace oneshot::ui
