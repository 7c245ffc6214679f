#include "ui/window/closing_question.h"

#include <QPushButton>

#include "ui/session/common/counted.h"

namespace oneshot::ui {

ClosingQuestion::ClosingQuestion(Training training, const QStringList& jobs, QWidget* parent) : QMessageBox(parent) {
    setObjectName(QStringLiteral("close.question"));
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(Question);
    QString confirm, details;
    switch (training) {
        case Training::Running:
            setWindowTitle(tr("A training is running"));
            setText(tr("A training is running. Stop it, save it and close?"));
            details = tr("It can be continued later from where it stops.");
            confirm = tr("Stop, save and close");
            break;
        case Training::Reading:
            setWindowTitle(tr("A training is running"));
            setText(tr("A training is about to begin. Stop it and close?"));
            details = tr("Its data are being read; there is nothing to save yet.");
            confirm = tr("Stop and close");
            break;
        case Training::None:
            setWindowTitle(tr("Jobs are running"));
            setText(session::counted(jobs.size(), tr("A job is running. Cancel it and close?"),
                                     tr("%1 jobs are running. Cancel them and close?")));
            confirm = session::counted(jobs.size(), tr("Cancel it and close"), tr("Cancel them and close"));
            break;
    }
    if (training != Training::None && !jobs.isEmpty()) details += u'\n' + tr("These jobs are cancelled:");
    if (!jobs.isEmpty()) details += u'\n' + jobs.join(u'\n');
    setInformativeText(details.trimmed());
    QPushButton* close = addButton(confirm, AcceptRole);
    close->setObjectName(QStringLiteral("close.save"));
    QPushButton* keep = addButton(jobs.isEmpty() ? tr("Keep training") : tr("Keep working"), RejectRole);
    keep->setObjectName(QStringLiteral("close.keep"));
    setEscapeButton(keep);
    setDefaultButton(keep);
    connect(close, &QPushButton::clicked, this, &ClosingQuestion::confirmed);
}

}  // namespace oneshot::ui
