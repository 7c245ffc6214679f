#include "ui/pages/tasks/confusion_words.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "core/base/text.h"
#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

using session::ConfusionResult;

constexpr std::size_t maxPairs = 3;

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::ConfusionView", text);
}

/// Two characters of which the first was taken for the second.
struct Pair {
    int asked = 0, answered = 0;
};

QString nameOf(const ConfusionResult& result, int character) {
    return QString::fromStdString(result.dataset->alphabets[0].characters[character].name);
}

/// The pairs that are confused most often, the highest rates first.
std::vector<Pair> worstPairs(const Confusions& confusions) {
    std::vector<Pair> pairs;
    for (int asked = 0; asked < confusions.count(); ++asked)
        for (int answered = 0; answered < confusions.count(); ++answered)
            if (asked != answered && !confusions.tasksOf(asked, answered).empty()) pairs.push_back({asked, answered});
    std::ranges::stable_sort(pairs, std::greater(),
                             [&](const Pair& pair) { return confusions.rate(pair.asked, pair.answered); });
    if (pairs.size() > maxPairs) pairs.resize(maxPairs);
    return pairs;
}

QString pairText(const ConfusionResult& result, const Pair& pair) {
    const Confusions& confusions = result.confusions;
    return tr("%1 for %2 (%3 of %4)")
        .arg(nameOf(result, pair.asked), nameOf(result, pair.answered))
        .arg(confusions.tasksOf(pair.asked, pair.answered).size())
        .arg(confusions.together(pair.asked, pair.answered));
}

}  // namespace

QString confusionTitle(const ConfusionResult& result) {
    return tr("%1 by %2")
        .arg(QString::fromStdString(result.dataset->alphabets[0].name),
             session::ModelLibrary::titleOf(result.question.learner));
}

QString confusionSummary(const ConfusionResult& result) {
    const Accuracy accuracy = result.confusions.accuracy();
    const Interval interval = accuracy.confidence95();
    const QLocale locale;
    return tr("%1 · %2-way %3-shot · %4 right (%5 – %6) · chance %7")
        .arg(session::counted(accuracy.total, tr("1 task"), tr("%1 tasks")))
        .arg(result.ways)
        .arg(result.question.shots)
        .arg(percentText(accuracy.percent()), locale.toString(interval.low, 'f', 1),
             locale.toString(interval.high, 'f', 1), percentText(100.0 / result.ways));
}

QStringList confusionSentences(const ConfusionResult& result) {
    QStringList sentences;
    const Confusions& confusions = result.confusions;
    QStringList pairs;
    for (const Pair& pair : worstPairs(confusions)) pairs += pairText(result, pair);
    if (!pairs.isEmpty())
        sentences += tr("Most often taken: %1.").arg(pairs.join(QStringLiteral(", ")));
    else if (confusions.undecided().empty())
        sentences += tr("No errors: every character was told from every other one that stood beside it.");
    if (const auto ties = std::ssize(confusions.undecided()); ties > 0)
        sentences += session::counted(ties, tr("1 task had no single best answer; it stands in no cell."),
                                      tr("%1 tasks had no single best answer; they stand in no cell."));
    if (result.ways < result.question.ways)
        sentences += tr("The alphabet allows no more than %1 ways.").arg(result.ways);
    if (result.leftOut > 0)
        sentences += session::counted(result.leftOut,
                                      tr("1 character is left out: too few drawings, or more than a matrix shows."),
                                      tr("%1 characters are left out: too few drawings, or more than a matrix shows."));
    if (const auto learnt = std::ssize(result.learnt); learnt > 0)
        sentences += tr("%1 learnt from %2 of the %3 characters: NO ONE-SHOT FIGURE.")
                         .arg(session::ModelLibrary::titleOf(result.question.learner))
                         .arg(learnt)
                         .arg(confusions.count());
    return sentences;
}

std::string confusionCsv(const ConfusionResult& result) {
    const Confusions& confusions = result.confusions;
    const Alphabet& alphabet = result.dataset->alphabets[0];
    std::string csv = "alphabet,asked,answered,tasks,together,percent\n";
    for (const int asked : result.order)
        for (const int answered : result.order)
            if (const int together = confusions.together(asked, answered); together > 0)
                csv += fmt::format(
                    "{},{},{},{},{},{:.6g}\n", csvField(alphabet.name), csvField(alphabet.characters[asked].name),
                    csvField(alphabet.characters[answered].name), confusions.tasksOf(asked, answered).size(), together,
                    100 * confusions.rate(asked, answered));
    return csv;
}

}  // namespace oneshot::ui
