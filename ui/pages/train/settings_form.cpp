#include "ui/pages/train/settings_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QUndoStack>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/training/presets.h"
#include "core/training/trainable.h"
#include "ui/pages/train/settings_command.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int editorWidth = 132;

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString allCores() {
    return SettingsForm::tr("all cores");
}

/// The value of a setting as a person reads it.
QString shownText(const TrainingConfig& config, const Setting& setting) {
    const QString value = text(settingText(config, setting));
    return setting.key == "threads" && value == QStringLiteral("0") ? allCores() : value;
}

/// Steps and minutes are one choice in the window: how long to train, and in which of the two.
bool isHorizon(const Setting& setting) {
    return setting.key == "steps" || setting.key == "minutes";
}

QLabel* problemLabel() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    setStyleRole(label, "fault");
    label->hide();
    return label;
}

QToolButton* resetButton() {
    auto* button = new QToolButton;
    button->setIcon(lineIcon("reset"));
    setStyleRole(button, "flat");
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    button->setSizePolicy(policy);
    return button;
}

}  // namespace

SettingsForm::SettingsForm(QUndoStack& undo, QWidget* parent) : QWidget(parent), undo_(undo) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    addHorizon(layout);
    for (const Setting& setting : settings())
        if (!isHorizon(setting)) addRow(setting, layout);
    showConfig(presets().front().config);
}

int SettingsForm::groupNamed(std::string_view name, QVBoxLayout* layout) {
    const QString wanted = text(name);
    for (std::size_t i = 0; i < groups_.size(); ++i)
        if (groups_[i].name == wanted) return static_cast<int>(i);
    Group group{wanted, new QToolButton, new QWidget};
    group.heading->setObjectName(QStringLiteral("train.group.") + wanted.toLower());
    group.heading->setCheckable(true);
    group.heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    group.heading->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setStyleRole(group.heading, "group");
    auto* grid = new QGridLayout(group.body);
    grid->setContentsMargins(0, 2, 0, 8);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    const auto open = [heading = group.heading, body = group.body](bool opened) {
        body->setVisible(opened);
        heading->setIcon(lineIcon(opened ? "collapse" : "open"));
    };
    connect(group.heading, &QToolButton::toggled, this, open);
    group.heading->setChecked(groups_.empty());  // the schedule is what most people come to change
    open(groups_.empty());
    layout->addWidget(group.heading);
    layout->addWidget(group.body);
    groups_.push_back(group);
    return static_cast<int>(groups_.size()) - 1;
}

void SettingsForm::addRow(const Setting& setting, QVBoxLayout* layout) {
    Row row;
    row.setting = &setting;
    row.group = groupNamed(setting.group, layout);
    row.label = new QLabel(text(setting.label));
    row.editor = makeEditor(setting);
    row.problem = problemLabel();
    row.reset = resetButton();
    QString tip = text(setting.description);
    if (!setting.unit.empty()) tip += QStringLiteral(" (%1)").arg(text(setting.unit));
    row.label->setToolTip(tip);
    row.editor->setToolTip(tip);
    row.editor->setAccessibleName(text(setting.label));
    row.editor->setAccessibleDescription(tip);
    row.editor->setObjectName(QStringLiteral("train.setting.") + text(setting.key));
    row.problem->setObjectName(QStringLiteral("train.problem.") + text(setting.key));
    row.label->setBuddy(row.editor);
    auto* labels = new QVBoxLayout;
    labels->setSpacing(0);
    labels->addWidget(row.label);
    if (!setting.unit.empty() && text(setting.unit) != text(setting.label).toLower()) {
        auto* unit = new QLabel(text(setting.unit));
        unit->setFont(scaled(unit->font(), 0.88));
        setStyleRole(unit, "muted");
        labels->addWidget(unit);
    }
    auto* grid = static_cast<QGridLayout*>(groups_[row.group].body->layout());
    const int line = grid->rowCount();
    grid->addLayout(labels, line, 0);
    grid->addWidget(row.editor, line, 1);
    grid->addWidget(row.reset, line, 2);
    grid->addWidget(row.problem, line + 1, 0, 1, 3);
    connect(row.reset, &QToolButton::clicked, this, [this, &setting] {
        edit(setting, text(settingText(preset_, setting)));
        fillEditors();
    });
    rows_.push_back(row);
}

void SettingsForm::addHorizon(QVBoxLayout* layout) {
    horizon_.group = groupNamed(settingNamed("steps").group, layout);
    horizon_.label = new QLabel(tr("Train for"));
    horizon_.problem = problemLabel();
    horizon_.problem->setObjectName(QStringLiteral("train.problem.horizon"));
    horizon_.reset = resetButton();
    horizonValue_ = new QLineEdit;
    horizonValue_->setObjectName(QStringLiteral("train.horizon"));
    horizonValue_->setAccessibleName(tr("Length of the training"));
    horizonUnit_ = new QComboBox;
    horizonUnit_->setObjectName(QStringLiteral("train.horizon.unit"));
    horizonUnit_->setAccessibleName(tr("Unit of the length"));
    horizonUnit_->addItems({tr("minutes"), tr("steps")});
    const QString tip = tr("How long to train: the schedule ends there. Paused time does not count.");
    for (QWidget* widget : std::initializer_list<QWidget*>{horizon_.label, horizonValue_, horizonUnit_})
        widget->setToolTip(tip);
    auto* editor = new QWidget;
    editor->setFixedWidth(editorWidth + 36);
    auto* line = new QHBoxLayout(editor);
    line->setContentsMargins({});
    line->setSpacing(6);
    line->addWidget(horizonValue_, 1);
    line->addWidget(horizonUnit_);
    auto* grid = static_cast<QGridLayout*>(groups_[horizon_.group].body->layout());
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(horizon_.label, 1);
    row->addWidget(editor);
    grid->addLayout(row, 0, 0, 1, 2);
    grid->addWidget(horizon_.reset, 0, 2);
    grid->addWidget(horizon_.problem, 1, 0, 1, 3);
    connect(horizonValue_, &QLineEdit::textEdited, this, &SettingsForm::editHorizon);
    connect(horizonUnit_, &QComboBox::activated, this, [this] {
        const bool steps = horizonUnit_->currentIndex() == 1;
        const QSignalBlocker block(horizonValue_);
        horizonValue_->setText(steps ? QStringLiteral("2000") : text(settingText(preset_, settingNamed("minutes"))));
        editHorizon();
    });
    connect(horizon_.reset, &QToolButton::clicked, this, [this] {
        TrainingConfig next = config_;
        for (const char* key : {"steps", "minutes"})
            read(text(settingText(preset_, settingNamed(key))), settingNamed(key), next);
        take(next, horizon_.label->text(), "steps");
        fillEditors();
    });
}

QWidget* SettingsForm::makeEditor(const Setting& setting) {
    const SettingValue value = setting.in(config_);
    if (const auto* choice = std::get_if<EnumRef>(&value)) {
        auto* box = new QComboBox;
        for (const std::string_view name : choice->names()) box->addItem(text(name));
        box->setFixedWidth(editorWidth);
        connect(box, &QComboBox::activated, this, [this, box, &setting] { edit(setting, box->currentText()); });
        return box;
    }
    if (std::holds_alternative<bool*>(value)) {
        auto* box = new QCheckBox;
        box->setFixedWidth(editorWidth);
        connect(box, &QCheckBox::clicked, this,
                [this, &setting](bool on) { edit(setting, on ? QStringLiteral("true") : QStringLiteral("false")); });
        return box;
    }
    auto* field = new QLineEdit;
    field->setFixedWidth(editorWidth);
    connect(field, &QLineEdit::textEdited, this, [this, &setting](const QString& typed) { edit(setting, typed); });
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

void SettingsForm::take(const TrainingConfig& next, const QString& change, std::string_view key) {
    const bool readable = key.empty()
                              ? unreadable_.empty()
                              : !unreadable_.contains(key) && !(key == "steps" && unreadable_.contains("minutes"));
    undo_.push(new SettingsCommand(*this, change, key, std::exchange(config_, next), next, readable));
}

void SettingsForm::edit(const Setting& setting, const QString& typed) {
    TrainingConfig next = config_;
    read(typed, setting, next);
    take(next, text(setting.label), setting.key);
    check();
}

void SettingsForm::editHorizon() {
    const bool steps = horizonUnit_->currentIndex() == 1;
    unreadable_.erase("steps");
    unreadable_.erase("minutes");
    TrainingConfig next = config_;
    if (!steps) read(QStringLiteral("0"), settingNamed("steps"), next);
    read(horizonValue_->text(), settingNamed(steps ? "steps" : "minutes"), next);
    if (steps && settingText(next, settingNamed("steps")) == "0" && !unreadable_.contains("steps"))
        unreadable_["steps"] = tr("must be at least 1, is 0").toStdString();
    take(next, horizon_.label->text(), "steps");
    check();
}

void SettingsForm::setConfig(const TrainingConfig& config) {
    const bool isPreset = config == presetNamed(config.preset).config;
    take(config, isPreset ? tr("preset %1").arg(text(config.preset)) : tr("settings"), {});
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
        if (unreadable_.contains(row.setting->key)) continue;  // keeps what the person typed
        const QString value = shownText(config_, *row.setting);
        if (auto* field = qobject_cast<QLineEdit*>(row.editor)) {
            if (field->text() != value) field->setText(value);
        } else if (auto* check = qobject_cast<QCheckBox*>(row.editor)) {
            check->setChecked(value == QStringLiteral("true"));
        } else if (auto* box = qobject_cast<QComboBox*>(row.editor)) {
            box->setCurrentText(value);
        }
    }
    if (!unreadable_.contains("steps") && !unreadable_.contains("minutes")) {
        const bool steps = config_.length.steps > 0;
        horizonUnit_->setCurrentIndex(steps ? 1 : 0);
        horizonValue_->setText(text(settingText(config_, settingNamed(steps ? "steps" : "minutes"))));
        horizonValue_->setCursorPosition(0);
    }
    check();
}

void SettingsForm::check() {
    faults_ = faultsHere(config_);
    for (const auto& [key, problem] : unreadable_) {
        std::erase_if(faults_, [&key = key](const FieldError& fault) { return fault.key == key; });
        faults_.push_back({key, problem});
    }
    const auto problemOf = [&](auto matches) {
        for (const FieldError& fault : faults_)
            if (matches(fault.key)) return text(fault.problem);
        return QString();
    };
    std::vector<int> changes(groups_.size(), 0);
    const auto mark = [&](const Row& row, QWidget* editor, const QString& problem, bool changed,
                          const QString& preset) {
        setStyleRole(row.label, "changed", changed);
        row.reset->setVisible(changed);
        row.reset->setToolTip(tr("Back to the preset's %1").arg(preset));
        row.reset->setAccessibleName(row.reset->toolTip());
        row.problem->setText(problem);
        row.problem->setVisible(!problem.isEmpty());
        setStyleRole(editor, "fault", !problem.isEmpty());
        if (!problem.isEmpty()) groups_[row.group].heading->setChecked(true);
        changes[row.group] += changed;
    };
    for (const Row& row : rows_) {
        const std::string preset = settingText(preset_, *row.setting);
        const bool unreadable = unreadable_.contains(row.setting->key);
        setStyleRole(row.problem, "fault", true);
        mark(row, row.editor, problemOf([&](const std::string& key) { return key == row.setting->key; }),
             unreadable || settingText(config_, *row.setting) != preset, shownText(preset_, *row.setting));
    }
    showThreadsWarning();
    const Setting& presetHorizon = settingNamed(preset_.length.steps > 0 ? "steps" : "minutes");
    mark(horizon_, horizonValue_, problemOf([](const std::string& key) { return key == "steps" || key == "minutes"; }),
         unreadable_.contains("steps") || unreadable_.contains("minutes") ||
             config_.length.steps != preset_.length.steps ||
             (config_.length.steps == 0 && config_.length.minutes != preset_.length.minutes),
         text(settingText(preset_, presetHorizon)) + u' ' + text(presetHorizon.unit));
    for (std::size_t i = 0; i < groups_.size(); ++i)
        groups_[i].heading->setText(changes[i] ? tr("%1 · %2 changed").arg(groups_[i].name).arg(changes[i])
                                               : groups_[i].name);
    Q_EMIT changed();
}

void SettingsForm::showThreadsWarning() {
    const auto row =
        std::ranges::find(rows_, std::string_view("threads"), [](const Row& each) { return each.setting->key; });
    if (!row->problem->text().isEmpty()) return;  // a fault comes first
    setStyleRole(row->problem, "fault", false);
    row->problem->setText(text(threadsWarning(config_.threads)));
    row->problem->setVisible(!row->problem->text().isEmpty());
}

QString SettingsForm::fault() const {
    if (faults_.empty()) return {};
    const Setting& setting = settingNamed(faults_.front().key);
    return QStringLiteral("%1 %2").arg(text(setting.label), text(faults_.front().problem));
}

int SettingsForm::changedCount() const {
    const bool horizon = config_.length.steps != preset_.length.steps ||
                         (config_.length.steps == 0 && config_.length.minutes != preset_.length.minutes);
    return static_cast<int>(std::count_if(rows_.begin(), rows_.end(),
                                          [this](const Row& row) {
                                              return unreadable_.contains(row.setting->key) ||
                                                     settingText(config_, *row.setting) !=
                                                         settingText(preset_, *row.setting);
                                          })) +
           horizon;
}

}  // namespace oneshot::ui
