#include "ui/pages/challenge/sessions_panel.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int shownRows = 4;  // of the table; it scrolls to others

}  // namespace

class SessionsPanel::Model : public QAbstractTableModel {
  public:
    enum Column { Participant, Started, Source, Trials, PersonAccuracy, ModelAccuracy, State, columnCount_ };

    using QAbstractTableModel::QAbstractTableModel;

    void setSessions(const std::vector<session::SessionRecord>& sessions,
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
    const session::SessionRecord& session(int row) const { return rows_[static_cast<std::size_t>(row)].session; }
    const std::vector<session::TrialRecord>& trials(int row) const {
        return rows_[static_cast<std::size_t>(row)].trials;
    }

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columnCount_; }

    QVariant data(const QModelIndex& index, int role) const override {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
        const Row& row = rows_[static_cast<std::size_t>(index.row())];
        if (role == Qt::DisplayRole) return text(row, index.column());
        if (role == Qt::ToolTipRole && index.column() == Source) return row.session.settings.source;
        if (role == Qt::TextAlignmentRole && isNumber(index.column()))
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (orientation != Qt::Horizontal) return {};
        if (role == Qt::TextAlignmentRole)
            return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        if (role != Qt::DisplayRole) return {};
        const QStringList titles{tr("Participant"), tr("Started"), tr("Data"), tr("Trials"),
                                 tr("Person"),      tr("Model"),   tr("State")};
        return titles.value(section);
    }

  private:
    struct Row {
        session::SessionRecord session;
        std::vector<session::TrialRecord> trials;
        int counted = 0, personRight = 0, modelRight = 0;  ///< without practice
    };

    static bool isNumber(int column) { return column >= Trials && column <= ModelAccuracy; }

    static QString text(const Row& row, int column) {
        const session::ChallengeSettings& settings = row.session.settings;
        const auto accuracy = [&](int right) {
            return row.counted && !isWithheld(row.session) ? percentText(100.0 * right / row.counted)
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
            default:
                break;
        }
        using Stored = session::SessionRecord::State;
        const QString state = row.session.state == Stored::Open        ? tr("open")
                              : row.session.state == Stored::Completed ? tr("complete")
                                                                       : tr("ended early");
        return row.session.resumptions > 0 ? tr("%1, resumed").arg(state) : state;
    }

    std::vector<Row> rows_;
};

SessionsPanel::SessionsPanel(QWidget* beside)
    : sessions_(new Model(this)), resume_(new QPushButton(lineIcon("continue"), tr("Resume"))), note_(new QLabel) {
    setStyleRole(this, "card");
    resume_->setObjectName(QStringLiteral("challenge.resume"));
    resume_->setToolTip(tr("Go on with the chosen session after its last trial; its trials are marked from then on"));
    note_->setObjectName(QStringLiteral("challenge.sessions.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    note_->hide();
    makeTable();

    QLayout* line = rowLayout(8, {{cardTitle(tr("Sessions")), 1}, resume_, beside});
    setLayout(columnLayout(6, {line, note_, table_}, {14, 9, 14, 9}));
    connect(resume_, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(chosenSessions().front().id); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionsPanel::followChoice);
    followChoice();
}

void SessionsPanel::makeTable() {
    table_ = rowTable("challenge.sessions", tr("Sessions; several can be chosen"), sessions_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setAlternatingRowColors(false);
    table_->setWordWrap(false);
    table_->setStyleSheet(QStringLiteral(
        "QHeaderView, QHeaderView::section { background: palette(base); color: palette(text); border: none; }"
        "QHeaderView::section { padding: 3px 11px; border-bottom: 1px solid palette(mid); }"
        "QTableView { background: palette(base); selection-background-color: palette(highlight);"
        "             selection-color: palette(highlighted-text); }"
        "QTableView::item { padding: 0 8px; border: none; }"));
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setStretchLastSection(true);  // what is wider than the panel can be scrolled to
}

void SessionsPanel::setSessions(const std::vector<session::SessionRecord>& sessions,
                                const std::vector<session::TrialRecord>& trials, qint64 toChoose) {
    QList<qint64> chosen;
    for (const auto& session : chosenSessions()) chosen += session.id;
    if (toChoose != 0) chosen = {toChoose};
    if (chosen.isEmpty() && !sessions.empty()) chosen = {sessions.front().id};
    sessions_->setSessions(sessions, trials);
    QItemSelection selection;
    for (int row = 0; row < sessions_->rowCount(); ++row)
        if (chosen.contains(sessions_->session(row).id))
            selection.select(sessions_->index(row, 0), sessions_->index(row, 0));
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int rows = std::min(sessions_->rowCount(), shownRows) * table_->verticalHeader()->defaultSectionSize();
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + rows +
                           table_->horizontalScrollBar()->sizeHint().height() + 2);
    showNote(note_,
             sessions.empty()       ? tr("No session yet. Each one is kept here: look at it, export it, or resume it.")
             : sessions.size() == 1 ? QString()
                                    : tr("Ctrl and a click, or Shift and the arrows, show several together."),
             false);
    table_->setVisible(!sessions.empty());    // the note stands in its place
    if (selection.isEmpty()) followChoice();  // else the selection has told of itself
}

void SessionsPanel::showFault(const QString& fullWords) {
    showNote(note_, fullWords, true);
    table_->setVisible(sessions_->rowCount() > 0);
}

std::vector<session::SessionRecord> SessionsPanel::chosenSessions() const {
    std::vector<session::SessionRecord> chosen;
    for (int row = 0; row < sessions_->rowCount(); ++row)
        if (isChosen(row)) chosen.push_back(sessions_->session(row));
    return chosen;
}

std::vector<session::TrialRecord> SessionsPanel::chosenTrials() const {
    std::vector<session::TrialRecord> trials;
    for (int row = 0; row < sessions_->rowCount(); ++row)
        if (isChosen(row)) trials.insert(trials.end(), sessions_->trials(row).begin(), sessions_->trials(row).end());
    return trials;
}

bool SessionsPanel::isChosen(int row) const {
    return table_->selectionModel()->isRowSelected(row, {});
}

void SessionsPanel::followChoice() {
    const auto chosen = chosenSessions();
    resume_->setEnabled(chosen.size() == 1 && chosen.front().state == session::SessionRecord::State::Open);
    Q_EMIT chosenChanged();
}

}  // namespace oneshot::ui
