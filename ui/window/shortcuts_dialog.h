#pragma once

#include <QDialog>
#include <QList>

namespace oneshot::ui {

/// What keys do, and where.
struct ShortcutRow {
    QString meaning, keys, place;

    auto operator<=>(const ShortcutRow&) const = default;
};

/// Collects the keys of a window's actions, shortcuts and buttons, and those that its widgets have named (nameKeys());
/// those of the whole window first, then page by page.
QList<ShortcutRow> shortcutsOf(const QWidget& window);

/// Lists them.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
  public:
    explicit ShortcutsDialog(QWidget* window);
};

}  // namespace oneshot::ui
