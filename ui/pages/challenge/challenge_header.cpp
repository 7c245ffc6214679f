#include "ui/pages/challenge/challenge_header.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

ChallengeHeader::ChallengeHeader(QWidget* parent)
    : QWidget(parent),
      status_(new QLabel),
      start_(new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Start"))) {
    status_->setObjectName(QStringLiteral("challenge.status"));
    status_->setWordWrap(true);
    status_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    start_->setObjectName(QStringLiteral("challenge.start"));
    setStyleRole(start_, "primary");
    setFocusProxy(start_);
    connect(start_, &QPushButton::clicked, this, &ChallengeHeader::startRequested);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(pageTitle(tr("Challenge")));
    texts->addWidget(status_);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addLayout(texts, 1);
    line->addWidget(start_, 0, Qt::AlignTop);
}

void ChallengeHeader::setProblem(const QString& problem) {
    problem_ = problem;
    start_->setEnabled(problem.isEmpty());
    start_->setToolTip(problem);
    if (!status_->property("fault").toBool()) say({}, false);  // a fault is still to be read
}

void ChallengeHeader::say(const QString& text, bool isFault) {
    setFault(status_, isFault && !text.isEmpty());
    if (!text.isEmpty())
        status_->setText(text);
    else if (problem_.isEmpty())
        status_->setText(tr("You and the model answer the same tasks; your times and answers are kept"));
    else
        status_->setText(tr("Cannot start yet. %1").arg(problem_));
}

}  // namespace oneshot::ui
