#pragma once

#include <QList>
#include <QString>
#include <utility>

class QWidget;

namespace oneshot::ui {

/// Names keys that a widget takes without an action, for the list of shortcuts: "1 to 9, 0", "Answer".
void nameKeys(QWidget*, const QString& keys, const QString& meaning);

/// Returns the keys of a widget and their meanings, as they were named.
QList<std::pair<QString, QString>> namedKeys(const QWidget&);

}  // namespace oneshot::ui
