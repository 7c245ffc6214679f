#include "ui/pages/challenge/task_setup.h"

#include <QCheckBox>
#include <QLabel>
#include <QRandomGenerator>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/tasks/task_sampler.h"
#include "ui/pages/challenge/challenge_source.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

TaskSetup::TaskSetup(session::Workspace& workspace)
    : SetupCard(tr("Tasks")), workspace_(workspace), source_(new ChallengeSource(workspace)) {
    rows_->addWidget(source_);
    addFields();
    rows_->addSpacing(2);
    model_ = addNote();
    model_->setObjectName(QStringLiteral("challenge.model"));
    connect(source_, &ChallengeSource::changed, this, [this] {
        followLock();
        check();
    });
    connect(&workspace_, &session::Workspace::modelChanged, this, &TaskSetup::followModel);
    followLock();
    check();
    followModel();
}

void TaskSetup::addFields() {
    ways_ = addField("ways", tr("Characters to choose from"), tr("N: the query's character is one of them, 2 to 99"),
                     QStringLiteral("20"), SetupField::Range{2, 99});
    ways_->setObjection([this] { return wayProblem(); });
    shots_ = addField("shots", tr("Drawings of each"), tr("k: 1 to 9"), QStringLiteral("1"), SetupField::Range{1, 9});
    ways_->explainBy("way");
    shots_->explainBy("shot");
    within_ = new QCheckBox(tr("All of one alphabet"));
    within_->setObjectName(QStringLiteral("challenge.within"));
    within_->setChecked(true);
    within_->setToolTip(tr("Harder: characters of one alphabet resemble each other"));
    explain(within_, "within alphabet");
    rows_->addWidget(within_);
    connect(within_, &QCheckBox::toggled, this, &TaskSetup::check);
    another_ = flatButton("challenge.seed.new", "again", {}, tr("Another seed, so other tasks"));
    seed_ = addField("seed", tr("Seed"), tr("The same seed and data give the same tasks, to every participant"),
                     QStringLiteral("1"), {}, another_);
    seed_->explainBy("seed");
    seed_->setObjection([this] {
        bool isSeed = false;
        seed_->text().toULongLong(&isSeed);
        return isSeed ? QString() : tr("A whole number from 0");
    });
    connect(another_, &QToolButton::clicked, this,
            [this] { seed_->setText(QString::number(QRandomGenerator::global()->bounded(1, 1000000))); });
}

void TaskSetup::writeTo(session::ChallengeSettings& settings) const {
    settings.source = source_->name();
    settings.ways = static_cast<int>(ways_->number());
    settings.shots = static_cast<int>(shots_->number());
    settings.withinAlphabet = within_->isChecked();
    settings.seed = seed_->text().toULongLong();
    settings.modelId = workspace_.modelId();
}

void TaskSetup::showFixed(const session::ChallengeSettings& settings) {
    ways_->setNumber(settings.ways);
    shots_->setNumber(settings.shots);
    within_->setChecked(settings.withinAlphabet);
    seed_->setText(QString::number(settings.seed));
}

/// A study tells by itself which tasks the next one gets.
void TaskSetup::prepareNext() {
    if (!isLocked()) seed_->setText(QString::number(seed_->text().toULongLong() + 1));
}

QString TaskSetup::problem() const {
    for (const QString& problem : {source_->problem(), SetupCard::problem()})
        if (!problem.isEmpty()) return problem;
    return modelProblem_;
}

void TaskSetup::followStudy(const Study* study) {
    QStringList models;
    if (study)
        for (const std::string& model : study->models)
            models += session::ModelLibrary::titleOf(QString::fromStdString(model));
    studyModels_ = !study             ? QString()
                   : models.isEmpty() ? tr("The study names no model; its tasks are answered by pixels-l2")
                                      : tr("Against the study's models: %1").arg(models.join(QStringLiteral(", ")));
    source_->followStudy(study ? QString::fromStdString(study->tasks.source) : QString());
    followModel();
}

void TaskSetup::followLock() {
    const bool sampled = source_->kind() != ChallengeSource::Kind::Lake;  // Lake's tasks are as they are
    ways_->setEditable(sampled && !isLocked());
    shots_->setEditable(sampled && !isLocked());
    within_->setEnabled(sampled && !isLocked());
    seed_->setEditable(!isLocked());
    another_->setEnabled(!isLocked());
}

/// Returns why no task of the data has so many ways; empty: some have.
QString TaskSetup::wayProblem() const {
    if (!source_->problem().isEmpty()) return {};
    const int shots = std::max(1, static_cast<int>(shots_->number()));
    const int possible = maxWays(source_->characters(), shots, within_->isChecked());
    if (ways_->number() <= possible) return {};
    return possible < 2 ? tr("These data have no task of two characters")
                        : tr("These data have tasks of up to %1 characters").arg(possible);
}

void TaskSetup::followModel() {
    const bool ofStudy = !studyModels_.isEmpty();
    const bool live = workspace_.modelId() == session::ModelLibrary::live;  // its weights change meanwhile
    const bool opened = workspace_.model() != nullptr;
    const bool fault = !ofStudy && (live || (!opened && !workspace_.modelProblem().isEmpty()));
    setFault(model_, fault);
    model_->setText(
        ofStudy ? studyModels_
        : live  ? tr("The model in use is the one of the training, which changes meanwhile. Stop the training or "
                      "choose its run.")
        : fault ? workspace_.modelProblem()
                : tr("Against the model in use: %1").arg(session::ModelLibrary::titleOf(workspace_.modelId())));
    modelProblem_ = ofStudy  ? QString()
                    : live   ? model_->text()
                    : opened ? QString()
                    : fault  ? tr("The model in use cannot be opened")
                             : tr("The model is being opened");
    Q_EMIT changed();
}

}  // namespace oneshot::ui
