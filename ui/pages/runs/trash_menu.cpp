#include "ui/pages/runs/trash_menu.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

#include "ui/pages/runs/run_words.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

TrashMenu::TrashMenu(session::RunIndex& index, QWidget* parent) : QMenu(parent), index_(index) {
    const auto add = [this](const char* objectName, const char* icon, const QString& text, auto done) {
        QAction* action = addAction(lineIcon(icon), text, this, done);
        action->setObjectName(QLatin1String(objectName));
        return action;
    };
    move_ = add("runs.trash", "trash", tr("Move to the trash"), &TrashMenu::moveRuns);
    move_->setShortcut(QKeySequence::Delete);
    move_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    undo_ = add("runs.trash.undo", "undo", tr("Undo"), [this] {
        Q_EMIT told({});
        index_.undoTrash();
    });
    undo_->setShortcut(QKeySequence::Undo);
    undo_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addSeparator();
    restoreAll_ = add("runs.trash.restore", "again", tr("Put everything back"), [this] {
        Q_EMIT told({});
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
    undo_->setEnabled(index_.canUndoTrash());
    const int trashed = index_.trashed();
    for (QAction* action : {restoreAll_, reveal_, empty_}) action->setEnabled(trashed > 0);
    empty_->setText(trashed > 0 ? tr("Empty the trash (%1)...").arg(trashed) : tr("Empty the trash..."));
}

void TrashMenu::moveRuns() {
    Q_EMIT aboutToMove();
    const RunSummary* only = runs_.size() == 1 ? index_.find(runs_[0]) : nullptr;
    Q_EMIT told(only ? tr("%1 is in the trash").arg(titleOf(*only)) : tr("%1 runs are in the trash").arg(runs_.size()));
    index_.moveToTrash(runs_);
}

void TrashMenu::askToEmpty() {
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Empty the trash"),
                                     session::counted(index_.trashed(), tr("Delete the run in the trash for ever?"),
                                                      tr("Delete %1 runs in the trash for ever?")),
                                     QMessageBox::NoButton, parentWidget());
    question->setObjectName(QStringLiteral("runs.trash.question"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Their weights, curves and notes cannot be brought back."));
    QPushButton* empty = question->addButton(tr("Delete for ever"), QMessageBox::DestructiveRole);
    empty->setObjectName(QStringLiteral("runs.trash.question.delete"));
    QPushButton* keep = question->addButton(tr("Keep them"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("runs.trash.question.keep"));
    question->setEscapeButton(keep);
    question->setDefaultButton(keep);
    connect(empty, &QPushButton::clicked, this, [this] {
        Q_EMIT told({});
        index_.emptyTrash();
    });
    question->open();
}

}  // namespace oneshot::ui
