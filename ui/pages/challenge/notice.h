#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace oneshot::ui {

/// What the page says between trials, and the ways to go on.
class Notice : public QWidget {
    Q_OBJECT
  public:
    explicit Notice(QWidget* parent = nullptr);

    void say(const QString& title, const QString& text);
    void setFault(bool);
    QProgressBar* addBar();
    void addBelow(QWidget*);  ///< between text and buttons
    /// The first one is what Enter does.
    QPushButton* addButton(const char* objectName, const QString& text);

  protected:
    void showEvent(QShowEvent*) override;  ///< the first button takes the focus

  private:
    QLabel *title_, *text_;
    QScrollArea* scroll_;  ///< a consent may be long
    QVBoxLayout* column_;
    QHBoxLayout* buttons_;
    QPushButton* first_ = nullptr;
};

}  // namespace oneshot::ui
