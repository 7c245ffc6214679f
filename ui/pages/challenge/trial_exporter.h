#pragma once

#include <QWidget>
#include <functional>

#include "ui/report/challenge_sheet.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/worker.h"
#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

class QAction;
class QMenu;
class QToolButton;

namespace oneshot::ui {

class ReportMenu;
class SessionStudies;

/// The Export button: writes the trials of chosen sessions, a sheet to be printed, and reports of the model's run, off
/// the GUI thread.
class TrialExporter : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive it. sheet: makes the sheet of the trials on demand.
    TrialExporter(session::Workspace&, std::function<report::ChallengeSheet()> sheet);

    /// excluded: what becomes of excluded sessions in reports; tables hold them, marked as such. Of sessions of blinded
    /// studies reports tell nothing; before a table with them is written, the person is asked.
    void setTrials(std::vector<session::SessionRecord>, std::vector<session::TrialRecord>, bool offersSheet,
                   session::Excluded excluded, const SessionStudies&);
    /// Writes by the suffix: .csv, .json, or the sheet as .pdf; into a folder tables, see session::studyTables(). Does
    /// nothing while an export is under way.
    void exportTo(const QString& path, bool forExcel = false);

  Q_SIGNALS:
    void told(const QString& text, bool isFault);  ///< that it writes, where it has written, or why it cannot

  private:
    QMenu* makeMenu();
    void askWhere(const QString& suffix, const QString& filter);
    void prepareReport();
    void write(const QString& path, bool forExcel);
    void finish(const QString& text, bool isFault);

    session::Workspace& workspace_;
    std::function<report::ChallengeSheet()> makeSheet_;
    std::vector<session::SessionRecord> sessions_;
    std::vector<session::TrialRecord> trials_;
    std::vector<session::TrialRecord> told_;  ///< without those of blinded studies
    QString blindedStudies_;                  ///< whose sessions are chosen; empty: none
    session::Excluded excluded_ = session::Excluded::LeftOut;
    QToolButton* button_;
    QAction* sheet_;
    ReportMenu* report_;
    session::Worker writer_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
