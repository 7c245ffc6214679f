#include "ui/pages/train/data_panel.h"

#include <QFrame>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/fields/dataset_field.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

DataPanel::DataPanel(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      background_(new DatasetField(tr("Learn from"), workspace.background())),
      validation_(new DatasetField(tr("Validate on"), workspace.validation())) {
    background_->setObjectName(QStringLiteral("train.background"));
    background_->button()->setObjectName(QStringLiteral("train.background.choose"));
    validation_->setObjectName(QStringLiteral("train.validation"));
    validation_->button()->setObjectName(QStringLiteral("train.validation.choose"));
    validation_->allowNone(
        tr("Nothing held out"),
        tr("Accuracy will be of characters that it learns from. Choose other data to see how well it "
           "does on new ones."));
    auto* fields = new QVBoxLayout;
    fields->setSpacing(14);
    fields->addWidget(background_);
    fields->addWidget(validation_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(card(fields));
}

QString DataPanel::problem() const {
    const QString problem = background_->problem();
    return problem.isEmpty() ? validation_->problem() : problem;
}

bool DataPanel::reading() const {
    const session::DataChoice &background = workspace_.background(), &validation = workspace_.validation();
    return background.error().isEmpty() && (background.isOpening() || validation.isOpening());
}

}  // namespace oneshot::ui
