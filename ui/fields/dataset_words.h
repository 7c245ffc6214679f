#pragma once

#include <QList>
#include <QString>
#include <utility>

#include "ui/session/workspace/dataset_summary.h"

namespace oneshot::ui {

/// A warning in a sentence.
QString warningSentence(const DatasetWarning&);

/// The file of strokes beside images that are read without them; empty: there is none.
QString strokesBeside(const std::vector<DatasetWarning>&);

/// What was understood of data that could be opened, as pairs of a caption and a text.
QList<std::pair<QString, QString>> datasetFacts(const session::DatasetSummary&);

}  // namespace oneshot::ui
