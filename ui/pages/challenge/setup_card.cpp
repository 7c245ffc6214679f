#include "ui/pages/challenge/setup_card.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/challenge/setup_field.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

SetupCard::SetupCard(const QString& title, QWidget* parent) : QFrame(parent), rows_(new QVBoxLayout(this)) {
    setStyleRole(this, "card");
    rows_->setContentsMargins(14, 12, 14, 12);
    rows_->setSpacing(6);
    rows_->addWidget(cardTitle(title));
}

SetupField* SetupCard::addField(SetupField* field) {
    fields_.push_back(field);
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
