#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;
class QUndoStack;

namespace oneshot::ui {

class SettingsForm;

/// Chooses a preset, and changes what it sets.
class SettingsPanel : public QWidget {
    Q_OBJECT
  public:
    /// undo: see SettingsForm.
    explicit SettingsPanel(QUndoStack& undo, QWidget* parent = nullptr);

    SettingsForm* form() const { return form_; }
    void setTraining(bool runs);  ///< then changes count from the next start

  private:
    void choosePreset();
    void showPreset();

    QLabel *caption_, *summary_;
    QComboBox* preset_;
    QToolButton* reset_;
    SettingsForm* form_;
};

}  // namespace oneshot::ui
