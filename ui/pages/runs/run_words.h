#pragma once

#include <QString>

#include "core/runs/run_summary.h"

namespace oneshot::ui {

/// How a run stands, as a person asks for it. Died: it should be running, but no process trains it.
enum class RunStanding { Running, Completed, Stopped, Failed, Died, Damaged };
RunStanding standingOf(const RunSummary&);
QString standingText(RunStanding);

QString titleOf(const RunSummary&);
QString accuracyText(const std::optional<ValidationPoint>&);  ///< "93.5 % (90.7–95.6)"; empty without one
QString lakeText(const std::optional<LakeFigure>&);           ///< "3.2 % (2.1–4.4)"
QString protocolOf(const RunSummary&);                 ///< "20-way 1-shot within alphabets", what accuracies are of
QString dataOf(const std::string& spec);               ///< a SPEC in few words
QString startedText(const RunSummary&);                ///< local time
QString tagsText(const std::vector<std::string>&);     ///< "one, two"
std::vector<std::string> tagsIn(const QString& text);  ///< back: trimmed, each once

}  // namespace oneshot::ui
