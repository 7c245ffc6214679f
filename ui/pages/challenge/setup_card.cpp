#include "ui/pages/challenge/setup_card.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int editorWidth = 132;   // px at least
constexpr int editorLetters = 16;  // or room for so many

}  // namespace

SetupField::SetupField(const char* key, const QString& caption, const QString& tip, const QString& text,
                       std::optional<Range> range, QWidget* beside)
    : caption_(caption),
      range_(range),
      label_(new QLabel(caption)),
      editor_(new QLineEdit(text)),
      problem_(new QLabel) {
    editor_->setObjectName(QStringLiteral("challenge.") + QLatin1String(key));
    editor_->setFixedWidth(std::max(editorWidth, editorLetters * editor_->fontMetrics().averageCharWidth()));
    editor_->setToolTip(tip);
    editor_->setAccessibleName(caption);
    editor_->setAccessibleDescription(tip);
    if (range_ && range_->mayBeNone) editor_->setPlaceholderText(tr("none"));
    problem_->setObjectName(QStringLiteral("challenge.problem.") + QLatin1String(key));
    problem_->setWordWrap(true);
    showNote(problem_, {}, true);
    label_->setWordWrap(true);
    label_->setBuddy(editor_);
    label_->setToolTip(tip);

    QHBoxLayout* line = rowLayout(6, {{label_, 1}, editor_});
    if (beside) line->insertWidget(1, beside);
    setLayout(columnLayout(6, {line, problem_}));
    connect(editor_, &QLineEdit::textChanged, this, &SetupField::changed);
}

void SetupField::explainBy(const char* term) {
    for (QWidget* part : std::initializer_list<QWidget*>{label_, editor_}) explain(part, term);
}

double SetupField::number() const {
    return QLocale::c().toDouble(text());
}

void SetupField::setNumber(double number) {
    setText(range_ && range_->mayBeNone && number <= 0 ? QString() : QString::number(number));
}

void SetupField::check() {
    QString problem;
    if (editor_->isEnabled()) {
        problem = rangeProblem();
        if (problem.isEmpty() && objection_) problem = objection_();
    }
    setStyleRole(editor_, "fault", !problem.isEmpty());
    showNote(problem_, problem, true);
}

QString SetupField::rangeProblem() const {
    if (!range_ || (range_->mayBeNone && text().isEmpty())) return {};
    bool isNumber = false;
    const double number = QLocale::c().toDouble(text(), &isNumber);
    const bool inRange = number >= range_->low && number <= range_->high;  // "nan" is not
    if (isNumber && inRange && (!range_->whole || number == std::floor(number))) return {};
    return (range_->whole ? tr("A whole number from %1 to %2") : tr("A number from %1 to %2"))
        .arg(range_->low)
        .arg(range_->high);
}

QString SetupField::problem() const {
    return problem_->text().isEmpty() ? QString() : tr("%1: %2").arg(caption_, problem_->text());
}

SetupCard::SetupCard(const QString& title) : rows_(columnLayout(6, {cardTitle(title)}, {14, 12, 14, 12})) {
    setStyleRole(this, "card");
    setLayout(rows_);
}

SetupField* SetupCard::addField(const char* key, const QString& caption, const QString& tip, const QString& text,
                                std::optional<SetupField::Range> range, QWidget* beside) {
    auto* field = fields_.emplace_back(new SetupField(key, caption, tip, text, range, beside));
    rows_->addWidget(field);
    connect(field, &SetupField::changed, this, &SetupCard::check);
    return field;
}

QLabel* SetupCard::addNote(const QString& text) {
    auto* note = new QLabel(text);
    note->setWordWrap(true);
    setStyleRole(note, "muted");
    rows_->addWidget(note);
    return note;
}

void SetupCard::setLocked(bool locked) {
    isLocked_ = locked;
    followLock();
    check();
}

void SetupCard::check() {
    for (SetupField* field : fields_) field->check();
    Q_EMIT changed();
}

QString SetupCard::problem() const {
    for (const SetupField* field : fields_)
        if (const QString problem = field->problem(); !problem.isEmpty()) return problem;
    return {};
}

}  // namespace oneshot::ui
