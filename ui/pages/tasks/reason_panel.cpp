#include "ui/pages/tasks/reason_panel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/tasks/why_panel.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

ReasonPanel::ReasonPanel(QWidget* parent)
    : QFrame(parent), why_(new WhyPanel), morph_(new MorphPanel), views_(new QStackedWidget) {
    setStyleRole(this, "card");
    auto* tabs = new QHBoxLayout;
    tabs->setSpacing(4);
    auto* group = new QButtonGroup(this);
    const auto addView = [&](const char* objectName, const QString& title, const QString& tip, QWidget* view) {
        auto* tab = new QToolButton;
        tab->setObjectName(QLatin1String(objectName));
        tab->setText(title);
        tab->setToolTip(tip);
        tab->setCheckable(true);
        setStyleRole(tab, "flat");
        tab->setChecked(views_->count() == 0);
        group->addButton(tab);
        tabs->addWidget(tab);
        views_->addWidget(view);
        connect(tab, &QToolButton::clicked, this, [this, view] { views_->setCurrentWidget(view); });
    };
    addView("tasks.reason.why", tr("Why"), tr("What the score is made of"), why_);
    addView("tasks.reason.morph", tr("Bending"), tr("How the way's drawing is bent onto the query, and what it costs"),
            morph_);
    tabs->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(tabs);
    layout->addWidget(views_, 1);
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
