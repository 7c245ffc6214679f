#pragma once

#include <QWidget>
#include <string>
#include <vector>

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
/// own parser, and a problem is shown below the field.
class DatasetSelection : public QWidget {
    Q_OBJECT
  public:
    /// Shows what is chosen now; if that cannot be read, what its SPEC says.
    explicit DatasetSelection(const session::DatasetSummary&, QWidget* parent = nullptr);

    const QString& spec() const { return spec_; }        ///< what the form says; as it was last without a problem
    const QString& problem() const { return problem_; }  ///< the first; empty: none

  Q_SIGNALS:
    void changed();

  private:
    using Copy = void (*)(DataSpec& to, const DataSpec& from);
    struct Field {
        std::string key;  ///< of a SPEC
        Copy copy;        ///< takes the key's part of one SPEC into another
        QLineEdit* editor;
        QLabel* problem;
    };

    QWidget* makeAlphabets(const session::DatasetSummary&);
    QWidget* makeStrokes(const QString& found);  ///< a file of them beside the images; empty: none, or it is read
    QComboBox* choice(const char* objectName, const QStringList& items, int current);
    void addField(const char* key, Copy, const QString& caption, const QString& value, const QString& hint);
    void addRow(const QString& caption, QWidget* editor);
    void update();
    /// Reads the key's part of the SPEC by the engine's parser; shows beside the field why it cannot be read.
    void read(DataSpec&, const Field&);

    DataSpec base_;  ///< of what was there at first
    QVBoxLayout* layout_;
    std::vector<Field> fields_;
    AlphabetModel* alphabets_ = nullptr;
    QSortFilterProxyModel* filtered_ = nullptr;
    QLabel* alphabetsProblem_ = nullptr;
    QComboBox *ink_ = nullptr, *transpose_ = nullptr, *strokes_ = nullptr;
    QWidget* strokesFile_ = nullptr;
    QString spec_, problem_;
};

}  // namespace oneshot::ui
