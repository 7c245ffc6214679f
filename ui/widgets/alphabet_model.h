#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <vector>

namespace oneshot::ui {

/// Names of alphabets to be checked, one a row.
class AlphabetModel : public QAbstractListModel {
    Q_OBJECT
  public:
    using QAbstractListModel::QAbstractListModel;

    void setAlphabets(const QStringList& names, const std::vector<bool>& checked);
    void checkAll(bool on);
    QStringList checked() const;
    QStringList unchecked() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    bool setData(const QModelIndex&, const QVariant&, int role) override;
    Qt::ItemFlags flags(const QModelIndex&) const override;

  private:
    QStringList named(bool checked) const;

    QStringList names_;
    std::vector<bool> checked_;
};

}  // namespace oneshot::ui
