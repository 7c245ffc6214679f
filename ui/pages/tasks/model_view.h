#pragma once

#include <QWidget>

#include "ui/session/workspace/workspace.h"

class QFormLayout;
class QFrame;
class QLabel;
class QStandardItemModel;
class QTableView;
class QTreeView;

namespace oneshot::ui {

class FilterSheet;
class LayerModel;

/// What the model in use is made of and where it comes from: layers, first filters, origin, what its score means.
class ModelView : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the view.
    explicit ModelView(session::Workspace&);

  protected:
    void showEvent(QShowEvent*) override;

  private:
    QWidget* makeLayers();
    QWidget* makeFilters();
    QWidget* makeOrigin();
    void ask();  ///< of the model in use what it is made of
    void showAnatomy(const ModelPtr&, const Anatomy&, double softmaxScale);
    void showOrigin(const OneShotModel&, double softmaxScale);
    void showNothing(const QString& why, bool fault);

    session::Workspace& workspace_;
    session::Worker worker_{session::Worker::Priority::Interactive};
    ModelPtr shown_;

    QLabel *title_, *sentence_, *filtersText_;
    LayerModel* layers_;
    QTableView* table_;
    FilterSheet* filters_;
    QFrame *filtersCard_, *originCard_;
    QFormLayout* facts_;
    QTreeView* learnt_;
    QStandardItemModel* alphabets_;  ///< learnt from, their characters below them
};

}  // namespace oneshot::ui
