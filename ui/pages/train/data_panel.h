#pragma once

#include <QWidget>
#include <string>

#include "core/runs/run.h"

namespace oneshot::ui {

class DatasetField;

/// Chooses what to learn from and what to validate on.
class DataPanel : public QWidget {
    Q_OBJECT
  public:
    explicit DataPanel(QWidget* parent = nullptr);

    DatasetField* background() const { return background_; }
    DatasetField* validation() const { return validation_; }
    void choose(const std::string& background, const std::string& validation);  ///< SPECs
    OpenData open() const;                                                      ///< what is read of both by now
    QString problem() const;  ///< why the data cannot be used (yet); empty: they can
    bool reading() const;     ///< the problem passes by itself

  Q_SIGNALS:
    void changed();  ///< another choice, or what was understood of it

  private:
    void takeBackground();
    const DatasetField& limiting() const;  ///< the one that the problem is of

    DatasetField *background_, *validation_;
    QString proposed_;  ///< validation that we chose for the person; another choice of theirs is left alone
};

}  // namespace oneshot::ui
