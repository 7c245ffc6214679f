#include "ui/pages/challenge/setup_field.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>
#include <cmath>

#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int editorWidth = 132;  // px

}  // namespace

SetupField::SetupField(const QString& key, const QString& caption, const QString& tip, const QString& text,
                       std::optional<Range> range, QWidget* beside)
    : caption_(caption), range_(range), editor_(new QLineEdit(text)), problem_(new QLabel) {
    editor_->setObjectName(QStringLiteral("challenge.") + key);
    editor_->setFixedWidth(editorWidth);
    editor_->setToolTip(tip);
    editor_->setAccessibleName(caption);
    editor_->setAccessibleDescription(tip);
    if (range_ && range_->mayBeNone) editor_->setPlaceholderText(tr("none"));
    problem_->setObjectName(QStringLiteral("challenge.problem.") + key);
    problem_->setWordWrap(true);
    problem_->hide();
    setStyleRole(problem_, "fault");
    auto* label = new QLabel(caption);
    label->setBuddy(editor_);
    label->setToolTip(tip);

    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(label, 1);
    if (beside) line->addWidget(beside);
    line->addWidget(editor_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(problem_);
    connect(editor_, &QLineEdit::textChanged, this, &SetupField::changed);
}

QString SetupField::text() const {
    return editor_->text().trimmed();
}

void SetupField::setText(const QString& text) {
    editor_->setText(text);
}

double SetupField::number() const {
    return QLocale::c().toDouble(text());
}

void SetupField::setNumber(double number) {
    setText(range_ && range_->mayBeNone && number <= 0 ? QString() : QString::number(number));
}

void SetupField::setEditable(bool editable) {
    editor_->setEnabled(editable);
}

void SetupField::check() {
    QString problem;
    if (editor_->isEnabled()) problem = rangeProblem();
    if (editor_->isEnabled() && problem.isEmpty() && objection_) problem = objection_();
    setStyleRole(editor_, "fault", !problem.isEmpty());
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
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

}  // namespace oneshot::ui
