#include "ui/pages/draw/own_set_command.h"

#include <QCoreApplication>
#include <utility>

namespace oneshot::ui {
namespace {

QString nameOf(session::OwnSet::Edit edit) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("oneshot::ui::OwnSetBar", text); };
    switch (edit) {
        case session::OwnSet::Edit::Add:
            return tr("added drawing");
        case session::OwnSet::Edit::Rename:
            return tr("new name");
        case session::OwnSet::Edit::Remove:
            return tr("removal");
        case session::OwnSet::Edit::Open:
            break;
    }
    return tr("opened set");
}

}  // namespace

OwnSetCommand::OwnSetCommand(session::OwnSet& set, session::OwnSet::Edit edit, session::OwnCharacters before,
                             session::OwnCharacters after)
    : QUndoCommand(nameOf(edit)), set_(set), before_(std::move(before)), after_(std::move(after)) {}

void OwnSetCommand::redo() {
    if (std::exchange(done_, true)) set_.change(before_, after_);
}

}  // namespace oneshot::ui
