#include "ui/pages/draw/ranking_model.h"

#include <QLocale>
#include <algorithm>
#include <numeric>

#include "core/evaluation/probabilities.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

void RankingModel::setSupport(const session::SupportSet& support) {
    beginResetModel();
    support_ = support;
    answer_.reset();
    learnt_.clear();
    order();
    endResetModel();
}

void RankingModel::setAnswer(const session::DrawAnswer& answer) {
    if (answer.scores.size() != support_.ways.size()) return;
    answer_ = answer;
    reorder();
}

void RankingModel::clearAnswer() {
    if (!answer_) return;
    answer_.reset();
    reorder();
}

void RankingModel::setLearnt(std::set<CharacterId> learnt) {
    if (learnt_ == learnt) return;
    learnt_ = std::move(learnt);
    if (!ways_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {LearntRole});
}

void RankingModel::setAccepted(bool accepted) {
    if (accepted_ == accepted) return;
    accepted_ = accepted;
    if (!ways_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AcceptedRole});
}

void RankingModel::reorder() {
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const std::vector<int> before = std::move(ways_);
    order();
    for (const QModelIndex& old : persistentIndexList()) {
        const auto row = std::ranges::find(ways_, before[old.row()]) - ways_.begin();
        changePersistentIndex(old, index(static_cast<int>(row)));
    }
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void RankingModel::order() {
    ways_.resize(support_.ways.size());
    std::iota(ways_.begin(), ways_.end(), 0);
    if (answer_) std::ranges::stable_sort(ways_, std::greater(), [this](int way) { return answer_->scores[way]; });
}

std::vector<const Image*> RankingModel::drawings(int way) const {
    std::vector<const Image*> images;
    for (const DrawingId id : support_.ways[way].drawings) images.push_back(&support_.dataset->drawings[id].image);
    return images;
}

QString RankingModel::nameOf(int way) const {
    const CharacterId id = support_.ways[way].character;
    const QString name = QString::fromStdString(support_.dataset->character(id).name);
    const bool several = std::ranges::any_of(support_.ways, [&](const Way& other) {
        return other.character.alphabet != support_.ways[0].character.alphabet;
    });
    return several
               ? QString::fromStdString(support_.dataset->alphabets[id.alphabet].name) + QStringLiteral(" · ") + name
               : name;
}

int RankingModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ways_.size());
}

QVariant RankingModel::data(const QModelIndex& at, int role) const {
    if (!checkIndex(at, CheckIndexOption::IndexIsValid)) return {};
    const int way = ways_[at.row()];
    switch (role) {
        case WayRole:
            return way;
        case NameRole:
            return nameOf(way);
        case RankRole:
            return answer_ ? rankOf(answer_->scores, way) : 0;
        case ScoreRole:
            return answer_ ? scoreText(answer_->kind, answer_->scores[way]) : QString();
        case ProbabilityRole:
            return answer_ ? answer_->probabilities[way] : 0.0;
        case LearntRole:
            return learnt_.contains(support_.ways[way].character);
        case AcceptedRole:
            return accepted_;
        case Qt::DisplayRole:
        case Qt::ToolTipRole: {
            QString text = nameOf(way);
            if (answer_)
                text = tr("%1. %2: score %3, probability among these %4 %")
                           .arg(rankOf(answer_->scores, way))
                           .arg(text, scoreText(answer_->kind, answer_->scores[way]),
                                QLocale().toString(100 * answer_->probabilities[way], 'f', 1));
            return learnt_.contains(support_.ways[way].character)
                       ? tr("%1. The model learnt from this character.").arg(text)
                       : text;
        }
        default:
            return {};
    }
}

}  // namespace oneshot::ui
