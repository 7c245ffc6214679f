#include "ui/pages/challenge/sessions_model.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <map>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/pages/challenge/session_studies.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

/// Why it is excluded, and its note, on one line.
QString remarksOn(const session::SessionRecord& session) {
    QStringList remarks;
    if (session.excluded) remarks += SessionsModel::tr("Excluded: %1").arg(session.exclusionReason.simplified());
    if (!session.note.isEmpty()) remarks += session.note.simplified();
    return remarks.join(QStringLiteral(" · "));
}

/// A column is as wide as its longest text.
QString shortened(const QString& text) {
    constexpr int maxLetters = 60;
    return text.size() <= maxLetters ? text : text.left(maxLetters - 1).trimmed() + u'…';
}

bool isNumber(int column) {
    return column >= SessionsModel::Trials && column <= SessionsModel::ModelAccuracy;
}

}  // namespace

void SessionsModel::setSessions(const std::vector<session::SessionRecord>& sessions,
                                const std::vector<session::TrialRecord>& trials, const SessionStudies& studies) {
    beginResetModel();
    rows_.clear();
    std::map<qint64, std::size_t> places;
    for (const auto& session : sessions) {
        places[session.id] = rows_.size();
        const SessionStudy* study = studies.of(session);
        Row& row = rows_.emplace_back();
        row.session = session;
        row.study = study ? study->title() : QString();
        row.isBlinded = study && study->isBlinded;
    }
    for (const auto& trial : trials) {
        const auto place = places.find(trial.session);
        if (place == places.end()) continue;
        Row& row = rows_[place->second];
        row.trials.push_back(trial);
        if (trial.practice) continue;
        ++row.counted;
        row.personRight += trial.correct();
        row.modelRight += trial.modelCorrect();
    }
    endResetModel();
}

int SessionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int SessionsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

QVariant SessionsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(row, index.column());
    if (role == Qt::ToolTipRole) return tip(row, index.column());
    if (role == Qt::ForegroundRole && row.session.excluded)
        return QGuiApplication::palette().brush(QPalette::PlaceholderText);
    if (role == Qt::TextAlignmentRole && isNumber(index.column())) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QStringList titles{tr("Participant"), tr("Started"), tr("Data"),  tr("Trials"),
                             tr("Person"),      tr("Model"),   tr("State"), tr("Remarks")};
    return titles.value(section);
}

QString SessionsModel::tip(const Row& row, int column) {
    if (column == Source) return row.session.settings.source;
    if (row.isBlinded && (column == PersonAccuracy || column == ModelAccuracy))
        return tr("Hidden: the study is blinded");
    if (column == Participant && !row.study.isEmpty())
        return tr("Participant %1 of %2").arg(QString::number(row.session.settings.study.participant), row.study);
    return remarksOn(row.session);
}

QString SessionsModel::text(const Row& row, int column) {
    const session::ChallengeSettings& settings = row.session.settings;
    const auto accuracy = [&](int right) {
        return row.counted && !row.isBlinded && !isWithheld(row.session) ? percentText(100.0 * right / row.counted)
                                                                         : QStringLiteral("–");
    };
    switch (column) {
        case Participant:
            return settings.participant;
        case Started:
            return QLocale().toString(row.session.startedUtc.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm"));
        case Source:
            return sourceText(settings.source);
        case Trials:
            return tr("%1 of %2").arg(row.counted).arg(settings.trials);
        case PersonAccuracy:
            return accuracy(row.personRight);
        case ModelAccuracy:
            return accuracy(row.modelRight);
        case Remarks:
            return shortened(remarksOn(row.session));
        default:
            break;
    }
    using Stored = session::SessionRecord::State;
    QStringList states{row.session.state == Stored::Open        ? tr("open")
                       : row.session.state == Stored::Completed ? tr("complete")
                                                                : tr("ended early")};
    if (row.session.resumptions > 0) states += tr("resumed");
    if (row.session.excluded) states += tr("excluded");
    return states.join(QStringLiteral(", "));
}

}  // namespace oneshot::ui
