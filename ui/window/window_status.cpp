#include "ui/window/window_status.h"

#include <QEvent>
#include <QLabel>
#include <QToolButton>
#include <algorithm>

#include "ui/session/common/words.h"
#include "ui/session/runs/run_index.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"
#include "ui/window/job_status.h"

namespace oneshot::ui {
namespace {

constexpr int folderLetters = 30;
constexpr int buttonRoom = 18;  // pixels of padding, borders and margins around the text of a button here

}  // namespace

WindowStatus::WindowStatus(const session::RunIndex& runs) : text_(new QLabel), folder_(new QLabel) {
    text_->setObjectName(QStringLiteral("status.text"));
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    folder_->setObjectName(QStringLiteral("status.folder"));
    setStyleRole(folder_, "muted");
    addWidget(text_, 1);
    addInterrupted(runs);
    addPermanentWidget(new JobStatus);
    addPermanentWidget(folder_);
    setSizeGripEnabled(false);
    setContentsMargins(12, 0, 12, 0);
    keepHeight();
}

/// Tells how many runs ended without a word, and can be resumed; hidden while there are none.
void WindowStatus::addInterrupted(const session::RunIndex& runs) {
    QToolButton* button = flatButton("status.interrupted", "warning", {},
                                     tr("Shows the runs whose process ended without a word; they can be resumed"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->hide();
    connect(&runs, &session::RunIndex::changed, button, [button, &runs] {
        const auto count = std::ranges::count_if(*runs.runs(), &RunSummary::died);
        button->setVisible(count > 0);
        button->setText(session::counted(count, tr("1 training was interrupted: resume it?"),
                                         tr("%1 trainings were interrupted: resume one?")));
        button->setAccessibleName(button->text());
    });
    connect(button, &QToolButton::clicked, this, &WindowStatus::interruptedChosen);
    addPermanentWidget(button);
}

void WindowStatus::showTraining(const QString& text, const std::filesystem::path& run) {
    text_->setText(text);
    text_->setToolTip(text);
    const QString name = QString::fromStdString(run.filename().string());
    folder_->setText(folder_->fontMetrics().elidedText(name, Qt::ElideMiddle,
                                                       folderLetters * folder_->fontMetrics().averageCharWidth()));
    folder_->setToolTip(QString::fromStdString(run.string()));
}

void WindowStatus::changeEvent(QEvent* event) {
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::FontChange) keepHeight();
}

void WindowStatus::keepHeight() {
    setFixedHeight(fontMetrics().height() + buttonRoom);
}

}  // namespace oneshot::ui
