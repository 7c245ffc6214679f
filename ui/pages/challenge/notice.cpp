#include "ui/pages/challenge/notice.h"

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int textWidth = 640, sideMargin = 28, highestText = 360, scrollBarWidth = 12;  // px

}  // namespace

Notice::Notice(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel),
      text_(new QLabel),
      scroll_(new QScrollArea),
      column_(new QVBoxLayout),
      buttons_(new QHBoxLayout) {
    title_->setFont(scaled(title_->font(), 1.5, true));
    title_->setWordWrap(true);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    buttons_->setSpacing(8);
    buttons_->addStretch(1);
    scroll_->setWidget(text_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    auto* card = new QFrame;
    setStyleRole(card, "card");
    card->setLayout(column_);
    card->setFixedWidth(textWidth + 2 * sideMargin);
    column_->setContentsMargins(sideMargin, 24, sideMargin, 20);
    column_->setSpacing(14);
    column_->addWidget(title_);
    column_->addWidget(scroll_);
    column_->addLayout(buttons_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addStretch(1);
    layout->addWidget(card, 0, Qt::AlignVCenter);
    layout->addStretch(1);
}

void Notice::say(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
    scroll_->setFixedHeight(std::min(text_->heightForWidth(textWidth - scrollBarWidth), highestText));
}

void Notice::setFault(bool fault) {
    setStyleRole(text_, "fault", fault);
}

QProgressBar* Notice::addBar() {
    auto* bar = new QProgressBar;
    bar->setTextVisible(false);
    bar->setRange(0, 100);
    addBelow(bar);
    return bar;
}

void Notice::addBelow(QWidget* widget) {
    column_->insertWidget(column_->count() - 1, widget);
}

QPushButton* Notice::addButton(const char* objectName, const QString& text) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(objectName));
    button->setAutoDefault(true);
    setStyleRole(button, "primary", !first_);
    if (!first_) first_ = button;
    buttons_->insertWidget(1, button);  // the first one at the right end
    return button;
}

void Notice::showEvent(QShowEvent*) {
    if (first_) first_->setFocus();
}

}  // namespace oneshot::ui
