#include "ui/fields/report_menu.h"

#include <QDir>

#include "ui/report/painted_report.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString wordsOf(ReportFormat format) {
    // In the order of its values.
    const QString words[] = {ReportMenu::tr("Report as HTML..."),     ReportMenu::tr("Report as PDF..."),
                             ReportMenu::tr("Report as Markdown..."), ReportMenu::tr("Report as JSON..."),
                             ReportMenu::tr("Curves as CSV..."),      ReportMenu::tr("Curves for TensorBoard...")};
    return words[static_cast<std::size_t>(format)];
}

}  // namespace

ReportMenu::ReportMenu(const QString& prefix, QWidget* parent)
    : QMenu(tr("Report of the run"), parent), prefix_(prefix), export_(&report::drawCharts) {
    setObjectName(prefix + QStringLiteral(".report"));
    for (const ReportFormatInfo& info : reportFormats()) {
        QAction* action = addAction(wordsOf(info.format), this, [this, format = info.format] { askFor(format); });
        action->setObjectName(prefix + u'.' + QString::fromLatin1(info.name));
        formats_ << action;
    }
    addSeparator();
    stop_ = addAction(tr("Stop exporting"), &export_, &session::ReportExport::cancel);
    stop_->setObjectName(prefix + QStringLiteral(".stop"));
    connect(&export_, &session::ReportExport::progressed, this,
            [this](int percent) { Q_EMIT told(tr("%1: %2 %").arg(writing_, QString::number(percent)), false); });
    const auto end = [this](const QString& text, bool fault) {
        showBusy();
        Q_EMIT told(text, fault);
    };
    connect(&export_, &session::ReportExport::finished, this,
            [end](const QString& path) { end(tr("The report is in %1").arg(QDir::toNativeSeparators(path)), false); });
    connect(&export_, &session::ReportExport::failed, this, [end](const QString& why) { end(why, true); });
    connect(&export_, &session::ReportExport::cancelled, this, [end] { end({}, false); });
    setRun({});
}

void ReportMenu::setRun(const QString& directory, std::optional<PeopleComparison> people) {
    run_ = directory;
    people_ = std::move(people);
    menuAction()->setEnabled(!run_.isEmpty());
    showBusy();
}

void ReportMenu::askFor(ReportFormat format) {
    const QString suffix = QString::fromLatin1(infoOf(format).suffix);
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
