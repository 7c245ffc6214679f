#include "ui/pages/learn/learn_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/pages/learn/challenge_step.h"
#include "ui/pages/learn/map_step.h"
#include "ui/pages/learn/pixels_step.h"
#include "ui/pages/learn/task_step.h"
#include "ui/pages/learn/training_step.h"
#include "ui/pages/learn/twins_step.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/named_keys.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

LearnPage::LearnPage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      progress_(new QProgressBar),
      shown_(new QStackedWidget),
      onwards_(new QWidget),
      header_(new QWidget),
      footer_(new QWidget) {
    setObjectName(QStringLiteral("page.learn"));
    previous_ = keyAction(header_, "previous", tr("Back"), Qt::Key_Left, tr("The step before"));
    following_ = keyAction(header_, "next", tr("Next"), Qt::Key_Right, tr("The next step"));
    footer_->addActions({previous_, following_});
    nameKeys(this, tr("1 to 9, 0"), tr("Answer"));  // in steps, which are made later
    nameKeys(this, tr("Arrows"), tr("Move the drawing"));
    nameKeys(this, tr("Page Up, Page Down"), tr("Turn the drawing"));
    nameKeys(this, tr("Home"), tr("Put the drawing back"));
    makeHeader();
    makeFooter();
    setLayout(columnLayout(14, {header_, {shown_, 1}, footer_}, pageMargins));

    connect(previous_, &QAction::triggered, this, [this] { showStep(step_ - 1); });
    connect(following_, &QAction::triggered, this, [this] { showStep(step_ + 1); });
    showPlace();
}

QString LearnPage::titleOf(int step) {
    const std::array<QString, steps> titles{tr("The task"),       tr("Why pixels fail"), tr("Same or different"),
                                            tr("Watch it learn"), tr("How it sees"),     tr("You against it")};
    return titles[static_cast<std::size_t>(step)];
}

void LearnPage::makeHeader() {
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(6);
    for (int step = 0; step < steps; ++step) {
        const QByteArray name = "learn.step." + QByteArray::number(step + 1);
        auto* number = toggleButton(name.constData(), QString::number(step + 1), titleOf(step));
        numbers_ += number;
        numbers->addWidget(number);
        connect(number, &QToolButton::clicked, this, [this, step] {
            showStep(step);
            setFocus();
        });
    }
    progress_->setObjectName(QStringLiteral("learn.progress"));
    progress_->setRange(0, steps);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Steps that are done"));
    close_ = flatButton("learn.close", "close", tr("Do not show again"),
                        tr("Takes this page away. Help, Learn one-shot learning brings it back."));
    connect(close_, &QToolButton::clicked, this, &LearnPage::closedForGood);
    auto* place = new QWidget;
    place->setLayout(rowLayout(0, {columnLayout(5, {numbers, progress_}), Filler()}));
    place->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);  // which keeps the button at the right
    header_->setLayout(new FlowLayout(24, {pageTitle(tr("Learn")), place, close_}));
}

void LearnPage::makeFooter() {
    QPushButton* back = pushButton("learn.back", previous_);
    next_ = pushButton("learn.next", following_);
    next_->setLayoutDirection(isRightToLeft() ? Qt::LeftToRight : Qt::RightToLeft);  // its arrow follows its text
    for (QPushButton* button : {back, next_}) connect(button, &QPushButton::clicked, this, [this] { setFocus(); });
    auto* row = rowLayout(8, {});
    for (const auto& [page, text] : {std::pair("challenge", tr("Challenge it")), std::pair("draw", tr("Draw with it")),
                                     std::pair("train", tr("Train your own"))}) {
        auto* button = new QPushButton(text);
        button->setObjectName(QStringLiteral("learn.go.") + QLatin1String(page));
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this,
                [this, name = QString::fromLatin1(page)] { Q_EMIT pageRequested(name); });
    }
    onwards_->setLayout(row);
    footer_->setLayout(rowLayout(8, {back, Filler(), onwards_, next_}));
}

LearnStep* LearnPage::makeStep(int step) const {
    switch (step) {
        case 0:
            return new TaskStep(workspace_);
        case 1:
            return new PixelsStep(workspace_);
        case 2:
            return new TwinsStep(workspace_);
        case 3:
            return new TrainingStep(workspace_);
        case 4:
            return new MapStep(workspace_);
        default:
            return new ChallengeStep(workspace_);
    }
}

int LearnPage::doneCount() const {
    return static_cast<int>(std::ranges::count(done_, true));
}

void LearnPage::showStep(int step) {
    step_ = std::clamp(step, 0, steps - 1);
    if (isVisible()) reveal();
    showPlace();
}

void LearnPage::reveal() {
    const auto at = static_cast<std::size_t>(step_);
    if (!made_[at]) {
        made_[at] = makeStep(step_);
        areas_[at] = scrolled(made_[at]);
        areas_[at]->setFocusPolicy(Qt::NoFocus);
        areas_[at]->installEventFilter(this);
        for (QAbstractButton* button : made_[at]->findChildren<QAbstractButton*>()) button->installEventFilter(this);
        shown_->addWidget(areas_[at]);
        putBeforeFooter(*made_[at]);
        connect(made_[at], &LearnStep::pageRequested, this, &LearnPage::pageRequested);
        connect(made_[at], &LearnStep::done, this, [this, at] {
            done_[at] = true;
            showPlace();
        });
    }
    const QWidget* before = shown_->currentWidget();
    const bool hasFocus = before && before->isAncestorOf(QApplication::focusWidget());
    shown_->setCurrentWidget(areas_[at]);
    if (hasFocus) made_[at]->setFocus();  // else Qt hands it to the header, whose keys go to other steps
}

/// Lets Tab go from the header through the step to the footer, though the step is made last.
void LearnPage::putBeforeFooter(const LearnStep& step) {
    QWidget* before = close_;
    for (QWidget* part : step.findChildren<QWidget*>())
        if (part->focusPolicy() & Qt::TabFocus) {
            setTabOrder(before, part);
            before = part;
        }
}

void LearnPage::showPlace() {
    const bool walked = std::ranges::any_of(numbers_, &QWidget::hasFocus);
    for (int step = 0; step < steps; ++step) {
        QToolButton* number = numbers_[step];
        const bool done = done_[static_cast<std::size_t>(step)];
        number->setChecked(step == step_);
        number->setText(done ? tr("%1 ✓").arg(step + 1) : QString::number(step + 1));
        number->setAccessibleName(
            (done ? tr("Step %1, done: %2") : tr("Step %1: %2")).arg(step + 1).arg(titleOf(step)));
    }
    if (walked) numbers_[step_]->setFocus();
    progress_->setValue(doneCount());
    progress_->setToolTip(tr("%1 of %2 steps are done").arg(doneCount()).arg(steps));
    previous_->setEnabled(step_ > 0);
    following_->setEnabled(step_ < steps - 1);
    const bool done = done_[static_cast<std::size_t>(step_)];
    setStyleRole(next_, "primary", done);
    following_->setIcon(lineIcon("next", done ? QPalette::HighlightedText : QPalette::ButtonText));
    onwards_->setVisible(step_ == steps - 1);
    next_->setVisible(step_ < steps - 1);
}

void LearnPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    reveal();
}

void LearnPage::focusInEvent(QFocusEvent* event) {
    if (stepShown()) stepShown()->setFocus(event->reason());
}

bool LearnPage::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool back = key->key() == Qt::Key_Left;
        if ((back || key->key() == Qt::Key_Right) && key->modifiers() == Qt::NoModifier) {
            (back ? previous_ : following_)->trigger();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

}  // namespace oneshot::ui
