#include "ui/pages/runs/trash_menu.h"

#include <QDesktopServices>
#include <QPointer>
#include <QUndoStack>
#include <QUrl>
#include <utility>

#include "ui/pages/runs/run_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::ui {

class TrashMenu::Move : public QUndoCommand {
  public:
    /// They are in the trash already.
    Move(TrashMenu& menu, std::vector<std::filesystem::path> runs)
        : QUndoCommand(tr("move to the trash")), menu_(menu), runs_(std::move(runs)) {}

    void undo() override {
        Q_EMIT menu_.told({});
        menu_.index_.putBack(runs_);
    }
    void redo() override {
        if (!std::exchange(done_, true)) return;
        menu_.tellOfMove(runs_);
        menu_.index_.moveToTrash(runs_);
    }

  private:
    TrashMenu& menu_;
    std::vector<std::filesystem::path> runs_;
    bool done_ = false;
};

TrashMenu::TrashMenu(session::RunIndex& index, QUndoStack& undo, const UndoActions& actions, QWidget* parent)
    : QMenu(parent), index_(index), undo_(undo) {
    const auto add = [this](const char* objectName, const char* icon, const QString& text, auto done) {
        QAction* action = addAction(lineIcon(icon), text, this, done);
        action->setObjectName(QLatin1String(objectName));
        return action;
    };
    move_ = add("runs.trash", "trash", tr("Move to the trash"), &TrashMenu::moveRuns);
    move_->setShortcut(QKeySequence::Delete);
    move_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(actions.undo());
    addSeparator();
    restoreAll_ = add("runs.trash.restore", "again", tr("Put everything back"), [this] {
        Q_EMIT told({});
        undo_.clear();
        index_.restoreAll();
    });
    reveal_ = add("runs.trash.reveal", "folder", tr("Reveal the trash"), [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString((index_.folder() / ".trash").string())));
    });
    empty_ = add("runs.trash.empty", "clear", tr("Empty the trash..."), &TrashMenu::askToEmpty);
    setRuns({});
}

void TrashMenu::setRuns(const ChosenRuns& runs) {
    runs_ = foldersOf(runs);
    move_->setEnabled(!runs.empty());
    move_->setText(runs.size() > 1 ? tr("Move %1 runs to the trash").arg(runs.size()) : tr("Move to the trash"));
    const int trashed = index_.trashed();
    for (QAction* action : {restoreAll_, reveal_, empty_}) action->setEnabled(trashed > 0);
    empty_->setText(trashed > 0 ? tr("Empty the trash (%1)...").arg(trashed) : tr("Empty the trash..."));
}

bool TrashMenu::canUndo() const {
    return dynamic_cast<const Move*>(undo_.command(undo_.index() - 1));
}

void TrashMenu::moveRuns() {
    Q_EMIT aboutToMove();
    tellOfMove(runs_);
    index_.moveToTrash(runs_, [menu = QPointer(this)](const std::vector<std::filesystem::path>& moved) {
        if (menu) menu->undo_.push(new Move(*menu, moved));
    });
}

void TrashMenu::tellOfMove(const std::vector<std::filesystem::path>& runs) {
    const RunSummary* only = runs.size() == 1 ? index_.find(runs[0]) : nullptr;
    Q_EMIT told(only ? tr("%1 is in the trash").arg(titleOf(*only)) : tr("%1 runs are in the trash").arg(runs.size()));
}

void TrashMenu::askToEmpty() {
    ask(parentWidget(),
        {.name = QStringLiteral("runs.trash.question"),
         .title = tr("Empty the trash"),
         .text = session::counted(index_.trashed(), tr("Delete the run in the trash for ever?"),
                                  tr("Delete %1 runs in the trash for ever?")),
         .details = tr("Their weights, curves and notes cannot be brought back."),
         .yes = tr("Delete for ever"),
         .yesName = QStringLiteral("runs.trash.question.delete"),
         .no = tr("Keep them"),
         .noName = QStringLiteral("runs.trash.question.keep"),
         .icon = QMessageBox::Warning,
         .yesRole = QMessageBox::DestructiveRole},
        [this] {
            Q_EMIT told({});
            undo_.clear();
            index_.emptyTrash();
        });
}

}  // namespace oneshot::ui
