#include "ui/pages/runs/run_words.h"

#include <QDateTime>
#include <QLocale>
#include <QObject>
#include <QStringList>
#include <algorithm>

#include "core/training/presets.h"
#include "core/training/settings.h"
#include "ui/session/common/words.h"
#include "ui/session/workspace/data_choice.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

/// The name of the data of a SPEC in the middle of a sentence.
QString inSentence(const std::string& spec) {
    const QString text = QString::fromStdString(spec);
    return session::DataChoice::isGlyphs(text) ? tr("built-in glyphs") : session::dataName(text);
}

}  // namespace

std::vector<std::filesystem::path> foldersOf(const ChosenRuns& runs) {
    std::vector<std::filesystem::path> folders;
    for (const RunSummary* run : runs) folders.push_back(run->directory);
    return folders;
}

RunStanding standingOf(const RunSummary& run) {
    if (!run.problem.empty()) return RunStanding::Damaged;
    if (run.died) return RunStanding::Died;
    const RunState state = run.record.state;
    return state == RunState::Running     ? RunStanding::Running
           : state == RunState::Completed ? RunStanding::Completed
           : state == RunState::Stopped   ? RunStanding::Stopped
                                          : RunStanding::Failed;
}

QString standingText(RunStanding standing) {
    static const char* const words[] = {QT_TR_NOOP("running"), QT_TR_NOOP("completed"),   QT_TR_NOOP("stopped"),
                                        QT_TR_NOOP("failed"),  QT_TR_NOOP("interrupted"), QT_TR_NOOP("damaged")};
    return tr(words[static_cast<int>(standing)]);
}

QString titleOf(const RunSummary& run) {
    return QString::fromStdString(run.title());
}

QString percentText(double percent, const Interval& interval) {
    return QStringLiteral("%1 % (%2–%3)")
        .arg(percent, 0, 'f', 1)
        .arg(interval.low, 0, 'f', 1)
        .arg(interval.high, 0, 'f', 1);
}

QString accuracyText(const Accuracy& accuracy) {
    return percentText(accuracy.percent(), accuracy.confidence95());
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

QString summaryOf(const RunRequest& request) {
    const TrainingConfig& config = request.config;
    const auto known = presets();
    const auto preset = std::ranges::find(known, config.preset, &Preset::name);
    int changes = 0;
    for (const Setting& setting : settings())
        if (preset != known.end() && settingText(config, setting) != settingText(preset->config, setting)) ++changes;
    QString text = QString::fromStdString(config.preset);
    if (changes > 0) text += session::counted(changes, tr(", 1 setting changed"), tr(", %1 settings changed"));
    text += tr(", on %1").arg(inSentence(request.background));
    if (!request.validation.empty()) text += tr(", validated on %1").arg(inSentence(request.validation));
    return text;
}

QString settingTitle(const std::string& key) {
    const std::size_t dot = key.find('.');
    const Setting& setting = settingNamed(key.substr(0, dot));
    const QString label = QString::fromUtf8(setting.label.data(), static_cast<qsizetype>(setting.label.size()));
    return dot == std::string::npos ? label
                                    : label + QStringLiteral(" · ") + QString::fromStdString(key.substr(dot + 1));
}

QString momentText(const std::string& utc) {
    const QDateTime moment = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate);
    return moment.isValid() ? QLocale().toString(moment.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm")) : QString();
}

QString startedText(const RunSummary& run) {
    return momentText(run.record.startedUtc);
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
