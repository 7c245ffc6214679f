#include "ui/pages/challenge/participant_setup.h"

#include <QLabel>
#include <QListView>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/challenge_source.h"
#include "ui/pages/challenge/setup_field.h"
#include "ui/session/challenge/challenge_session.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxListHeight = 118;  // px

}  // namespace

ParticipantSetup::ParticipantSetup(const ChallengeSource& source, QWidget* parent)
    : SetupCard(tr("Participant"), parent), source_(source), alphabets_(new AlphabetModel(this)), list_(new QListView) {
    auto* another = flatButton("challenge.participant.new", "again", {}, tr("Another code, for another person"));
    code_ = addField(new SetupField(QStringLiteral("participant"), tr("Code"),
                                    tr("A random code stands for the person; no name is needed or kept"),
                                    session::ChallengeSession::newParticipant(), {}, another));
    code_->setObjection([this] { return codeProblem(); });
    rows_->addSpacing(2);
    note_ = addNote();
    list_->setObjectName(QStringLiteral("challenge.readable"));
    list_->setModel(alphabets_);
    list_->setStyleSheet(QStringLiteral("QListView::item { min-height: 20px; }"));  // or its boxes are cut
    list_->setAccessibleName(tr("Alphabets that the person can read"));
    setStyleRole(list_, "field");
    rows_->addWidget(list_);

    connect(another, &QToolButton::clicked, this, &ParticipantSetup::takeNewCode);
    // Another person reads others.
    connect(code_, &SetupField::changed, alphabets_, [this] { alphabets_->checkAll(false); });
    connect(&source, &ChallengeSource::alphabetsChanged, this, &ParticipantSetup::listAlphabets);
    connect(&source, &ChallengeSource::changed, this, &ParticipantSetup::followSource);
    listAlphabets();
    followSource();
    check();
}

void ParticipantSetup::takeNewCode() {
    code_->setText(session::ChallengeSession::newParticipant());
}

void ParticipantSetup::writeTo(session::ChallengeSettings& settings) const {
    settings.participant = code_->text();
    settings.readableAlphabets = alphabets_->checked();
}

void ParticipantSetup::listAlphabets() {
    alphabets_->setAlphabets(source_.alphabets(), {});
    const int rows = alphabets_->rowCount() * list_->sizeHintForRow(0);
    list_->setFixedHeight(std::min(rows + 2 * list_->frameWidth() + 8, maxListHeight));
}

void ParticipantSetup::followSource() {
    using Kind = ChallengeSource::Kind;
    list_->setVisible(!source_.alphabets().isEmpty());
    note_->setText(source_.kind() == Kind::Lake
                       ? tr("Lake's files do not name the alphabets of their runs, so none can be set apart.")
                   : source_.kind() == Kind::Glyphs
                       ? tr("The built-in glyphs are invented: nobody can read them.")
                       : tr("Alphabets that the person can read; results are told with and without them:"));
}

QString ParticipantSetup::codeProblem() const {
    static const QRegularExpression pattern(  // of ChallengeSession::newParticipant()
        QRegularExpression::anchoredPattern(QStringLiteral("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")));
    if (pattern.match(code_->text()).hasMatch()) return {};
    return tr("A code like K7QF-2M9D, not a name: capitals and digits, but no I, O, 0 and 1");
}

}  // namespace oneshot::ui
