#pragma once

#include <QAbstractTableModel>

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

/// The tasks of a board, one a row: what is asked, then what each learner answered, as sign, rank and margin.
class TaskModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Number, AlphabetName, CharacterName, Drawer, FirstLearner };
    static constexpr int sortRole = Qt::UserRole;  ///< numbers as numbers; a learner's column by margin

    using QAbstractTableModel::QAbstractTableModel;

    /// Of the same tasks and learners, rows only change. null: no rows.
    void setBoard(session::BoardPtr);
    const session::BoardPtr& board() const { return board_; }
    int learnerCount() const { return board_ ? static_cast<int>(board_->answers.size()) : 0; }
    int disagreeColumn() const { return FirstLearner + learnerCount(); }
    int learntColumn() const { return disagreeColumn() + 1; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

    static QString verdictText(const session::TaskAnswer&);  ///< "✓ #1 +0.83"

  private:
    QVariant learnerData(int learner, int task, int role) const;

    session::BoardPtr board_;
};

}  // namespace oneshot::ui
