#include "ui/pages/challenge/text_dialog.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

void askForText(QWidget* parent, const TextRequest& request, const std::function<void(const QString& text)>& take) {
    constexpr int letters = 56, lines = 5;
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(request.name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(request.title);
    auto* text = new QPlainTextEdit(request.text);
    text->setObjectName(request.name + QStringLiteral(".text"));
    text->setAccessibleName(request.title);
    text->setTabChangesFocus(true);
    text->setMinimumSize(letters * text->fontMetrics().averageCharWidth(), lines * text->fontMetrics().lineSpacing());
    text->moveCursor(QTextCursor::End);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(request.name + QStringLiteral(".cancel"));
    QPushButton* accept = buttons->addButton(request.accept, QDialogButtonBox::AcceptRole);
    accept->setObjectName(request.name + QStringLiteral(".accept"));
    setStyleRole(accept, "primary");
    QLabel* explanation = textLabel(qPrintable(request.name + QStringLiteral(".explanation")));
    explanation->setText(request.explanation);
    dialog->setLayout(columnLayout(12, {explanation, {text, 1}, buttons}, {20, 18, 20, 16}));

    const auto showState = [text, accept, mayBeEmpty = request.mayBeEmpty] {
        accept->setEnabled(mayBeEmpty || !text->toPlainText().trimmed().isEmpty());
    };
    QObject::connect(text, &QPlainTextEdit::textChanged, accept, showState);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, parent, [dialog, text, take] {
        take(text->toPlainText().trimmed());
        dialog->accept();
    });
    showState();
    text->setFocus();
    dialog->open();
}

}  // namespace oneshot::ui
