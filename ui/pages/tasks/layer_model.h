#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// The layers of a network, one a row, each with the product that its parameters come from; the last row is the sum.
class LayerModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Name, Operation, Output, Weights, Parameters, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setLayers(std::vector<LayerRow>);
    /// Says where most of the parameters are: "97.0 % of them are in dense: ..."; empty without layers.
    QString heaviestSentence() const;
    /// Rows as lines of tab-separated values below their headings; all where none are named.
    QString text(QList<int> rows = {}) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

  private:
    std::vector<LayerRow> layers_;
    std::int64_t total_ = 0;    ///< of their parameters
    QList<QStringList> cells_;  ///< as they are shown, row by row
};

}  // namespace oneshot::ui
