#include "ui/window/shortcuts_dialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTableView>
#include <algorithm>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/named_keys.h"

namespace oneshot::ui {
namespace {

/// The page that an object is part of, as its button in the rail calls it; empty: none.
QString pageOf(const QObject* object, const QWidget& window) {
    for (; object; object = object->parent()) {
        if (!object->objectName().startsWith(QStringLiteral("page."))) continue;
        const QString name = object->objectName().section(u'.', 1);
        const auto* button = window.findChild<QAbstractButton*>(QStringLiteral("nav.") + name);
        return button ? button->text() : name;
    }
    return {};
}

QString plainText(QString text) {
    text.replace(QStringLiteral("&&"), QStringLiteral("\n")).remove(u'&').replace(u'\n', u'&');
    return text.endsWith(QStringLiteral("...")) ? text.chopped(3) : text;
}

bool isOfWidget(Qt::ShortcutContext context) {
    return context == Qt::WidgetShortcut || context == Qt::WidgetWithChildrenShortcut;
}

QString textOf(const QList<QKeySequence>& keys) {
    return QKeySequence::listToString(keys, QKeySequence::NativeText)
        .replace(QStringLiteral("; "), QStringLiteral(", "));
}

}  // namespace

QList<ShortcutRow> shortcutsOf(const QWidget& window) {
    QList<ShortcutRow> rows;
    const QString everywhere;  // sorts before the pages
    const auto add = [&rows](const QString& meaning, const QString& keys, const QString& place) {
        const ShortcutRow row{plainText(meaning), keys, place};
        if (!row.meaning.isEmpty() && !row.keys.isEmpty() && !rows.contains(row)) rows += row;
    };
    for (const QAction* action : window.findChildren<QAction*>())
        add(action->iconText(), textOf(action->shortcuts()),
            isOfWidget(action->shortcutContext()) ? pageOf(action, window) : everywhere);
    for (const QShortcut* shortcut : window.findChildren<QShortcut*>())
        add(shortcut->whatsThis(), textOf({shortcut->key()}), pageOf(shortcut, window));
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>())
        add(button->text(), textOf({button->shortcut()}), everywhere);
    for (const QWidget* widget : window.findChildren<QWidget*>())
        for (const auto& [keys, meaning] : namedKeys(*widget)) add(meaning, keys, pageOf(widget, window));
    std::ranges::stable_sort(rows, {}, &ShortcutRow::place);
    return rows;
}

ShortcutsDialog::ShortcutsDialog(QWidget* window) : QDialog(window) {
    setObjectName(QStringLiteral("shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels({tr("What it does"), tr("Keys"), tr("Where")});
    for (const ShortcutRow& row : shortcutsOf(*window)) {
        QList<QStandardItem*> items;
        for (const QString& text : {row.meaning, row.keys, row.place.isEmpty() ? tr("Everywhere") : row.place}) {
            items += new QStandardItem(text);
            items.last()->setEditable(false);
        }
        model->appendRow(items);
    }
    QTableView* table = rowTable("shortcuts.table", tr("Keyboard shortcuts"), model);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("shortcuts.close"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setLayout(columnLayout(12, {{viewCard(table), 1}, rowLayout(8, {Filler{}, close})}, {16, 14, 16, 14}));
    resize(QSize(fontMetrics().averageCharWidth() * 84, 560).boundedTo(window->size()));
}

}  // namespace oneshot::ui
