#include "ui/widgets/view_tabs.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

ViewTabs::ViewTabs(QStackedWidget* views, QWidget* parent)
    : QWidget(parent), views_(views), tabs_(new QButtonGroup(this)) {
    setLayout(rowLayout(4, {}));
    connect(tabs_, &QButtonGroup::idClicked, views, &QStackedWidget::setCurrentIndex);
}

void ViewTabs::addView(const QString& objectName, const QString& title, QWidget* view, const QString& tip) {
    QToolButton* tab = toggleButton(qPrintable(objectName), title, tip, "flat");
    const int index = views_->addWidget(view);
    tabs_->addButton(tab, index);
    layout()->addWidget(tab);
    tab->setChecked(index == 0);
}

void ViewTabs::choose(int index) {
    tabs_->button(index)->click();
}

}  // namespace oneshot::ui
