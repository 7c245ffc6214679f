#include "ui/pages/challenge/question_field.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>
#include <vector>

#include "ui/pages/challenge/study_text.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int longestText = 4000;  // letters

/// The text of a choice, which wraps, as that of a button does not.
class ChoiceLabel : public QLabel {
  public:
    ChoiceLabel(const QString& text, QAbstractButton* button) : QLabel(text), button_(button) {
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
    }

  protected:
    void mousePressEvent(QMouseEvent*) override {}  // else its release goes elsewhere
    void mouseReleaseEvent(QMouseEvent*) override { button_->click(); }

  private:
    QAbstractButton* button_;
};

QStringList textsOf(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts) list += QString::fromStdString(text);
    return list;
}

}  // namespace

QuestionField::QuestionField(const Study& study, const StudyQuestion& question, int number,
                             const QStringList& alphabets)
    : question_(question), column_(columnLayout(6, {})), problemLine_(new QLabel) {
    auto* text = new StudyText;
    text->setText(study, question.text);
    words_ = text->words();
    column_->addWidget(text);
    addEditor(alphabets);
    problemLine_->setObjectName(QStringLiteral("challenge.question.%1.problem").arg(id()));
    problemLine_->setWordWrap(true);
    showNote(problemLine_, {}, true);
    column_->addWidget(problemLine_);

    auto* place =
        new QLabel(QStringLiteral("%1.%2").arg(number).arg(question.required ? QStringLiteral(" *") : QString()));
    setStyleRole(place, "muted");
    place->setMinimumWidth(place->fontMetrics().horizontalAdvance(QStringLiteral("50. *")));
    QLayout* row = rowLayout(8, {{place, 0, Qt::AlignTop}, {column_, 1}});
    setLayout(row);
}

void QuestionField::addEditor(const QStringList& alphabets) {
    const QStringList choices = textsOf(question_.choices);
    switch (question_.type) {
        case QuestionType::WholeNumber:
            return addNumber();
        case QuestionType::Choice:
            return addChoice(choices, [choices](int choice) { return QJsonValue(choices[choice]); });
        case QuestionType::SeveralChoices:
            return addSeveral(choices, false);
        case QuestionType::YesNo:
            return addChoice({tr("Yes"), tr("No")}, [](int choice) { return QJsonValue(choice == 0); });
        case QuestionType::Text:
            return addText();
        case QuestionType::Alphabets:
            return alphabets.isEmpty() ? addTypedAlphabets() : addSeveral(alphabets, true);
    }
}

void QuestionField::name(QWidget* editor, const QString& suffix) {
    editors_.push_back(editor);
    editor->setObjectName(QStringLiteral("challenge.question.") + id() + suffix);
    editor->setAccessibleName(words_);
    if (question_.required) editor->setAccessibleDescription(tr("Must be answered"));
}

void QuestionField::follow() {
    showNote(problemLine_, problem(), true);
    Q_EMIT changed();
}

std::optional<qint64> QuestionField::wholeNumberOf(QString text) {
    for (QChar& letter : text)
        if (letter.isDigit()) letter = QChar(u'0' + letter.digitValue());
    bool isNumber = false;
    const qint64 number = text.trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

void QuestionField::addNumber() {
    constexpr int letters = 16;
    auto* line = new QLineEdit;
    name(line);
    line->setFixedWidth(letters * line->fontMetrics().averageCharWidth());
    const QString range = QStringLiteral("%1 – %2").arg(question_.low).arg(question_.high);
    auto* beside = new QLabel(range);
    setStyleRole(beside, "muted");
    column_->addLayout(rowLayout(8, {line, beside, Filler{}}));
    connect(line, &QLineEdit::textChanged, this, &QuestionField::follow);
    const auto number = [this, line]() -> std::optional<qint64> {
        const std::optional<qint64> typed = wholeNumberOf(line->text());
        return typed && *typed >= question_.low && *typed <= question_.high ? typed : std::nullopt;
    };
    answer_ = [number] { return number() ? QJsonValue(*number()) : QJsonValue(); };
    problem_ = [line, number, range] {
        return number() || line->text().trimmed().isEmpty() ? QString() : tr("A whole number, %1").arg(range);
    };
}

QAbstractButton* QuestionField::addRow(QAbstractButton* button, const QString& suffix, const QString& text) {
    name(button, suffix);
    button->setAccessibleDescription(words_);
    button->setAccessibleName(text);
    button->setMinimumHeight(button->fontMetrics().height());  // beside the first line of a text that wraps
    column_->addLayout(rowLayout(6, {{button, 0, Qt::AlignTop}, {new ChoiceLabel(text, button), 1}}));
    connect(button, &QAbstractButton::toggled, this, &QuestionField::follow);
    return button;
}

/// One of these; where an answer may be missing, none of them to begin with.
void QuestionField::addChoice(const QStringList& choices, std::function<QJsonValue(int choice)> answerOf) {
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < choices.size(); ++i)
        group->addButton(addRow(new QRadioButton, QStringLiteral(".%1").arg(i + 1), choices[i]), i);
    if (!question_.required) {
        QAbstractButton* none = addRow(new QRadioButton, QStringLiteral(".none"), tr("No answer"));
        group->addButton(none, static_cast<int>(choices.size()));
        none->setChecked(true);
    }
    answer_ = [group, count = choices.size(), answerOf] {
        const int choice = group->checkedId();
        return choice >= 0 && choice < count ? answerOf(choice) : QJsonValue();
    };
}

/// Any of these. offersNone: that it is none of them is an answer, and no missing one.
void QuestionField::addSeveral(const QStringList& choices, bool offersNone) {
    std::vector<QAbstractButton*> boxes;
    for (int i = 0; i < choices.size(); ++i)
        boxes.push_back(addRow(new QCheckBox, QStringLiteral(".%1").arg(i + 1), choices[i]));
    QAbstractButton* none = nullptr;
    if (offersNone) none = addRow(new QCheckBox, QStringLiteral(".none"), tr("None of these"));
    for (QAbstractButton* box : boxes)
        if (none) {
            connect(box, &QAbstractButton::toggled, none, [none](bool on) {
                if (on) none->setChecked(false);
            });
            connect(none, &QAbstractButton::toggled, box, [box](bool on) {
                if (on) box->setChecked(false);
            });
        }
    answer_ = [boxes, none, choices]() -> QJsonValue {
        QJsonArray chosen;
        for (std::size_t i = 0; i < boxes.size(); ++i)
            if (boxes[i]->isChecked()) chosen += choices[static_cast<qsizetype>(i)];
        return chosen.isEmpty() && !(none && none->isChecked()) ? QJsonValue() : QJsonValue(chosen);
    };
}

void QuestionField::addText() {
    constexpr int lines = 3, edges = 16;  // px
    auto* edit = new QPlainTextEdit;
    name(edit);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(lines * edit->fontMetrics().lineSpacing() + edges);
    column_->addWidget(edit);
    connect(edit, &QPlainTextEdit::textChanged, this, &QuestionField::follow);
    answer_ = [edit] {
        const QString text = edit->toPlainText().trimmed();
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    problem_ = [edit] {
        return edit->toPlainText().size() > longestText ? tr("At most %1 letters").arg(longestText) : QString();
    };
}

void QuestionField::addTypedAlphabets() {
    auto* line = new QLineEdit;
    name(line);
    line->setMaxLength(longestText);
    auto* how = new QLabel(tr("Their names, with commas between them; \"none\" for none"));
    how->setWordWrap(true);
    setStyleRole(how, "muted");
    column_->addWidget(line);
    column_->addWidget(how);
    connect(line, &QLineEdit::textChanged, this, &QuestionField::follow);
    answer_ = [line]() -> QJsonValue {
        QJsonArray names;
        for (const QString& alphabet : line->text().split(u',', Qt::SkipEmptyParts))
            if (!alphabet.trimmed().isEmpty()) names += alphabet.trimmed();
        if (names.isEmpty()) return {};
        const bool isNone = names.size() == 1 && names[0].toString().compare(tr("none"), Qt::CaseInsensitive) == 0;
        return isNone ? QJsonArray() : names;
    };
}

}  // namespace oneshot::ui
