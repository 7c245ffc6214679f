#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>
#include <optional>

#include "ui/pages/runs/run_words.h"

class QComboBox;
class QLineEdit;
class QToolButton;

namespace oneshot::ui {

/// Which runs are shown.
struct RunFilter {
    QString text;  ///< every word of it must be somewhere in the run's words
    std::optional<RunStanding> standing;
    QString tag;  ///< empty: any
    bool starred = false;
    bool operator==(const RunFilter&) const = default;
};

/// The runs of a RunTableModel that a filter lets through, sorted by any column.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit RunFilterModel(QObject* parent = nullptr);
    void setFilter(const RunFilter&);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    RunFilter filter_;
    QStringList words_;
};

/// The fields by which a person filters the runs.
class RunFilterBar : public QWidget {
    Q_OBJECT
  public:
    RunFilterBar();

    RunFilter filter() const;
    void setTags(const QStringList&);  ///< those to choose from
    void showStanding(RunStanding);    ///< only these, whatever was chosen before
    void clear();                      ///< all runs

  Q_SIGNALS:
    void changed();

  private:
    void announce();

    QLineEdit* search_;
    QComboBox *standing_, *tag_;
    QToolButton *starred_, *clear_;
};

}  // namespace oneshot::ui
