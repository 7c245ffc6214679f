#include "ui/pages/challenge/challenge_setup.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/challenge_source.h"
#include "ui/pages/challenge/screen_setup.h"
#include "ui/pages/challenge/study_card.h"
#include "ui/pages/challenge/task_setup.h"
#include "ui/session/challenge/challenge_session.h"
#include "ui/session/common/words.h"
#include "ui/session/studies/study_settings.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

const QString chosenStudy = QStringLiteral("study");  // among the choices, which are named by their editors

/// Asks who takes part, by a code, and which alphabets they can read.
class ParticipantSetup : public SetupCard {
  public:
    /// The source must outlive the card.
    explicit ParticipantSetup(const ChallengeSource& source)
        : SetupCard(tr("Participant")), source_(source), alphabets_(new AlphabetModel(this)), list_(new QListView) {
        auto* another = flatButton("challenge.participant.new", "again", {}, tr("Another code, for another person"));
        code_ =
            addField("participant", tr("Code"), tr("A random code stands for the person; no name is needed or kept"),
                     session::ChallengeSession::newParticipant(), {}, another);
        code_->explainBy("participant");
        code_->setObjection([this] { return codeProblem(); });
        rows_->addSpacing(2);
        note_ = addNote();
        list_->setObjectName(QStringLiteral("challenge.readable"));
        list_->setModel(alphabets_);
        list_->setStyleSheet(QStringLiteral("QListView::item { min-height: 1.43em; }"));  // or its boxes are cut
        list_->setAccessibleName(tr("Alphabets that the person can read"));
        setStyleRole(list_, "field");
        rows_->addWidget(list_);

        connect(another, &QToolButton::clicked, this, &ParticipantSetup::prepareNext);
        // Another person reads other alphabets.
        connect(code_, &SetupField::changed, alphabets_, [this] { alphabets_->checkAll(false); });
        connect(&source, &ChallengeSource::alphabetsChanged, this, &ParticipantSetup::listAlphabets);
        connect(&source, &ChallengeSource::changed, this, &ParticipantSetup::followSource);
        listAlphabets();
        followSource();
        check();
    }

    void writeTo(session::ChallengeSettings& settings) const override {
        settings.participant = code_->text();
        settings.readableAlphabets = alphabets_->checked();
    }
    void prepareNext() override { code_->setText(session::ChallengeSession::newParticipant()); }

  private:
    void listAlphabets() {
        const int maxListHeight = 8 * list_->fontMetrics().height() + 6;
        alphabets_->setAlphabets(source_.alphabets(), {});
        const int rows = alphabets_->rowCount() * list_->sizeHintForRow(0);
        list_->setFixedHeight(std::min(rows + 2 * list_->frameWidth() + 8, maxListHeight));
    }

    void followSource() {
        using Kind = ChallengeSource::Kind;
        list_->setVisible(!source_.alphabets().isEmpty());
        note_->setText(source_.kind() == Kind::Lake
                           ? tr("Lake's files do not name the alphabets of their runs, so none can be set apart.")
                       : source_.kind() == Kind::Glyphs
                           ? tr("The built-in glyphs are invented: nobody can read them.")
                           : tr("Alphabets that the person can read; results are told with and without them:"));
    }

    QString codeProblem() const {
        static const QRegularExpression pattern(  // of ChallengeSession::newParticipant()
            QRegularExpression::anchoredPattern(QStringLiteral("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")));
        if (pattern.match(code_->text()).hasMatch()) return {};
        return tr("A code like K7QF-2M9D, not a name: capitals and digits, but no I, O, 0 and 1");
    }

    const ChallengeSource& source_;
    SetupField* code_;
    QLabel* note_;
    AlphabetModel* alphabets_;
    QListView* list_;
};

/// Asks how many trials a session has and how they are done.
class TrialSetup : public SetupCard {
  public:
    /// The source must outlive the card.
    explicit TrialSetup(const ChallengeSource& source)
        : SetupCard(tr("Trials")),
          source_(source),
          feedback_(new QCheckBox(tr("Say after each answer what was right"))),
          feedbackModel_(new QCheckBox(tr("And what the model answered"))) {
        trials_ = addField("trials", tr("Trials"), tr("1 to 1000, besides practice"), QStringLiteral("20"),
                           SetupField::Range{1, 1000});
        trials_->explainBy("trial");
        trials_->setObjection([this] { return countProblem(); });
        practice_ = addField("practice", tr("Practice trials before"), tr("0 to 50; they do not count"),
                             QStringLiteral("3"), SetupField::Range{0, 50});
        breakEvery_ = addField("break", tr("Break after every"), tr("Trials between two breaks; empty: no breaks"),
                               QStringLiteral("20"), SetupField::Range{.low = 1, .high = 1000, .mayBeNone = true});
        timeLimit_ = addField("limit", tr("Time limit, seconds"),
                              tr("For each trial; without an answer by then it counts as wrong. Empty: none"), {},
                              SetupField::Range{.low = 0.5, .high = 600, .whole = false, .mayBeNone = true});
        feedback_->setObjectName(QStringLiteral("challenge.feedback"));
        feedback_->setChecked(true);
        feedback_->setToolTip(tr("Without it nothing is told before the end"));
        feedbackModel_->setObjectName(QStringLiteral("challenge.feedback.model"));
        feedbackModel_->setChecked(true);
        feedbackModel_->setToolTip(tr("Without it the model's answers and accuracy stay hidden to the end"));
        connect(feedback_, &QCheckBox::toggled, this, &TrialSetup::followLock);
        rows_->addWidget(feedback_);
        rows_->addLayout(rowLayout(0, {Gap{22}, {feedbackModel_, 1}}));
        connect(&source, &ChallengeSource::changed, this, &TrialSetup::check);
        check();
    }

    void writeTo(session::ChallengeSettings& settings) const override {
        settings.trials = static_cast<int>(trials_->number());
        settings.practice = static_cast<int>(practice_->number());
        settings.breakEvery = static_cast<int>(breakEvery_->number());
        settings.timeLimitSeconds = timeLimit_->number();
        settings.feedback = feedback_->isChecked();
        settings.feedbackModel = feedbackModel_->isChecked();
    }
    void adopt(const session::ChallengeSettings& settings) override {
        trials_->setNumber(settings.trials);
        practice_->setNumber(settings.practice);
        breakEvery_->setNumber(settings.breakEvery);
        timeLimit_->setNumber(settings.timeLimitSeconds);
        feedback_->setChecked(settings.feedback);
        feedbackModel_->setChecked(settings.feedbackModel);
    }

  protected:
    void followLock() override {
        for (SetupField* field : {trials_, practice_, breakEvery_, timeLimit_}) field->setEditable(!isLocked());
        feedback_->setEnabled(!isLocked());
        feedbackModel_->setEnabled(!isLocked() && feedback_->isChecked());
    }

  private:
    /// Returns why the source has too few tasks; empty: it has enough.
    QString countProblem() const {
        const std::optional<qint64> tasks = source_.taskCount();
        if (!tasks || trials_->number() + practice_->number() <= static_cast<double>(*tasks)) return {};
        return session::counted(*tasks, tr("These runs hold 1 task, practice included"),
                                tr("These runs hold %1 tasks, practice included"));
    }

    const ChallengeSource& source_;
    SetupField *trials_, *practice_, *breakEvery_, *timeLimit_;
    QCheckBox *feedback_, *feedbackModel_;
};

/// Asks for the text that a participant is to agree to.
class ConsentSetup : public SetupCard {
  public:
    ConsentSetup() : SetupCard(tr("Consent")), text_(new QPlainTextEdit) {
        addNote(tr("Shown before the session, to be agreed to; its version is kept with the trials."));
        text_->setObjectName(QStringLiteral("challenge.consent"));
        text_->setPlaceholderText(tr("No text: none is asked for"));
        text_->setAccessibleName(tr("Consent text"));
        text_->setFixedHeight(96);
        text_->setTabChangesFocus(true);
        text_->setFrameShape(QFrame::NoFrame);
        setStyleRole(text_, "card");
        rows_->addWidget(text_);
    }

    void writeTo(session::ChallengeSettings& settings) const override {
        settings.consent = text_->toPlainText().trimmed();
    }
    void adopt(const session::ChallengeSettings& settings) override { text_->setPlainText(settings.consent); }

  protected:
    void followLock() override { text_->setEnabled(!isLocked()); }

  private:
    QPlainTextEdit* text_;
};

}  // namespace

ChallengeSetup::ChallengeSetup(session::Workspace& workspace) {
    study_ = new StudyCard([this] { return ownSettings(); });
    tasks_ = new TaskSetup(workspace);
    screen_ = new ScreenSetup;
    fixed_ = {tasks_, new TrialSetup(tasks_->source()), screen_, new ConsentSetup};
    cards_ = {study_, tasks_, new ParticipantSetup(tasks_->source()), fixed_[1], screen_, fixed_[3]};
    QVBoxLayout* layout = columnLayout(12, {}, {0, 0, 6, 0});
    for (SetupCard* card : cards_) {
        layout->addWidget(card);
        connect(card, &SetupCard::changed, this, &ChallengeSetup::changed);
    }
    layout->addStretch(1);
    setLayout(layout);
    visitEditors([this](auto* editor) {
        using Editor = std::remove_pointer_t<decltype(editor)>;
        if constexpr (std::is_same_v<Editor, QCheckBox>)
            connect(editor, &QCheckBox::toggled, this, &ChallengeSetup::choicesChanged);
        else
            connect(editor, &Editor::textChanged, this, &ChallengeSetup::choicesChanged);
    });
    connect(study_, &StudyCard::studyChanged, this, &ChallengeSetup::followStudy);
    connect(&tasks_->source(), &ChallengeSource::changed, this, &ChallengeSetup::showMissingData);
}

/// Fills what the study fixes and greys it, or brings the person's own settings back.
void ChallengeSetup::followStudy() {
    const std::shared_ptr<const Study>& study = study_->study();
    if (study && !own_) own_ = editors();
    tasks_->followStudy(study.get());
    for (SetupCard* card : fixed_) card->setLocked(study != nullptr);
    if (study) {
        const session::ChallengeSettings fixed = settings();
        for (SetupCard* card : fixed_) card->showFixed(fixed);
    } else if (own_) {
        setEditors(ownEditors());
        own_.reset();
    }
    showMissingData();
    Q_EMIT choicesChanged();
    Q_EMIT studyChanged();
}

/// Built-in characters are never what a study means that leaves its data open.
void ChallengeSetup::showMissingData() {
    const std::shared_ptr<const Study>& study = study_->study();
    const ChallengeSource& source = tasks_->source();
    study_->showMissingData(study && study->sourceSpec().empty() && (source.isGlyphs() || !source.problem().isEmpty()));
}

/// Calls visit(editor) for each line, box and text of the form but the participant's code, which is new each time.
template <typename Visit>
void ChallengeSetup::visitEditors(Visit visit) const {
    const QString prefix = QStringLiteral("challenge.");
    for (auto* line : findChildren<QLineEdit*>())
        if (line->objectName().startsWith(prefix) && line->objectName() != prefix + QStringLiteral("participant"))
            visit(line);
    for (auto* box : findChildren<QCheckBox*>())
        if (box->objectName().startsWith(prefix)) visit(box);
    for (auto* text : findChildren<QPlainTextEdit*>())
        if (text->objectName().startsWith(prefix)) visit(text);
}

bool ChallengeSetup::wantsFullScreen() const {
    return screen_->wantsFullScreen();
}

QJsonObject ChallengeSetup::editors() const {
    QJsonObject json;
    visitEditors([&](auto* editor) {
        using Editor = std::remove_pointer_t<decltype(editor)>;
        if constexpr (std::is_same_v<Editor, QCheckBox>)
            json[editor->objectName()] = editor->isChecked();
        else if constexpr (std::is_same_v<Editor, QLineEdit>)
            json[editor->objectName()] = editor->text();
        else
            json[editor->objectName()] = editor->toPlainText();
    });
    return json;
}

void ChallengeSetup::setEditors(const QJsonObject& json) {
    visitEditors([&](auto* editor) {
        using Editor = std::remove_pointer_t<decltype(editor)>;
        const QJsonValue value = json[editor->objectName()];
        if constexpr (std::is_same_v<Editor, QCheckBox>) {
            if (value.isBool()) editor->setChecked(value.toBool());
        } else if (value.isString()) {
            if constexpr (std::is_same_v<Editor, QLineEdit>)
                editor->setText(value.toString());
            else
                editor->setPlainText(value.toString());
        }
    });
}

/// What the person chose besides a study; full screen is theirs with one, too.
QJsonObject ChallengeSetup::ownEditors() const {
    const QJsonObject now = editors();
    if (!own_) return now;
    const QString fullScreen = QStringLiteral("challenge.full-screen");
    QJsonObject json = *own_;
    json[fullScreen] = now[fullScreen];
    return json;
}

QString ChallengeSetup::choices() const {
    QJsonObject json = ownEditors();
    json[chosenStudy] = study_->id();
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void ChallengeSetup::restoreChoices(const QString& choices) {
    const QJsonObject json = QJsonDocument::fromJson(choices.toUtf8()).object();
    if (own_)
        own_ = json;
    else
        setEditors(json);
    study_->choose(json[chosenStudy].toString());
}

session::ChallengeSettings ChallengeSetup::ownSettings() const {
    session::ChallengeSettings settings;
    for (const SetupCard* card : cards_) card->writeTo(settings);
    return settings;
}

session::ChallengeSettings ChallengeSetup::settings() const {
    const session::ChallengeSettings own = ownSettings();
    if (!study_->study()) return own;
    session::ChallengeSettings settings = session::settingsOf(*study_->study(), 0, own.source);
    settings.participant = own.participant;
    settings.readableAlphabets = own.readableAlphabets;
    settings.frameTest = own.frameTest;
    return settings;
}

QString ChallengeSetup::problem() const {
    for (const SetupCard* card : cards_)
        if (const QString problem = card->problem(); !problem.isEmpty()) return problem;
    return {};
}

void ChallengeSetup::adopt(const session::ChallengeSettings& settings) {
    if (!study_->study())
        for (SetupCard* card : cards_) card->adopt(settings);
}

void ChallengeSetup::listStudies() {
    study_->list();
}

void ChallengeSetup::openStudy(const QString& path) {
    study_->open(path);
}

session::StudyUse ChallengeSetup::study() const {
    return study_->use();
}

void ChallengeSetup::showNextParticipant(int number) {
    study_->showNext(number);
}

void ChallengeSetup::setStudies(const SessionStudies& studies) {
    study_->setSessions(studies);
}

void ChallengeSetup::prepareNext() {
    for (SetupCard* card : cards_) card->prepareNext();
}

}  // namespace oneshot::ui
