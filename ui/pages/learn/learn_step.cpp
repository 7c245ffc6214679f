#include "ui/pages/learn/learn_step.h"

#include <QFocusEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

constexpr int lettersPerLine = 40;

}  // namespace

LearnStep::LearnStep(const QString& title, const QString& text)
    : title_(title), column_(new QWidget), beside_(columnLayout(10, {})), picture_(columnLayout(10, {})) {
    auto* heading = new QLabel(title);
    heading->setFont(scaled(heading->font(), 1.35, true));
    heading->setWordWrap(true);
    QLabel* sentences = textLabel("learn.text", nullptr);
    sentences->setText(text);
    column_->setLayout(columnLayout(12, {heading, sentences, beside_, Filler()}));
    setLayout(rowLayout(28, {{column_, 2}, {picture_, 5}}));
    setAccessibleName(title);
    measure();
}

void LearnStep::measure() {
    column_->setMaximumWidth(fontMetrics().averageCharWidth() * lettersPerLine);
}

void LearnStep::setLead(QWidget* part) {
    lead_ = part;
    lead_->installEventFilter(this);
}

void LearnStep::focusInEvent(QFocusEvent* event) {
    if (lead_) lead_->setFocus(event->reason());
}

bool LearnStep::eventFilter(QObject* object, QEvent* event) {
    if (object == lead_ && event->type() == QEvent::EnabledChange && hasFocus()) lead_->setFocus();
    return QWidget::eventFilter(object, event);
}

void LearnStep::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) measure();
}

}  // namespace oneshot::ui
