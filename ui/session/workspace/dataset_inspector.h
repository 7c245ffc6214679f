#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

#include "core/data/dataset_info.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// What was understood of some data, or why not.
struct DatasetSummary {
    QString spec;  ///< as asked
    QString name, licence, fingerprint;
    QStringList alphabets;
    QStringList sourceAlphabets;  ///< all that there are to select from
    int characters = 0, drawings = 0;
    DataFormat format = DataFormat::Omniglot;
    bool lightInk = false;
    std::shared_ptr<const Dataset> dataset;  ///< all of it; null with an error
    DatasetInfo info;
    std::vector<Image> examples;  ///< a drawing of each of a few characters, evenly over the dataset
    std::vector<Image> sheets;    ///< of each alphabet, as sampleSheet() with a side of sheetSide; none of vectors
    QString error;                ///< in full words; empty: it can be used

    static constexpr int sheetSide = 40;  ///< pixels
};

/// Opens data off the GUI thread and says what they are.
class DatasetInspector : public QObject {
    Q_OBJECT
  public:
    /// Its end cancels and waits, which takes no longer than reading one drawing.
    explicit DatasetInspector(QObject* parent = nullptr);

    /// Does not block. A call before the last one answered cancels that: only the newest question gets an answer.
    void inspect(const QString& spec);
    void cancel() { worker_.cancel(); }  ///< does not block; the question gets no answer

  Q_SIGNALS:
    /// The answer, on the thread of this object, always after inspect() has returned.
    void inspected(const oneshot::session::DatasetSummary& summary);
    /// On the thread of this object, as the reading goes on; percent 0..100.
    void reading(int percent);

  private:
    QString spec_;  ///< of the newest question
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
