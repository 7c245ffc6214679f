#include "ui/widgets/layout_parts.h"

#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

QLabel* pageTitle(const QString& text) {
    auto* title = new QLabel(text);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setBold(true);
    title->setFont(large);
    return title;
}

QLabel* cardTitle(const QString& text) {
    auto* title = new QLabel(text);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    return title;
}

QFrame* card(QLayout* content) {
    auto* frame = new QFrame;
    setStyleRole(frame, "card");
    content->setContentsMargins(14, 12, 14, 12);
    frame->setLayout(content);
    return frame;
}

QFrame* viewCard(QWidget* view) {
    auto* layout = new QVBoxLayout;
    layout->addWidget(view);
    QFrame* frame = card(layout);
    layout->setContentsMargins(4, 4, 4, 4);
    return frame;
}

QSpinBox* spinBox(const char* objectName, int low, int high, int value, int step) {
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(objectName));
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setValue(value);
    return box;
}

QLabel* textLabel(const char* objectName, const char* role) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(objectName));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setStyleRole(label, role);
    return label;
}

QLabel* fieldCaption(const QString& text, QWidget* field) {
    auto* label = new QLabel(text);
    label->setBuddy(field);
    setStyleRole(label, "muted");
    field->setAccessibleName(text);
    return label;
}

QString buttonText(QString name) {
    return name.replace(u'&', QStringLiteral("&&"));
}

QToolButton* flatButton(const char* objectName, const char* icon, const QString& text, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(lineIcon(icon));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(text.isEmpty() ? tip : text);
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    setStyleRole(button, "flat");
    return button;
}

QTableView* rowTable(const char* objectName, const QString& name, QAbstractItemModel* model) {
    auto* view = new QTableView;
    view->setObjectName(QLatin1String(objectName));
    view->setAccessibleName(name);
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setShowGrid(false);
    view->setAlternatingRowColors(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setTabKeyNavigation(false);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return view;
}

}  // namespace oneshot::ui
