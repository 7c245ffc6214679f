#include "ui/pages/train/settings_panel.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "core/training/presets.h"
#include "ui/pages/train/settings_form.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

SettingsPanel::SettingsPanel(QUndoStack& undo, QWidget* parent)
    : QWidget(parent),
      caption_(new QLabel),
      summary_(new QLabel),
      preset_(new QComboBox),
      form_(new SettingsForm(undo)) {
    setStyleRole(caption_, "muted");
    preset_->setObjectName(QStringLiteral("train.preset"));
    preset_->setAccessibleName(tr("Preset"));
    for (const Preset& preset : presets()) preset_->addItem(QString::fromStdString(preset.name));
    reset_ = flatButton("train.reset", "reset", tr("Reset"), tr("Set every setting back to the preset"));
    summary_->setWordWrap(true);
    setStyleRole(summary_, "muted");
    auto* line = new QHBoxLayout;
    line->addWidget(preset_, 1);
    line->addWidget(reset_);
    auto* column = new QVBoxLayout;
    column->setSpacing(6);
    column->addWidget(caption_);
    column->addLayout(line);
    column->addWidget(summary_);
    column->addSpacing(4);
    column->addWidget(form_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(card(column));
    connect(preset_, &QComboBox::activated, this, &SettingsPanel::choosePreset);
    connect(reset_, &QToolButton::clicked, this, &SettingsPanel::choosePreset);
    connect(form_, &SettingsForm::changed, this, &SettingsPanel::showPreset);
    setTraining(false);
    showPreset();
}

void SettingsPanel::setTraining(bool runs) {
    caption_->setText(runs ? tr("Preset · changes count from the next start") : tr("Preset"));
}

void SettingsPanel::choosePreset() {
    form_->setConfig(presetNamed(preset_->currentText().toStdString()).config);
}

void SettingsPanel::showPreset() {
    const std::string& preset = form_->config().preset;
    preset_->setCurrentText(QString::fromStdString(preset));
    summary_->setText(QString::fromStdString(presetNamed(preset).summary));
    reset_->setVisible(form_->changedCount() > 0);
}

}  // namespace oneshot::ui
