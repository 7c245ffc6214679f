#pragma once

#include <QUndoCommand>
#include <string_view>

#include "core/training/training_config.h"

namespace oneshot::ui {

class SettingsForm;

/// A change of the settings in a form, which a person has made already. Typing in one field is one change.
class SettingsCommand : public QUndoCommand {
  public:
    /// key: of the field that was changed; empty: all were. readable: its text is a value. The form must outlive the
    /// command.
    SettingsCommand(SettingsForm&, const QString& name, std::string_view key, TrainingConfig before,
                    TrainingConfig after, bool readable);

    void undo() override;
    void redo() override;
    int id() const override { return id_; }
    bool mergeWith(const QUndoCommand* later) override;

  private:
    SettingsForm& form_;
    int id_;
    TrainingConfig before_, after_;
    bool readable_, done_ = false;
};

}  // namespace oneshot::ui
