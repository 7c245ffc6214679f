#include "ui/widgets/report_button.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>

#include "ui/report/painted_report.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString wordsOf(ReportFormat format) {
    switch (format) {
        case ReportFormat::Html:
            return ReportButton::tr("Report as HTML...");
        case ReportFormat::Pdf:
            return ReportButton::tr("Report as PDF...");
        case ReportFormat::Markdown:
            return ReportButton::tr("Report as Markdown...");
        case ReportFormat::JsonText:
            return ReportButton::tr("Report as JSON...");
        case ReportFormat::Csv:
            return ReportButton::tr("Curves as CSV...");
        case ReportFormat::TensorBoard:
            break;
    }
    return ReportButton::tr("Curves for TensorBoard...");
}

QString latin(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

ReportButton::ReportButton(const QString& objectName, QWidget* parent)
    : QPushButton(lineIcon("save"), tr("Export"), parent), export_(&report::paintReport) {
    setObjectName(objectName);
    setToolTip(tr("Write the run as a document: settings, curves, results and what they rest on"));
    setAccessibleDescription(toolTip());
    auto* menu = new QMenu(this);
    for (const ReportFormatInfo& info : reportFormats()) {
        QAction* action = menu->addAction(wordsOf(info.format), this, [this, format = info.format] { askFor(format); });
        action->setObjectName(objectName + u'.' + latin(info.name));
        formats_ << action;
    }
    menu->addSeparator();
    stop_ = menu->addAction(tr("Stop exporting"), this, [this] {
        export_.cancel();
        showBusy();
        Q_EMIT told({}, false);
    });
    stop_->setObjectName(objectName + QStringLiteral(".stop"));
    setMenu(menu);
    connect(&export_, &session::ReportExport::progressed, this,
            [this](int percent) { Q_EMIT told(tr("%1: %2 %").arg(writing_).arg(percent), false); });
    connect(&export_, &session::ReportExport::finished, this, [this](const QString& path) {
        showBusy();
        Q_EMIT told(tr("The report is in %1").arg(QDir::toNativeSeparators(path)), false);
    });
    connect(&export_, &session::ReportExport::failed, this, [this](const QString& why) {
        showBusy();
        Q_EMIT told(why, true);
    });
    setRun({});
    showBusy();
}

void ReportButton::setRun(const QString& directory) {
    run_ = directory;
    setEnabled(!run_.isEmpty());
}

void ReportButton::askFor(ReportFormat format) {
    const QString suffix = latin(infoOf(format).suffix);
    auto* dialog = new QFileDialog(this, suffix.isEmpty() ? tr("A folder for TensorBoard") : tr("Export"));
    dialog->setObjectName(objectName() + QStringLiteral(".dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (suffix.isEmpty()) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(QStringLiteral("report.") + suffix);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString& path) { exportTo(format, path); });
    dialog->open();
}

void ReportButton::exportTo(ReportFormat format, const QString& path) {
    export_.exportReport(run_, format, path);
    writing_ = tr("Writing %1").arg(QDir::toNativeSeparators(path));
    showBusy();
    Q_EMIT told(writing_, false);
}

void ReportButton::showBusy() {
    for (QAction* action : formats_) action->setEnabled(!export_.busy());
    stop_->setVisible(export_.busy());
}

}  // namespace oneshot::ui
