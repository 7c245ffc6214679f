#include "ui/window/log_failures.h"

#include "ui/session/common/jobs.h"
#include "ui/session/common/log.h"
#include "ui/session/training/training_session.h"

namespace oneshot::ui {

using session::Jobs;
using session::Log;
using session::TrainingSession;

void logFailures(Log& log, const TrainingSession& training) {
    QObject::connect(&Jobs::instance(), &Jobs::failed, &log, [&log](const QString& name, const QString& why) {
        log.add(name.isEmpty() ? why : QStringLiteral("%1: %2").arg(name, why));
    });
    QObject::connect(&training, &TrainingSession::updated, &log, [&log](const session::TrainingUpdate& update) {
        for (const std::string& notice : update.notices) log.add(QString::fromStdString(notice));
        if (update.damage) log.add(QString::fromStdString(update.damage->problem));
    });
    QObject::connect(&training, &TrainingSession::ended, &log, [&log, &training](TrainingSession::End end) {
        if (end == TrainingSession::End::Failed) log.add(Log::tr("The training failed. %1").arg(training.reason()));
    });
}

}  // namespace oneshot::ui
