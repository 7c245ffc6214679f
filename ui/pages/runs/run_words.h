#pragma once

#include <QString>

#include "core/runs/run.h"
#include "core/runs/run_summary.h"

namespace oneshot::ui {

/// The runs that a person has chosen, in the table's order. The pointers hold until the table is filled anew.
using ChosenRuns = std::vector<const RunSummary*>;
std::vector<std::filesystem::path> foldersOf(const ChosenRuns&);

/// The state of a run in a person's terms. Died: it should be running, but no process trains it.
enum class RunStanding { Running, Completed, Stopped, Failed, Died, Damaged };
RunStanding standingOf(const RunSummary&);
QString standingText(RunStanding);

QString titleOf(const RunSummary&);
QString percentText(double percent, const Interval&);  ///< "93.5 % (90.7–95.6)"
QString accuracyText(const Accuracy&);                 ///< the same, with the 95 % interval
QString protocolOf(const RunSummary&);                 ///< "20-way 1-shot within alphabets": what accuracies refer to
/// "compact, 2 settings changed, on built-in glyphs": what a request trains, in the middle of a sentence.
QString summaryOf(const RunRequest&);
QString dataOf(const std::string& spec);       ///< in few words; empty without a SPEC
QString settingTitle(const std::string& key);  ///< "Learning rate", "Maps · 2": what a search varies
QString momentText(const std::string& utc);    ///< local time
QString startedText(const RunSummary&);
QString tagsText(const std::vector<std::string>&);     ///< "one, two"
std::vector<std::string> tagsIn(const QString& text);  ///< reverses tagsText(): trimmed, each once

}  // namespace oneshot::ui
