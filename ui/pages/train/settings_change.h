#pragma once

#include <QUndoCommand>
#include <utility>

#include "ui/pages/train/settings_form.h"

namespace oneshot::ui {

/// A change that a person has made already. Typing in one row is one change.
class SettingsForm::Change : public QUndoCommand {
  public:
    /// row: -1 is all rows. readable: what was typed is a value.
    Change(SettingsForm& form, const QString& name, int row, TrainingConfig before, TrainingConfig after, bool readable)
        : QUndoCommand(name), form_(form), row_(row), before_(std::move(before)), after_(std::move(after)) {
        setObsolete(readable && before_ == after_);
    }

    void undo() override {
        form_.showConfig(before_);
        setObsolete(before_ == after_);  // an unreadable text is not restored
    }
    void redo() override {
        if (std::exchange(done_, true)) form_.showConfig(after_);
    }
    int id() const override { return row_; }
    bool mergeWith(const QUndoCommand* later) override {
        after_ = static_cast<const Change*>(later)->after_;
        setObsolete(!form_.isUnreadable(form_.rows_[static_cast<std::size_t>(row_)]) && before_ == after_);
        return true;
    }

  private:
    SettingsForm& form_;
    int row_;
    TrainingConfig before_, after_;
    bool done_ = false;
};

}  // namespace oneshot::ui
