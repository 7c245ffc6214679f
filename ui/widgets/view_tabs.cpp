#include "ui/widgets/view_tabs.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

ViewTabs::ViewTabs(QStackedWidget* views, QWidget* parent)
    : QWidget(parent), views_(views), tabs_(new QButtonGroup(this)) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(4);
    connect(tabs_, &QButtonGroup::idClicked, views, &QStackedWidget::setCurrentIndex);
}

void ViewTabs::addView(const QString& objectName, const QString& title, QWidget* view, const QString& tip) {
    auto* tab = new QToolButton;
    tab->setObjectName(objectName);
    tab->setText(title);
    tab->setToolTip(tip);
    tab->setCheckable(true);
    setStyleRole(tab, "flat");
    const int index = views_->addWidget(view);
    tabs_->addButton(tab, index);
    layout()->addWidget(tab);
    tab->setChecked(index == 0);
}

void ViewTabs::choose(int index) {
    tabs_->button(index)->click();
}

}  // namespace oneshot::ui
