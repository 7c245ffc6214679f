#include "ui/pages/challenge/challenge_setup.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/tasks/task_sampler.h"
#include "ui/pages/challenge/challenge_source.h"
#include "ui/pages/challenge/screen_setup.h"
#include "ui/pages/challenge/setup_card.h"
#include "ui/session/challenge/challenge_session.h"
#include "ui/session/common/words.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// Asks which tasks a session is of, and says which model answers them too.
class TaskSetup : public SetupCard {
  public:
    explicit TaskSetup(session::Workspace& workspace)
        : SetupCard(tr("Tasks")), workspace_(workspace), source_(new ChallengeSource(workspace)) {
        rows_->addWidget(source_);
        addFields();
        rows_->addSpacing(2);
        model_ = addNote();
        model_->setObjectName(QStringLiteral("challenge.model"));
        connect(source_, &ChallengeSource::changed, this, &TaskSetup::followSource);
        connect(&workspace_, &session::Workspace::modelChanged, this, &TaskSetup::followModel);
        followSource();
        followModel();
    }

    const ChallengeSource& source() const { return *source_; }

    void writeTo(session::ChallengeSettings& settings) const override {
        settings.source = source_->name();
        settings.ways = static_cast<int>(ways_->number());
        settings.shots = static_cast<int>(shots_->number());
        settings.withinAlphabet = within_->isChecked();
        settings.seed = seed_->text().toULongLong();
        settings.modelId = workspace_.modelId();
    }
    void prepareNext() override { seed_->setText(QString::number(seed_->text().toULongLong() + 1)); }
    QString problem() const override {
        for (const QString& problem : {source_->problem(), SetupCard::problem()})
            if (!problem.isEmpty()) return problem;
        return modelProblem_;
    }

  private:
    void addFields() {
        ways_ =
            addField("ways", tr("Characters to choose from"), tr("N: the query's character is one of them, 2 to 99"),
                     QStringLiteral("20"), SetupField::Range{2, 99});
        ways_->setObjection([this] { return wayProblem(); });
        shots_ =
            addField("shots", tr("Drawings of each"), tr("k: 1 to 9"), QStringLiteral("1"), SetupField::Range{1, 9});
        ways_->explainBy("way");
        shots_->explainBy("shot");
        within_ = new QCheckBox(tr("All of one alphabet"));
        within_->setObjectName(QStringLiteral("challenge.within"));
        within_->setChecked(true);
        within_->setToolTip(tr("Harder: characters of one alphabet resemble each other"));
        explain(within_, "within alphabet");
        rows_->addWidget(within_);
        connect(within_, &QCheckBox::toggled, this, &TaskSetup::check);
        auto* another = flatButton("challenge.seed.new", "again", {}, tr("Another seed, so other tasks"));
        seed_ = addField("seed", tr("Seed"), tr("The same seed and data give the same tasks, to every participant"),
                         QStringLiteral("1"), {}, another);
        seed_->explainBy("seed");
        seed_->setObjection([this] {
            bool isSeed = false;
            seed_->text().toULongLong(&isSeed);
            return isSeed ? QString() : tr("A whole number from 0");
        });
        connect(another, &QToolButton::clicked, this,
                [this] { seed_->setText(QString::number(QRandomGenerator::global()->bounded(1, 1000000))); });
    }

    void followSource() {
        const bool sampled = source_->kind() != ChallengeSource::Kind::Lake;  // Lake's tasks are as they are
        ways_->setEditable(sampled);
        shots_->setEditable(sampled);
        within_->setEnabled(sampled);
        check();
    }

    /// Returns why no task of the data has so many ways; empty: some have.
    QString wayProblem() const {
        if (!source_->problem().isEmpty()) return {};
        const int shots = std::max(1, static_cast<int>(shots_->number()));
        const int possible = maxWays(source_->characters(), shots, within_->isChecked());
        if (ways_->number() <= possible) return {};
        return possible < 2 ? tr("These data have no task of two characters")
                            : tr("These data have tasks of up to %1 characters").arg(possible);
    }

    void followModel() {
        const bool live = workspace_.modelId() == session::ModelLibrary::live;  // its weights change meanwhile
        const bool opened = workspace_.model() != nullptr;
        const bool fault = live || (!opened && !workspace_.modelProblem().isEmpty());
        setFault(model_, fault);
        model_->setText(
            live    ? tr("The model in use is the one of the training, which changes meanwhile. Stop the training or "
                            "choose its run.")
            : fault ? workspace_.modelProblem()
                    : tr("Against the model in use: %1").arg(session::ModelLibrary::titleOf(workspace_.modelId())));
        modelProblem_ = live     ? model_->text()
                        : opened ? QString()
                        : fault  ? tr("The model in use cannot be opened")
                                 : tr("The model is being opened");
        Q_EMIT changed();
    }

    session::Workspace& workspace_;
    ChallengeSource* source_;
    SetupField *ways_, *shots_, *seed_;
    QCheckBox* within_;
    QLabel* model_;
    QString modelProblem_;
};

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
        connect(feedback_, &QCheckBox::toggled, feedbackModel_, &QWidget::setEnabled);
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

  private:
    QPlainTextEdit* text_;
};

}  // namespace

ChallengeSetup::ChallengeSetup(session::Workspace& workspace) {
    auto* tasks = new TaskSetup(workspace);
    screen_ = new ScreenSetup;
    cards_ = {tasks, new ParticipantSetup(tasks->source()), new TrialSetup(tasks->source()), screen_, new ConsentSetup};
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

QString ChallengeSetup::choices() const {
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
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void ChallengeSetup::restoreChoices(const QString& choices) {
    const QJsonObject json = QJsonDocument::fromJson(choices.toUtf8()).object();
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

session::ChallengeSettings ChallengeSetup::settings() const {
    session::ChallengeSettings settings;
    for (const SetupCard* card : cards_) card->writeTo(settings);
    return settings;
}

QString ChallengeSetup::problem() const {
    for (const SetupCard* card : cards_)
        if (const QString problem = card->problem(); !problem.isEmpty()) return problem;
    return {};
}

void ChallengeSetup::adopt(const session::ChallengeSettings& settings) {
    for (SetupCard* card : cards_) card->adopt(settings);
}

void ChallengeSetup::prepareNext() {
    for (SetupCard* card : cards_) card->prepareNext();
}

}  // namespace oneshot::ui
