// The window's page of runs, and what it remembers from one start to the next.
#include <QAbstractButton>
#include <QButtonGroup>
#include <QFileInfo>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/common/counted.h"
#include "ui/window/main_window.h"

namespace oneshot::ui {
namespace {

constexpr int noticeMilliseconds = 15000;

/// Whether what the SPEC names is still there.
bool exists(const QString& spec) {
    try {
        const DataSpec data = parseDataSpec(spec.toStdString());
        return data.isGlyphs() || QFileInfo::exists(QString::fromStdString(data.path));
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

void MainWindow::addRuns() {
    runs_ = new RunsPage(runIndex_, workspace_);
    addPage(QStringLiteral("runs"), "runs", tr("Runs"), runs_);
    connect(runs_, &RunsPage::resumeRequested, this,
            [this](const QString& directory) { trainRun([this, directory] { train_->continueRun(directory); }); });
    connect(runs_, &RunsPage::repeatRequested, this,
            [this](const RunRequest& request) { trainRun([this, request] { train_->repeat(request); }); });
    connect(runs_, &RunsPage::trainRequested, this, [this] { go(train_); });
    // What a training writes, and what ended while the program was away.
    connect(&session_, &session::TrainingSession::stateChanged, &runIndex_, &session::RunIndex::refresh);
    connect(&session_, &session::TrainingSession::ended, &runIndex_, &session::RunIndex::refresh);
    connect(&runIndex_, &session::RunIndex::changed, this, &MainWindow::showInterrupted);
    interrupted_->setObjectName(QStringLiteral("status.interrupted"));
    interrupted_->setIcon(lineIcon("warning"));
    interrupted_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    interrupted_->setToolTip(tr("Shows the runs whose process ended without a word; they can be resumed"));
    setStyleRole(interrupted_, "flat");
    interrupted_->hide();
    connect(interrupted_, &QToolButton::clicked, this, [this] {
        go(runs_);
        runs_->showStanding(RunStanding::Died);
    });
    runIndex_.refresh();
}

void MainWindow::showInterrupted() {
    const auto count = std::ranges::count_if(*runIndex_.runs(), &RunSummary::died);
    interrupted_->setVisible(count > 0);
    interrupted_->setText(session::counted(count, tr("1 training was interrupted: resume it?"),
                                           tr("%1 trainings were interrupted: resume one?")));
}

void MainWindow::trainRun(const std::function<void()>& begin) {
    const QString busy = tr("A training is running. Stop it first, then try again.");
    if (session_.active()) {
        connect(
            &session_, &session::TrainingSession::ended, runs_, [this, busy] { runs_->takeBack(busy); },
            Qt::SingleShotConnection);
        return runs_->say(busy, true);
    }
    go(train_);
    begin();
}

void MainWindow::restoreChoices() {
    QString notice = state_.problem();
    const auto restore = [&](DatasetField* field, const char* key, bool mayBeEmpty) {
        const QString none = QStringLiteral("\n");  // no SPEC: tells "nothing" from "never chosen"
        const QString spec = state_.text(key, none);
        if (spec == none || spec == field->spec() || (spec.isEmpty() && !mayBeEmpty)) return;
        if (spec.isEmpty() || exists(spec))
            field->choose(spec);
        else
            notice = tr("%1 is no longer there; the built-in glyphs are used instead.").arg(spec);
    };
    restore(train_->background(), "dataset", false);
    restore(train_->validation(), "validation", true);
    for (DatasetField* field : {train_->background(), train_->validation()}) {
        field->setRecent(state_.recent("datasets"));
        connect(field, &DatasetField::changed, this, [this, field] { rememberDataset(*field); });
    }

    workspace_.models().offer(state_.recent("models"));
    connect(&workspace_, &session::Workspace::modelChanged, this, &MainWindow::rememberModel);
    const QString model = state_.text("model", session::ModelLibrary::shipped);
    const auto entries = workspace_.models().entries();
    if (model != workspace_.modelId() && std::ranges::find(entries, model, &session::ModelEntry::id) != entries.end())
        workspace_.chooseModel(model);

    const QString page = state_.text("page");
    if (auto* button = findChild<QAbstractButton*>(QStringLiteral("nav.") + page)) button->click();
    state_.restoreLayout(*this);
    if (!notice.isEmpty()) statusBar()->showMessage(notice, noticeMilliseconds);
}

void MainWindow::saveChoices() {
    state_.saveLayout(*this);
    state_.set("page", pages_->currentWidget()->objectName().section(u'.', 1));
    if (!train_->background()->reading()) state_.set("dataset", train_->background()->spec());
    if (!train_->validation()->reading()) state_.set("validation", train_->validation()->spec());
    if (workspace_.modelId() != session::ModelLibrary::live) state_.set("model", workspace_.modelId());
}

void MainWindow::rememberDataset(const DatasetField& chosen) {
    const bool sound = !chosen.spec().isEmpty() && !chosen.reading() && chosen.problem().isEmpty();
    if (!sound || chosen.glyphs() || state_.recent("datasets").value(0) == chosen.spec()) return;
    state_.addRecent("datasets", chosen.spec());
    for (DatasetField* field : {train_->background(), train_->validation()})
        field->setRecent(state_.recent("datasets"));
}

void MainWindow::rememberModel() {
    if (workspace_.model() && QFileInfo(workspace_.modelId()).isAbsolute())
        state_.addRecent("models", workspace_.modelId());
}

}  // namespace oneshot::ui
