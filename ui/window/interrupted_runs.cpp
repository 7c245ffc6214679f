#include "ui/window/interrupted_runs.h"

#include <algorithm>

#include "ui/session/common/counted.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

InterruptedRuns::InterruptedRuns(const session::RunIndex& index, QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("status.interrupted"));
    setIcon(lineIcon("warning"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setToolTip(tr("Shows the runs whose process ended without a word; they can be resumed"));
    setStyleRole(this, "flat");
    hide();
    connect(&index, &session::RunIndex::changed, this, [this, &index] {
        const auto count = std::ranges::count_if(*index.runs(), &RunSummary::died);
        setVisible(count > 0);
        setText(session::counted(count, tr("1 training was interrupted: resume it?"),
                                 tr("%1 trainings were interrupted: resume one?")));
    });
}

}  // namespace oneshot::ui
