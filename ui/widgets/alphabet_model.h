#pragma once

#include <QStringListModel>
#include <vector>

namespace oneshot::ui {

/// Lists names of alphabets, each with a box to check.
class AlphabetModel : public QStringListModel {
    Q_OBJECT
  public:
    using QStringListModel::QStringListModel;

    void setAlphabets(const QStringList& names, const std::vector<bool>& checked);
    void checkAll(bool on);
    QStringList checked() const { return named(true); }
    QStringList unchecked() const { return named(false); }

    QVariant data(const QModelIndex&, int role) const override;
    bool setData(const QModelIndex&, const QVariant&, int role) override;
    Qt::ItemFlags flags(const QModelIndex&) const override;

  private:
    QStringList named(bool checked) const;

    std::vector<bool> checked_;  ///< by row
};

}  // namespace oneshot::ui
