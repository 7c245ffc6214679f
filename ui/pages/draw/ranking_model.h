#pragma once

#include <QAbstractListModel>
#include <optional>
#include <vector>

#include "ui/session/draw/draw_query.h"

namespace oneshot::ui {

/// A support set ordered by a model's scores; in its own order while there are none.
class RankingModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role {
        WayRole = Qt::UserRole,  ///< index into the support set, int
        NameRole,
        RankRole,         ///< from 1; 0: no scores yet
        ScoreRole,        ///< as a person reads it
        ProbabilityRole,  ///< 0..1
        LearntRole,       ///< bool: the model learnt from this character
        AcceptedRole,     ///< bool: the evidence reaches the threshold; true where there is none
    };
    using QAbstractListModel::QAbstractListModel;

    void setSupport(const session::SupportSet&);  ///< no scores any more
    void setAnswer(const session::DrawAnswer&);   ///< of this support set
    void clearAnswer();
    void setLearnt(std::set<CharacterId>);  ///< of the support set's dataset
    void setAccepted(bool);                 ///< whether the best one counts, rather than "none of these"

    std::vector<const Image*> drawings(int way) const;
    QString nameOf(int way) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// DisplayRole is a sentence that is read out.
    QVariant data(const QModelIndex&, int role) const override;

  private:
    void reorder();  ///< what is selected stays so
    void order();

    session::SupportSet support_;
    std::optional<session::DrawAnswer> answer_;
    std::set<CharacterId> learnt_;
    bool accepted_ = true;
    std::vector<int> ways_;  ///< of each row
};

}  // namespace oneshot::ui
