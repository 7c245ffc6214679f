#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <vector>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

/// A column of exported trials: what CSV, JSON and the dictionary are made of.
struct TrialColumn {
    /// How a value stands in JSON; in CSV it is always the text.
    enum class Type { Integer, Number, Boolean, Text, TextList, NumberList, Time };

    const char *name, *unit, *meaning;
    Type type;
    /// Lists are joined by "|"; a "|" or "\" within an item has a "\" before it.
    std::function<QString(const TrialRecord&)> text;
    /// False where the text is no value of its type.
    std::function<bool(const QString&, TrialRecord&)> read;
    /// Of a column that came later: its value in a file that lacks it, from the others. Empty: every file has it.
    std::function<void(TrialRecord&)> supply = {};
};

/// In the order of the file.
const std::vector<TrialColumn>& trialColumns();

const char* typeName(TrialColumn::Type);

/// The items of a list's text; empty where a "\" ends it.
QStringList listItems(const QString& text);

}  // namespace oneshot::session
