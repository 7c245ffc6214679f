#include "ui/pages/tasks/question_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <limits>

#include "core/runs/run_directory.h"
#include "ui/fields/thinking_field.h"
#include "ui/pages/tasks/learner_menu.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr double mostOfIt = 0.5;  ///< of the data in use: who has learnt more is asked of what is held out

const QString lakeKey = QStringLiteral("tasks/lake");

QSettings storedSettings() {
    return QSettings(QString::fromStdString((homeFolder() / "workbench.ini").string()), QSettings::IniFormat);
}

/// A field beside its name.
QWidget* named(const QString& name, QWidget* field) {
    auto* part = new QWidget;
    part->setLayout(rowLayout(6, {fieldCaption(name, field), field}));
    return part;
}

}  // namespace

QuestionPanel::QuestionPanel(session::Workspace& workspace, QWidget* atEnd)
    : workspace_(workspace),
      learners_(new LearnerMenu(workspace, this)),
      thinking_(new ThinkingField(QStringLiteral("tasks"), tr("Time to answer all tasks, by their number, on this "
                                                              "computer in the background; every different drawing is "
                                                              "embedded once. Baselines always answer in one pass."))),
      ask_(flatButton("tasks.cancel", "stop", {}, tr("Stop asking the learners"))) {
    QToolButton* learners =
        flatButton("tasks.learners", "model", tr("Learners"), tr("Which learners answer the tasks, side by side"));
    learners->setMenu(learners_);
    learners->setPopupMode(QToolButton::InstantPopup);
    QSizePolicy keepsItsPlace = ask_->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    ask_->setSizePolicy(keepsItsPlace);
    makeFields();
    proposal_ = makeProposal();
    auto* fields = new FlowLayout(
        8, {named(tr("Tasks of"), source_), openLake_, named(tr("Ways"), ways_), named(tr("Shots"), shots_),
            named(tr("Seed"), seed_), named(tr("Number"), count_), within_, learners, atEnd});
    setLayout(columnLayout(6, {fields, rowLayout(6, {{thinking_, 1}, ask_})}));

    connect(thinking_, &ThinkingField::changed, this, &QuestionPanel::changed);
    connect(ask_, &QToolButton::clicked, this, &QuestionPanel::askClicked);
    followWorkspace();
    showSources();
    showFields();
}

void QuestionPanel::makeFields() {
    source_ = new QComboBox;
    source_->setObjectName(QStringLiteral("tasks.source"));
    source_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    source_->setMinimumContentsLength(8);  // it takes the room that the others leave
    source_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    source_->addItems(QStringList(3));  // showSources() names them
    openLake_ = flatButton("tasks.lake.open", "folder", {}, tr("Choose the file of Lake's runs"));
    ways_ = spinBox("tasks.ways", 2, 60, 20);
    shots_ = spinBox("tasks.shots", 1, 5, 1);
    seed_ = spinBox("tasks.seed", 0, std::numeric_limits<int>::max(), 1);
    seed_->setMaximumWidth(seed_->fontMetrics().horizontalAdvance(QStringLiteral("00000")) + 40);
    count_ = spinBox("tasks.count", 1, 5000, 100);
    within_ = new QCheckBox(tr("within one alphabet"));
    within_->setObjectName(QStringLiteral("tasks.within"));
    within_->setChecked(true);
    within_->setToolTip(tr("All ways of a task from one alphabet: far harder than across alphabets"));
    explain(within_, "within alphabet");
    for (QSpinBox* box : {ways_, shots_, seed_, count_})
        connect(box, &QSpinBox::valueChanged, this, &QuestionPanel::changed);
    connect(within_, &QCheckBox::toggled, this, &QuestionPanel::changed);
    connect(openLake_, &QToolButton::clicked, this, &QuestionPanel::askForLake);
    connect(source_, &QComboBox::currentIndexChanged, this, [this] {
        showFields();
        showProposal();
        Q_EMIT changed();
    });
    connect(source_, &QComboBox::activated, this, [this] {
        sourceChosen_ = true;
        showProposal();
    });
}

QWidget* QuestionPanel::makeProposal() {
    proposalText_ = new LineLabel("tasks.source.why");
    QToolButton* back = flatButton("tasks.source.back", "previous", tr("Show the data in use"),
                                   tr("Ask about the data in use all the same, and stay with what you choose"));
    connect(back, &QToolButton::clicked, this, [this] {
        sourceChosen_ = true;
        source_->setCurrentIndex(static_cast<int>(Source::Dataset));
    });
    auto* row = new QWidget;
    row->setLayout(rowLayout(4, {{proposalText_, 1}, back}));
    row->hide();
    return row;
}

/// What a model has learnt gives no one-shot figure: what is held out comes first then, until the person chooses.
void QuestionPanel::proposeSource() {
    if (sourceChosen_ || source() != proposed_) return;
    const bool heldOut =
        workspace_.heldOut() && learntShare_.inUse() > mostOfIt && learntShare_.heldOut() < learntShare_.inUse();
    proposed_ = heldOut ? Source::HeldOut : Source::Dataset;
    source_->setCurrentIndex(static_cast<int>(proposed_));
    showProposal();
}

void QuestionPanel::showProposal() {
    proposalText_->say(tr("%1 learnt the data in use, so what is held out comes first.")
                           .arg(session::ModelLibrary::titleOf(workspace_.modelId())));
    proposal_->setVisible(!sourceChosen_ && proposed_ == Source::HeldOut && source() == Source::HeldOut);
}

void QuestionPanel::followWorkspace() {
    connect(&learntShare_, &session::LearntShare::changed, this, &QuestionPanel::proposeSource);
    connect(&workspace_, &session::Workspace::modelChanged, this, &QuestionPanel::showProposal);
    connect(&workspace_, &session::Workspace::datasetChanged, this, &QuestionPanel::showSources);
    connect(&workspace_, &session::Workspace::heldOutChanged, this, &QuestionPanel::showSources);
    connect(&workspace_, &session::Workspace::lakeChanged, this, [this] {
        if (lakeReading_) storedSettings().setValue(lakeKey, lakePath_);
        lakeReading_ = false;
        lakeProblem_.clear();
        showSources();
    });
    connect(&workspace_, &session::Workspace::lakeFailed, this, [this](const QString& why) {
        if (!lakeReading_) return;  // another page asked
        lakeReading_ = false;
        lakeProblem_ = why;
        showSources();
    });
}

QuestionPanel::Source QuestionPanel::source() const {
    return static_cast<Source>(source_->currentIndex());
}

TaskSettings QuestionPanel::settings() const {
    return {ways_->value(), shots_->value(), within_->isChecked(), static_cast<std::uint64_t>(seed_->value())};
}

QString QuestionPanel::fill(session::TaskQuestion& question) {
    question.settings = settings();
    question.count = count_->value();
    question.thinking = thinking_->thinking();
    if (const QString why = fillTasks(question); !why.isEmpty()) return why;
    session::ModelLibrary& library = workspace_.models();
    for (const QString& id : learners_->ids()) {
        const ModelPtr model = library.model(id);
        if (!model && library.problem(id).isEmpty()) library.open(id);
        question.learners.push_back({id, model});
    }
    return {};
}

/// Fills in where the question's tasks come from.
QString QuestionPanel::fillTasks(session::TaskQuestion& question) {
    const Source source = this->source();
    if (source == Source::Lake) return fillLake(question);
    question.dataset = source == Source::Given ? givenDataset_ : drawnFrom(source);
    if (source == Source::Given) question.given = given_;
    if (question.dataset) return {};
    return source == Source::HeldOut
               ? tr("Nothing is held out. Choose data to validate on at the Train page.")
               : tr("There are no data in use yet: they are being read, or cannot be used. The Train page tells more, "
                    "and lets you choose others.");
}

/// Begins to read the runs that were used last, where there are some and none are open.
QString QuestionPanel::fillLake(session::TaskQuestion& question) {
    if (!lakeProblem_.isEmpty()) return lakeProblem_;
    question.lake = lakeReading_ ? nullptr : workspace_.lake();
    if (question.lake) return {};
    if (const QString path = storedSettings().value(lakeKey).toString(); !lakeReading_ && QFileInfo::exists(path))
        readLake(path);
    if (lakeReading_) return tr("Reading %1").arg(lakePath_);
    return tr(
        "Lake's runs are the fixed one-shot tasks that learners are compared by: one_shot_runs.zip or all_runs.zip of "
        "Omniglot's files, or a folder with them.");
}

QString QuestionPanel::nameOf(Source source) const {
    if (source == Source::Given) return givenName_;
    if (source == Source::Lake) {
        const bool usable = workspace_.lake() && !lakeReading_ && lakeProblem_.isEmpty();
        return usable ? QString::fromStdString(workspace_.lake()->dataset.name) : QString();
    }
    const session::DatasetPtr dataset = drawnFrom(source);
    return dataset ? session::dataName(dataset->spec) : tr("none");
}

QString QuestionPanel::specOf(Source source) const {
    if (source == Source::Lake) return workspace_.lake() ? lakePath_ : QString();
    const session::DatasetPtr dataset = drawnFrom(source);
    return dataset ? QString::fromStdString(dataset->spec) : QString();
}

session::DatasetPtr QuestionPanel::drawnFrom(Source source) const {
    if (source == Source::Dataset) return workspace_.dataset();
    return source == Source::HeldOut ? workspace_.heldOut() : nullptr;
}

int QuestionPanel::possibleWays() const {
    const TaskSettings asked = settings();
    const session::DatasetPtr dataset = drawnFrom(source());
    const int possible = dataset ? maxWays(*dataset, asked.shots, asked.withinAlphabet) : 0;
    return possible < asked.ways ? possible : 0;
}

QString QuestionPanel::tooManyWays() const {
    const int possible = possibleWays();
    if (possible == 0) return {};
    const TaskSettings asked = settings();
    return (asked.withinAlphabet
                ? tr("A task of %1 ways asks about %1 characters of one alphabet, each with at least %3 "
                     "drawings. The largest alphabet here has %2.")
                : tr("A task of %1 ways asks about %1 characters, each with at least %3 drawings. There "
                     "are %2 here."))
        .arg(asked.ways)
        .arg(possible)
        .arg(asked.shots + 1);
}

void QuestionPanel::setWays(int ways) {
    ways_->setValue(ways);
}

void QuestionPanel::readLake(const QString& path) {
    lakePath_ = path;
    lakeProblem_.clear();
    lakeReading_ = true;
    workspace_.openLake(path);
}

void QuestionPanel::openLake(const QString& path) {
    readLake(path);
    source_->setCurrentIndex(static_cast<int>(Source::Lake));
    showSources();
}

void QuestionPanel::askForLake() {
    askWhatToOpen(this,
                  {QStringLiteral("tasks.lake"), tr("Choose Lake's runs"), tr("Archives (*.zip);;All files (*)"),
                   QFileInfo(storedSettings().value(lakeKey).toString()).path()},
                  [this](const QString& path) { Q_EMIT lakeChosen(path); });
}

void QuestionPanel::give(const session::DatasetPtr& dataset, std::vector<Task> tasks, const QString& name) {
    givenDataset_ = dataset;
    given_ = std::make_shared<const std::vector<Task>>(std::move(tasks));
    givenName_ = name;
    if (source_->count() == static_cast<int>(Source::Given)) source_->addItem({});
    source_->setCurrentIndex(static_cast<int>(Source::Given));
    showSources();
}

void QuestionPanel::showState(bool asking, bool left, const QString& cost) {
    ask_->setVisible(asking || left);
    ask_->setIcon(lineIcon(asking ? "stop" : "again"));
    ask_->setToolTip(asking ? tr("Stop asking the learners") : tr("Ask the learners that have not answered"));
    ask_->setAccessibleName(ask_->toolTip());
    thinking_->setCost(cost);
}

void QuestionPanel::showSources() {
    const QString kinds[] = {tr("In use"), tr("Held out"), tr("Lake's runs"), tr("Chosen")};
    for (int i = 0; i < source_->count(); ++i) {
        const QString name = nameOf(static_cast<Source>(i));
        source_->setItemText(i, name.isEmpty() ? kinds[i] : tr("%1: %2").arg(kinds[i], name));
        source_->setItemData(i, specOf(static_cast<Source>(i)), Qt::ToolTipRole);
    }
    showTooltip();
    Q_EMIT changed();
}

void QuestionPanel::showFields() {
    const bool fixed = source() == Source::Lake || source() == Source::Given;
    openLake_->setVisible(source() == Source::Lake);
    within_->setEnabled(!fixed);
    for (const auto& [box, term] : std::initializer_list<std::pair<QSpinBox*, const char*>>{
             {ways_, "way"}, {shots_, "shot"}, {seed_, "seed"}, {count_, nullptr}}) {
        box->setEnabled(!fixed);
        box->setToolTip(fixed ? tr("These tasks are fixed") : QString());
        if (term && !fixed) explain(box, term);
    }
    showTooltip();
}

/// Shows the name in full and where the data are.
void QuestionPanel::showTooltip() {
    const QString spec = source_->currentData(Qt::ToolTipRole).toString();
    source_->setToolTip(spec.isEmpty() ? source_->currentText() : source_->currentText() + u'\n' + spec);
}

}  // namespace oneshot::ui
