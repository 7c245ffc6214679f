#include "ui/pages/train/preset_box.h"

#include <QAbstractItemView>
#include <QStyledItemDelegate>

#include "core/training/presets.h"

namespace oneshot::ui {
namespace {

/// "Siamese network, Koch 2015 · koch2015"
class PresetDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text = index.data(Qt::UserRole).toString() + QStringLiteral(" · ") + option->text;
    }
};

}  // namespace

PresetBox::PresetBox(const char* objectName) {
    setObjectName(QLatin1String(objectName));
    setAccessibleName(tr("Preset"));
    for (const Preset& preset : presets()) {
        const QString title = QString::fromStdString(preset.title);
        addItem(QString::fromStdString(preset.name), title);
        setItemData(count() - 1, title, Qt::AccessibleDescriptionRole);
    }
    view()->setItemDelegate(new PresetDelegate(this));
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 12);
}

}  // namespace oneshot::ui
