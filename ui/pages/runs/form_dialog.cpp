#include "ui/pages/runs/form_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

QDialog* openFormDialog(QWidget* parent, const FormTitles& titles, QWidget* form, std::function<QString()> fault,
                        std::function<void()> start, std::function<void(QDialog*, std::function<void()>)> follow) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(titles.name + QStringLiteral(".dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(titles.title);
    QLabel* problem = textLabel(qPrintable(titles.name + QStringLiteral(".fault")), "fault");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(titles.name + QStringLiteral(".close"));
    QPushButton* begin = buttons->addButton(titles.start, QDialogButtonBox::AcceptRole);
    begin->setObjectName(titles.name + QStringLiteral(".start"));
    setStyleRole(begin, "primary");
    QScrollArea* content = scrolled(form, Qt::ScrollBarAsNeeded);
    dialog->setLayout(columnLayout(12, {{content, 1}, problem, buttons}, {20, 18, 20, 16}));
    // Wide enough for the form and a scroll bar; what is below it has room for a fault of two lines.
    const QSize room = parent->window()->size();
    const int width = std::min(form->sizeHint().width() + 70, room.width());
    const int height = std::max(form->sizeHint().height(), form->heightForWidth(width - 50));
    const int below = 2 * problem->fontMetrics().lineSpacing() + buttons->sizeHint().height() + 70;
    dialog->resize(width, std::min(height + below, room.height()));

    const auto showState = [problem, begin, fault = std::move(fault)] {
        const QString words = fault();
        problem->setText(words);
        begin->setEnabled(words.isEmpty());
    };
    follow(dialog, showState);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, [dialog, start = std::move(start)] {
        start();
        dialog->accept();
    });
    showState();
    dialog->open();
    return dialog;
}

}  // namespace oneshot::ui
