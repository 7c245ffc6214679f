#pragma once

#include <QObject>

#include "ui/pages/tasks/task_controls.h"

namespace oneshot::ui {

/// What the sources of tasks hold: the workspace's data, Lake's runs, or what another page chose.
class TaskSources : public QObject {
    Q_OBJECT
  public:
    using Source = TaskControls::Source;

    /// The workspace must outlive the sources.
    explicit TaskSources(session::Workspace&, QObject* parent = nullptr);

    /// Fills in where the question's tasks come from; else says in full words why there are none (yet). Lake's runs
    /// that were used last are read then.
    QString fill(Source, session::TaskQuestion&);
    QString nameOf(Source) const;                 ///< what a person calls what is there; empty: nothing
    QString specOf(Source) const;                 ///< where it is; empty: not in one place
    session::DatasetPtr drawnFrom(Source) const;  ///< null: its tasks are fixed, or there are no data

    void openLake(const QString& path);
    void askForLake(QWidget* parent);  ///< by a dialog; lakeChosen() tells
    void give(const session::DatasetPtr&, std::vector<Task>, const QString& name);

  Q_SIGNALS:
    void changed();  ///< what is there, or what it is called
    void lakeChosen(const QString& path);
    void lakeFailed(const QString& fullWords);  ///< what openLake() asked for cannot be used

  private:
    QString fillLake(session::TaskQuestion&);

    session::Workspace& workspace_;
    QString lakePath_;     ///< last asked for
    QString lakeProblem_;  ///< why it cannot be used
    bool lakeReading_ = false;
    session::DatasetPtr givenDataset_;
    std::shared_ptr<const std::vector<Task>> given_;  ///< null: none yet
    QString givenName_;
};

}  // namespace oneshot::ui
