#include "ui/pages/train/settings_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QUndoStack>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "ui/pages/train/preset_box.h"
#include "ui/pages/train/setting_terms.h"
#include "ui/pages/train/settings_change.h"
#include "ui/pages/train/training_length.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int editorWidth = 132, labelWidth = 118;  ///< pixels of a usual font; longer labels wrap
constexpr int lengthWidth = 36;                     ///< by which the length and its unit are wider than an editor
constexpr int usualLetter = 7;                      ///< average pixels of that font

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString allCores() {
    return SettingsForm::tr("all cores");
}

}  // namespace

bool SettingsForm::Row::has(std::string_view key) const {
    return std::ranges::find(settings, key, &Setting::key) != settings.end();
}

SettingsForm::SettingsForm(QUndoStack& undo, QWidget* parent)
    : QWidget(parent),
      undo_(undo),
      presetCaption_(new QLabel),
      presetSummary_(new QLabel),
      presetBox_(new PresetBox("train.preset")),
      resetAll_(flatButton("train.reset", "reset", tr("Reset"), tr("Set every setting back to the preset"))),
      widest_(new QWidget) {
    widest_->setFixedHeight(0);
    QVBoxLayout* groups = columnLayout(4, {});
    addHorizon(groups);
    for (const Setting& setting : settings())
        if (!rows_.front().has(setting.key)) addSetting(setting, groups);
    QVBoxLayout* column = addPreset();
    column->addSpacing(4);
    column->addLayout(groups);
    column->addWidget(widest_);
    setLayout(columnLayout(0, {card(column)}));
    fitWidths();
    showConfig(presets().front().config);
    setTraining(false);
}

QVBoxLayout* SettingsForm::addPreset() {
    setStyleRole(presetCaption_, "muted");
    presetSummary_->setWordWrap(true);
    setStyleRole(presetSummary_, "muted");
    const auto choose = [this] { setConfig(presetNamed(presetBox_->currentText().toStdString()).config); };
    connect(presetBox_, &QComboBox::activated, this, choose);
    connect(resetAll_, &QToolButton::clicked, this, choose);
    return columnLayout(6, {presetCaption_, rowLayout(6, {{presetBox_, 1}, resetAll_}), presetSummary_});
}

void SettingsForm::setTraining(bool runs) {
    presetCaption_->setText(runs ? tr("Preset · for the next start") : tr("Preset"));
}

std::size_t SettingsForm::groupNamed(std::string_view name, QVBoxLayout* layout) {
    const auto known = std::ranges::find(groups_, text(name), &Group::name);
    if (known != groups_.end()) return static_cast<std::size_t>(known - groups_.begin());
    const Group group{text(name), new QToolButton, new QWidget};
    group.heading->setObjectName(QStringLiteral("train.group.") + group.name.toLower());
    group.heading->setCheckable(true);
    group.heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    group.heading->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setStyleRole(group.heading, "group");
    group.body->setLayout(columnLayout(5, {}, {0, 2, 0, 8}));
    const bool opened = groups_.empty();  // the schedule is what most people come to change
    group.heading->setChecked(opened);
    group.heading->setIcon(lineIcon(opened ? "collapse" : "open"));
    if (!opened) group.body->hide();
    connect(group.heading, &QToolButton::toggled, group.body, [heading = group.heading, body = group.body](bool open) {
        body->setVisible(open);
        heading->setIcon(lineIcon(open ? "collapse" : "open"));
    });
    layout->addWidget(group.heading);
    layout->addWidget(group.body);
    groups_.push_back(group);
    return groups_.size() - 1;
}

void SettingsForm::addRow(Row row, const QString& key, const QString& unit, const QString& tip, QWidget* fields) {
    row.fields = fields;
    row.room = new QSpacerItem(0, 0);
    row.label->setWordWrap(true);
    row.problem->setObjectName(QStringLiteral("train.problem.") + key);
    row.problem->setWordWrap(true);
    row.reset->setIcon(lineIcon("reset"));
    setStyleRole(row.reset, "flat");
    QSizePolicy policy = row.reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    row.reset->setSizePolicy(policy);
    connect(row.reset, &QToolButton::clicked, this, [this, index = rows_.size()] { reset(index); });
    QVBoxLayout* labels = columnLayout(0, {});
    labels->addItem(row.room);
    labels->addWidget(row.label);
    if (!unit.isEmpty()) {
        auto* label = new QLabel(unit);
        label->setFont(scaled(label->font(), 0.88));
        setStyleRole(label, "muted");
        labels->addWidget(label);
    }
    for (QWidget* widget : {static_cast<QWidget*>(row.label), row.editor}) {
        widget->setToolTip(tip);
        if (const char* term = termOf(key)) explain(widget, term);
    }
    auto* rows = static_cast<QVBoxLayout*>(groups_[row.group].body->layout());
    rows->addLayout(rowLayout(6, {{labels, 1}, fields, row.reset}));
    rows->addWidget(row.problem);
    rows_.push_back(row);
}

void SettingsForm::addSetting(const Setting& setting, QVBoxLayout* layout) {
    QWidget* editor = makeEditor(setting);
    const QString key = text(setting.key), label = text(setting.label), unit = text(unitBeside(setting));
    const Row row{{&setting},     groupNamed(setting.group, layout), new QLabel(label), new QLabel, editor,
                  new QToolButton};
    QString tip = text(setting.description);
    if (!unit.isEmpty()) tip += QStringLiteral(" (%1)").arg(unit);
    editor->setObjectName(QStringLiteral("train.setting.") + key);
    editor->setAccessibleName(label);
    editor->setAccessibleDescription(tip);
    row.label->setBuddy(editor);
    addRow(row, key, unit, tip, editor);
}

void SettingsForm::addHorizon(QVBoxLayout* layout) {
    horizonValue_ = new QLineEdit;
    horizonValue_->setObjectName(QStringLiteral("train.horizon"));
    horizonValue_->setAccessibleName(tr("Length of the training"));
    horizonUnit_ = new QComboBox;
    horizonUnit_->setObjectName(QStringLiteral("train.horizon.unit"));
    horizonUnit_->setAccessibleName(tr("Unit of the length"));
    horizonUnit_->addItems({tr("minutes"), tr("steps"), tr("epochs")});
    auto* fields = new QWidget;
    fields->setLayout(rowLayout(6, {{horizonValue_, 1}, horizonUnit_}));
    const Setting &steps = settingNamed("steps"), &minutes = settingNamed("minutes");
    const QString tip = tr("How long to train: the schedule ends there. Paused time does not count.");
    horizonUnit_->setToolTip(tip);
    const Row row{
        {&steps, &minutes}, groupNamed(steps.group, layout), new QLabel(tr("Train for")), new QLabel, horizonValue_,
        new QToolButton};
    addRow(row, QStringLiteral("horizon"), {}, tip, fields);
    connect(horizonValue_, &QLineEdit::textEdited, this, &SettingsForm::editHorizon);
    connect(horizonUnit_, &QComboBox::activated, this, &SettingsForm::editHorizon);  // of what was typed
}

void SettingsForm::fitWidths() {
    const double larger = std::max(1.0, fontMetrics().averageCharWidth() / static_cast<double>(usualLetter));
    for (const Row& row : rows_) {
        const int extra = row.editor == horizonValue_ ? lengthWidth : 0;
        row.fields->setFixedWidth(qRound(larger * (editorWidth + extra)));
        row.room->changeSize(qRound(larger * (labelWidth - extra)), 0);
    }
    measureGroups();
}

void SettingsForm::measureGroups() {
    int width = 0;
    for (const Group& group : groups_) {
        group.body->layout()->invalidate();  // a hidden one does not measure itself anew
        group.body->layout()->activate();
        width = std::max(width, group.body->minimumSizeHint().width());
    }
    widest_->setMinimumWidth(width);
}

void SettingsForm::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    measureGroups();  // in the style of the window
}

void SettingsForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitWidths();
}

QWidget* SettingsForm::makeEditor(const Setting& setting) {
    const std::size_t row = rows_.size();
    const SettingValue value = setting.in(config_);
    if (const auto* choice = std::get_if<EnumRef>(&value)) {
        auto* box = new QComboBox;
        for (const std::string_view name : choice->names()) box->addItem(text(name));
        connect(box, &QComboBox::activated, this, [this, box, row] { edit(row, box->currentText()); });
        return box;
    }
    if (std::holds_alternative<bool*>(value)) {
        auto* box = new QCheckBox;
        connect(box, &QCheckBox::clicked, this,
                [this, row](bool on) { edit(row, on ? QStringLiteral("true") : QStringLiteral("false")); });
        return box;
    }
    auto* field = new QLineEdit;
    connect(field, &QLineEdit::textEdited, this, [this, row](const QString& typed) { edit(row, typed); });
    return field;
}

void SettingsForm::read(const QString& typed, const Setting& setting, TrainingConfig& config) {
    try {
        const bool zero = setting.key == "threads" && typed.trimmed() == allCores();
        setSetting(config, setting, (zero ? QStringLiteral("0") : typed.trimmed()).toStdString());
        unreadable_.erase(std::string(setting.key));
    } catch (const Error& error) {
        unreadable_[std::string(setting.key)] = error.problem();
    }
}

void SettingsForm::take(const TrainingConfig& next, const QString& change, int row) {
    const bool readable = row < 0 ? unreadable_.empty() : !isUnreadable(rows_[static_cast<std::size_t>(row)]);
    undo_.push(new Change(*this, change, row, std::exchange(config_, next), next, readable));
}

void SettingsForm::edit(std::size_t row, const QString& typed) {
    TrainingConfig next = config_;
    read(typed, *rows_[row].settings.front(), next);
    if (lengthUnitOf(config_) == LengthUnit::Epochs)
        next.length.steps = stepsOfMaximum(next).value_or(next.length.steps);
    take(next, rows_[row].label->text(), static_cast<int>(row));
    showLength(row);
    check();
}

void SettingsForm::editHorizon() {
    const auto unit = static_cast<LengthUnit>(horizonUnit_->currentIndex());
    const std::string key = keyOf(unit);
    for (const char* each : {"steps", "minutes", "epochs"}) unreadable_.erase(each);
    TrainingConfig next = config_;
    next.length.steps = 0;
    next.length.minutes = preset_.length.minutes;  // what was typed counts in one unit
    if (lengthUnitOf(config_) == LengthUnit::Epochs) next.length.epochs = preset_.length.epochs;
    read(horizonValue_->text(), settingNamed(key), next);
    if (unit == LengthUnit::Epochs) next.length.steps = stepsOfMaximum(next).value_or(0);
    if (unit != LengthUnit::Minutes && next.length.steps == 0 && !unreadable_.contains(key))
        unreadable_[key] = tr("must be at least 1, is 0").toStdString();
    if (auto problem = unreadable_.extract(key)) {  // it stands here, not at the maximum of epochs
        problem.key() = keyOf(unit == LengthUnit::Minutes ? unit : LengthUnit::Steps);
        unreadable_.insert(std::move(problem));
    }
    take(next, rows_.front().label->text(), 0);
    showLength(0);
    check();
}

void SettingsForm::showLength(std::size_t edited) {
    const auto epochs = std::ranges::find_if(rows_, [](const Row& row) { return row.has("epochs"); });
    if (edited == 0) {
        static_cast<QLineEdit*>(epochs->editor)->setText(valueText(config_, *epochs));
    } else if (rows_[edited].has("epochs") && !isUnreadable(rows_.front())) {
        horizonUnit_->setCurrentIndex(static_cast<int>(lengthUnitOf(config_)));
        horizonValue_->setText(valueText(config_, rows_.front()).section(u' ', 0, 0));
    }
}

void SettingsForm::reset(std::size_t row) {
    TrainingConfig next = config_;
    if (row == 0 && lengthUnitOf(config_) == LengthUnit::Epochs) next.length.epochs = preset_.length.epochs;
    for (const Setting* setting : rows_[row].settings) read(text(settingText(preset_, *setting)), *setting, next);
    take(next, rows_[row].label->text(), static_cast<int>(row));
    fillEditors();
}

void SettingsForm::setConfig(const TrainingConfig& config) {
    const bool isPreset = config == presetNamed(config.preset).config;
    take(config, isPreset ? tr("preset %1").arg(text(config.preset)) : tr("settings"), -1);
    showConfig(config);
}

void SettingsForm::showConfig(const TrainingConfig& config) {
    preset_ = presetNamed(config.preset).config;
    config_ = config;
    unreadable_.clear();
    fillEditors();
}

void SettingsForm::fillEditors() {
    for (const Row& row : rows_) {
        if (isUnreadable(row)) continue;  // keeps what the person typed
        const QString value = valueText(config_, row);
        if (row.editor == horizonValue_) {
            horizonUnit_->setCurrentIndex(static_cast<int>(lengthUnitOf(config_)));
            horizonValue_->setText(value.section(u' ', 0, 0));
            horizonValue_->setCursorPosition(0);
        } else if (auto* field = qobject_cast<QLineEdit*>(row.editor)) {
            if (field->text() != value) field->setText(value);
        } else if (auto* check = qobject_cast<QCheckBox*>(row.editor)) {
            check->setChecked(value == QStringLiteral("true"));
        } else if (auto* box = qobject_cast<QComboBox*>(row.editor)) {
            box->setCurrentText(value);
        }
    }
    check();
}

void SettingsForm::check() {
    faults_ = faultsHere(config_);
    for (const auto& [key, problem] : unreadable_) {
        std::erase_if(faults_, [&key = key](const FieldError& fault) { return fault.key == key; });
        faults_.push_back({key, problem});
    }
    std::vector<int> changes(groups_.size());
    for (const Row& row : rows_) {
        const bool changed = isChanged(row);
        changes[row.group] += changed;
        setStyleRole(row.label, "changed", changed);
        row.reset->setVisible(changed);
        row.reset->setToolTip(tr("Back to the preset's %1").arg(valueText(preset_, row)));
        row.reset->setAccessibleName(row.reset->toolTip());
        showProblem(row);
    }
    for (std::size_t i = 0; i < groups_.size(); ++i)
        groups_[i].heading->setText(changes[i] ? tr("%1 · %2 changed").arg(groups_[i].name).arg(changes[i])
                                               : groups_[i].name);
    showPreset();
    measureGroups();  // changed settings are bold
    Q_EMIT changed();
}

void SettingsForm::showPreset() {
    const Preset& preset = presetNamed(config_.preset);
    presetBox_->setCurrentText(text(config_.preset));
    presetSummary_->setText(text(preset.title) + QStringLiteral(". ") + text(preset.summary));
    resetAll_->setVisible(changedCount() > 0);
}

void SettingsForm::showProblem(const Row& row) {
    const auto fault = std::ranges::find_if(faults_, [&](const FieldError& each) { return row.has(each.key); });
    const bool faulty = fault != faults_.end();
    QString words = faulty ? text(fault->problem) : QString();
    if (!faulty && row.has("threads")) words = text(threadsWarning(config_.threads));  // a remark, no fault
    row.problem->setText(words);
    row.problem->setVisible(!words.isEmpty());
    setStyleRole(row.problem, "fault", faulty);
    setStyleRole(row.editor, "fault", faulty);
    if (faulty) groups_[row.group].heading->setChecked(true);
}

bool SettingsForm::isUnreadable(const Row& row) const {
    return std::ranges::any_of(row.settings,
                               [this](const Setting* setting) { return unreadable_.contains(setting->key); });
}

bool SettingsForm::isChanged(const Row& row) const {
    return isUnreadable(row) || valueText(config_, row) != valueText(preset_, row);
}

QString SettingsForm::valueText(const TrainingConfig& config, const Row& row) {
    if (row.settings.size() > 1) {
        const Setting& used = settingNamed(keyOf(lengthUnitOf(config)));
        return text(settingText(config, used)) + u' ' + text(used.unit);
    }
    const Setting& setting = *row.settings.front();
    const QString value = text(settingText(config, setting));
    return setting.key == "threads" && value == QStringLiteral("0") ? allCores() : value;
}

QString SettingsForm::fault() const {
    if (faults_.empty()) return {};
    const Setting& setting = settingNamed(faults_.front().key);
    return QStringLiteral("%1 %2").arg(text(setting.label), text(faults_.front().problem));
}

int SettingsForm::changedCount() const {
    return static_cast<int>(std::ranges::count_if(rows_, [this](const Row& row) { return isChanged(row); }));
}

}  // namespace oneshot::ui
