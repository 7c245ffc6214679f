#include "ui/pages/runs/notes_command.h"

#include <QCoreApplication>
#include <utility>

namespace oneshot::ui {
namespace {

QString nameOf(const NotesChange& change) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("oneshot::ui::RunsPage", text); };
    if (change.before.name != change.after.name) return tr("name");
    if (change.before.tags != change.after.tags) return tr("tags");
    return change.before.starred != change.after.starred ? tr("star") : tr("note");
}

void write(session::RunIndex& index, const std::filesystem::path& run, const RunNotes& from, const RunNotes& to) {
    index.changeNotes(run, [from, to](RunNotes& notes) {
        if (to.name != from.name) notes.name = to.name;
        if (to.tags != from.tags) notes.tags = to.tags;
        if (to.note != from.note) notes.note = to.note;
        if (to.starred != from.starred) notes.starred = to.starred;
    });
}

}  // namespace

NotesCommand::NotesCommand(session::RunIndex& index, std::vector<NotesChange> changes)
    : QUndoCommand(nameOf(changes.front())), index_(index), changes_(std::move(changes)) {}

void NotesCommand::undo() {
    for (const NotesChange& change : changes_) write(index_, change.run, change.after, change.before);
}

void NotesCommand::redo() {
    for (const NotesChange& change : changes_) write(index_, change.run, change.before, change.after);
}

}  // namespace oneshot::ui
