#pragma once

#include <QAbstractListModel>
#include <QCoreApplication>
#include <QStringList>
#include <functional>

namespace oneshot::session {

/// What a person reads of work in the background.
struct Job {
    Q_DECLARE_TR_FUNCTIONS(Job)
  public:
    QString name;             ///< "Report of RUN"
    bool repeatable = false;  ///< it is done again when it is needed, so closing the window does not ask about it
    int step = 0, steps = 1;  ///< this work is one of so many steps, which make one progress

    static Job saving(const QString& path);
    static Job opening(const QString& name);
};

/// The jobs that run or wait in the background of this process, in the order of their requests: exports, reports,
/// evaluations, comparisons, studies, openings, searches for a threshold. A Worker lists its own. For the GUI thread.
class Jobs : public QAbstractListModel {
    Q_OBJECT
  public:
    static constexpr int PercentRole = Qt::UserRole;   ///< 0..100; -1: it waits for its turn
    static constexpr int NameRole = Qt::UserRole + 1;  ///< without how far it is

    /// Lists a job as long as it lives.
    class Entry {
      public:
        /// cancel: called when a person cancels the job; the entry may go meanwhile.
        Entry(Job, std::function<void()> cancel);
        ~Entry();
        Q_DISABLE_COPY_MOVE(Entry)

        void setJob(const Job&);
        void setPercent(int);

      private:
        friend class Jobs;
        Job job_;
        std::function<void()> cancel_;
        int percent_ = -1;
    };

    static Jobs& instance();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;  ///< displays the name and how far the job is
    QStringList unrepeatable() const;                            ///< names of the jobs that closing the window loses
    void cancel(int row);
    void cancelUnrepeatable();  ///< those that are listed now
    void tellFailure(const QString& name, const QString& why) { Q_EMIT failed(name, why); }

  Q_SIGNALS:
    void failed(const QString& name, const QString& why);  ///< also work that is not listed; its name is empty

  private:
    Jobs() = default;
    void changed(const Entry*);

    QList<Entry*> entries_;
};

}  // namespace oneshot::session
