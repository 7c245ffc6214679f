#include "ui/fields/thinking_field.h"

#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

ThinkingField::ThinkingField(const QString& name, Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent),
      views_(spinBox(qPrintable(name + QStringLiteral(".views")), 0, 30, 0)),
      rerank_(spinBox(qPrintable(name + QStringLiteral(".rerank")), 0, 20, 0)) {
    views_->setToolTip(
        tr("A learnt model answers by the mean of so many distorted views of every drawing, besides the plain one: as "
           "often as that longer to embed. 0: the plain one alone."));
    rerank_->setToolTip(
        tr("The best so many ways are scored again by how much their drawings must be bent to lie on the query: a "
           "millisecond or two a drawing. 0: none."));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    const std::pair<QString, QSpinBox*> fields[] = {{tr("Views"), views_}, {tr("Re-rank best"), rerank_}};
    int place = 0;
    for (const auto& [text, field] : fields) {
        field->setSpecialValueText(tr("off"));
        field->setKeyboardTracking(false);
        QLabel* caption = fieldCaption(text, field);
        caption->setToolTip(field->toolTip());
        const bool beside = orientation == Qt::Horizontal;
        layout->addWidget(caption, beside ? 0 : place, beside ? 2 * place : 0);
        layout->addWidget(field, beside ? 0 : place, beside ? 2 * place + 1 : 1);
        ++place;
    }
    if (orientation == Qt::Vertical) layout->setColumnStretch(1, 1);
    connect(views_, &QSpinBox::valueChanged, this, &ThinkingField::changed);
    connect(rerank_, &QSpinBox::valueChanged, this, &ThinkingField::takeRerank);
}

session::Thinking ThinkingField::thinking() const {
    return {views_->value(), rerank_->value()};
}

/// One way alone has no order: the number steps over it.
void ThinkingField::takeRerank() {
    if (rerank_->value() == 1) return rerank_->setValue(rerankBefore_ == 0 ? 2 : 0);
    rerankBefore_ = rerank_->value();
    Q_EMIT changed();
}

}  // namespace oneshot::ui
