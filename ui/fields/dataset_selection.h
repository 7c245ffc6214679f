#pragma once

#include <QHash>
#include <QWidget>

#include "core/data/data_spec.h"
#include "ui/session/workspace/dataset_summary.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QVBoxLayout;

namespace oneshot::ui {

class AlphabetModel;

/// The selection keys of a SPEC as a form; only those that these data have. What is typed is checked by the engine's
/// own parser and a problem said below the field.
class DatasetSelection : public QWidget {
    Q_OBJECT
  public:
    /// Of what is chosen now; where that cannot be read, of what its SPEC says.
    explicit DatasetSelection(const session::DatasetSummary&, QWidget* parent = nullptr);

    const QString& spec() const { return spec_; }        ///< what the form says; as it was last without a problem
    const QString& problem() const { return problem_; }  ///< the first; empty: none

  Q_SIGNALS:
    void changed();

  private:
    struct Field {
        QLineEdit* editor;
        QLabel* problem;
    };

    QWidget* makeAlphabets(const session::DatasetSummary&);
    QWidget* makeStrokes();
    QLineEdit* addField(const QString& key, const QString& caption, const QString& value, const QString& hint);
    void addRow(const QString& caption, QWidget* editor);
    void askForStrokes();
    void update();
    /// The key's part of the SPEC as the parser reads it; the problem beside the field where it does not.
    void take(DataSpec&, const QString& key);

    DataSpec base_;  ///< of what was there at first
    QVBoxLayout* layout_;
    QHash<QString, Field> fields_;
    AlphabetModel* alphabets_ = nullptr;
    QSortFilterProxyModel* filtered_ = nullptr;
    QLabel* alphabetsProblem_ = nullptr;
    QComboBox *ink_ = nullptr, *transpose_ = nullptr, *strokes_ = nullptr;
    QWidget* strokesFile_ = nullptr;
    QString spec_, problem_;
};

}  // namespace oneshot::ui
