#include "ui/pages/challenge/study_questions_tab.h"

#include <fmt/format.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

bool isChoice(const StudyQuestion& question) {
    return question.type == QuestionType::Choice || question.type == QuestionType::SeveralChoices;
}

}  // namespace

StudyQuestionsTab::StudyQuestionsTab(Study& study)
    : study_(study), when_(new QComboBox), list_(new QListWidget), place_(columnLayout(0, {})) {
    constexpr int shownQuestions = 5;
    when_->setObjectName(QStringLiteral("study.questions.when"));
    when_->setAccessibleName(tr("When they are asked"));
    when_->addItems({tr("Before the trials"), tr("After the trials")});
    list_->setObjectName(QStringLiteral("study.questions.list"));
    list_->setAccessibleName(tr("Questions"));
    list_->setFixedHeight((shownQuestions + 1) * 3 * list_->fontMetrics().height() / 2);
    setStyleRole(list_, "field");
    QPushButton* add = addButton("study.questions.add", tr("Add a question"), [this] {
        questions().push_back({fmt::format("question_{}", questions().size() + 1), {}});
        list(static_cast<int>(questions().size()) - 1);
        Q_EMIT changed();
    });
    remove_ = addButton("study.questions.remove", tr("Remove"), [this] {
        const int row = list_->currentRow();
        questions().erase(questions().begin() + row);
        list(std::min(row, static_cast<int>(questions().size()) - 1));
        Q_EMIT changed();
    });
    up_ = addButton("study.questions.up", tr("Up"), [this] { move(-1); });
    down_ = addButton("study.questions.down", tr("Down"), [this] { move(1); });
    rows()->addWidget(when_);
    rows()->addWidget(list_);
    rows()->addLayout(rowLayout(6, {add, remove_, up_, down_, Filler{}}));
    addFaultLine("questions_before");
    addFaultLine("questions_after");
    rows()->addLayout(place_);
    rows()->addStretch(1);
    connect(when_, &QComboBox::currentIndexChanged, this, [this] { list(0); });
    connect(list_, &QListWidget::currentRowChanged, this, &StudyQuestionsTab::showChosen);
    list(0);
}

QPushButton* StudyQuestionsTab::addButton(const char* name, const QString& text, std::function<void()> done) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    connect(button, &QPushButton::clicked, this, std::move(done));
    return button;
}

std::vector<StudyQuestion>& StudyQuestionsTab::questions() const {
    return when_->currentIndex() == 0 ? study_.questionsBefore : study_.questionsAfter;
}

std::string StudyQuestionsTab::keyOf(int index) const {
    return fmt::format("{}[{}]", when_->currentIndex() == 0 ? "questions_before" : "questions_after", index + 1);
}

QString StudyQuestionsTab::titleOf(const StudyQuestion& question) {
    return QStringLiteral("%1 · %2").arg(QString::fromStdString(question.id),
                                         QString::fromStdString(question.text).simplified().left(80));
}

/// chosen: -1 where there is none.
void StudyQuestionsTab::list(int chosen) {
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (const StudyQuestion& question : questions()) list_->addItem(titleOf(question));
        list_->setCurrentRow(questions().empty() ? -1 : std::max(0, chosen));
    }
    markFaults();
    showChosen();
}

/// Makes the fields anew: those of before are of a question that may have moved or gone.
void StudyQuestionsTab::showChosen() {
    if (fields_) {
        place_->removeWidget(fields_);
        fields_->disconnect(this);
        fields_->setParent(nullptr);
        fields_->deleteLater();  // one of them may be what led here
        fields_ = nullptr;
    }
    const int row = list_->currentRow(), count = static_cast<int>(questions().size());
    remove_->setEnabled(row >= 0);
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < count);
    if (row < 0 || row >= count) return;
    fields_ = fieldsOf(questions()[static_cast<std::size_t>(row)]);
    place_->addWidget(fields_);
    showFaults(std::vector<FieldError>(told_));
}

StudyTab* StudyQuestionsTab::fieldsOf(StudyQuestion& question) {
    auto* fields = new StudyTab;
    fields->addText("question.text", {tr("Question"), tr("A little Markdown, with pictures of the study")},
                    question.text, 2);
    fields->addLine("question.id", {tr("Name of its column in exports"), tr("a to z, 0 to 9 and _")}, question.id);
    const QStringList types{
        tr("A whole number"), tr("One of several choices"),         tr("Any of several choices"), tr("Yes or no"),
        tr("A text"),         tr("Alphabets that the person reads")};
    QComboBox* type = fields->addChoice("question.type", {tr("Answered by")}, types, question.type);
    if (question.type == QuestionType::WholeNumber) {
        constexpr double most = 1e12;
        fields->addNumber("question.low", {tr("From")}, question.low, most, 0, -most);
        fields->addNumber("question.high", {tr("To")}, question.high, most, 0, -most);
    }
    if (isChoice(question)) fields->addList("question.choices", {tr("Choices, one a line")}, question.choices, 4);
    fields->addCheck("question.required", {tr("Must be answered")}, question.required);
    fields->layout()->setContentsMargins({});
    connect(fields, &StudyTab::changed, this, [this, &question] {
        list_->currentItem()->setText(titleOf(question));
        Q_EMIT changed();
    });
    connect(type, &QComboBox::currentIndexChanged, this, [this, &question] {
        if (!isChoice(question)) question.choices.clear();
        showChosen();
        fields_->findChild<QComboBox*>(QStringLiteral("study.question.type"))->setFocus();
    });
    return fields;
}

void StudyQuestionsTab::move(int by) {
    const auto row = static_cast<std::size_t>(list_->currentRow());
    const std::size_t to = row + static_cast<std::size_t>(by);
    std::swap(questions()[row], questions()[to]);
    list(static_cast<int>(to));
    Q_EMIT changed();
}

/// Marks the listed questions at fault.
void StudyQuestionsTab::markFaults() {
    for (int row = 0; row < list_->count(); ++row) {
        const bool isAtFault = std::ranges::any_of(
            told_, [key = keyOf(row) + '.'](const FieldError& fault) { return fault.key.starts_with(key); });
        list_->item(row)->setIcon(isAtFault ? lineIcon("warning", QPalette::BrightText) : QIcon());
    }
}

int StudyQuestionsTab::showFaults(const std::vector<FieldError>& faults) {
    told_ = faults;
    markFaults();
    std::vector<FieldError> ofChosen, others;
    const std::string chosen = keyOf(list_->currentRow()) + '.';
    for (const FieldError& fault : faults) {
        if (fields_ && fault.key.starts_with(chosen))
            ofChosen.push_back({"question." + fault.key.substr(chosen.size()), fault.problem});
        else
            others.push_back(fault);
    }
    const int shown = fields_ ? fields_->showFaults(ofChosen) : 0;
    return shown + StudyTab::showFaults(others);
}

}  // namespace oneshot::ui
