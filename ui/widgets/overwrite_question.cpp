#include "ui/widgets/overwrite_question.h"

#include <QDir>
#include <QMessageBox>
#include <QPushButton>

#include "core/base/save_folder.h"

namespace oneshot::ui {

void askBeforeOverwriting(QWidget* parent, const QString& folder, const std::function<void()>& write) {
    if (!isFolderInUse(folder.toStdString())) return write();
    auto* question = new QMessageBox(QMessageBox::Question, QMessageBox::tr("The folder is not empty"),
                                     QMessageBox::tr("The folder is not empty. Write into it all the same?"),
                                     QMessageBox::NoButton, parent);
    question->setObjectName(QStringLiteral("overwrite.question"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        QMessageBox::tr("%1\nFiles of the same names give way.").arg(QDir::toNativeSeparators(folder)));
    QPushButton* yes = question->addButton(QMessageBox::tr("Write into it"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("overwrite.yes"));
    QPushButton* no = question->addButton(QMessageBox::Cancel);
    no->setObjectName(QStringLiteral("overwrite.no"));
    question->setEscapeButton(no);
    question->setDefaultButton(no);
    QObject::connect(yes, &QPushButton::clicked, parent, write);
    question->open();
}

}  // namespace oneshot::ui
