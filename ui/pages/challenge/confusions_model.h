#pragma once

#include <QAbstractTableModel>
#include <string>
#include <vector>

#include "core/study/item_analysis.h"

namespace oneshot::ui {

/// How often people and a model took one character for another, one pair a row.
class ConfusionsModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Asked, Answered, People, Model, columnCount_ };
    static constexpr int SortRole = Qt::UserRole;  ///< the name, or how often; -1: it could not have been

    using QAbstractTableModel::QAbstractTableModel;

    /// model: by its name in the counts. Leaves out what only other models confused.
    void setConfusions(std::vector<CharacterConfusion>, const std::string& model);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

  private:
    CharacterConfusion::Count count(const CharacterConfusion&, int column) const;

    std::vector<CharacterConfusion> rows_;
    std::string model_;
};

}  // namespace oneshot::ui
