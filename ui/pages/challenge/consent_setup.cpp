#include "ui/pages/challenge/consent_setup.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

ConsentSetup::ConsentSetup(QWidget* parent) : SetupCard(tr("Consent"), parent), text_(new QPlainTextEdit) {
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

void ConsentSetup::writeTo(session::ChallengeSettings& settings) const {
    settings.consent = text_->toPlainText().trimmed();
}

void ConsentSetup::adopt(const session::ChallengeSettings& settings) {
    text_->setPlainText(settings.consent);
}

}  // namespace oneshot::ui
