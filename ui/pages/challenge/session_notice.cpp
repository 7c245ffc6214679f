#include "ui/pages/challenge/session_notice.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int textWidth = 640, sideMargin = 28, scrollBarWidth = 12;  // px

}  // namespace

/// As high as its text, unless the window is lower.
class SessionNotice::Room : public QScrollArea {
  public:
    explicit Room(QWidget* text) {
        setWidget(text);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
    }
    void setWanted(int height) {
        constexpr int lowest = 80, highest = 360;  // px
        wanted_ = std::min(height, highest);
        setMinimumHeight(std::min(wanted_, lowest));
        setMaximumHeight(wanted_);
        updateGeometry();
    }
    QSize sizeHint() const override { return {textWidth, wanted_}; }

  private:
    int wanted_ = 0;
};

SessionNotice::SessionNotice()
    : title_(new QLabel),
      text_(new QLabel),
      room_(new Room(text_)),
      buttons_(rowLayout(8, {Filler{}})),
      column_(columnLayout(14, {title_, room_, buttons_})) {
    title_->setFont(scaled(title_->font(), 1.5, true));
    title_->setWordWrap(true);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QFrame* frame = card(column_, {sideMargin, 24, sideMargin, 20});
    frame->setFixedWidth(textWidth + 2 * sideMargin);
    setLayout(rowLayout(-1, {Filler{}, {frame, 0, Qt::AlignVCenter}, Filler{}}));
}

void SessionNotice::say(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    room_->setWanted(text_->heightForWidth(textWidth - scrollBarWidth));
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

}  // namespace oneshot::ui
