#include "ui/pages/runs/run_menu.h"

#include <QDesktopServices>
#include <QUrl>
#include <algorithm>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

RunMenu::RunMenu(session::Workspace& workspace, QWidget* parent) : QMenu(parent) {
    const auto add = [this](const char* objectName, const char* icon, const QString& text, auto done) {
        QAction* action = addAction(lineIcon(icon), text, this, done);
        action->setObjectName(QLatin1String(objectName));
        return action;
    };
    star_ = add("runs.star", "star", tr("Give a star"), [this] { Q_EMIT starRequested(runs_, !starred_); });
    rename_ = add("runs.rename", "pen", tr("Rename..."), &RunMenu::renameRequested);
    const auto folder = [this] { return QString::fromStdString(runs_.front().string()); };
    use_ = add("runs.use", "model", tr("Use as the model"), [&workspace, folder] { workspace.chooseModel(folder()); });
    use_->setToolTip(tr("Makes its best weights the model in use on the other pages"));
    reveal_ = add("runs.reveal", "folder", tr("Reveal the folder"),
                  [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder())); });
    setRuns({});
}

void RunMenu::setRuns(const ChosenRuns& runs) {
    runs_ = foldersOf(runs);
    starred_ = !runs.empty() && std::ranges::all_of(runs, [](const RunSummary* run) { return run->notes.starred; });
    for (QAction* action : {rename_, use_, reveal_}) action->setEnabled(runs.size() == 1);
    star_->setEnabled(!runs.empty());
    star_->setText(starred_ ? tr("Take the star away") : tr("Give a star"));
}

}  // namespace oneshot::ui
