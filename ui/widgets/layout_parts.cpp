#include "ui/widgets/layout_parts.h"

#include <QAction>
#include <QEvent>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// Tells the layout around it when one of its parts needs more room, which QSplitter keeps to itself.
class TellingSplitter : public QSplitter {
  public:
    using QSplitter::QSplitter;

  protected:
    bool event(QEvent* event) override {
        const bool done = QSplitter::event(event);
        if (event->type() == QEvent::LayoutRequest) updateGeometry();
        return done;
    }
};

template <typename Box>
Box* filledLayout(int spacing, std::initializer_list<LayoutPart> parts, const QMargins& margins = {}) {
    auto* box = new Box;
    box->setContentsMargins(margins);
    box->setSpacing(spacing);
    for (const LayoutPart& part : parts)
        if (part.widget)
            box->addWidget(part.widget, part.stretch, part.alignment);
        else if (part.layout)
            box->addLayout(part.layout, part.stretch);
        else if (part.gap > 0)
            box->addSpacing(part.gap);
        else
            box->addStretch(part.stretch);
    return box;
}

}  // namespace

QHBoxLayout* rowLayout(int spacing, std::initializer_list<LayoutPart> parts) {
    return filledLayout<QHBoxLayout>(spacing, parts);
}

void turn(QBoxLayout* layout, bool isRow) {
    const QBoxLayout::Direction direction = isRow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (layout->direction() == direction) return;
    layout->setDirection(direction);
    QWidget* owner = layout->parentWidget();
    if (!owner) return;
    owner->layout()->invalidate();
    owner->updateGeometry();
}

QVBoxLayout* columnLayout(int spacing, std::initializer_list<LayoutPart> parts, const QMargins& margins) {
    return filledLayout<QVBoxLayout>(spacing, parts, margins);
}

QLabel* pageTitle(const QString& text) {
    auto* title = new QLabel(text);
    title->setFont(scaled(title->font(), 1.7, true));
    return title;
}

QLabel* cardTitle(const QString& text) {
    auto* title = new QLabel(text);
    title->setFont(scaled(title->font(), 1, true));
    return title;
}

QFont scaled(QFont font, double factor, bool bold) {
    font.setPointSizeF(font.pointSizeF() * factor);
    if (bold) font.setBold(true);
    return font;
}

QFrame* card(QLayout* content, const QMargins& margins) {
    auto* frame = new QFrame;
    setStyleRole(frame, "card");
    content->setContentsMargins(margins);
    frame->setLayout(content);
    return frame;
}

QFrame* viewCard(QWidget* view) {
    return card(columnLayout(0, {view}), {4, 4, 4, 4});
}

QScrollArea* scrolled(QWidget* content, Qt::ScrollBarPolicy sideways) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(sideways);
    return scroll;
}

QSplitter* splitter(const char* objectName, Qt::Orientation orientation, std::initializer_list<SplitterPart> parts) {
    auto* splitter = new TellingSplitter(orientation);
    splitter->setObjectName(QLatin1String(objectName));
    splitter->setHandleWidth(12);
    splitter->setChildrenCollapsible(false);
    QList<int> sizes;
    for (const SplitterPart& part : parts) {
        splitter->addWidget(part.widget);
        splitter->setStretchFactor(splitter->count() - 1, part.stretch);
        sizes += part.size;
    }
    splitter->setSizes(sizes);
    return splitter;
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
    if (role) setStyleRole(label, role);
    return label;
}

void setFault(QWidget* widget, bool fault) {
    setStyleRole(widget, "fault", fault);
    setStyleRole(widget, "muted", !fault);
}

void showNote(QLabel* label, const QString& text, bool fault) {
    setFault(label, fault);
    label->setText(text);
    label->setVisible(!text.isEmpty());
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

QToolButton* flatButton(const char* objectName, QAction* action, bool withText) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(objectName));
    button->setAccessibleName(action->iconText());
    button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    setStyleRole(button, "flat");
    return button;
}

QToolButton* toggleButton(const char* objectName, const QString& text, const QString& tip, const char* role) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleDescription(tip);
    button->setCheckable(true);
    setStyleRole(button, role);
    return button;
}

QPushButton* pushButton(const char* objectName, QAction* action) {
    auto* button = new QPushButton;
    button->setObjectName(QLatin1String(objectName));
    const auto follow = [button, action] {
        button->setIcon(action->icon());
        button->setText(action->text());
        button->setToolTip(action->toolTip());
        button->setAccessibleDescription(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QAction* keyAction(QWidget* widget, const char* icon, const QString& text, const QKeySequence& key,
                   const QString& tip) {
    auto* action = new QAction(lineIcon(icon), text, widget);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
    widget->addAction(action);
    return action;
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
