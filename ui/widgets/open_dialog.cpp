#include "ui/widgets/open_dialog.h"

#include <QFileDialog>

namespace oneshot::ui {

void askWhatToOpen(QWidget* parent, const OpenRequest& request, const std::function<void(const QString& path)>& open) {
    auto* dialog = new QFileDialog(parent, request.title, request.start, request.filter);
    dialog->setObjectName(request.name + QStringLiteral(".dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(request.filter.isEmpty() ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, request.filter.isEmpty());
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, open);
    dialog->open();
}

}  // namespace oneshot::ui
