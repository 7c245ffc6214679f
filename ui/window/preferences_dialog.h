#pragma once

#include <QDialog>

#include "ui/window/preferences.h"

class QCheckBox;
class QComboBox;
class QSlider;
class QSpinBox;

namespace oneshot::ui {

/// Shows what can be preferred. Each change is told at once; closing keeps it.
class PreferencesDialog : public QDialog {
    Q_OBJECT
  public:
    /// home: the folder of runs and settings.
    PreferencesDialog(const Preferences&, const QString& home, QWidget* parent);

    void showPreferences(const Preferences&);  ///< what is in force, without telling of it

  Q_SIGNALS:
    void changed(const oneshot::ui::Preferences& preferences);

  private:
    QLayout* makeHome(const QString& home);
    QLayout* makeFields();
    void take();

    QComboBox* theme_;
    QSpinBox* threads_;
    QSlider* smoothing_;
    QCheckBox* notifies_;
    bool filling_ = false;
};

}  // namespace oneshot::ui
