#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "core/search/variations.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace oneshot::ui {

/// Asks for trainings one after another: of which presets, with which values of a setting, from which seeds.
class QueueForm : public QWidget {
    Q_OBJECT
  public:
    /// base: what they have in common.
    explicit QueueForm(const RunRequest& base);

    const std::vector<Variant>& variants() const { return variants_; }  ///< none with a fault
    const QString& fault() const { return fault_; }  ///< why there are no such trainings; empty: there are

  Q_SIGNALS:
    void changed();

  private:
    QWidget* makePresets();
    QLayout* makeValues();
    Variations variations() const;
    void renew();

    RunRequest base_;
    std::vector<Variant> variants_;
    QString fault_;
    QLineEdit *seeds_, *values_;
    QListWidget* presets_;
    QComboBox* setting_;
    QLabel* preview_;
};

/// Shows the form in a dialog; then calls `queue`.
void askForQueue(QWidget* parent, const RunRequest& base,
                 const std::function<void(const std::vector<Variant>&)>& queue);

}  // namespace oneshot::ui
