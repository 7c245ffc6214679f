#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/session/trials/trial_record.h"

namespace oneshot::ui {

/// Stored sessions, one a row, newest first.
class SessionListModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Participant, Started, Source, Trials, Person, Model, State, columnCount_ };

    using QAbstractTableModel::QAbstractTableModel;

    void setSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&);
    const session::SessionRecord& session(int row) const { return rows_[static_cast<std::size_t>(row)].session; }
    int rowOf(qint64 session) const;  ///< -1: none
    const std::vector<session::TrialRecord>& trials(int row) const {
        return rows_[static_cast<std::size_t>(row)].trials;
    }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

  private:
    struct Row {
        session::SessionRecord session;
        std::vector<session::TrialRecord> trials;
        int counted = 0, personRight = 0, modelRight = 0;  ///< without practice
    };
    QString text(const Row&, int column) const;

    std::vector<Row> rows_;
};

}  // namespace oneshot::ui
