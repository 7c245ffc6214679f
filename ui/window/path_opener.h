#pragma once

#include <QObject>
#include <QStringList>

#include "ui/session/common/worker.h"
#include "ui/session/workspace/known_path.h"
#include "ui/session/workspace/workspace.h"

class QMimeData;
class QWidget;

namespace oneshot::ui {

class DrawPage;
class RunsPage;
class TasksPage;
class TrainPage;

/// Opens what a person drops on the window or chooses by Open: finds out off the GUI thread what each path is, and
/// sends it where it belongs. In a box it says what it could not take, and what that is.
class PathOpener : public QObject {
    Q_OBJECT
  public:
    struct Places {
        QWidget* window;
        TrainPage* train;
        TasksPage* tasks;
        DrawPage* draw;
        RunsPage* runs;
    };
    /// All of them must outlive it.
    PathOpener(session::Workspace&, const Places&);

    void open(const QStringList& paths);
    void askForFile();
    void askForFolder();

    /// Takes the drops of files on the window, its pages and the fields of data on Train.
    bool eventFilter(QObject*, QEvent*) override;

  Q_SIGNALS:
    void pageRequested(QWidget* page);
    void told(const QString& text);
    void studyRequested(const QString& path);

  private:
    /// What they were dropped on. Data for validation stay data for validation; on the paper of Draw pictures are
    /// queries and characters become one's own set.
    enum class Target { Window, Validation, Paper };

    Target targetOf(const QObject*) const;
    void recognise(const QStringList& paths, Target);
    void send(const QList<session::KnownPath>&, Target);
    void useAsData(const QStringList& paths, Target);
    void useAsModel(const QStringList& paths);
    QString openOther(const session::KnownPath&);  ///< returns why it was not opened; empty: it was
    void openReport(const QString& path);
    QString openSearch(const QString& path);

    session::Workspace& workspace_;
    Places places_;
    session::Worker worker_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
