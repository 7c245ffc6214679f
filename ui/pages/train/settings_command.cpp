#include "ui/pages/train/settings_command.h"

#include <functional>
#include <limits>
#include <utility>

#include "ui/pages/train/settings_form.h"

namespace oneshot::ui {
namespace {

constexpr int notMerged = -1;

int idOf(std::string_view key) {
    constexpr std::size_t range = std::numeric_limits<int>::max();
    return key.empty() ? notMerged : static_cast<int>(std::hash<std::string_view>()(key) % range);
}

}  // namespace

SettingsCommand::SettingsCommand(SettingsForm& form, const QString& name, std::string_view key, TrainingConfig before,
                                 TrainingConfig after, bool readable)
    : QUndoCommand(name),
      form_(form),
      id_(idOf(key)),
      before_(std::move(before)),
      after_(std::move(after)),
      readable_(readable) {
    setObsolete(readable_ && before_ == after_);
}

void SettingsCommand::undo() {
    form_.showConfig(before_);
    setObsolete(before_ == after_);  // a text that was no value is not written again
}

void SettingsCommand::redo() {
    if (std::exchange(done_, true)) form_.showConfig(after_);
}

bool SettingsCommand::mergeWith(const QUndoCommand* later) {
    const auto& next = static_cast<const SettingsCommand&>(*later);
    after_ = next.after_;
    readable_ = next.readable_;
    setObsolete(readable_ && before_ == after_);
    return true;
}

}  // namespace oneshot::ui
