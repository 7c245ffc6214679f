#include "ui/pages/runs/run_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include "ui/session/common/data_name.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::RunsPage", text);
}

QString withInterval(double percent, const Interval& interval) {
    return QStringLiteral("%1 % (%2–%3)")
        .arg(percent, 0, 'f', 1)
        .arg(interval.low, 0, 'f', 1)
        .arg(interval.high, 0, 'f', 1);
}

}  // namespace

RunStanding standingOf(const RunSummary& run) {
    if (!run.problem.empty()) return RunStanding::Damaged;
    if (run.died) return RunStanding::Died;
    switch (run.record.state) {
        case RunState::Running:
            return RunStanding::Running;
        case RunState::Completed:
            return RunStanding::Completed;
        case RunState::Stopped:
            return RunStanding::Stopped;
        case RunState::Failed:
            break;
    }
    return RunStanding::Failed;
}

QString standingText(RunStanding standing) {
    switch (standing) {
        case RunStanding::Running:
            return tr("running");
        case RunStanding::Completed:
            return tr("completed");
        case RunStanding::Stopped:
            return tr("stopped");
        case RunStanding::Failed:
            return tr("failed");
        case RunStanding::Died:
            return tr("interrupted");
        case RunStanding::Damaged:
            break;
    }
    return tr("damaged");
}

QString titleOf(const RunSummary& run) {
    return QString::fromStdString(run.title());
}

QString accuracyText(const std::optional<ValidationPoint>& point) {
    return point ? withInterval(point->accuracy.percent(), point->accuracy.confidence95()) : QString();
}

QString lakeText(const std::optional<LakeFigure>& lake) {
    return lake ? withInterval(lake->errorPercent, lake->confidence95) : QString();
}

QString protocolOf(const RunSummary& run) {
    const std::optional<ValidationProtocol>& protocol = run.record.protocol;
    if (!protocol) return {};
    QString text = tr("%1-way %2-shot %3")
                       .arg(protocol->ways)
                       .arg(protocol->shots)
                       .arg(protocol->withinAlphabet ? tr("within alphabets") : tr("across alphabets"));
    if (protocol->seenCharacters) text += tr(", of characters that it learnt from: no one-shot figure");
    return text;
}

QString dataOf(const std::string& spec) {
    const QString text = QString::fromStdString(spec);
    return text.isEmpty() ? QString() : session::dataName(text);
}

QString startedText(const RunSummary& run) {
    const QDateTime started = QDateTime::fromString(QString::fromStdString(run.record.startedUtc), Qt::ISODate);
    return started.isValid() ? QLocale().toString(started.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm"))
                             : QString();
}

QString tagsText(const std::vector<std::string>& tags) {
    QStringList texts;
    for (const std::string& tag : tags) texts += QString::fromStdString(tag);
    return texts.join(QStringLiteral(", "));
}

std::vector<std::string> tagsIn(const QString& text) {
    QStringList tags;
    for (const QString& part : text.split(u','))
        if (const QString tag = part.simplified(); !tag.isEmpty() && !tags.contains(tag)) tags += tag;
    std::vector<std::string> result;
    for (const QString& tag : tags) result.push_back(tag.toStdString());
    return result;
}

}  // namespace oneshot::ui
