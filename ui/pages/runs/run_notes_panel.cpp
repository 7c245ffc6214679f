#include "ui/pages/runs/run_notes_panel.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QUndoCommand>
#include <algorithm>
#include <ranges>
#include <utility>

#include "ui/session/common/words.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

/// Returns the tags that all of the runs have, in the first one's order.
std::vector<std::string> commonTags(const std::vector<std::pair<std::filesystem::path, RunNotes>>& runs) {
    if (runs.empty()) return {};
    std::vector<std::string> common = runs.front().second.tags;
    for (const auto& [directory, notes] : runs)
        std::erase_if(common, [&](const std::string& tag) { return std::ranges::count(notes.tags, tag) == 0; });
    return common;
}

QString nameOf(const NotesChange& change) {
    if (change.before.name != change.after.name) return RunNotesPanel::tr("name");
    if (change.before.tags != change.after.tags) return RunNotesPanel::tr("tags");
    return change.before.starred != change.after.starred ? RunNotesPanel::tr("star") : RunNotesPanel::tr("note");
}

class NotesCommand : public QUndoCommand {
  public:
    NotesCommand(session::RunIndex& index, const std::vector<NotesChange>& changes)
        : QUndoCommand(nameOf(changes.front())), index_(index), changes_(changes) {}

    void undo() override {
        for (const NotesChange& change : changes_) write(change.run, change.after, change.before);
    }
    void redo() override {
        for (const NotesChange& change : changes_) write(change.run, change.before, change.after);
    }

  private:
    void write(const std::filesystem::path& run, const RunNotes& from, const RunNotes& to) {
        index_.changeNotes(run, [from, to](RunNotes& notes) {
            if (to.name != from.name) notes.name = to.name;
            if (to.tags != from.tags) notes.tags = to.tags;
            if (to.note != from.note) notes.note = to.note;
            if (to.starred != from.starred) notes.starred = to.starred;
        });
    }

    session::RunIndex& index_;
    std::vector<NotesChange> changes_;
};

QString factsOf(const RunSummary& run) {
    const QLocale locale;
    QStringList lines{RunNotesPanel::tr("Folder: %1").arg(QString::fromStdString(run.directory.string()))};
    if (!run.problem.empty()) lines += QString::fromStdString(run.problem);
    const RunRecord& record = run.record;
    if (!record.failure.empty()) lines += RunNotesPanel::tr("Failed: %1").arg(QString::fromStdString(record.failure));
    if (!run.notesProblem.empty()) lines += QString::fromStdString(run.notesProblem);
    const auto steps = static_cast<qlonglong>(record.totalSteps());
    if (run.problem.empty())
        lines += RunNotesPanel::tr("Step %1%2 · %3 · %4 · seed %5")
                     .arg(locale.toString(static_cast<qlonglong>(record.step)),
                          steps > 0 ? RunNotesPanel::tr(" of %1").arg(locale.toString(steps)) : QString(),
                          session::counted(record.images, RunNotesPanel::tr("1 image"), RunNotesPanel::tr("%1 images")),
                          session::counted(record.parameters, RunNotesPanel::tr("1 parameter"),
                                           RunNotesPanel::tr("%1 parameters")))
                     .arg(record.config.seed);
    if (!protocolOf(run).isEmpty()) lines += RunNotesPanel::tr("Evaluated %1").arg(protocolOf(run));
    return lines.join(u'\n');
}

}  // namespace

QUndoCommand* notesCommand(session::RunIndex& index, const std::vector<NotesChange>& changes) {
    return new NotesCommand(index, changes);
}

RunNotesPanel::RunNotesPanel()
    : name_(new QLineEdit), tags_(new QLineEdit), note_(new QPlainTextEdit), facts_(textLabel("runs.facts")) {
    name_->setObjectName(QStringLiteral("runs.name"));
    tags_->setObjectName(QStringLiteral("runs.tags"));
    tags_->setPlaceholderText(tr("for example: paper, baseline"));
    tags_->setToolTip(
        tr("Words by which runs are found again, with commas between; of several runs, the tags that all "
           "of them have"));
    explain(tags_, "tag");
    note_->setObjectName(QStringLiteral("runs.note"));
    note_->setTabChangesFocus(true);
    note_->setAccessibleName(tr("Note"));
    note_->setPlaceholderText(tr("What this run was for, what it showed"));
    note_->installEventFilter(this);
    note_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);  // so four lines are enough for it
    facts_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    for (QLineEdit* field : {name_, tags_}) connect(field, &QLineEdit::editingFinished, this, &RunNotesPanel::commit);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("Name"), name_);
    form->addRow(tr("Tags"), tags_);
    form->addRow(tr("Note"), note_);
    setLayout(columnLayout(0, {card(rowLayout(20, {{form, 3}, {facts_, 2}}))}));
    setRuns({});
}

void RunNotesPanel::setRuns(const ChosenRuns& runs) {
    std::vector<std::pair<std::filesystem::path, RunNotes>> chosen;
    for (const RunSummary* run : runs) chosen.emplace_back(run->directory, run->notes);
    facts_->setText(runs.size() == 1 ? factsOf(*runs[0])
                    : runs.empty()   ? tr("Choose a run in the table")
                                     : tr("%1 runs: tags are given to all of them").arg(runs.size()));
    if (chosen == runs_ && !runs.empty()) return;
    const bool same = std::ranges::equal(chosen | std::views::keys, runs_ | std::views::keys);
    if (!same) commit();
    const bool typing = same && !typed().empty();
    runs_ = std::move(chosen);
    if (!typing) show();
}

void RunNotesPanel::show() {
    const bool one = runs_.size() == 1;
    name_->setEnabled(one);
    note_->setEnabled(one);
    tags_->setEnabled(!runs_.empty());
    name_->setText(one ? QString::fromStdString(runs_[0].second.name) : QString());
    name_->setPlaceholderText(one ? QString::fromStdString(runs_[0].first.filename().string()) : QString());
    tags_->setText(tagsText(commonTags(runs_)));
    note_->setPlainText(one ? QString::fromStdString(runs_[0].second.note) : QString());
}

std::vector<NotesChange> RunNotesPanel::typed() const {
    const std::vector<std::string> before = commonTags(runs_), after = tagsIn(tags_->text());
    const bool one = runs_.size() == 1;
    std::vector<NotesChange> changes;
    for (const auto& [directory, notes] : runs_) {
        RunNotes changed = notes;
        if (one) {
            changed.name = name_->text().simplified().toStdString();
            changed.note = note_->toPlainText().toStdString();
        }
        if (after != before) {
            std::erase_if(changed.tags, [&](const std::string& tag) { return std::ranges::count(before, tag) > 0; });
            for (const std::string& tag : after)
                if (std::ranges::count(changed.tags, tag) == 0) changed.tags.push_back(tag);
        }
        if (changed != notes) changes.push_back({directory, notes, changed});
    }
    return changes;
}

void RunNotesPanel::commit() {
    const std::vector<NotesChange> changes = typed();
    for (auto& [directory, notes] : runs_)
        for (const NotesChange& change : changes)
            if (change.run == directory) notes = change.after;
    if (!changes.empty()) Q_EMIT edited(changes);
}

void RunNotesPanel::editName() {
    name_->setFocus();
    name_->selectAll();
}

bool RunNotesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == note_ && event->type() == QEvent::FocusOut) commit();
    return QWidget::eventFilter(watched, event);
}

}  // namespace oneshot::ui
