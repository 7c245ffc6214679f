#include "ui/fields/report_menu.h"

#include <QDir>

#include "ui/report/painted_report.h"
#include "ui/widgets/open_dialog.h"
#include "ui/widgets/overwrite_question.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString wordsOf(ReportFormat format) {
    switch (format) {
        case ReportFormat::Html:
            return ReportMenu::tr("Report as HTML...");
        case ReportFormat::Pdf:
            return ReportMenu::tr("Report as PDF...");
        case ReportFormat::Markdown:
            return ReportMenu::tr("Report as Markdown...");
        case ReportFormat::JsonText:
            return ReportMenu::tr("Report as JSON...");
        case ReportFormat::Csv:
            return ReportMenu::tr("Curves as CSV...");
        case ReportFormat::TensorBoard:
            break;
    }
    return ReportMenu::tr("Curves for TensorBoard...");
}

QString latin(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

ReportMenu::ReportMenu(const QString& prefix, QWidget* parent)
    : QMenu(tr("Report of the run"), parent), prefix_(prefix), export_(&report::drawCharts) {
    setObjectName(prefix + QStringLiteral(".report"));
    for (const ReportFormatInfo& info : reportFormats()) {
        QAction* action = addAction(wordsOf(info.format), this, [this, format = info.format] { askFor(format); });
        action->setObjectName(prefix + u'.' + latin(info.name));
        formats_ << action;
    }
    addSeparator();
    stop_ = addAction(tr("Stop exporting"), &export_, &session::ReportExport::cancel);
    stop_->setObjectName(prefix + QStringLiteral(".stop"));
    connect(&export_, &session::ReportExport::progressed, this,
            [this](int percent) { Q_EMIT told(tr("%1: %2 %").arg(writing_, QString::number(percent)), false); });
    connect(&export_, &session::ReportExport::finished, this, [this](const QString& path) {
        showBusy();
        Q_EMIT told(tr("The report is in %1").arg(QDir::toNativeSeparators(path)), false);
    });
    connect(&export_, &session::ReportExport::failed, this, [this](const QString& why) {
        showBusy();
        Q_EMIT told(why, true);
    });
    connect(&export_, &session::ReportExport::cancelled, this, [this] {
        showBusy();
        Q_EMIT told({}, false);
    });
    setRun({});
}

void ReportMenu::setRun(const QString& directory, std::optional<PeopleComparison> people) {
    run_ = directory;
    people_ = std::move(people);
    menuAction()->setEnabled(!run_.isEmpty());
    showBusy();
}

void ReportMenu::askFor(ReportFormat format) {
    const QString suffix = latin(infoOf(format).suffix);
    const auto write = [this, format](const QString& path) { exportTo(format, path); };
    if (suffix.isEmpty())
        askWhatToOpen(parentWidget(), {prefix_, tr("A folder for TensorBoard")}, [this, write](const QString& path) {
            askBeforeOverwriting(parentWidget(), path, [write, path] { write(path); });
        });
    else
        askWhereToSave(parentWidget(),
                       {prefix_, tr("Export"), QStringLiteral("report.") + suffix,
                        QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix), false},
                       [write](const QString& path, bool) { write(path); });
}

void ReportMenu::exportTo(ReportFormat format, const QString& path) {
    export_.exportReport(run_, format, path, people_);
    writing_ = tr("Writing %1").arg(QDir::toNativeSeparators(path));
    showBusy();
    Q_EMIT told(writing_, false);
}

void ReportMenu::showBusy() {
    for (QAction* action : formats_) action->setEnabled(!run_.isEmpty() && !export_.busy());
    stop_->setVisible(export_.busy());
}

}  // namespace oneshot::ui
