#include "ui/fields/dataset_selection.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "ui/fields/dataset_words.h"
#include "ui/widgets/alphabet_model.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

enum Strokes { NoStrokes, BesideStrokes, FileStrokes };

template <auto member>
void copy(DataSpec& to, const DataSpec& from) {
    to.*member = from.*member;
}

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

QLabel* problemLabel(const char* key) {
    auto* label = new QLabel;
    label->setObjectName(QStringLiteral("dataset.details.problem.") + QLatin1String(key));
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
        addField("seed", copy<&DataSpec::seed>, tr("Seed"), QString::number(base_.seed),
                 tr("Another seed, other glyphs"));
        addField("alphabet-count", copy<&DataSpec::alphabetCount>, tr("Alphabets"),
                 QString::number(base_.alphabetCount), {});
        addField("characters-per-alphabet", copy<&DataSpec::charactersPerAlphabet>, tr("Characters of each"),
                 QString::number(base_.charactersPerAlphabet), {});
        addField("drawer-count", copy<&DataSpec::drawerCount>, tr("Drawers"), QString::number(base_.drawerCount),
                 tr("Drawings of each character"));
    } else if (!summary.sourceAlphabets.isEmpty()) {
        addRow(tr("Alphabets"), makeAlphabets(summary));
    } else {  // what there is to choose from is not known
        addField("alphabets", copy<&DataSpec::alphabets>, tr("Only alphabets"), joined(base_.alphabets),
                 tr("all, or A+B"));
        addField("not-alphabets", copy<&DataSpec::notAlphabets>, tr("Not alphabets"), joined(base_.notAlphabets),
                 tr("none, or A+B"));
    }
    addField("characters", copy<&DataSpec::characters>, tr("Characters"), joined(base_.characters),
             tr("all, or name+Alphabet/name"));
    if (!known || !summary.info.drawers.empty())
        addField("drawers", copy<&DataSpec::drawers>, tr("Only drawers"), rangesText(base_), tr("all, or 1-12+15"));
    if (!base_.isGlyphs() && !is(DataFormat::Vectors)) {
        ink_ = choice("dataset.details.ink",
                      {tr("as the data suggest"), tr("dark, on bright paper"), tr("bright, on dark paper")},
                      static_cast<int>(base_.ink));
        addRow(tr("Ink"), ink_);
    }
    if (is(DataFormat::Idx)) {
        transpose_ =
            choice("dataset.details.transpose", {tr("as in the file"), tr("rows and columns changed, as for EMNIST")},
                   base_.transpose.value_or(false));
        addRow(tr("Images"), transpose_);
    }
    if (is(DataFormat::Omniglot) || !base_.strokes.empty())
        addRow(tr("Strokes"), makeStrokes(strokesBeside(summary.info.warnings)));
    if (is(DataFormat::Vectors) || (!known && base_.isTable()) || !base_.labelColumn.empty())
        addField("label-column", copy<&DataSpec::labelColumn>, tr("Label column"),
                 QString::fromStdString(base_.labelColumn), tr("found; or its name or number"));
    layout_->addStretch(1);
    update();
}

QComboBox* DatasetSelection::choice(const char* objectName, const QStringList& items, int current) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->addItems(items);
    box->setCurrentIndex(current);
    connect(box, &QComboBox::currentIndexChanged, this, &DatasetSelection::update);
    return box;
}

void DatasetSelection::addField(const char* key, Copy copy, const QString& caption, const QString& value,
                                const QString& hint) {
    auto* editor = new QLineEdit(value);
    editor->setObjectName(QStringLiteral("dataset.details.") + QLatin1String(key));
    editor->setPlaceholderText(hint);
    editor->setToolTip(hint);
    addRow(caption, editor);
    fields_.push_back({key, copy, editor, problemLabel(key)});
    layout_->addWidget(fields_.back().problem);
    connect(editor, &QLineEdit::textChanged, this, &DatasetSelection::update);
}

void DatasetSelection::addRow(const QString& caption, QWidget* editor) {
    if (layout_->count() > 0) layout_->addSpacing(8);
    layout_->addWidget(fieldCaption(caption, editor));
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
    const int rowHeight = std::max(20, view->fontMetrics().height() + 5);  // px
    view->setFixedHeight(std::clamp(static_cast<int>(summary.sourceAlphabets.size()), 3, 11) * rowHeight + 10);
    alphabetsProblem_ = problemLabel("alphabets");
    auto* box = new QWidget;
    box->setLayout(columnLayout(4, {rowLayout(4, {{filter, 1}, all, none}), view, alphabetsProblem_}));
    box->setFocusProxy(filter);
    connect(filter, &QLineEdit::textChanged, filtered_, &QSortFilterProxyModel::setFilterFixedString);
    connect(all, &QToolButton::clicked, this, [this] { alphabets_->checkAll(true); });
    connect(none, &QToolButton::clicked, this, [this] { alphabets_->checkAll(false); });
    connect(alphabets_, &AlphabetModel::dataChanged, this, &DatasetSelection::update);
    return box;
}

QWidget* DatasetSelection::makeStrokes(const QString& found) {
    const bool beside = base_.strokes == "beside", file = !base_.strokes.empty() && !beside;
    strokes_ = choice("dataset.details.strokes", {tr("none"), tr("beside the images"), tr("of a file or folder")},
                      file     ? FileStrokes
                      : beside ? BesideStrokes
                               : NoStrokes);
    auto* path = new QLineEdit(file ? QString::fromStdString(base_.strokes) : QString());
    path->setObjectName(QStringLiteral("dataset.details.strokes.path"));
    path->setAccessibleName(tr("Path of the strokes"));
    path->setPlaceholderText(tr("strokes_X.zip or a folder"));
    auto* browse = flatButton("dataset.details.strokes.browse", "folder", {}, tr("Choose the file of strokes"));
    fields_.push_back({"strokes", copy<&DataSpec::strokes>, path, problemLabel("strokes")});
    strokesFile_ = new QWidget;
    strokesFile_->setLayout(rowLayout(-1, {{path, 1}, browse}));
    auto* box = new QWidget;
    auto* use = flatButton("dataset.details.strokes.use", tr("Strokes found: use them"));
    use->setToolTip(tr("%1 lies beside the images").arg(found));
    box->setLayout(columnLayout(4, {strokes_, {use, 0, Qt::AlignLeft}, strokesFile_, fields_.back().problem}));
    use->setVisible(!found.isEmpty());
    box->setFocusProxy(strokes_);
    connect(use, &QToolButton::clicked, strokes_, [this] { strokes_->setCurrentIndex(BesideStrokes); });
    connect(strokes_, &QComboBox::currentIndexChanged, use,
            [use, found](int kind) { use->setVisible(!found.isEmpty() && kind == NoStrokes); });
    connect(path, &QLineEdit::textChanged, this, &DatasetSelection::update);
    connect(browse, &QToolButton::clicked, this, [this, path] {
        askWhatToOpen(this,
                      {QStringLiteral("dataset.details.strokes"), tr("Strokes of these images"),
                       tr("Zip archives (*.zip);;All files (*)")},
                      [path](const QString& chosen) { path->setText(chosen); });
    });
    return box;
}

void DatasetSelection::read(DataSpec& spec, const Field& field) {
    const QString text = field.editor->text().trimmed();
    QString problem;
    if (field.key == "strokes") {
        const int kind = strokes_->currentIndex();
        strokesFile_->setVisible(kind == FileStrokes);
        spec.strokes = kind == BesideStrokes ? "beside" : "";
        if (kind != FileStrokes) return showProblem(field.problem, field.editor, {});
        if (text.isEmpty()) problem = tr("choose the file or folder");
    }
    const bool required = base_.isGlyphs() && field.key != "characters" && field.key != "drawers";
    if (problem.isEmpty()) try {
            if (text.contains(u',')) throw Error(ErrorCode::InvalidSetting, field.key, "must hold no comma");
            const std::string given = (base_.isGlyphs() ? "glyphs:" : "data:") + field.key + "=" + text.toStdString();
            field.copy(spec, required || !text.isEmpty() ? parseDataSpec(given) : DataSpec());
        } catch (const Error& error) {
            problem = QString::fromStdString(error.problem());
        }
    showProblem(field.problem, field.editor, problem);
    if (problem_.isEmpty() && !problem.isEmpty())
        problem_ = field.editor->accessibleName() + QStringLiteral(": ") + problem;
}

void DatasetSelection::update() {
    problem_.clear();
    DataSpec spec = base_;  // with the keys that no field shows
    for (const Field& field : fields_) read(spec, field);
    if (ink_) spec.ink = static_cast<DataSpec::Ink>(ink_->currentIndex());
    if (transpose_ && transpose_->currentIndex() != (base_.transpose.value_or(false) ? 1 : 0))
        spec.transpose = transpose_->currentIndex() == 1;
    if (alphabets_) {
        spec.alphabets.clear();
        spec.notAlphabets.clear();
        const QStringList checked = alphabets_->checked(), unchecked = alphabets_->unchecked();
        const QString problem = checked.isEmpty() ? tr("choose at least one") : QString();
        showProblem(alphabetsProblem_, nullptr, problem);
        if (problem_.isEmpty() && !problem.isEmpty()) problem_ = tr("Alphabets") + QStringLiteral(": ") + problem;
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
