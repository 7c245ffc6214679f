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
    const QSize needed = form->sizeHint();
    const QSize room = parent->window()->size();
    dialog->resize(std::min(needed.width() + 70, room.width()), std::min(needed.height() + 190, room.height()));

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
