#include "ui/widgets/dialogs.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QPushButton>

#include "core/base/save_folder.h"

namespace oneshot::ui {
namespace {

QVariantMap& folders() {
    static QVariantMap byKind;
    return byKind;
}

/// Returns where the last dialog for files of this kind was left; else where the caller would begin.
QString folderOf(const QString& kind, const QString& otherwise) {
    const QString last = folders().value(kind).toString();
    return !last.isEmpty() && QFileInfo(last).isDir() ? last : otherwise;
}

/// Makes the next dialog for files of this kind begin in the folder that holds what is chosen in this one.
void rememberFolder(QFileDialog* dialog, const QString& kind) {
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [kind](const QString& path) { folders()[kind] = QFileInfo(path).absolutePath(); });
}

}  // namespace

QVariantMap dialogFolders() {
    return folders();
}

void setDialogFolders(const QVariantMap& byKind) {
    folders() = byKind;
}

void askWhatToOpen(QWidget* parent, const OpenRequest& request, const std::function<void(const QString& path)>& open) {
    const QString kind = request.name + (request.filter.isEmpty() ? QStringLiteral(".folder") : QString());
    auto* dialog = new QFileDialog(parent, request.title, folderOf(kind, request.start), request.filter);
    rememberFolder(dialog, kind);
    dialog->setObjectName(request.name + QStringLiteral(".dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(request.filter.isEmpty() ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, request.filter.isEmpty());
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, open);
    dialog->open();
}

void askWhereToSave(QWidget* parent, const SaveRequest& request,
                    const std::function<void(const QString& path, bool forExcel)>& save) {
    const QString suffix = QFileInfo(request.fileName).suffix(), kind = QStringLiteral("save.") + suffix;
    auto* dialog = new QFileDialog(parent, request.title, folderOf(kind, {}), request.filter);
    rememberFolder(dialog, kind);
    dialog->setObjectName(request.name + QStringLiteral(".dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    QCheckBox* forExcel = nullptr;
    if (request.offersExcel && suffix == QStringLiteral("csv")) {
        dialog->setOption(QFileDialog::DontUseNativeDialog);  // which would have no place for it
        forExcel = new QCheckBox(QFileDialog::tr("For Excel (byte order mark)"), dialog);
        forExcel->setObjectName(request.name + QStringLiteral(".excel"));
        forExcel->setToolTip(QFileDialog::tr("Without it Excel shows letters beyond English ones as others"));
        forExcel->setChecked(true);
        if (auto* grid = qobject_cast<QGridLayout*>(dialog->layout()))
            grid->addWidget(forExcel, grid->rowCount(), 0, 1, grid->columnCount());
    }
    dialog->selectFile(request.fileName);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [save, forExcel](const QString& path) { save(path, forExcel && forExcel->isChecked()); });
    dialog->open();
}

void ask(QWidget* parent, const Question& question, const std::function<void()>& confirmed) {
    auto* box = new QMessageBox(question.icon, question.title, question.text, QMessageBox::NoButton, parent);
    box->setObjectName(question.name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(question.details);
    QPushButton* yes = box->addButton(question.yes, question.yesRole);
    yes->setObjectName(question.yesName);
    QPushButton* no = box->addButton(question.no, QMessageBox::RejectRole);
    no->setObjectName(question.noName);
    box->setEscapeButton(no);
    box->setDefaultButton(no);
    QObject::connect(yes, &QPushButton::clicked, parent, confirmed);
    box->open();
}

void askBeforeOverwriting(QWidget* parent, const QString& folder, const std::function<void()>& write) {
    if (!isFolderInUse(folder.toStdString())) return write();
    const auto tr = [](const char* text) { return QMessageBox::tr(text); };
    ask(parent,
        {.name = QStringLiteral("overwrite.question"),
         .title = tr("The folder is not empty"),
         .text = tr("The folder is not empty. Write into it all the same?"),
         .details = tr("%1\nFiles of the same names are replaced.").arg(QDir::toNativeSeparators(folder)),
         .yes = tr("Write into it"),
         .yesName = QStringLiteral("overwrite.yes"),
         .no = tr("Cancel"),
         .noName = QStringLiteral("overwrite.no")},
        write);
}

void warn(QWidget* parent, const QString& name, const QString& title, const QString& text) {
    auto* box = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::Ok, parent);
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace oneshot::ui
