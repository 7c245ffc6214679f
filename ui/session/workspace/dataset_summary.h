#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

#include "core/data/dataset_info.h"

namespace oneshot::session {

using DatasetPtr = std::shared_ptr<const Dataset>;

/// What was understood of some data, or why not.
struct DatasetSummary {
    QString spec;        ///< as chosen
    DatasetPtr dataset;  ///< all of it; null with an error
    QStringList alphabets;
    QStringList sourceAlphabets;  ///< all that there are to select from
    DatasetInfo info;
    std::vector<Image> examples;  ///< a drawing of each of a few characters, evenly over the dataset
    std::vector<Image> sheets;    ///< of each alphabet, as sampleSheet() with a side of sheetSide; none of vectors
    QString error;                ///< in full words; empty: it can be used

    static constexpr int sheetSide = 40;  ///< pixels
};

/// Blocks: it draws the sheets and compares all drawings, on all cores.
DatasetSummary summaryOf(const QString& spec, DatasetPtr);

}  // namespace oneshot::session
