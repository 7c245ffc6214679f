#pragma once

#include <QCoreApplication>
#include <QString>

namespace oneshot::session {

/// What a person reads of work in the background.
struct Job {
    Q_DECLARE_TR_FUNCTIONS(Job)
  public:
    QString name;             ///< "Report of RUN"
    bool repeatable = false;  ///< it is done again when it is needed, so closing the window does not ask about it
    int step = 0, steps = 1;  ///< this work is one of so many steps, whose progress is told as one

    static Job saving(const QString& path);
    static Job opening(const QString& name);
};

}  // namespace oneshot::session
