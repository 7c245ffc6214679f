#include "ui/fields/thinking_field.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"

namespace oneshot::ui {

ThinkingField::ThinkingField(const QString& name, const QString& costTip)
    : views_(spinBox(qPrintable(name + QStringLiteral(".views")), 0, 30, 0)),
      rerank_(spinBox(qPrintable(name + QStringLiteral(".rerank")), 0, 20, 0)) {
    views_->setToolTip(
        tr("Test-time augmentation: a learnt model answers by the mean of this many distorted views of every drawing "
           "and the plain one. To embed them takes that many times as long. 0: only the plain one."));
    rerank_->setToolTip(
        tr("The characters with the highest scores, this many, are scored again by how far their drawings must be bent "
           "to lie on the query: one or two milliseconds a drawing. 0: none."));
    const bool beside = !costTip.isEmpty();
    auto* grid = new QGridLayout;
    grid->setContentsMargins({});
    grid->setSpacing(7);  // as in forms
    const std::pair<QString, QSpinBox*> fields[] = {{tr("Views"), views_}, {tr("Re-rank best"), rerank_}};
    int place = 0;
    for (const auto& [text, field] : fields) {
        field->setSpecialValueText(tr("off"));
        field->setKeyboardTracking(false);
        QLabel* caption = fieldCaption(text, field);
        caption->setToolTip(field->toolTip());
        grid->addWidget(caption, beside ? 0 : place, beside ? 2 * place : 0);
        grid->addWidget(field, beside ? 0 : place, beside ? 2 * place + 1 : 1);
        ++place;
    }
    if (beside) {
        cost_ = new LineLabel(qPrintable(name + QStringLiteral(".cost")));
        cost_->setExplanation(costTip);
        setLayout(rowLayout(12, {grid, {cost_, 1}}));
    } else {
        grid->setColumnStretch(1, 1);
        setLayout(grid);
    }
    connect(views_, &QSpinBox::valueChanged, this, &ThinkingField::changed);
    connect(rerank_, &QSpinBox::valueChanged, this, &ThinkingField::takeRerank);
}

session::Thinking ThinkingField::thinking() const {
    return {views_->value(), rerank_->value()};
}

void ThinkingField::setCost(const QString& cost) {
    cost_->say(cost);
}

/// One way alone has no order: the number steps over it.
void ThinkingField::takeRerank() {
    if (rerank_->value() == 1) return rerank_->setValue(rerankBefore_ == 0 ? 2 : 0);
    rerankBefore_ = rerank_->value();
    Q_EMIT changed();
}

}  // namespace oneshot::ui
