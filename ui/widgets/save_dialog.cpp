#include "ui/widgets/save_dialog.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QGridLayout>

namespace oneshot::ui {

void askWhereToSave(QWidget* parent, const SaveRequest& request,
                    const std::function<void(const QString& path, bool forExcel)>& save) {
    auto* dialog = new QFileDialog(parent, request.title, {}, request.filter);
    dialog->setObjectName(request.name + QStringLiteral(".dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString suffix = QFileInfo(request.fileName).suffix();
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

}  // namespace oneshot::ui
