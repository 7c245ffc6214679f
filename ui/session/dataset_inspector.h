#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <atomic>
#include <memory>
#include <vector>

#include "core/data/dataset_info.h"

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
    DatasetInfo info;
    std::vector<Image> examples;  ///< a drawing of each of a few characters, evenly over the dataset
    std::vector<Image> sheets;    ///< of each alphabet, as sampleSheet() with a side of sheetSide; none of vectors
    QString error;                ///< in full words; empty: it can be used

    static constexpr int sheetSide = 40;  ///< pixels
};

/// Opens data off the GUI thread to say what they are.
class DatasetInspector : public QObject {
    Q_OBJECT
  public:
    explicit DatasetInspector(QObject* parent = nullptr);
    ~DatasetInspector() override;  ///< cancels and waits, which takes no longer than reading one drawing

    /// Does not block. A call before the last one answered cancels that: only the newest question gets an answer.
    void inspect(const QString& spec);
    void cancel();  ///< does not block; the question gets no answer

  Q_SIGNALS:
    /// The answer, on the thread of this object, always after inspect() has returned.
    void inspected(const oneshot::session::DatasetSummary& summary);
    /// On the thread of this object, as the reading goes on; percent 0..100.
    void reading(int percent);

  private:
    std::shared_ptr<std::atomic<int>> newestJob_ = std::make_shared<std::atomic<int>>(0);
    QThreadPool pool_;
};

}  // namespace oneshot::session
