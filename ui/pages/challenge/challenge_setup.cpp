#include "ui/pages/challenge/challenge_setup.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/tasks/task_sampler.h"
#include "ui/pages/challenge/challenge_source.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int editorWidth = 132, alphabetsHeight = 118, consentHeight = 96;

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QLabel* mutedLabel(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    setStyleRole(label, "muted");
    return label;
}

QToolButton* renewButton(const char* objectName, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(lineIcon("again"));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    setStyleRole(button, "flat");
    return button;
}

void addRow(QVBoxLayout* layout, const QString& caption, QWidget* editor, QWidget* beside = nullptr) {
    auto* label = new QLabel(caption);
    label->setBuddy(editor);
    label->setToolTip(editor->toolTip());
    editor->setAccessibleName(caption);
    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(label, 1);
    if (beside) line->addWidget(beside);
    line->addWidget(editor);
    layout->addLayout(line);
}

}  // namespace

ChallengeSetup::ChallengeSetup(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->setSpacing(12);
    layout->addWidget(makeTasks());
    layout->addWidget(makePerson());
    layout->addWidget(makeManner());
    layout->addWidget(makeConsent());
    layout->addStretch(1);

    const auto listAlphabets = [this] {
        alphabets_->setAlphabets(source_->alphabets(), {});
        const int rows = alphabets_->rowCount() * alphabetList_->sizeHintForRow(0);
        alphabetList_->setFixedHeight(std::min(rows + 2 * alphabetList_->frameWidth() + 8, alphabetsHeight));
    };
    connect(source_, &ChallengeSource::alphabetsChanged, this, listAlphabets);
    connect(source_, &ChallengeSource::changed, this, &ChallengeSetup::followSource);
    connect(&workspace_, &session::Workspace::modelChanged, this, &ChallengeSetup::check);
    listAlphabets();
    followSource();
}

QLabel* ChallengeSetup::addProblem(QVBoxLayout* layout, const QString& key) {
    auto* label = new QLabel;
    label->setObjectName(QStringLiteral("challenge.problem.") + key);
    label->setWordWrap(true);
    label->hide();
    setStyleRole(label, "fault");
    layout->addWidget(label);
    return label;
}

void ChallengeSetup::addNumber(QVBoxLayout* layout, const QString& key, const QString& caption, const QString& tip,
                               const QString& value, double lowest, double highest, bool emptyIsNone) {
    auto* editor = new QLineEdit(value);
    editor->setObjectName(QStringLiteral("challenge.") + key);
    editor->setFixedWidth(editorWidth);
    editor->setToolTip(tip);
    editor->setAccessibleDescription(tip);
    if (emptyIsNone) editor->setPlaceholderText(tr("none"));
    addRow(layout, caption, editor);
    numbers_[key] = {caption, editor, addProblem(layout, key), lowest, highest, emptyIsNone};
    connect(editor, &QLineEdit::textChanged, this, &ChallengeSetup::check);
}

QWidget* ChallengeSetup::makeTasks() {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(6);
    layout->addWidget(heading(tr("Tasks")));
    source_ = new ChallengeSource(workspace_);
    layout->addWidget(source_);
    addNumber(layout, QStringLiteral("ways"), tr("Characters to choose from"),
              tr("N: the query's character is one of them, 2 to 99"), QStringLiteral("20"), 2, 99);
    addNumber(layout, QStringLiteral("shots"), tr("Drawings of each"), tr("k: 1 to 9"), QStringLiteral("1"), 1, 9);
    within_ = new QCheckBox(tr("All of one alphabet"));
    within_->setObjectName(QStringLiteral("challenge.within"));
    within_->setChecked(true);
    within_->setToolTip(tr("Harder: characters of one alphabet resemble each other"));
    layout->addWidget(within_);
    seed_ = new QLineEdit(QStringLiteral("1"));
    seed_->setObjectName(QStringLiteral("challenge.seed"));
    seed_->setFixedWidth(editorWidth);
    seed_->setToolTip(tr("The same seed and data give the same tasks, to every participant"));
    auto* newSeed = renewButton("challenge.seed.new", tr("Another seed, so other tasks"));
    addRow(layout, tr("Seed"), seed_, newSeed);
    seedProblem_ = addProblem(layout, QStringLiteral("seed"));
    modelLine_ = mutedLabel();
    modelLine_->setObjectName(QStringLiteral("challenge.model"));
    layout->addSpacing(2);
    layout->addWidget(modelLine_);
    connect(newSeed, &QToolButton::clicked, this,
            [this] { seed_->setText(QString::number(QRandomGenerator::global()->bounded(1, 1000000))); });
    connect(seed_, &QLineEdit::textChanged, this, &ChallengeSetup::check);
    connect(within_, &QCheckBox::toggled, this, &ChallengeSetup::check);
    return card(layout);
}

QWidget* ChallengeSetup::makePerson() {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(6);
    layout->addWidget(heading(tr("Participant")));
    participant_ = new QLineEdit(session::ChallengeSession::newParticipant());
    participant_->setObjectName(QStringLiteral("challenge.participant"));
    participant_->setFixedWidth(editorWidth);
    participant_->setToolTip(tr("A random code stands for the person; no name is needed or kept"));
    auto* renew = renewButton("challenge.participant.new", tr("Another code, for another person"));
    addRow(layout, tr("Code"), participant_, renew);
    participantProblem_ = addProblem(layout, QStringLiteral("participant"));
    alphabetsNote_ = mutedLabel();
    alphabets_ = new AlphabetModel(this);
    alphabetList_ = new QListView;
    alphabetList_->setObjectName(QStringLiteral("challenge.readable"));
    alphabetList_->setModel(alphabets_);
    alphabetList_->setStyleSheet(QStringLiteral("QListView::item { min-height: 20px; }"));  // its boxes are whole
    alphabetList_->setAccessibleName(tr("Alphabets that the person can read"));
    setStyleRole(alphabetList_, "field");
    layout->addSpacing(2);
    layout->addWidget(alphabetsNote_);
    layout->addWidget(alphabetList_);
    connect(renew, &QToolButton::clicked, this, &ChallengeSetup::newParticipant);
    connect(participant_, &QLineEdit::textChanged, this, [this] {
        alphabets_->checkAll(false);  // another person reads others
        check();
    });
    return card(layout);
}

QWidget* ChallengeSetup::makeManner() {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(6);
    layout->addWidget(heading(tr("Trials")));
    addNumber(layout, QStringLiteral("trials"), tr("Trials that count"), tr("1 to 1000"), QStringLiteral("20"), 1,
              1000);
    addNumber(layout, QStringLiteral("practice"), tr("Practice before"), tr("Trials that do not count, 0 to 50"),
              QStringLiteral("3"), 0, 50);
    addNumber(layout, QStringLiteral("break"), tr("Break after every"),
              tr("Trials between two breaks; empty: no breaks"), QStringLiteral("20"), 1, 1000, true);
    addNumber(layout, QStringLiteral("limit"), tr("Time limit, seconds"),
              tr("For each trial; without an answer by then it counts as wrong. Empty: none"), {}, 0.5, 600, true);
    feedback_ = new QCheckBox(tr("Say after each answer what was right"));
    feedback_->setObjectName(QStringLiteral("challenge.feedback"));
    feedback_->setChecked(true);
    feedback_->setToolTip(tr("And what the model answered. Without it nothing is told before the end"));
    layout->addWidget(feedback_);
    return card(layout);
}

QWidget* ChallengeSetup::makeConsent() {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(6);
    layout->addWidget(heading(tr("Consent")));
    layout->addWidget(
        mutedLabel(tr("Shown before the session, to be agreed to; its version is kept with the trials.")));
    consent_ = new QPlainTextEdit;
    consent_->setObjectName(QStringLiteral("challenge.consent"));
    consent_->setPlaceholderText(tr("No text: none is asked for"));
    consent_->setAccessibleName(tr("Consent text"));
    consent_->setFixedHeight(consentHeight);
    consent_->setTabChangesFocus(true);
    consent_->setFrameShape(QFrame::NoFrame);
    setStyleRole(consent_, "card");
    layout->addWidget(consent_);
    return card(layout);
}

double ChallengeSetup::number(const QString& key) const {
    return QLocale::c().toDouble(numbers_.at(key).editor->text());
}

void ChallengeSetup::setNumber(const QString& key, double value) {
    const Number& number = numbers_.at(key);
    number.editor->setText(number.emptyIsNone && value <= 0 ? QString() : QString::number(value));
}

session::ChallengeSettings ChallengeSetup::settings() const {
    session::ChallengeSettings settings;
    settings.participant = participant_->text().trimmed();
    settings.source = source_->name();
    settings.ways = static_cast<int>(number(QStringLiteral("ways")));
    settings.shots = static_cast<int>(number(QStringLiteral("shots")));
    settings.withinAlphabet = within_->isChecked();
    settings.trials = static_cast<int>(number(QStringLiteral("trials")));
    settings.practice = static_cast<int>(number(QStringLiteral("practice")));
    settings.feedback = feedback_->isChecked();
    settings.timeLimitSeconds = number(QStringLiteral("limit"));
    settings.breakEvery = static_cast<int>(number(QStringLiteral("break")));
    settings.modelId = workspace_.modelId();
    settings.seed = seed_->text().toULongLong();
    settings.consent = consent_->toPlainText().trimmed();
    if (alphabetList_->isVisibleTo(this)) settings.readableAlphabets = alphabets_->checked();
    return settings;
}

void ChallengeSetup::takeManner(const session::ChallengeSettings& settings) {
    setNumber(QStringLiteral("trials"), settings.trials);
    setNumber(QStringLiteral("practice"), settings.practice);
    setNumber(QStringLiteral("break"), settings.breakEvery);
    setNumber(QStringLiteral("limit"), settings.timeLimitSeconds);
    feedback_->setChecked(settings.feedback);
    consent_->setPlainText(settings.consent);
}

void ChallengeSetup::nextSeed() {
    seed_->setText(QString::number(seed_->text().toULongLong() + 1));
}

void ChallengeSetup::newParticipant() {
    participant_->setText(session::ChallengeSession::newParticipant());
}

void ChallengeSetup::followSource() {
    using Kind = ChallengeSource::Kind;
    const bool lake = source_->kind() == Kind::Lake;
    for (const char* key : {"ways", "shots"}) numbers_.at(QLatin1String(key)).editor->setEnabled(!lake);
    within_->setEnabled(!lake);
    alphabetList_->setVisible(!source_->alphabets().isEmpty());
    alphabetsNote_->setText(lake ? tr("Lake's files do not name the alphabets of their runs, so none can be set apart.")
                            : source_->kind() == Kind::Glyphs
                                ? tr("The built-in glyphs are invented: nobody can read them.")
                                : tr("Alphabets that the person can read; results are told with and without them:"));
    check();
}

void ChallengeSetup::say(QLabel* label, const QString& caption, const QString& problem) {
    label->setVisible(!problem.isEmpty());
    label->setText(problem);
    if (problem_.isEmpty() && !problem.isEmpty()) problem_ = tr("%1: %2").arg(caption, problem);
}

void ChallengeSetup::check() {
    problem_ = source_->problem();
    const bool lake = source_->kind() == ChallengeSource::Kind::Lake;
    const bool usable = problem_.isEmpty();
    for (const auto& [key, field] : numbers_) {
        const QString text = field.editor->text().trimmed();
        bool understood = false;
        const double value = QLocale::c().toDouble(text, &understood);
        const bool whole = key == QStringLiteral("limit") || value == std::floor(value);
        QString problem;
        if (!field.editor->isEnabled() || (text.isEmpty() && field.emptyIsNone)) {
        } else if (!understood || !whole || !(value >= field.lowest && value <= field.highest)) {  // nor "nan"
            problem =
                (key == QStringLiteral("limit") ? tr("A number from %1 to %2") : tr("A whole number from %1 to %2"))
                    .arg(field.lowest)
                    .arg(field.highest);
        } else if (key == QStringLiteral("ways") && usable) {
            const int shots = std::max(1, static_cast<int>(number(QStringLiteral("shots"))));
            if (const int most = mostWays(source_->characters(), shots, within_->isChecked()); value > most)
                problem = most < 2 ? tr("These data have no task of two characters")
                                   : tr("These data have tasks of up to %1 characters").arg(most);
        } else if (key == QStringLiteral("trials") && usable && lake) {
            std::size_t tasks = 0;
            for (const auto& run : workspace_.lake()->runs) tasks += run.tasks.size();
            if (value + number(QStringLiteral("practice")) > static_cast<double>(tasks))
                problem = session::counted(static_cast<qint64>(tasks), tr("These runs hold 1 task, practice included"),
                                           tr("These runs hold %1 tasks, practice included"));
        }
        setStyleRole(field.editor, "fault", !problem.isEmpty());
        say(field.problem, field.caption, problem);
    }
    bool understood = false;
    seed_->text().toULongLong(&understood);
    setStyleRole(seed_, "fault", !understood);
    say(seedProblem_, tr("Seed"), understood ? QString() : tr("A whole number from 0"));
    static const QRegularExpression code(  // of session::ChallengeSession::newParticipant()
        QRegularExpression::anchoredPattern(QStringLiteral("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")));
    const bool coded = code.match(participant_->text().trimmed()).hasMatch();
    setStyleRole(participant_, "fault", !coded);
    say(participantProblem_, tr("Code"),
        coded ? QString() : tr("A code like K7QF-2M9D, not a name: capitals and digits, but no I, O, 0 and 1"));
    const bool live = workspace_.modelId() == session::ModelLibrary::live;  // its weights change meanwhile
    const bool fault = live || (!workspace_.model() && !workspace_.modelProblem().isEmpty());
    setStyleRole(modelLine_, "fault", fault);
    setStyleRole(modelLine_, "muted", !fault);
    modelLine_->setText(
        live ? tr("The model in use is the one of the training, which changes meanwhile. Stop the training or choose "
                  "its run.")
        : fault ? workspace_.modelProblem()
                : tr("Against the model in use: %1").arg(session::ModelLibrary::titleOf(workspace_.modelId())));
    if (problem_.isEmpty() && live) problem_ = modelLine_->text();
    if (problem_.isEmpty() && !workspace_.model())
        problem_ = fault ? tr("The model in use cannot be opened") : tr("The model is being opened");
    Q_EMIT changed();
}

}  // namespace oneshot::ui
