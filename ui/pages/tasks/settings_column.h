#pragma once

#include <QScrollArea>

namespace oneshot::ui {

/// Settings in a card beside a result, as wide as they need in the font in force; they scroll where the window is too
/// low for them.
class SettingsColumn : public QScrollArea {
    Q_OBJECT
  public:
    explicit SettingsColumn(QLayout* content);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    bool eventFilter(QObject*, QEvent*) override;
};

}  // namespace oneshot::ui
