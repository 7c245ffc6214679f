#pragma once

#include <QObject>

#include "ui/session/common/worker.h"
#include "ui/session/workspace/dataset_summary.h"

namespace oneshot::session {

/// Data that a person chose by a SPEC, opened off the GUI thread. What was open stays in use until the newest choice
/// is open, or if that cannot be opened. Lives on the GUI thread; only the destructor blocks, no longer than
/// reading one drawing takes.
class DataChoice : public QObject {
    Q_OBJECT
  public:
    /// glyphs: the SPEC of the built-in glyphs that are offered here.
    explicit DataChoice(QString glyphs);

    void choose(const QString& spec) { open(spec, 0); }  ///< empty: no data
    void chooseGlyphs() { choose(glyphs_); }
    void choosePath(const QString& path) { choosePaths({path}); }
    /// Chooses the first of these that stands for itself, with the strokes or labels that belong to it.
    void choosePaths(const QStringList& paths);
    void use(const DatasetPtr&);  ///< chooses data that are open already; null: no data
    void cancel();                ///< opens nothing more and goes back to the data in use
    /// Warns of characters that the data in use of another choice, which must outlive this one, also hold.
    void compareWith(const DataChoice& other);

    const QString& spec() const { return spec_; }      ///< as chosen
    const QString& glyphs() const { return glyphs_; }  ///< SPEC of the built-in glyphs
    QString name() const;                              ///< what a person calls the chosen data
    bool isGlyphs() const { return isGlyphs(spec_); }
    static bool isGlyphs(const QString& spec);
    bool isOpening() const { return worker_.busy(); }
    int percent() const { return percent_; }         ///< of the opening, 0..100
    const QString& error() const { return error_; }  ///< why the choice cannot be opened, in full words; may be empty
    int leftOut() const { return leftOut_; }         ///< how many of the paths do not belong to what was chosen
    std::vector<DatasetWarning> warnings() const;    ///< about the chosen data, once they are open
    const DatasetSummary& inUse() const { return inUse_; }
    const DatasetPtr& dataset() const { return inUse_.dataset; }  ///< in use; null: none that can be used (yet)

    const QStringList& recent() const { return recent_; }  ///< SPECs to choose again, the newest first
    void setRecent(const QStringList&);

  Q_SIGNALS:
    void chosen();          ///< spec() is another; changed() follows
    void changed();         ///< another choice, error or warning, or other data in use
    void progressed();      ///< percent() is another
    void datasetChanged();  ///< dataset() is another; changed() follows
    void recentChanged();

  private:
    void open(const QString& spec, int leftOut);
    void setInUse(const DatasetSummary&);

    QString glyphs_, spec_, error_;
    int percent_ = 0, leftOut_ = 0;
    DatasetSummary inUse_;
    QStringList recent_;
    const DataChoice* other_ = nullptr;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
