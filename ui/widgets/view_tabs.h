#pragma once

#include <QWidget>

class QButtonGroup;
class QStackedWidget;

namespace oneshot::ui {

/// Flat buttons side by side, each of which shows one view of a stack.
class ViewTabs : public QWidget {
    Q_OBJECT
  public:
    /// The stack must outlive the tabs.
    explicit ViewTabs(QStackedWidget* views, QWidget* parent = nullptr);

    void addView(const QString& objectName, const QString& title, QWidget* view, const QString& tip = {});
    void choose(int index);  ///< as a click does

  private:
    QStackedWidget* views_;
    QButtonGroup* tabs_;
};

}  // namespace oneshot::ui
