#include "ui/pages/challenge/sessions_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

#include "ui/pages/challenge/sessions_model.h"
#include "ui/pages/challenge/text_dialog.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::counted;
using Sessions = std::vector<session::SessionRecord>;

constexpr int shownRows = 4;  // of the table; it scrolls to others
// In place of a study's key.
const QString allSessions = QStringLiteral("all"), ownSettings = QStringLiteral("own");

std::vector<qint64> idsOf(const Sessions& sessions) {
    std::vector<qint64> ids;
    for (const auto& session : sessions) ids.push_back(session.id);
    return ids;
}

QStringList participantsOf(const Sessions& sessions) {
    QStringList codes;
    for (const auto& session : sessions) codes += session.settings.participant;
    codes.removeDuplicates();
    return codes;
}

}  // namespace

SessionsPanel::SessionsPanel(QWidget* beside)
    : sessions_(new SessionsModel(this)),
      resume_(new QPushButton(lineIcon("continue"), tr("Resume"))),
      menu_(flatButton("challenge.sessions.menu", "menu", {}, tr("Note, exclude or delete the chosen sessions"))),
      filter_(new QComboBox),
      progress_(textLabel("challenge.sessions.progress", nullptr)),
      note_(new QLabel),
      remarks_(textLabel("challenge.sessions.remarks")),
      countExcluded_(new QCheckBox(tr("Count excluded sessions"))) {
    setStyleRole(this, "card");
    resume_->setObjectName(QStringLiteral("challenge.resume"));
    resume_->setToolTip(tr("Go on with the chosen session after its last trial; its trials are marked from then on"));
    note_->setObjectName(QStringLiteral("challenge.sessions.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    note_->hide();
    countExcluded_->setObjectName(QStringLiteral("challenge.sessions.count-excluded"));
    countExcluded_->hide();
    countExcluded_->setToolTip(tr("Figures and charts below with or without the sessions that you excluded"));
    filter_->setObjectName(QStringLiteral("challenge.sessions.filter"));
    filter_->setAccessibleName(tr("Study whose sessions are listed"));
    filter_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    filter_->setMinimumContentsLength(24);
    makeTable();
    makeActions();

    QLayout* line = rowLayout(8, {{cardTitle(tr("Sessions")), 1}, resume_, menu_, beside});
    QLayout* studies = rowLayout(8, {filter_, {progress_, 1}});
    setLayout(columnLayout(6, {line, studies, note_, table_, remarks_, countExcluded_}, {14, 9, 14, 9}));
    fillFilter();
    progress_->hide();
    connect(filter_, &QComboBox::currentIndexChanged, this, [this] { list({}); });
    connect(countExcluded_, &QCheckBox::toggled, this, &SessionsPanel::chosenChanged);
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
        "QHeaderView::section { padding: 3px 9px; border-bottom: 1px solid palette(mid); }"
        "QTableView { background: palette(base); selection-background-color: palette(highlight);"
        "             selection-color: palette(highlighted-text); }"
        "QTableView::item { padding: 0 6px; border: none; }"));
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setStretchLastSection(true);  // what is wider than the panel can be scrolled to
}

void SessionsPanel::makeActions() {
    auto* menu = new QMenu(menu_);
    const auto add = [&](const char* objectName, const char* icon, const QString& text, auto done) {
        QAction* action = menu->addAction(lineIcon(icon), text, this, done);
        action->setObjectName(QLatin1String(objectName));
        table_->addAction(action);
        return action;
    };
    editNote_ = add("challenge.session.note", "pen", tr("Note..."), &SessionsPanel::editNote);
    exclude_ = add("challenge.session.exclude", "clear", tr("Exclude..."), &SessionsPanel::editExclusion);
    include_ = add("challenge.session.include", "again", tr("Count again"),
                   [this] { Q_EMIT exclusionEdited(idsOf(chosenSessions()), {}); });
    delete_ = add("challenge.session.delete", "trash", tr("Delete..."), [this] {
        const Sessions chosen = chosenSessions();
        askToDelete(chosen, [this, ids = idsOf(chosen)] { Q_EMIT deletionRequested(ids); });
    });
    delete_->setShortcut(QKeySequence::Delete);
    delete_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    deleteParticipant_ = add("challenge.participant.delete", "trash", {}, [this] {
        const QString code = chosenSessions().front().settings.participant;
        askToDelete(sessionsOf(code), [this, code] { Q_EMIT participantDeletionRequested(code); });
    });
    menu_->setMenu(menu);
    menu_->setPopupMode(QToolButton::InstantPopup);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void SessionsPanel::editNote() {
    const session::SessionRecord session = chosenSessions().front();
    askForText(this,
               {.name = QStringLiteral("challenge.note.dialog"),
                .title = tr("Note on session %1 of %2").arg(session.id).arg(session.settings.participant),
                .explanation = tr("Kept with the session and exported with it as JSON. Write no name into it."),
                .text = session.note,
                .accept = tr("Keep the note")},
               [this, id = session.id](const QString& note) { Q_EMIT noteEdited(id, note); });
}

void SessionsPanel::editExclusion() {
    const Sessions chosen = chosenSessions();
    askForText(this,
               {.name = QStringLiteral("challenge.exclude.dialog"),
                .title = counted(std::ssize(chosen), tr("Exclude the session"), tr("Exclude %1 sessions")),
                .explanation = tr("Excluded sessions stay stored and are exported, marked as such. Figures leave them "
                                  "out, and say so. Why are they excluded?"),
                .text = chosen.front().exclusionReason,
                .accept = tr("Exclude"),
                .mayBeEmpty = false},
               [this, ids = idsOf(chosen)](const QString& reason) { Q_EMIT exclusionEdited(ids, reason); });
}

void SessionsPanel::askToDelete(const Sessions& sessions, const std::function<void()>& confirmed) {
    qint64 trials = 0, others = 0;
    const QStringList codes = participantsOf(sessions);
    for (const auto& session : sessions) trials += session.answered;
    for (const QString& code : codes) others += std::ssize(sessionsOf(code));
    others -= std::ssize(sessions);
    QString details =
        tr("Their answers, times, consents and notes are removed from the files of the workbench, and "
           "this cannot be undone. Out of reach are exports, backups and snapshots made before: delete "
           "those yourself.");
    if (others > 0)
        details += u' ' + counted(others, tr("1 other session of the same code stays."),
                                  tr("%1 other sessions of the same codes stay."));
    ask(this,
        {.name = QStringLiteral("challenge.delete"),
         .title = tr("Delete sessions"),
         .text = tr("Delete %1 with %2 of %3 for ever?")
                     .arg(counted(std::ssize(sessions), tr("1 session"), tr("%1 sessions")),
                          counted(trials, tr("1 trial"), tr("%1 trials")), codes.join(QStringLiteral(", "))),
         .details = details,
         .yes = tr("Delete for ever"),
         .yesName = QStringLiteral("challenge.delete.yes"),
         .no = tr("Cancel"),
         .noName = QStringLiteral("challenge.delete.no"),
         .icon = QMessageBox::Warning,
         .yesRole = QMessageBox::DestructiveRole},
        confirmed);
}

void SessionsPanel::setSessions(const Sessions& sessions, const std::vector<session::TrialRecord>& trials,
                                const SessionStudies& studies, qint64 toChoose) {
    all_ = sessions;
    trials_ = trials;
    studies_ = studies;
    fillFilter();
    const auto wanted = std::ranges::find(all_, toChoose, &session::SessionRecord::id);
    if (wanted != all_.end() && !isListed(*wanted)) {
        const QSignalBlocker quiet(filter_);
        filter_->setCurrentIndex(0);
    }
    list(toChoose != 0 ? QList<qint64>{toChoose} : QList<qint64>());
}

/// Keeps the choice where its study is still there.
void SessionsPanel::fillFilter() {
    const QSignalBlocker quiet(filter_);
    const QVariant chosen = filter_->currentData();
    filter_->clear();
    filter_->addItem(tr("All sessions"), allSessions);
    filter_->addItem(tr("Own settings"), ownSettings);
    for (const SessionStudy& study : studies_.all()) filter_->addItem(study.title(), study.key);
    filter_->setCurrentIndex(std::max(0, filter_->findData(chosen)));
    filter_->setVisible(!studies_.all().empty());
}

bool SessionsPanel::isListed(const session::SessionRecord& session) const {
    const QString filter = filter_->currentData().toString();
    const SessionStudy* study = studies_.of(session);
    return filter == allSessions || (study ? study->key == filter : filter == ownSettings);
}

/// Lists those of the chosen study. toChoose: empty: those that are chosen stay so.
void SessionsPanel::list(QList<qint64> toChoose) {
    if (toChoose.isEmpty())
        for (const auto& session : chosenSessions()) toChoose += session.id;
    Sessions listed;
    std::ranges::copy_if(all_, std::back_inserter(listed), [this](const auto& session) { return isListed(session); });
    if (toChoose.isEmpty() && !listed.empty()) toChoose = {listed.front().id};
    sessions_->setSessions(listed, trials_, studies_);
    QItemSelection selection;
    for (int row = 0; row < sessions_->rowCount(); ++row)
        if (toChoose.contains(sessions_->session(row).id))
            selection.select(sessions_->index(row, 0), sessions_->index(row, 0));
    if (selection.isEmpty() && !listed.empty())  // those that were chosen are gone
        selection.select(sessions_->index(0, 0), sessions_->index(0, 0));
    countExcluded_->setVisible(std::ranges::any_of(listed, &session::SessionRecord::excluded));
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int rows = std::min(sessions_->rowCount(), shownRows) * table_->verticalHeader()->defaultSectionSize();
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + rows +
                           table_->horizontalScrollBar()->sizeHint().height() + 2);
    showNote(note_,
             !all_.empty() && listed.empty() ? tr("No session of these.")
             : listed.empty()     ? tr("No session yet. Each one is kept here: look at it, export it, or resume it.")
             : listed.size() == 1 ? QString()
                                  : tr("Ctrl and a click, or Shift and the arrows, show several together."),
             false);
    showProgress();
    table_->setVisible(!listed.empty());      // the note stands in its place
    if (selection.isEmpty()) followChoice();  // else the selection has told of itself
}

void SessionsPanel::showProgress() {
    filter_->setToolTip(filter_->currentText());
    const auto study = std::ranges::find(studies_.all(), filter_->currentData().toString(), &SessionStudy::key);
    progress_->setVisible(study != studies_.all().end());
    if (study == studies_.all().end()) return;
    progress_->setText(study->isBlinded ? tr("%1. Blinded.").arg(study->progress()) : tr("%1.").arg(study->progress()));
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

Sessions SessionsPanel::sessionsOf(const QString& participant) const {
    Sessions found;
    std::ranges::copy_if(all_, std::back_inserter(found),
                         [&](const auto& session) { return session.settings.participant == participant; });
    return found;
}

session::Excluded SessionsPanel::excluded() const {
    return countExcluded_->isChecked() ? session::Excluded::Counted : session::Excluded::LeftOut;
}

bool SessionsPanel::isChosen(int row) const {
    return table_->selectionModel()->isRowSelected(row, {});
}

void SessionsPanel::followChoice() {
    const auto chosen = chosenSessions();
    resume_->setEnabled(chosen.size() == 1 && chosen.front().state == session::SessionRecord::State::Open);
    menu_->setEnabled(!chosen.empty());
    editNote_->setEnabled(chosen.size() == 1);
    exclude_->setEnabled(!chosen.empty());
    include_->setEnabled(std::ranges::any_of(chosen, &session::SessionRecord::excluded));
    delete_->setEnabled(!chosen.empty());
    delete_->setText(chosen.size() > 1 ? tr("Delete %1 sessions...").arg(chosen.size()) : tr("Delete the session..."));
    const QStringList codes = participantsOf(chosen);
    deleteParticipant_->setEnabled(codes.size() == 1);
    deleteParticipant_->setText(codes.size() == 1 ? tr("Delete all of %1...").arg(codes.front())
                                                  : tr("Delete all of a participant..."));
    showRemarks(chosen);
    Q_EMIT chosenChanged();
}

void SessionsPanel::showRemarks(const Sessions& chosen) {
    QStringList lines;
    if (chosen.size() == 1 && chosen.front().excluded) lines += tr("Excluded: %1").arg(chosen.front().exclusionReason);
    if (chosen.size() == 1 && chosen.front().unblindedUtc.isValid())
        lines += tr("Unblinded: %1")
                     .arg(QLocale().toString(chosen.front().unblindedUtc.toLocalTime(),
                                             QStringLiteral("d MMM yyyy, HH:mm")));
    if (chosen.size() == 1 && !chosen.front().note.isEmpty()) lines += tr("Note: %1").arg(chosen.front().note);
    showNote(remarks_, lines.join(u'\n'), false);
}

}  // namespace oneshot::ui
