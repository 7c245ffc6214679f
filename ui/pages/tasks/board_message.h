#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace oneshot::ui {

/// Says in place of the tasks why there are none, and offers what helps.
class BoardMessage : public QWidget {
    Q_OBJECT
  public:
    explicit BoardMessage(QWidget* parent = nullptr);

    /// ways: so many to ask for instead, offered from 2 on; lake: whether other runs of Lake's are to be chosen.
    void setMessage(const QString& text, int ways, bool lake);

  Q_SIGNALS:
    void waysWanted(int ways);
    void lakeWanted();

  private:
    QLabel* text_;
    QPushButton *useWays_, *chooseLake_;
    int ways_ = 0;
};

}  // namespace oneshot::ui
