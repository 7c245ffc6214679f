#include "ui/pages/train/data_panel.h"

#include <QFrame>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "ui/fields/dataset_field.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

const QString backgroundGlyphs = QStringLiteral("glyphs");
const QString validationGlyphs = QStringLiteral("glyphs:seed=2,alphabet-count=10");  // others

}  // namespace

DataPanel::DataPanel(QWidget* parent)
    : QWidget(parent),
      background_(new DatasetField(tr("Learn from"), backgroundGlyphs)),
      validation_(new DatasetField(tr("Validate on"), validationGlyphs)) {
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
    connect(background_, &DatasetField::changed, this, &DataPanel::takeBackground);
    connect(validation_, &DatasetField::changed, this, &DataPanel::changed);
    background_->choose(backgroundGlyphs);
}

void DataPanel::choose(const std::string& background, const std::string& validation) {
    background_->choose(QString::fromStdString(background));
    validation_->choose(QString::fromStdString(validation));
}

OpenData DataPanel::open() const {
    OpenData open;
    for (const DatasetField* field : {background_, validation_})
        if (field->summary().dataset) open.push_back(*field->summary().dataset);
    return open;
}

QString DataPanel::problem() const {
    return limiting().problem();
}

bool DataPanel::reading() const {
    return limiting().reading();
}

const DatasetField& DataPanel::limiting() const {
    return background_->problem().isEmpty() ? *validation_ : *background_;
}

void DataPanel::takeBackground() {
    validation_->compareWith(background_->summary(), background_->displayName());
    // Glyphs validate on other glyphs; for other data only the person knows what may be held out.
    if (validation_->spec() == proposed_) {
        const QString proposal = background_->glyphs() ? validationGlyphs : QString();
        if (std::exchange(proposed_, proposal) != proposal) validation_->choose(proposal);
    }
    Q_EMIT changed();
}

}  // namespace oneshot::ui
