#include "ui/fields/dataset_selection.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

enum Strokes { NoStrokes, BesideStrokes, FileStrokes };

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names) list += QString::fromStdString(name);
    return list.join(u'+');
}

QString rangesText(const DataSpec& spec) {
    QStringList items;
    for (const auto& [low, high] : spec.drawers)
        items += low == high ? QString::number(low) : QStringLiteral("%1-%2").arg(low).arg(high);
    return items.join(u'+');
}

QLabel* problemLabel(const QString& key) {
    auto* label = new QLabel;
    label->setObjectName(QStringLiteral("dataset.details.problem.") + key);
    label->setWordWrap(true);
    setStyleRole(label, "fault");
    label->hide();
    return label;
}

void showProblem(QLabel* label, QWidget* editor, const QString& problem) {
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
    if (editor) setStyleRole(editor, "fault", !problem.isEmpty());
}

QToolButton* flatButton(const char* objectName, const QString& text) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setText(text);
    setStyleRole(button, "flat");
    return button;
}

bool containsName(const std::vector<std::string>& names, const QString& name) {
    return std::ranges::any_of(
        names, [own = comparableName(name.toStdString())](const auto& item) { return comparableName(item) == own; });
}

}  // namespace

DatasetSelection::DatasetSelection(const session::DatasetSummary& summary, QWidget* parent)
    : QWidget(parent), layout_(new QVBoxLayout(this)) {
    try {
        base_ = parseDataSpec(summary.spec.toStdString());
    } catch (const Error&) {  // its own words stand beside the form; what there is to select from is its path
        base_.path = summary.spec.section(u':', 0, 0).toStdString();
    }
    const bool known = summary.dataset != nullptr;
    const auto is = [&](DataFormat format) { return known && summary.dataset->format == format; };
    layout_->setContentsMargins({});
    layout_->setSpacing(4);
    if (base_.isGlyphs()) {
        addField(QStringLiteral("seed"), tr("Seed"), QString::number(base_.seed), tr("Another seed, other glyphs"));
        addField(QStringLiteral("alphabet-count"), tr("Alphabets"), QString::number(base_.alphabetCount), {});
        addField(QStringLiteral("characters-per-alphabet"), tr("Characters of each"),
                 QString::number(base_.charactersPerAlphabet), {});
        addField(QStringLiteral("drawer-count"), tr("Drawers"), QString::number(base_.drawerCount),
                 tr("Drawings of each character"));
    } else if (!summary.sourceAlphabets.isEmpty()) {
        addRow(tr("Alphabets"), makeAlphabets(summary));
    } else {  // what there is to choose from is not known
        addField(QStringLiteral("alphabets"), tr("Only alphabets"), joined(base_.alphabets), tr("all; or A+B"));
        addField(QStringLiteral("not-alphabets"), tr("Not alphabets"), joined(base_.notAlphabets), tr("none; or A+B"));
    }
    addField(QStringLiteral("characters"), tr("Characters"), joined(base_.characters),
             tr("all; or name+Alphabet/name"));
    if (!known || !summary.info.drawers.empty())
        addField(QStringLiteral("drawers"), tr("Only drawers"), rangesText(base_), tr("all; or 1-12+15"));
    if (!base_.isGlyphs() && !is(DataFormat::Vectors)) {
        ink_ = new QComboBox;
        ink_->setObjectName(QStringLiteral("dataset.details.ink"));
        ink_->addItems({tr("as the data suggest"), tr("dark, on bright paper"), tr("bright, on dark paper")});
        ink_->setCurrentIndex(static_cast<int>(base_.ink));
        addRow(tr("Ink"), ink_);
        connect(ink_, &QComboBox::currentIndexChanged, this, &DatasetSelection::update);
    }
    if (is(DataFormat::Idx)) {
        transpose_ = new QComboBox;
        transpose_->setObjectName(QStringLiteral("dataset.details.transpose"));
        transpose_->addItems({tr("as in the file"), tr("rows and columns changed, as for EMNIST")});
        transpose_->setCurrentIndex(base_.transpose.value_or(false) ? 1 : 0);
        addRow(tr("Images"), transpose_);
        connect(transpose_, &QComboBox::currentIndexChanged, this, &DatasetSelection::update);
    }
    if (is(DataFormat::Omniglot) || !base_.strokes.empty()) addRow(tr("Strokes"), makeStrokes());
    if (is(DataFormat::Vectors) || (!known && base_.isTable()) || !base_.labelColumn.empty())
        addField(QStringLiteral("label-column"), tr("Label column"), QString::fromStdString(base_.labelColumn),
                 tr("found; or its name or number"));
    layout_->addStretch(1);
    update();
}

QLineEdit* DatasetSelection::addField(const QString& key, const QString& caption, const QString& value,
                                      const QString& hint) {
    auto* editor = new QLineEdit(value);
    editor->setObjectName(QStringLiteral("dataset.details.") + key);
    editor->setPlaceholderText(hint);
    editor->setToolTip(hint);
    addRow(caption, editor);
    Field& field = fields_[key] = {editor, problemLabel(key)};
    layout_->addWidget(field.problem);
    connect(editor, &QLineEdit::textChanged, this, &DatasetSelection::update);
    return editor;
}

void DatasetSelection::addRow(const QString& caption, QWidget* editor) {
    auto* label = new QLabel(caption);
    setStyleRole(label, "muted");
    label->setBuddy(editor);
    editor->setAccessibleName(caption);
    if (layout_->count() > 0) layout_->addSpacing(8);
    layout_->addWidget(label);
    layout_->addWidget(editor);
}

QWidget* DatasetSelection::makeAlphabets(const session::DatasetSummary& summary) {
    alphabets_ = new AlphabetModel(this);
    std::vector<bool> checked;
    for (const QString& name : summary.sourceAlphabets)
        checked.push_back((base_.alphabets.empty() || containsName(base_.alphabets, name)) &&
                          !containsName(base_.notAlphabets, name));
    alphabets_->setAlphabets(summary.sourceAlphabets, checked);
    filtered_ = new QSortFilterProxyModel(this);
    filtered_->setSourceModel(alphabets_);
    filtered_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto* filter = new QLineEdit;
    filter->setObjectName(QStringLiteral("dataset.details.filter"));
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Show only alphabets with this in their name"));
    filter->setClearButtonEnabled(true);
    auto* all = flatButton("dataset.details.all", tr("All"));
    auto* none = flatButton("dataset.details.none", tr("None"));
    auto* view = new QListView;
    view->setObjectName(QStringLiteral("dataset.details.alphabets"));
    view->setAccessibleName(tr("Alphabets"));
    view->setModel(filtered_);
    view->setUniformItemSizes(true);
    view->setSpacing(2);
    setStyleRole(view, "field");
    constexpr int rowHeight = 20;  // px
    view->setFixedHeight(std::clamp(static_cast<int>(summary.sourceAlphabets.size()), 3, 11) * rowHeight + 10);
    alphabetsProblem_ = problemLabel(QStringLiteral("alphabets"));
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(filter, 1);
    line->addWidget(all);
    line->addWidget(none);
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(view);
    layout->addWidget(alphabetsProblem_);
    box->setFocusProxy(filter);
    connect(filter, &QLineEdit::textChanged, filtered_, &QSortFilterProxyModel::setFilterFixedString);
    connect(all, &QToolButton::clicked, this, [this] { alphabets_->checkAll(true); });
    connect(none, &QToolButton::clicked, this, [this] { alphabets_->checkAll(false); });
    connect(alphabets_, &AlphabetModel::dataChanged, this, &DatasetSelection::update);
    return box;
}

QWidget* DatasetSelection::makeStrokes() {
    strokes_ = new QComboBox;
    strokes_->setObjectName(QStringLiteral("dataset.details.strokes"));
    strokes_->addItems({tr("none"), tr("beside the images"), tr("of a file or folder")});
    const bool beside = base_.strokes == "beside", file = !base_.strokes.empty() && !beside;
    strokes_->setCurrentIndex(file ? FileStrokes : beside ? BesideStrokes : NoStrokes);
    auto* path = new QLineEdit(file ? QString::fromStdString(base_.strokes) : QString());
    path->setObjectName(QStringLiteral("dataset.details.strokes.path"));
    path->setAccessibleName(tr("Path of the strokes"));
    path->setPlaceholderText(tr("strokes_X.zip or a folder"));
    auto* browse = flatButton("dataset.details.strokes.browse", QStringLiteral("…"));
    browse->setAccessibleName(tr("Choose the file of strokes"));
    fields_[QStringLiteral("strokes")] = {path, problemLabel(QStringLiteral("strokes"))};
    strokesFile_ = new QWidget;
    auto* line = new QHBoxLayout(strokesFile_);
    line->setContentsMargins({});
    line->addWidget(path, 1);
    line->addWidget(browse);
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(strokes_);
    layout->addWidget(strokesFile_);
    layout->addWidget(fields_[QStringLiteral("strokes")].problem);
    box->setFocusProxy(strokes_);
    connect(strokes_, &QComboBox::currentIndexChanged, this, &DatasetSelection::update);
    connect(path, &QLineEdit::textChanged, this, &DatasetSelection::update);
    connect(browse, &QToolButton::clicked, this, &DatasetSelection::askForStrokes);
    return box;
}

void DatasetSelection::askForStrokes() {
    auto* dialog = new QFileDialog(this, tr("Strokes of these images"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Zip archives (*.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, fields_[QStringLiteral("strokes")].editor, &QLineEdit::setText);
    dialog->open();
}

void DatasetSelection::take(DataSpec& spec, const QString& key) {
    if (!fields_.contains(key)) return;
    const Field& field = fields_[key];
    const QString text = field.editor->text().trimmed();
    QString problem;
    if (key == QStringLiteral("strokes")) {
        strokesFile_->setVisible(strokes_->currentIndex() == FileStrokes);
        spec.strokes = strokes_->currentIndex() == BesideStrokes ? "beside" : std::string();
        if (strokes_->currentIndex() == FileStrokes && text.isEmpty()) problem = tr("Choose the file or folder");
        if (strokes_->currentIndex() != FileStrokes) return showProblem(field.problem, field.editor, {});
    }
    const bool required = base_.isGlyphs() && key != QStringLiteral("characters") && key != QStringLiteral("drawers");
    if (problem.isEmpty()) {
        try {
            if (text.contains(u',')) throw Error(ErrorCode::InvalidSetting, key.toStdString(), "must hold no comma");
            const std::string given =
                (base_.isGlyphs() ? "glyphs:" : "data:") + key.toStdString() + "=" + text.toStdString();
            const DataSpec read = required || !text.isEmpty() ? parseDataSpec(given) : DataSpec();
            if (key == QStringLiteral("alphabets")) spec.alphabets = read.alphabets;
            if (key == QStringLiteral("not-alphabets")) spec.notAlphabets = read.notAlphabets;
            if (key == QStringLiteral("seed")) spec.seed = read.seed;
            if (key == QStringLiteral("alphabet-count")) spec.alphabetCount = read.alphabetCount;
            if (key == QStringLiteral("characters-per-alphabet"))
                spec.charactersPerAlphabet = read.charactersPerAlphabet;
            if (key == QStringLiteral("drawer-count")) spec.drawerCount = read.drawerCount;
            if (key == QStringLiteral("characters")) spec.characters = read.characters;
            if (key == QStringLiteral("drawers")) spec.drawers = read.drawers;
            if (key == QStringLiteral("strokes")) spec.strokes = read.strokes;
            if (key == QStringLiteral("label-column")) spec.labelColumn = read.labelColumn;
        } catch (const Error& error) {
            problem = QString::fromStdString(error.problem());
        }
    }
    showProblem(field.problem, field.editor, problem);
    if (problem_.isEmpty() && !problem.isEmpty()) problem_ = key + u' ' + problem;
}

void DatasetSelection::update() {
    problem_.clear();
    DataSpec spec = base_;  // with the keys that no field shows
    for (const char* key : {"alphabets", "not-alphabets", "seed", "alphabet-count", "characters-per-alphabet",
                            "drawer-count", "characters", "drawers", "strokes", "label-column"})
        take(spec, QLatin1String(key));
    if (ink_) spec.ink = static_cast<DataSpec::Ink>(ink_->currentIndex());
    if (transpose_ && transpose_->currentIndex() != (base_.transpose.value_or(false) ? 1 : 0))
        spec.transpose = transpose_->currentIndex() == 1;
    if (alphabets_) {
        spec.alphabets.clear();
        spec.notAlphabets.clear();
        const QStringList checked = alphabets_->checked(), unchecked = alphabets_->unchecked();
        const QString problem = checked.isEmpty() ? tr("choose one at least") : QString();
        showProblem(alphabetsProblem_, nullptr, problem);
        if (problem_.isEmpty() && !problem.isEmpty()) problem_ = tr("alphabets") + u' ' + problem;
        const bool fewOut = checked.size() > unchecked.size();
        if (!unchecked.isEmpty())
            for (const QString& name : fewOut ? unchecked : checked)
                (fewOut ? spec.notAlphabets : spec.alphabets).push_back(name.toStdString());
    } else if (base_.isGlyphs() && (spec.seed != base_.seed || spec.alphabetCount != base_.alphabetCount)) {
        spec.alphabets.clear();  // of other glyphs
        spec.notAlphabets.clear();
    }
    if (problem_.isEmpty()) try {
            spec_ = QString::fromStdString(toString(spec));
            parseDataSpec(spec_.toStdString());  // what only shows of all keys together
        } catch (const Error& error) {
            problem_ = QString::fromStdString(error.where() + " " + error.problem());
        }
    Q_EMIT changed();
}

}  // namespace oneshot::ui
