#include "ui/pages/challenge/frame_figures.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

#include "core/evaluation/statistics.h"
#include "ui/session/trials/trial_fields.h"

namespace oneshot::ui {

FrameFigures FrameFigures::of(session::ShownStamp stamp, const std::vector<double>& intervals) {
    FrameFigures figures{.stamp = stamp,
                         .frames = static_cast<int>(intervals.size()),
                         .medianMilliseconds = quantile(intervals, 0.5),
                         .p95Milliseconds = quantile(intervals, 0.95),
                         .p99Milliseconds = quantile(intervals, 0.99)};
    for (const double interval : intervals)
        figures.missed += std::max(0, static_cast<int>(std::lround(interval / figures.medianMilliseconds)) - 1);
    return figures;
}

QString FrameFigures::inWords() const {
    const QString intervals = tr("%1 intervals between frames: median %2 ms, 95th percentile %3 ms, 99th %4 ms.")
                                  .arg(frames)
                                  .arg(medianMilliseconds, 0, 'f', 2)
                                  .arg(p95Milliseconds, 0, 'f', 2)
                                  .arg(p99Milliseconds, 0, 'f', 2);
    if (stamp == session::ShownStamp::Painted)
        return intervals + u' ' +
               tr("There is no OpenGL: painting does not wait for the screen, so this tells no refresh rate. When the "
                  "screen shows a frame, only a light sensor can tell.");
    return intervals + u' ' +
           tr("That is %1 Hz, with %2 missed. When the screen shows a frame, only a light sensor can tell.")
               .arg(hz(), 0, 'f', 2)
               .arg(missed);
}

QString FrameFigures::toJson() const {
    QJsonObject json{{QStringLiteral("stamp"), session::nameOf(stamp)},
                     {QStringLiteral("intervals"), frames},
                     {QStringLiteral("median_ms"), medianMilliseconds},
                     {QStringLiteral("p95_ms"), p95Milliseconds},
                     {QStringLiteral("p99_ms"), p99Milliseconds}};
    if (stamp == session::ShownStamp::FrameSwapped) {
        json[QStringLiteral("measured_hz")] = hz();
        json[QStringLiteral("missed")] = missed;
    }
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

}  // namespace oneshot::ui
