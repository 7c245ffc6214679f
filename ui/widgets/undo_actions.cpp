#include "ui/widgets/undo_actions.h"

#include <QAction>

#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// These keys and the platform's own, each once: a key that an action has twice is ambiguous.
QList<QKeySequence> withStandard(QList<QKeySequence> keys, QKeySequence::StandardKey standard) {
    for (const QKeySequence& key : QKeySequence::keyBindings(standard))
        if (!keys.contains(key)) keys += key;
    return keys;
}

void nameAction(QAction* action) {
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(action->text(), action->shortcut().toString(QKeySequence::NativeText)));
}

}  // namespace

UndoActions::UndoActions(QObject* parent)
    : QUndoGroup(parent), undo_(createUndoAction(this, tr("Undo"))), redo_(createRedoAction(this, tr("Redo"))) {
    undo_->setObjectName(QStringLiteral("edit.undo"));
    undo_->setIcon(lineIcon("undo"));
    undo_->setIconText(tr("Undo"));
    undo_->setShortcuts(withStandard({Qt::CTRL | Qt::Key_Z}, QKeySequence::Undo));
    redo_->setObjectName(QStringLiteral("edit.redo"));
    redo_->setIcon(lineIcon("redo"));
    redo_->setIconText(tr("Redo"));
    redo_->setShortcuts(withStandard({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y}, QKeySequence::Redo));
    nameAction(undo_);
    nameAction(redo_);
    connect(this, &QUndoGroup::undoTextChanged, undo_, [this] { nameAction(undo_); });
    connect(this, &QUndoGroup::redoTextChanged, redo_, [this] { nameAction(redo_); });
}

}  // namespace oneshot::ui
