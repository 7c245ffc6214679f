#include "ui/pages/challenge/session_notice.h"

#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/challenge/fitting_scroll.h"
#include "ui/pages/challenge/study_document.h"
#include "ui/pages/challenge/study_text.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int textWidth = 640, sideMargin = 28;           // px
constexpr int highestText = 360, highestStudyText = 560;  // px

QWidget* stacked(QWidget* one, QWidget* other) {
    auto* both = new QWidget;
    both->setLayout(columnLayout(0, {one, other}));
    return both;
}

}  // namespace

SessionNotice::SessionNotice()
    : title_(new QLabel),
      text_(new QLabel),
      studyText_(new StudyText),
      room_(new FittingScroll(stacked(text_, studyText_), textWidth)),
      buttons_(rowLayout(8, {Filler{}})),
      column_(columnLayout(14, {title_, room_, buttons_})) {
    title_->setFont(scaled(title_->font(), 1.5, true));
    title_->setWordWrap(true);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    studyText_->hide();
    QFrame* frame = card(column_, {sideMargin, 24, sideMargin, 20});
    frame->setFixedWidth(textWidth + 2 * sideMargin);
    setLayout(rowLayout(-1, {Filler{}, {frame, 0, Qt::AlignVCenter}, Filler{}}));
}

void SessionNotice::say(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    unsetLayoutDirection();
    showText(text_, highestText);
}

void SessionNotice::say(const Study& study, const std::string& markdown) {
    studyText_->setText(study, markdown);
    const QString words = studyText_->words();
    setAccessibleName(words.section(u'\n', 0, 0));
    setAccessibleDescription(words);
    setLayoutDirection(directionOf(study));
    showText(studyText_, highestStudyText);
}

void SessionNotice::showText(QWidget* text, int highest) {
    title_->setVisible(text == text_);
    text_->setVisible(text == text_);
    studyText_->setVisible(text == studyText_);
    room_->setHighest(highest);
    room_->scrollToTop();
}

void SessionNotice::showAsFault() {
    setStyleRole(text_, "fault");
}

void SessionNotice::addBelow(QWidget* widget) {
    column_->insertWidget(column_->count() - 1, widget);
}

QPushButton* SessionNotice::makeButton(const char* objectName, const QString& text) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(objectName));
    button->setAutoDefault(true);
    setStyleRole(button, "primary", !first_);
    if (!first_) first_ = button;
    buttons_->insertWidget(1, button);  // the first one at the right end
    return button;
}

void SessionNotice::showEvent(QShowEvent*) {
    if (!first_) setFocusPolicy(Qt::StrongFocus);  // to hear of keys
    (first_ ? static_cast<QWidget*>(first_) : this)->setFocus();
}

void SessionNotice::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp)
        room_->scrollByPage(event->key() == Qt::Key_PageDown);
    else
        QWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
