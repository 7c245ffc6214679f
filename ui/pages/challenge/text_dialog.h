#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace oneshot::ui {

struct TextRequest {
    QString name;  ///< objectName of the dialog; its text, buttons have it and ".text", ".accept", ".cancel"
    QString title, explanation;
    QString text = {};  ///< to begin with
    QString accept;     ///< of the button that takes the text
    bool mayBeEmpty = true;
};

/// Asks for a text of some lines; then calls take() with it, without blanks around it. Does not block.
void askForText(QWidget* parent, const TextRequest&, const std::function<void(const QString& text)>& take);

}  // namespace oneshot::ui
