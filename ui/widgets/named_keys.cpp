#include "ui/widgets/named_keys.h"

#include <QStringList>
#include <QVariant>
#include <QWidget>

namespace oneshot::ui {
namespace {

constexpr const char* property = "namedKeys";  // keys and meanings in turn

}  // namespace

void nameKeys(QWidget* widget, const QString& keys, const QString& meaning) {
    widget->setProperty(property, widget->property(property).toStringList() << keys << meaning);
}

QList<std::pair<QString, QString>> namedKeys(const QWidget& widget) {
    const QStringList texts = widget.property(property).toStringList();
    QList<std::pair<QString, QString>> named;
    for (qsizetype i = 0; i + 1 < texts.size(); i += 2) named += {texts[i], texts[i + 1]};
    return named;
}

}  // namespace oneshot::ui
