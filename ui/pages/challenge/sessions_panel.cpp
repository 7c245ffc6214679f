#include "ui/pages/challenge/sessions_panel.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/session_list_model.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxTableHeight = 116;  // px

}  // namespace

SessionsPanel::SessionsPanel(QWidget* beside, QWidget* parent)
    : QFrame(parent),
      sessions_(new SessionListModel(this)),
      resume_(new QPushButton(lineIcon("continue"), tr("Resume"))),
      note_(new QLabel) {
    setStyleRole(this, "card");
    resume_->setObjectName(QStringLiteral("challenge.resume"));
    resume_->setToolTip(tr("Go on with the chosen session after its last trial; its trials are marked from then on"));
    note_->setObjectName(QStringLiteral("challenge.sessions.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    note_->hide();
    makeTable();

    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(cardTitle(tr("Sessions")), 1);
    line->addWidget(resume_);
    line->addWidget(beside);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 9, 14, 9);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(note_);
    layout->addWidget(table_);
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
    table_->horizontalHeader()->setSectionResizeMode(SessionListModel::Source, QHeaderView::Stretch);
}

void SessionsPanel::setSessions(const std::vector<session::SessionRecord>& sessions,
                                const std::vector<session::TrialRecord>& trials, qint64 toChoose) {
    QList<qint64> chosen;
    for (const auto& session : chosenSessions()) chosen += session.id;
    if (toChoose != 0) chosen = {toChoose};
    sessions_->setSessions(sessions, trials);
    if (chosen.isEmpty() && !sessions.empty()) chosen = {sessions.front().id};
    QItemSelection selection;
    for (const qint64 id : chosen)
        if (const int row = sessions_->rowOf(id); row >= 0)
            selection.select(sessions_->index(row, 0), sessions_->index(row, 0));
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int rows = sessions_->rowCount() * table_->verticalHeader()->defaultSectionSize();
    table_->setFixedHeight(std::min(table_->horizontalHeader()->sizeHint().height() + rows + 2, maxTableHeight));
    showNote(sessions.empty() ? tr("No session yet. Each one is kept here, to be looked at, exported, or gone on with.")
                              : QString(),
             false);
    if (selection.isEmpty()) followChoice();  // else the selection has told of itself
}

void SessionsPanel::showFault(const QString& fullWords) {
    showNote(fullWords, true);
}

/// Stands in place of the table where there is no session.
void SessionsPanel::showNote(const QString& text, bool isFault) {
    ui::showNote(note_, text, isFault);
    table_->setVisible(sessions_->rowCount() > 0);
}

std::vector<session::SessionRecord> SessionsPanel::chosenSessions() const {
    std::vector<session::SessionRecord> chosen;
    for (int row = 0; row < sessions_->rowCount(); ++row)
        if (table_->selectionModel()->isRowSelected(row, {})) chosen.push_back(sessions_->session(row));
    return chosen;
}

std::vector<session::TrialRecord> SessionsPanel::chosenTrials() const {
    std::vector<session::TrialRecord> trials;
    for (const auto& session : chosenSessions()) {
        const auto& own = sessions_->trials(sessions_->rowOf(session.id));
        trials.insert(trials.end(), own.begin(), own.end());
    }
    return trials;
}

void SessionsPanel::followChoice() {
    const auto chosen = chosenSessions();
    resume_->setEnabled(chosen.size() == 1 && chosen.front().state == session::SessionRecord::State::Open);
    Q_EMIT chosenChanged();
}

}  // namespace oneshot::ui
