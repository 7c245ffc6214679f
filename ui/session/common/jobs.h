#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <functional>

#include "ui/session/common/job.h"

namespace oneshot::session {

/// The jobs that run or wait in the background of this process, in the order of asking: exports, reports, evaluations,
/// comparisons, studies, openings, searches for a threshold. A Worker lists its own. For the GUI thread.
class Jobs : public QAbstractListModel {
    Q_OBJECT
  public:
    static constexpr int PercentRole = Qt::UserRole;  ///< 0..100; -1: it waits for its turn

    /// Lists a job as long as it lives.
    class Entry {
      public:
        /// cancel: called where a person cancels the job; the entry may go meanwhile.
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

  private:
    Jobs() = default;
    void changed(const Entry*);

    QList<Entry*> entries_;
};

}  // namespace oneshot::session
