#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "core/runs/run_record.h"

class QLabel;
class QTableView;

namespace oneshot::ui {

class ConfigDifferences;

/// The settings of the chosen runs side by side, all or only those that differ.
class RunSettingsPanel : public QWidget {
    Q_OBJECT
  public:
    explicit RunSettingsPanel(QWidget* parent = nullptr);

    /// records, names: see ConfigDifferences. note: which of the chosen runs these are; empty: all.
    void setRuns(const std::vector<const RunRecord*>& records, const QStringList& names, const QString& note);
    void fitColumns(int width);  ///< that the panel will have; while it is hidden it does not know

  private:
    ConfigDifferences* model_;
    QLabel* note_;
    QTableView* table_;
};

}  // namespace oneshot::ui
