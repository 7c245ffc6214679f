#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/session/trials/trial_record.h"

namespace oneshot::ui {

class SessionStudies;

/// Sessions, one a row, newest first, with their accuracies as far as these may be told.
class SessionsModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Participant, Started, Source, Trials, PersonAccuracy, ModelAccuracy, State, Remarks, columnCount_ };

    using QAbstractTableModel::QAbstractTableModel;

    /// studies: of all sessions; looked at now.
    void setSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&,
                     const SessionStudies& studies);
    const session::SessionRecord& session(int row) const { return rows_[static_cast<std::size_t>(row)].session; }
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
        QString study;  ///< its title; empty: none
        bool isBlinded = false;
        std::vector<session::TrialRecord> trials;
        int counted = 0, personRight = 0, modelRight = 0;  ///< without practice
    };

    static QString text(const Row&, int column);
    static QString tip(const Row&, int column);

    std::vector<Row> rows_;
};

}  // namespace oneshot::ui
