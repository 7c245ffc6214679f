#include "ui/pages/runs/queue_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/error.h"
#include "core/training/presets.h"
#include "ui/pages/runs/form_dialog.h"
#include "ui/pages/runs/run_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr std::size_t maxShown = 6;     ///< titles in the preview
constexpr std::uint64_t moreSeeds = 2;  ///< proposed besides that of the base
constexpr int presetRows = 5;           ///< in sight
constexpr int lineRoom = 8;             ///< px of a preset besides its letters

QString textOf(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

}  // namespace

QueueForm::QueueForm(const RunRequest& base)
    : base_(base), seeds_(new QLineEdit), preview_(textLabel("runs.queue.preview")) {
    QLabel* summary = textLabel("runs.queue.base");
    summary->setText(tr("Each trains %1. They run one after another in the background, and wait while a training "
                        "runs on the Train page.")
                         .arg(summaryOf(base)));
    seeds_->setObjectName(QStringLiteral("runs.queue.seeds"));
    seeds_->setText(QStringLiteral("%1-%2").arg(base.config.seed).arg(base.config.seed + moreSeeds));
    seeds_->setToolTip(tr("Several with commas between, or from one to another: 1, 2, 5-8"));
    explain(seeds_, "seed");
    connect(seeds_, &QLineEdit::textChanged, this, &QueueForm::renew);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("Seeds"), seeds_);
    form->addRow(tr("Presets"), makePresets());
    form->addRow(tr("Setting"), makeValues());
    setLayout(columnLayout(12, {summary, form, preview_, Filler{}}));
    for (QLineEdit* field : {seeds_, values_}) connect(field, &QLineEdit::textChanged, this, &QueueForm::changed);
    renew();
}

QWidget* QueueForm::makePresets() {
    presets_ = new QListWidget;
    presets_->setObjectName(QStringLiteral("runs.queue.presets"));
    presets_->setAccessibleName(tr("Presets"));
    presets_->setToolTip(tr("Another preset takes its own settings, and trains as long as the others"));
    for (const Preset& preset : presets()) {
        auto* item = new QListWidgetItem(textOf(preset.name), presets_);
        item->setToolTip(textOf(preset.summary));
        item->setSizeHint(QSize(0, presets_->fontMetrics().height() + lineRoom));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(preset.name == base_.config.preset ? Qt::Checked : Qt::Unchecked);
    }
    setStyleRole(presets_, "field");
    presets_->setFixedHeight(presetRows * (presets_->fontMetrics().height() + lineRoom) + 2 * lineRoom);  // and a bit
    connect(presets_, &QListWidget::itemChanged, this, [this] {
        renew();
        Q_EMIT changed();
    });
    return presets_;
}

QLayout* QueueForm::makeValues() {
    setting_ = new QComboBox;
    setting_->setObjectName(QStringLiteral("runs.queue.setting"));
    setting_->setAccessibleName(tr("Setting to vary"));
    setting_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setting_->setMinimumContentsLength(14);
    setting_->addItem(tr("none"), QString());
    for (const Setting& setting : settings()) {
        if (setting.key == "seed") continue;
        setting_->addItem(textOf(setting.label), textOf(setting.key));
        setting_->setItemData(setting_->count() - 1, textOf(setting.key) + u'\n' + textOf(setting.description),
                              Qt::ToolTipRole);
    }
    values_ = new QLineEdit;
    values_->setObjectName(QStringLiteral("runs.queue.values"));
    values_->setAccessibleName(tr("Values of the setting"));
    values_->setToolTip(tr("Several with commas between; of a list, with semicolons"));
    values_->setEnabled(false);
    connect(values_, &QLineEdit::textChanged, this, &QueueForm::renew);
    connect(setting_, &QComboBox::activated, this, [this] {
        const QString key = setting_->currentData().toString();
        values_->setEnabled(!key.isEmpty());
        values_->setText(key.isEmpty() ? QString()
                                       : textOf(settingText(base_.config, settingNamed(key.toStdString()))));
        renew();
        Q_EMIT changed();
    });
    return rowLayout(6, {{setting_, 1}, {values_, 1}});
}

Variations QueueForm::variations() const {
    Variations variations;
    for (int row = 0; row < presets_->count(); ++row)
        if (presets_->item(row)->checkState() == Qt::Checked)
            variations.presets.push_back(presets_->item(row)->text().toStdString());
    variations.key = setting_->currentData().toString().toStdString();
    if (!variations.key.empty())
        variations.values = valuesIn(values_->text().toStdString(), settingNamed(variations.key));
    variations.seeds = seedsIn(seeds_->text().toStdString());
    return variations;
}

void QueueForm::renew() {
    variants_.clear();
    fault_.clear();
    QString text;
    try {
        variants_ = variantsOf(base_, variations());
        QStringList titles;
        for (const Variant& variant : variants_)
            if (static_cast<std::size_t>(titles.size()) < maxShown) titles += QString::fromStdString(variant.title);
        const auto count = static_cast<qint64>(variants_.size());
        text = session::counted(count, tr("1 training"), tr("%1 trainings")) + QStringLiteral(": ") +
               titles.join(QStringLiteral(", "));
        if (variants_.size() > maxShown) text += QStringLiteral(", …");
    } catch (const Error& error) {
        fault_ = QString::fromUtf8(error.what());
    }
    preview_->setText(text);
}

void askForQueue(QWidget* parent, const RunRequest& base,
                 const std::function<void(const std::vector<Variant>&)>& queue) {
    auto* form = new QueueForm(base);
    openForm(
        parent, {QStringLiteral("runs.queue"), QueueForm::tr("Queue of trainings"), QueueForm::tr("Add to the queue")},
        form, [form] { return form->fault(); }, [form, queue] { queue(form->variants()); });
}

}  // namespace oneshot::ui
