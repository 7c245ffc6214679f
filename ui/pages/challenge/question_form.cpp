#include "ui/pages/challenge/question_form.h"

#include <QApplication>
#include <QFrame>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/challenge/fitting_scroll.h"
#include "ui/pages/challenge/question_field.h"
#include "ui/pages/challenge/study_document.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int formWidth = 640, sideMargin = 28;  // px

QPushButton* button(const char* objectName, const QString& text) {
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(objectName));
    made->setAutoDefault(true);  // Enter presses it, too
    return made;
}

}  // namespace

QuestionForm::QuestionForm()
    : scroll_(new FittingScroll(new QWidget, formWidth)),
      missing_(textLabel("challenge.questions.missing")),
      leave_(button("challenge.questions.leave", tr("Leave, resume later"))),
      continue_(button("challenge.questions.continue", tr("Continue"))) {
    setObjectName(QStringLiteral("challenge.questions"));
    setAccessibleName(tr("Questions"));
    setStyleRole(continue_, "primary");
    missing_->setMinimumHeight(missing_->fontMetrics().lineSpacing());  // the buttons stay where they are
    scroll_->setFocusPolicy(Qt::NoFocus);                               // it follows the question that has the focus
    QLayout* buttons = rowLayout(8, {Filler{}, leave_, continue_});
    QFrame* frame = card(columnLayout(14, {scroll_, missing_, buttons}), {sideMargin, 24, sideMargin, 20});
    frame->setFixedWidth(formWidth + 2 * sideMargin);
    setLayout(rowLayout(-1, {Filler{}, {frame, 0, Qt::AlignVCenter}, Filler{}}));
    connect(leave_, &QPushButton::clicked, this, &QuestionForm::leaveRequested);
    connect(continue_, &QPushButton::clicked, this, [this] {
        continue_->setEnabled(false);  // once
        Q_EMIT answered(answers());
    });
    connect(qApp, &QApplication::focusChanged, this, &QuestionForm::showFocused);
}

void QuestionForm::ask(const Study& study, const std::vector<StudyQuestion>& questions, const QStringList& alphabets) {
    setLayoutDirection(directionOf(study));
    fields_.clear();
    auto* content = new QWidget;
    QVBoxLayout* column = columnLayout(22, {});
    for (const StudyQuestion& question : questions) {
        auto* field =
            fields_.emplace_back(new QuestionField(study, question, static_cast<int>(fields_.size()) + 1, alphabets));
        column->addWidget(field);
        connect(field, &QuestionField::changed, this, &QuestionForm::follow);
    }
    content->setLayout(column);
    scroll_->setContent(content);
    scroll_->scrollToTop();
    orderTabs();
    follow();
}

/// New editors come last in the window by themselves.
void QuestionForm::orderTabs() {
    std::vector<QWidget*> order;
    for (const QuestionField* field : fields_)
        order.insert(order.end(), field->editors().begin(), field->editors().end());
    order.insert(order.end(), {leave_, continue_});
    for (std::size_t i = 1; i < order.size(); ++i) QWidget::setTabOrder(order[i - 1], order[i]);
}

QString QuestionForm::answers() const {
    QJsonObject answers;
    for (const QuestionField* field : fields_) answers[field->id()] = field->answer();
    return QString::fromUtf8(QJsonDocument(answers).toJson(QJsonDocument::Compact));
}

QString QuestionForm::missing() const {
    QStringList missing, wrong;
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (!fields_[i]->problem().isEmpty())
            wrong += QString::number(i + 1);
        else if (fields_[i]->isMissing())
            missing += QString::number(i + 1);
    QStringList sentences;
    if (!missing.isEmpty()) sentences += tr("* Still to be answered: %1.").arg(missing.join(QStringLiteral(", ")));
    if (!wrong.isEmpty()) sentences += tr("To be corrected: %1.").arg(wrong.join(QStringLiteral(", ")));
    return sentences.join(u' ');
}

void QuestionForm::follow() {
    const QString missing = this->missing();
    missing_->setText(missing);
    continue_->setEnabled(missing.isEmpty());
    continue_->setToolTip(missing);
    continue_->setAccessibleDescription(missing);
}

void QuestionForm::showFocused(QWidget*, QWidget* now) {
    constexpr int room = 12;  // px
    const QWidget* content = scroll_->widget();
    if (now && content && content->isAncestorOf(now)) scroll_->ensureWidgetVisible(now, 0, room);
}

void QuestionForm::showEvent(QShowEvent*) {
    if (!fields_.empty()) fields_.front()->editors().front()->setFocus();
    scroll_->scrollToTop();  // its question stands above it
}

void QuestionForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp)
        scroll_->scrollByPage(event->key() == Qt::Key_PageDown);
    else
        QWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
