#include "ui/pages/challenge/session_list_model.h"

#include <QLocale>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

void SessionListModel::setSessions(const std::vector<session::SessionRecord>& sessions,
                                   const std::vector<session::TrialRecord>& trials) {
    beginResetModel();
    rows_.clear();
    for (const auto& session : sessions) {
        Row& row = rows_.emplace_back();
        row.session = session;
        for (const auto& trial : trials) {
            if (trial.session != session.id) continue;
            row.trials.push_back(trial);
            if (trial.practice) continue;
            ++row.counted;
            row.personRight += trial.correct();
            row.modelRight += trial.modelCorrect();
        }
    }
    endResetModel();
}

int SessionListModel::rowOf(qint64 session) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].session.id == session) return static_cast<int>(i);
    return -1;
}

int SessionListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int SessionListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

QString SessionListModel::text(const Row& row, int column) const {
    const auto share = [&](int right) {
        return row.counted && !isWithheld(row.session) ? percentText(100.0 * right / row.counted) : QStringLiteral("–");
    };
    switch (column) {
        case Participant:
            return row.session.settings.participant;
        case Started:
            return QLocale().toString(row.session.startedUtc.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm"));
        case Source:
            return sourceText(row.session.settings.source);
        case Trials:
            return tr("%1 of %2").arg(row.counted).arg(row.session.settings.trials);
        case Person:
            return share(row.personRight);
        case Model:
            return share(row.modelRight);
        default:
            break;
    }
    using Of = session::SessionRecord::State;
    const QString state = row.session.state == Of::Open        ? tr("open")
                          : row.session.state == Of::Completed ? tr("complete")
                                                               : tr("ended early");
    return row.session.resumptions > 0 ? tr("%1, resumed").arg(state) : state;
}

QVariant SessionListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(row, index.column());
    if (role == Qt::ToolTipRole && index.column() == Source) return row.session.settings.source;
    if (role == Qt::TextAlignmentRole && index.column() >= Trials && index.column() <= Model)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant SessionListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Trials && section <= Model ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Participant:
            return tr("Participant");
        case Started:
            return tr("Started");
        case Source:
            return tr("Data");
        case Trials:
            return tr("Trials");
        case Person:
            return tr("Person");
        case Model:
            return tr("Model");
        default:
            return tr("State");
    }
}

}  // namespace oneshot::ui
