#pragma once

#include <QPushButton>
#include <QWidget>
#include <string>

#include "core/study/study.h"

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace oneshot::ui {

class FittingScroll;
class StudyText;

/// What is said to a person between trials, in the middle of the room, and the buttons that go on.
class SessionNotice : public QWidget {
    Q_OBJECT
  public:
    SessionNotice();

    void say(const QString& title, const QString& text);
    /// Says a text of a study, as its language runs; its title is its own.
    void say(const Study&, const std::string& markdown);
    void showAsFault();
    void addBelow(QWidget*);  ///< between the text and the buttons
    /// The first one is what Enter and Space do.
    template <typename Receiver, typename Slot>
    QPushButton* addButton(const char* objectName, const QString& text, Receiver* receiver, Slot slot) {
        QPushButton* button = makeButton(objectName, text);
        connect(button, &QPushButton::clicked, receiver, slot);
        return button;
    }

  protected:
    void showEvent(QShowEvent*) override;     ///< gives the focus to the first button
    void keyPressEvent(QKeyEvent*) override;  ///< Page Up and Page Down scroll the text

  private:
    void showText(QWidget*, int highest);
    QPushButton* makeButton(const char* objectName, const QString& text);

    QLabel *title_, *text_;
    StudyText* studyText_;
    FittingScroll* room_;  ///< of the text, which scrolls where it is long or the window low
    QHBoxLayout* buttons_;
    QVBoxLayout* column_;
    QPushButton* first_ = nullptr;
};

}  // namespace oneshot::ui
