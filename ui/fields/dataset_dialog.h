#pragma once

#include <QDialog>

#include "ui/session/workspace/dataset_summary.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace oneshot::ui {

class DatasetSelection;
class SampleSheetView;

/// What was understood of a dataset, with samples, and its selection as a form.
class DatasetDialog : public QDialog {
    Q_OBJECT
  public:
    /// warnings: sentence and examples of each.
    DatasetDialog(const QString& caption, const session::DatasetSummary&,
                  const QList<std::pair<QString, QString>>& warnings, QWidget* parent = nullptr);

  Q_SIGNALS:
    void applied(const QString& spec);  ///< the person wants this selection; the dialog closes

  private:
    QWidget* makeFacts(const QList<std::pair<QString, QString>>& warnings);
    QWidget* makeSheet();
    QWidget* makeSelection();
    QWidget* makeFooter();
    void showSheet(int alphabet);
    void showSpec();

    session::DatasetSummary summary_;
    QComboBox* alphabet_ = nullptr;
    QLabel* alphabetNote_ = nullptr;
    SampleSheetView* sheet_ = nullptr;
    DatasetSelection* selection_ = nullptr;
    QLineEdit* spec_ = nullptr;
    QLabel* problem_ = nullptr;
    QPushButton* apply_ = nullptr;
};

}  // namespace oneshot::ui
