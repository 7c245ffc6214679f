#pragma once

#include <QComboBox>

namespace oneshot::ui {

/// Offers the presets. Its items are their names; the list says beside each what a person calls it.
class PresetBox : public QComboBox {
    Q_OBJECT
  public:
    explicit PresetBox(const char* objectName);
};

}  // namespace oneshot::ui
