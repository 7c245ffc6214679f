#include "ui/pages/tasks/model_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/pages/tasks/filter_sheet.h"
#include "ui/pages/tasks/layer_model.h"
#include "ui/pages/tasks/model_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int originWidth = 372, rowHeight = 26, columnGap = 28;

}  // namespace

ModelView::ModelView(session::Workspace& workspace) : workspace_(workspace) {
    QLayout* below = rowLayout(12, {{makeOrigin(), 0, Qt::AlignTop},
                                    {makeFilters(), 1, Qt::AlignTop},
                                    Filler{0}});  // at the right of the origin where there are no filters
    auto* content = new QWidget;
    content->setLayout(columnLayout(12, {makeLayers(), below, Filler{}}));
    setLayout(columnLayout(0, {scrolled(content, Qt::ScrollBarAsNeeded)}));

    connect(&workspace_, &session::Workspace::modelChanged, this, &ModelView::ask);
    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) { showNothing(why, true); });
}

void ModelView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

QWidget* ModelView::makeLayers() {
    title_ = cardTitle({});
    title_->setObjectName(QStringLiteral("tasks.model.title"));
    sentence_ = textLabel("tasks.model.sentence", nullptr);
    layers_ = new LayerModel(this);
    table_ = rowTable("tasks.model.layers", tr("Layers and their parameters"), layers_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->hide();  // until there are layers, by which its columns take their width
    table_->verticalHeader()->setDefaultSectionSize(std::max(rowHeight, table_->fontMetrics().height() + 8));
    QAction* copy = keyAction(table_, "copy", tr("Copy as text"), QKeySequence::Copy, tr("Copy as text"));
    connect(copy, &QAction::triggered, this, [this] {
        QList<int> rows;
        for (const QModelIndex& index : table_->selectionModel()->selectedRows()) rows += index.row();
        QApplication::clipboard()->setText(layers_->text(rows));
    });
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    return card(columnLayout(6, {title_, sentence_, table_}));
}

QWidget* ModelView::makeFilters() {
    filters_ = new FilterSheet;
    filters_->setObjectName(QStringLiteral("tasks.model.filters"));
    filters_->setAccessibleName(tr("Filters of the first layer"));
    filtersText_ = textLabel("");
    filtersCard_ = card(columnLayout(8, {cardTitle(tr("Filters of the first layer")), filtersText_, filters_}));
    return filtersCard_;
}

QWidget* ModelView::makeOrigin() {
    facts_ = new QFormLayout;
    facts_->setHorizontalSpacing(12);
    facts_->setVerticalSpacing(5);
    facts_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    alphabets_ = new QStandardItemModel(this);
    learnt_ = new QTreeView;
    learnt_->setObjectName(QStringLiteral("tasks.model.learnt"));
    learnt_->setAccessibleName(tr("Alphabets and characters learnt from"));
    learnt_->setModel(alphabets_);
    learnt_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    learnt_->setHeaderHidden(true);
    learnt_->setFrameShape(QFrame::NoFrame);
    learnt_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    learnt_->setMaximumHeight(12 * rowHeight);
    originCard_ = card(columnLayout(8, {cardTitle(tr("Origin")), facts_, learnt_}));
    originCard_->setObjectName(QStringLiteral("tasks.model.origin"));
    originCard_->setFixedWidth(originWidth);
    return originCard_;
}

void ModelView::ask() {
    if (!isVisible()) return;  // showEvent catches up
    worker_.cancel();
    const ModelPtr model = workspace_.model();
    if (!model) {
        const QString problem = workspace_.modelProblem();
        showNothing(problem.isEmpty() ? tr("The model is being opened.") : problem, !problem.isEmpty());
        return;
    }
    if (model == shown_) return;
    worker_.run(
        [model](const session::Worker::Control&) {
            return std::pair{model->anatomy(), model->softmaxScale()};
        },
        [this, model](const std::pair<Anatomy, double>& told) { showAnatomy(model, told.first, told.second); });
}

void ModelView::showAnatomy(const ModelPtr& model, const Anatomy& anatomy, double softmaxScale) {
    title_->setText(session::ModelLibrary::titleOf(workspace_.modelId()));
    setStyleRole(sentence_, "fault", false);
    layers_->setLayers(anatomy.layers);
    sentence_->setText(
        anatomy.layers.empty()
            ? baselineSentence(model->origin())
            : tr("%1. %2").arg(session::counted(model->origin().parameters, tr("1 parameter"), tr("%1 parameters")),
                               layers_->heaviestSentence()));
    table_->setVisible(!anatomy.layers.empty());
    QHeaderView* header = table_->horizontalHeader();
    table_->resizeColumnsToContents();
    for (int column = 0; column < LayerModel::ColumnCount; ++column)
        header->resizeSection(column, header->sectionSize(column) + columnGap);
    table_->setMaximumWidth(header->length());
    table_->setFixedHeight(header->sizeHint().height() +
                           layers_->rowCount() * table_->verticalHeader()->defaultSectionSize() +
                           table_->horizontalScrollBar()->sizeHint().height());  // where it is wider than the card

    filtersCard_->setVisible(anatomy.filters.n > 0);
    filters_->setFilters(anatomy.filters);
    const QString scale = QLocale().toString(static_cast<double>(filters_->scale()), 'g', 3);
    filtersText_->setText(
        (anatomy.filters.channels == 3
             ? tr("%1 of %2 × %3 in colour, on one scale: dark −%4, mid-grey 0, bright +%4 of each colour.")
             : tr("%1 of %2 × %3 on one scale: black −%4, mid-grey 0, white +%4."))
            .arg(session::counted(anatomy.filters.n, tr("1 filter"), tr("%1 filters")),
                 QString::number(anatomy.filters.width), QString::number(anatomy.filters.height), scale));
    showOrigin(*model, softmaxScale);
    shown_ = model;
}

void ModelView::showOrigin(const OneShotModel& model, double softmaxScale) {
    while (facts_->rowCount() > 0) facts_->removeRow(0);
    for (const auto& [caption, value] : modelFacts(model, softmaxScale)) {
        auto* label = new QLabel(caption);
        setStyleRole(label, "muted");
        label->setAlignment(Qt::AlignTop);
        QLabel* text = textLabel("", nullptr);
        text->setText(value);
        text->setAccessibleName(caption + QStringLiteral(": ") + value);
        if (value.endsWith(u'…')) text->setToolTip(QString::fromStdString(model.origin().data.sha256));
        facts_->addRow(label, text);
    }
    originCard_->show();
    learnt_->setVisible(!model.origin().learnt.empty());
    if (shown_ && shown_->origin().learnt == model.origin().learnt) return;  // what the person unfolded stays so
    alphabets_->clear();
    for (const LearntAlphabet& alphabet : model.origin().learnt) {
        auto* item = new QStandardItem(
            tr("%1 · %2").arg(QString::fromStdString(alphabet.name),
                              QLocale().toString(static_cast<qlonglong>(alphabet.characters.size()))));
        for (const std::string& character : alphabet.characters)
            item->appendRow(new QStandardItem(QString::fromStdString(character)));
        alphabets_->appendRow(item);
    }
}

void ModelView::showNothing(const QString& why, bool fault) {
    shown_ = {};
    title_->setText(session::ModelLibrary::titleOf(workspace_.modelId()));
    sentence_->setText(why);
    setStyleRole(sentence_, "fault", fault);
    layers_->setLayers({});
    for (QWidget* part : std::initializer_list<QWidget*>{table_, filtersCard_, originCard_}) part->hide();
}

}  // namespace oneshot::ui
