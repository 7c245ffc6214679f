#include "ui/pages/tasks/question_panel.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/fields/thinking_field.h"
#include "ui/pages/tasks/learner_menu.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

using Source = TaskControls::Source;

QuestionPanel::QuestionPanel(session::Workspace& workspace, QWidget* atEnd, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      sources_(workspace),
      controls_(new TaskControls),
      learners_(new LearnerMenu(workspace, this)),
      thinking_(new ThinkingField(QStringLiteral("tasks"))),
      ask_(flatButton("tasks.cancel", "stop", {}, tr("Stop asking the learners"))),
      cost_(textLabel("tasks.cost")) {
    QToolButton* learners =
        flatButton("tasks.learners", "model", tr("Learners"), tr("Which learners answer the tasks, side by side"));
    learners->setMenu(learners_);
    learners->setPopupMode(QToolButton::InstantPopup);
    cost_->setToolTip(
        tr("Time to answer all tasks, by their number, on this computer in the background; every different drawing is "
           "embedded once. Baselines always answer in one pass."));
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(controls_, 1);
    line->addSpacing(6);
    for (QWidget* part : std::initializer_list<QWidget*>{ask_, learners, atEnd}) line->addWidget(part);
    auto* thinkingLine = new QHBoxLayout;
    thinkingLine->setSpacing(12);
    thinkingLine->addWidget(thinking_);
    thinkingLine->addWidget(cost_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addLayout(thinkingLine);

    connect(controls_, &TaskControls::changed, this, &QuestionPanel::changed);
    connect(controls_, &TaskControls::lakeWanted, this, &QuestionPanel::askForLake);
    connect(thinking_, &ThinkingField::changed, this, &QuestionPanel::changed);
    connect(ask_, &QToolButton::clicked, this, &QuestionPanel::askClicked);
    connect(&sources_, &TaskSources::changed, this, &QuestionPanel::showSources);
    connect(&sources_, &TaskSources::lakeChosen, this, &QuestionPanel::lakeChosen);
    connect(&sources_, &TaskSources::lakeFailed, this, &QuestionPanel::lakeFailed);
    showSources();
}

QString QuestionPanel::fill(session::TaskQuestion& question) {
    question = controls_->question();
    question.thinking = thinking_->thinking();
    if (const QString why = sources_.fill(controls_->source(), question); !why.isEmpty()) return why;
    session::ModelLibrary& library = workspace_.models();
    for (const QString& id : learners_->ids()) {
        const ModelPtr model = library.model(id);
        if (!model && library.problem(id).isEmpty()) library.open(id);
        question.learners.push_back({id, model});
    }
    return {};
}

int QuestionPanel::possibleWays() const {
    const TaskSettings asked = controls_->question().settings;
    const session::DatasetPtr dataset = sources_.drawnFrom(controls_->source());
    const int most = dataset ? maxWays(*dataset, asked.shots, asked.withinAlphabet) : 0;
    return most < asked.ways ? most : 0;
}

void QuestionPanel::openLake(const QString& path) {
    sources_.openLake(path);
    controls_->setSource(Source::Lake);
    showSources();
}

void QuestionPanel::give(const session::DatasetPtr& dataset, std::vector<Task> tasks, const QString& name) {
    sources_.give(dataset, std::move(tasks), name);
    controls_->setSourceName(Source::Given, name);
    controls_->setSource(Source::Given);
}

void QuestionPanel::showState(bool asking, bool left, const QString& cost) {
    ask_->setVisible(asking || left);
    ask_->setIcon(lineIcon(asking ? "stop" : "again"));
    ask_->setToolTip(asking ? tr("Stop asking the learners") : tr("Ask the learners that have not answered"));
    ask_->setAccessibleName(ask_->toolTip());
    cost_->setText(cost);
}

void QuestionPanel::showSources() {
    for (const Source source : {Source::Dataset, Source::HeldOut, Source::Lake})
        controls_->setSourceName(source, sources_.nameOf(source), sources_.specOf(source));
    Q_EMIT changed();
}

}  // namespace oneshot::ui
