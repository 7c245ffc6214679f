#include "ui/pages/tasks/reason_panel.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/tasks/why_panel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {

ReasonPanel::ReasonPanel(QWidget* parent) : QFrame(parent), why_(new WhyPanel), morph_(new MorphPanel) {
    setStyleRole(this, "card");
    auto* views = new QStackedWidget;
    auto* tabs = new ViewTabs(views);
    tabs->addView(QStringLiteral("tasks.reason.why"), tr("Why"), why_, tr("What the score is made of"));
    tabs->addView(QStringLiteral("tasks.reason.morph"), tr("Bending"), morph_,
                  tr("How the way's drawing is bent onto the query, and what it costs"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(tabs, 0, Qt::AlignLeft);
    layout->addWidget(views, 1);
}

void ReasonPanel::explain(const session::TaskBoard& board, int learner, int task, int way) {
    why_->explain(board, learner, task, way);
    morph_->explain(board, learner, task, way);
}

void ReasonPanel::clear(const QString& whyNote, const QString& morphNote) {
    why_->clear(whyNote);
    morph_->clear(morphNote);
}

}  // namespace oneshot::ui
