#pragma once

#include <QAbstractTableModel>
#include <string>
#include <vector>

#include "core/study/item_analysis.h"

namespace oneshot::ui {

/// How often people and a model missed each character, or those of each alphabet, one a row, with intervals.
class CharacterErrorsModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Character, People, Model, columnCount_ };
    static constexpr int SortRole = Qt::UserRole;  ///< the name, or the percentage; -1: the model was not asked

    enum class Of { Characters, Alphabets };

    explicit CharacterErrorsModel(QObject* parent = nullptr, Of of = Of::Characters)
        : QAbstractTableModel(parent), of_(of) {}

    /// model: by its name in the items.
    void setItems(std::vector<ItemErrors>, const std::string& model);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

  private:
    ErrorRate rate(const ItemErrors&, int column) const;

    const Of of_;
    std::vector<ItemErrors> items_;
    std::string model_;
};

}  // namespace oneshot::ui
