#include "ui/pages/tasks/task_controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <limits>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
TaskControls::TaskControls(QWidget* parent)
    : QWidget(parent),
      source_(new QComboBox),
      openLake_(flatButton("tasks.lake.open", "folder", {}, tr("Choose the file of Lake's runs"))),
      ways_(spinBox("tasks.ways", 2, 60, 20)),
      shots_(spinBox("tasks.shots", 1, 5, 1)),
      seed_(spinBox("tasks.seed", 0, std::numeric_limits<int>::max(), 1)),
      count_(spinBox("tasks.count", 1, 5000, 100)),
      within_(new QCheckBox(tr("within one alphabet"))) {
    source_->setObjectName(QStringLiteral("tasks.source"));
    source_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    source_->setMinimumContentsLength(18);
    for (const QString& name : {tr("Dataset in use"), tr("Held-out data"), tr("Lake's runs")}) source_->addItem(name);
    within_->setObjectName(QStringLiteral("tasks.within"));
    within_->setChecked(true);
    within_->setToolTip(tr("All ways of a task from one alphabet: far harder than across alphabets"));
    seed_->setMaximumWidth(72);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(fieldCaption(tr("Tasks of"), source_));
    layout->addWidget(source_, 1);
    layout->addWidget(openLake_);
    layout->addSpacing(6);
    const std::pair<QString, QWidget*> fields[] = {
        {tr("Ways"), ways_}, {tr("Shots"), shots_}, {tr("Seed"), seed_}, {tr("Number"), count_}};
    for (const auto& [name, field] : fields) {
        layout->addWidget(fieldCaption(name, field));
        layout->addWidget(field);
        layout->addSpacing(4);
    }
    layout->addWidget(within_);

    connect(source_, &QComboBox::currentIndexChanged, this, [this] {
        showSource();
        Q_EMIT changed();
    });
    connect(openLake_, &QToolButton::clicked, this, &TaskControls::lakeWanted);
    for (const QSpinBox* box : {ways_, shots_, seed_, count_})
        connect(box, &QSpinBox::valueChanged, this, &TaskControls::changed);
    connect(within_, &QCheckBox::toggled, this, &TaskControls::changed);
    showSource();
}

TaskControls::Source TaskControls::source() const {
    return static_cast<Source>(source_->currentIndex());
}

void TaskControls::setSource(Source source) {
    source_->setCurrentIndex(static_cast<int>(source));
}

void TaskControls::setSourceName(Source source, const QString& name, const QString& spec) {
    const QString kinds[] = {tr("In use"), tr("Held out"), tr("Lake's runs"), tr("Chosen")};
    const QString& kind = kinds[static_cast<int>(source)];
    while (source_->count() <= static_cast<int>(source)) source_->addItem(kind);
    source_->setItemText(static_cast<int>(source), name.isEmpty() ? kind : tr("%1: %2").arg(kind, name));
    source_->setItemData(static_cast<int>(source), spec, Qt::ToolTipRole);
    showTooltip();
}

session::TaskQuestion TaskControls::question() const {
    session::TaskQuestion question;
    question.settings = {ways_->value(), shots_->value(), within_->isChecked(),
                         static_cast<std::uint64_t>(seed_->value())};
    question.count = count_->value();
    return question;
}

void TaskControls::setWays(int ways) {
    ways_->setValue(ways);
}

void TaskControls::showSource() {
    const bool fixed = source() == Source::Lake || source() == Source::Given;
    openLake_->setVisible(source() == Source::Lake);
    for (QWidget* field : std::initializer_list<QWidget*>{ways_, shots_, seed_, count_, within_}) {
        field->setEnabled(!fixed);
        if (field != within_) field->setToolTip(fixed ? tr("These tasks are fixed") : QString());
    }
    showTooltip();
}

/// The name in full and where the data are.
void TaskControls::showTooltip() {
    const QString spec = source_->currentData(Qt::ToolTipRole).toString();
    source_->setToolTip(spec.isEmpty() ? source_->currentText() : source_->currentText() + u'\n' + spec);
}

}  // namespace oneshot::ui
