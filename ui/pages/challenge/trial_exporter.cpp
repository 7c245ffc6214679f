#include "ui/pages/challenge/trial_exporter.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <algorithm>

#include "ui/fields/report_menu.h"
#include "ui/pages/challenge/session_studies.h"
#include "ui/session/challenge/study_export.h"
#include "ui/session/trials/trial_export.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

TrialExporter::TrialExporter(session::Workspace& workspace, std::function<report::ChallengeSheet()> sheet)
    : workspace_(workspace),
      makeSheet_(std::move(sheet)),
      button_(flatButton("challenge.export", "save", tr("Export"), tr("The trials of the chosen sessions"))) {
    setObjectName(QStringLiteral("challenge.exporter"));
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setMenu(makeMenu());
    setLayout(rowLayout(0, {button_}));
    connect(&writer_, &session::Worker::failed, this, [this](const QString& why) { finish(why, true); });
    connect(&writer_, &session::Worker::cancelRequested, this, [this] {
        writer_.cancel();
        finish(tr("The export was cancelled"), false);
    });
    setTrials({}, {}, false, excluded_, {});
}

QMenu* TrialExporter::makeMenu() {
    auto* menu = new QMenu(button_);
    const auto add = [&](const char* objectName, const QString& text, const QString& suffix, const QString& filter) {
        auto* action = menu->addAction(text, this, [this, suffix, filter] { askWhere(suffix, filter); });
        action->setObjectName(QLatin1String(objectName));
        return action;
    };
    add("challenge.export.csv", tr("Trials as CSV, with a dictionary..."), QStringLiteral("csv"), tr("CSV (*.csv)"));
    add("challenge.export.json", tr("Trials as JSON..."), QStringLiteral("json"), tr("JSON (*.json)"));
    auto* tables = menu->addAction(tr("Tables for R or SPSS, with figures, in a folder..."), this, [this] {
        askWhatToOpen(this, {button_->objectName(), tr("A folder for the tables")}, [this](const QString& folder) {
            askBeforeOverwriting(this, folder, [this, folder] { exportTo(folder); });
        });
    });
    tables->setObjectName(QStringLiteral("challenge.export.tables"));
    sheet_ = add("challenge.sheet", tr("The sheet, to be printed..."), QStringLiteral("pdf"), tr("PDF (*.pdf)"));
    report_ = new ReportMenu(button_->objectName(), this);
    report_->setTitle(tr("Report of the model's run"));
    connect(report_, &ReportMenu::told, this, &TrialExporter::told);
    connect(menu, &QMenu::aboutToShow, this, &TrialExporter::prepareReport);
    menu->addMenu(report_);
    return menu;
}

void TrialExporter::prepareReport() {
    const auto people = session::comparisonOf(told_, excluded_);
    // The first trial may be one that does not count, of another model.
    const auto answered = std::ranges::find_if(told_, [&](const session::TrialRecord& trial) {
        return people && trial.modelFingerprint.left(12).toStdString() == people->model;
    });
    report_->setRun(people ? workspace_.models().runOf(answered->modelId) : QString(), people);
}

void TrialExporter::setTrials(std::vector<session::SessionRecord> sessions, std::vector<session::TrialRecord> trials,
                              bool offersSheet, session::Excluded excluded, const SessionStudies& studies) {
    excluded_ = excluded;
    sessions_ = std::move(sessions);
    trials_ = std::move(trials);
    told_ = trials_;
    QStringList blinded;
    for (const auto& session : sessions_) {
        if (!studies.isBlinded(session)) continue;
        blinded += studies.of(session)->title();
        std::erase_if(told_, [&](const session::TrialRecord& trial) { return trial.session == session.id; });
    }
    blinded.removeDuplicates();
    blindedStudies_ = blinded.join(QStringLiteral("; "));
    sheet_->setEnabled(offersSheet);
    button_->setEnabled(!trials_.empty() && !writer_.busy());
}

void TrialExporter::askWhere(const QString& suffix, const QString& filter) {
    askWhereToSave(this, {button_->objectName(), tr("Export"), QStringLiteral("trials.") + suffix, filter},
                   [this](const QString& path, bool forExcel) { exportTo(path, forExcel); });
}

void TrialExporter::exportTo(const QString& path, bool forExcel) {
    const bool isSheet = path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive) && !QFileInfo(path).isDir();
    if (blindedStudies_.isEmpty() || isSheet) return write(path, forExcel);
    ask(this,
        {.name = QStringLiteral("challenge.export.blinded"),
         .title = tr("The study is blinded"),
         .text = tr("The file says of each trial whether it was answered rightly. Export %1 all the same?")
                     .arg(blindedStudies_),
         .details =
             tr("Whoever opens it is no longer blind. Give it to somebody who does not run the study, or keep it "
                "closed until the study is unblinded. The sheet and reports leave the study out."),
         .yes = tr("Export with the answers"),
         .yesName = QStringLiteral("challenge.export.blinded.yes"),
         .no = tr("Cancel"),
         .noName = QStringLiteral("challenge.export.blinded.no"),
         .icon = QMessageBox::Warning},
        [this, path, forExcel] { write(path, forExcel); });
}

void TrialExporter::write(const QString& path, bool forExcel) {
    if (writer_.busy()) return;
    std::function<void(const std::stop_token&)> write = [path, trials = trials_, sessions = sessions_,
                                                         forExcel](const auto&) {
        session::writeTrials(path, trials, sessions, forExcel);
    };
    if (QFileInfo(path).isDir())
        write = [path, trials = trials_, sessions = sessions_](const std::stop_token& stop) {
            session::writeStudyFolder(path.toStdString(), session::studyDataOf(sessions, trials), {.overwrite = true},
                                      stop);
        };
    else if (path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive))
        write = [path, sheet = makeSheet_()](const auto&) { report::saveSheet(sheet, path); };
    button_->setEnabled(false);
    Q_EMIT told(tr("Writing %1").arg(path), false);
    writer_.run(
        session::Job::saving(path),
        [write](const session::Worker::Control& control) {
            write(control.stop);
            return true;
        },
        [this, path](bool) { finish(tr("Exported to %1").arg(path), false); });
}

void TrialExporter::finish(const QString& text, bool isFault) {
    Q_EMIT told(text, isFault);
    button_->setEnabled(!trials_.empty());
}

}  // namespace oneshot::ui
