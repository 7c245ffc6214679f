#include "ui/pages/runs/search_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/training/settings.h"
#include "ui/pages/runs/form_dialog.h"
#include "ui/pages/runs/run_words.h"
#include "ui/pages/runs/search_trial_model.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

enum Unit { Minutes, Steps };
constexpr double usualMinutes = 2, usualSteps = 500;
constexpr int usualTrials = 20;

QString tipOf(const std::string& key) {
    const Setting& setting = settingNamed(key.substr(0, key.find('.')));
    return QString::fromStdString(key) + u'\n' +
           QString::fromUtf8(setting.description.data(), static_cast<qsizetype>(setting.description.size()));
}

/// Not a number where the text is none.
double numberIn(const QLineEdit* field) {
    return finiteNumber(field->text().trimmed().toStdString()).value_or(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

SearchForm::SearchForm(const RunRequest& base) : base_(base), keys_(searchableKeys(base.config)) {
    QLabel* summary = textLabel("runs.search.base");
    summary->setText(tr("Each trial trains %1.").arg(summaryOf(base)));
    QLabel* caption = cardTitle(tr("Settings to search"));
    explain(caption, "search");
    add_ = flatButton("runs.search.add", "add", tr("Another setting"), tr("Searches one setting more"));
    connect(add_, &QToolButton::clicked, this, &SearchForm::addRange);
    stopsHopeless_ = new QCheckBox(tr("Stop hopeless trials early"));
    stopsHopeless_->setObjectName(QStringLiteral("runs.search.hopeless"));
    stopsHopeless_->setToolTip(
        tr("A trial is hopeless if its best accuracy so far is below the median of what finished "
           "trials had on average by then"));
    stopsHopeless_->setChecked(true);
    setLayout(columnLayout(
        10, {summary, caption, makeRanges(), {add_, 0, Qt::AlignLeft}, makeLength(), stopsHopeless_, Filler{}}));
    addRange();
}

QWidget* SearchForm::makeRanges() {
    auto* ranges = new QWidget;
    lines_ = columnLayout(6, {});
    ranges->setLayout(lines_);
    return ranges;
}

QLayout* SearchForm::makeLength() {
    trials_ = spinBox("runs.search.trials", 1, 1000, usualTrials);
    length_ = new QDoubleSpinBox;
    length_->setObjectName(QStringLiteral("runs.search.length"));
    length_->setAccessibleName(tr("Length of each trial"));
    unit_ = new QComboBox;
    unit_->setObjectName(QStringLiteral("runs.search.unit"));
    unit_->setAccessibleName(tr("Unit of the length"));
    unit_->addItems({tr("minutes"), tr("steps")});
    connect(unit_, &QComboBox::activated, this, &SearchForm::takeUnit);
    connect(trials_, &QSpinBox::valueChanged, this, &SearchForm::changed);
    connect(length_, &QDoubleSpinBox::valueChanged, this, &SearchForm::changed);
    takeUnit();
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("Trials"), trials_);
    form->addRow(tr("Each trains for"), rowLayout(6, {{length_, 1}, unit_}));
    return form;
}

void SearchForm::takeUnit() {
    const bool steps = unit_->currentIndex() == Steps;
    length_->setDecimals(steps ? 0 : 2);
    length_->setRange(steps ? 1 : 0.01, steps ? 1e9 : 1e5);
    length_->setSingleStep(steps ? 100 : 1);
    length_->setValue(steps ? usualSteps : usualMinutes);
}

QString SearchForm::unusedKey() const {
    const auto isUsed = [&](const std::string& key) {
        return std::ranges::any_of(
            ranges_, [&](const Range& range) { return range.key->currentData() == QString::fromStdString(key); });
    };
    const bool byLayer = !base_.config.optimiser.layerRates.empty();  // there is no common rate then
    const auto rate = std::ranges::find(keys_, byLayer ? "layer_rates.1" : "learning_rate");
    if (rate != keys_.end() && !isUsed(*rate)) return QString::fromStdString(*rate);
    const auto found = std::ranges::find_if_not(keys_, isUsed);
    return found == keys_.end() ? QString() : QString::fromStdString(*found);
}

void SearchForm::addRange() {
    const QString name = QStringLiteral("runs.search.range.%1").arg(++added_);
    const auto field = [&](const char* part, const QString& spoken) {
        auto* edit = new QLineEdit;
        edit->setObjectName(name + QLatin1String(part));
        edit->setAccessibleName(spoken);
        connect(edit, &QLineEdit::textChanged, this, &SearchForm::changed);
        return edit;
    };
    Range range{new QWidget, new QComboBox, field(".low", tr("From")), field(".high", tr("To")),
                new QCheckBox(tr("log"))};
    range.key->setObjectName(name + QStringLiteral(".key"));
    range.key->setAccessibleName(tr("Setting"));
    range.key->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    range.key->setMinimumContentsLength(16);
    for (const std::string& key : keys_) {
        range.key->addItem(settingTitle(key), QString::fromStdString(key));
        range.key->setItemData(range.key->count() - 1, tipOf(key), Qt::ToolTipRole);
    }
    range.key->setCurrentIndex(std::max(0, range.key->findData(unusedKey())));
    range.logarithmic->setObjectName(name + QStringLiteral(".log"));
    range.logarithmic->setToolTip(tr("Tries values evenly in the logarithm, as suits rates"));
    connect(range.logarithmic, &QCheckBox::toggled, this, &SearchForm::changed);
    QToolButton* removal = flatButton("", "close", {}, tr("Do not search this setting"));
    removal->setObjectName(name + QStringLiteral(".remove"));
    connect(removal, &QToolButton::clicked, this, [this, line = range.line] { remove(line); });
    range.line->setLayout(rowLayout(
        6, {{range.key, 2}, {range.low, 1}, new QLabel(tr("to")), {range.high, 1}, range.logarithmic, removal}));
    lines_->addWidget(range.line);
    ranges_.push_back(range);
    connect(range.key, &QComboBox::activated, this, [this, range] { propose(range); });
    propose(range);
}

void SearchForm::propose(const Range& range) {
    const std::string key = range.key->currentData().toString().toStdString();
    const SearchRange proposed = proposedRange(key, base_.config);
    range.key->setToolTip(tipOf(key));
    const auto text = [](double value) { return QString::number(value, 'g', 6); };
    range.low->setText(text(proposed.low));
    range.high->setText(text(proposed.high));
    range.logarithmic->setChecked(proposed.logarithmic);
    Q_EMIT changed();
}

void SearchForm::remove(QWidget* line) {
    std::erase_if(ranges_, [line](const Range& range) { return range.line == line; });
    line->hide();
    line->deleteLater();  // its button is what was clicked
    Q_EMIT changed();
}

SearchRequest SearchForm::request() const {
    SearchRequest request;
    request.config = base_.config;
    const bool steps = unit_->currentIndex() == Steps;
    request.config.length.steps = steps ? std::llround(length_->value()) : 0;
    if (!steps) request.config.length.minutes = length_->value();
    request.background = base_.background;
    request.validation = base_.validation;
    for (const Range& range : ranges_)
        request.ranges.push_back({range.key->currentData().toString().toStdString(), numberIn(range.low),
                                  numberIn(range.high), range.logarithmic->isChecked()});
    request.trials = trials_->value();
    request.stopsHopeless = stopsHopeless_->isChecked();
    return request;
}

QString SearchForm::fault() const {
    if (base_.validation.empty())
        return tr(
            "Choose what to validate on at the Train page first: trials are compared by characters that none of "
            "them learns from.");
    if (ranges_.empty()) return tr("Name at least one setting to search.");
    const SearchRequest request = this->request();
    for (const SearchRange& range : request.ranges)
        if (std::isnan(range.low) || std::isnan(range.high))
            return tr("%1: both ends must be numbers.").arg(settingTitle(range.key));
    try {
        requireTrainable(request.config);
        requireValid(request.ranges, request.config);
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void askForSearch(QWidget* parent, const RunRequest& base, const std::function<void(const SearchRequest&)>& search) {
    auto* form = new SearchForm(base);
    openForm(
        parent, {QStringLiteral("runs.search"), SearchForm::tr("New search"), SearchForm::tr("Search")}, form,
        [form] { return form->fault(); }, [form, search] { search(form->request()); });
}

}  // namespace oneshot::ui
