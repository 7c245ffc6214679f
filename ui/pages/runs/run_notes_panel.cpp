#include "ui/pages/runs/run_notes_panel.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <algorithm>
#include <utility>

#include "ui/pages/runs/run_words.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// The tags that all of them have, in the first one's order.
std::vector<std::string> commonTags(const std::vector<std::pair<std::filesystem::path, RunNotes>>& runs) {
    if (runs.empty()) return {};
    std::vector<std::string> common = runs.front().second.tags;
    for (const auto& [directory, notes] : runs)
        std::erase_if(common,
                      [&](const std::string& tag) { return std::ranges::find(notes.tags, tag) == notes.tags.end(); });
    return common;
}

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

RunNotesPanel::RunNotesPanel(QWidget* parent)
    : QWidget(parent), name_(new QLineEdit), tags_(new QLineEdit), note_(new QPlainTextEdit), facts_(new QLabel) {
    name_->setObjectName(QStringLiteral("runs.name"));
    tags_->setObjectName(QStringLiteral("runs.tags"));
    tags_->setPlaceholderText(tr("for example: paper, baseline"));
    tags_->setToolTip(
        tr("Words by which runs are found again, with commas between; of several runs, the tags that all "
           "of them have"));
    note_->setObjectName(QStringLiteral("runs.note"));
    note_->setTabChangesFocus(true);
    note_->setAccessibleName(tr("Note"));
    note_->setPlaceholderText(tr("What this run was for, what it showed"));
    note_->installEventFilter(this);
    facts_->setObjectName(QStringLiteral("runs.facts"));
    facts_->setWordWrap(true);
    facts_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    facts_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setStyleRole(facts_, "muted");
    for (QLineEdit* field : {name_, tags_}) connect(field, &QLineEdit::editingFinished, this, &RunNotesPanel::commit);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("Name"), name_);
    form->addRow(tr("Tags"), tags_);
    form->addRow(tr("Note"), note_);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addLayout(form, 3);
    columns->addWidget(facts_, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(card(columns));
    setRuns({});
}

void RunNotesPanel::setRuns(const std::vector<const RunSummary*>& runs) {
    std::vector<std::pair<std::filesystem::path, RunNotes>> chosen;
    for (const RunSummary* run : runs) chosen.emplace_back(run->directory, run->notes);
    facts_->setText(runs.size() == 1 ? factsOf(*runs[0])
                    : runs.empty()   ? tr("Choose a run in the table")
                                     : tr("%1 runs: tags are given to all of them").arg(runs.size()));
    if (chosen == runs_ && !runs.empty()) return;
    const bool same = std::ranges::equal(
        chosen, runs_, {}, [](const auto& r) { return r.first; }, [](const auto& r) { return r.first; });
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
            std::erase_if(changed.tags,
                          [&](const std::string& tag) { return std::ranges::find(before, tag) != before.end(); });
            for (const std::string& tag : after)
                if (std::ranges::find(changed.tags, tag) == changed.tags.end()) changed.tags.push_back(tag);
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
