#include "ui/pages/tasks/model_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>

#include "ui/pages/tasks/filter_sheet.h"
#include "ui/pages/tasks/layer_model.h"
#include "ui/pages/tasks/model_words.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int originWidth = 372, rowHeight = 26, columnGap = 28;

}  // namespace

ModelView::ModelView(session::Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
    auto* below = new QHBoxLayout;
    below->setSpacing(12);
    below->addWidget(makeOrigin(), 0, Qt::AlignTop);
    below->addWidget(makeFilters(), 1, Qt::AlignTop);
    below->addStretch(0);  // at the right of the origin where there are no filters
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addWidget(makeLayers());
    column->addLayout(below);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scroll);

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
    table_->verticalHeader()->setDefaultSectionSize(rowHeight);
    QAction* copy = keyAction(table_, "copy", tr("Copy as text"), QKeySequence::Copy, tr("Copy as text"));
    connect(copy, &QAction::triggered, this, &ModelView::copyLayers);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* layout = new QVBoxLayout;
    layout->setSpacing(6);
    layout->addWidget(title_);
    layout->addWidget(sentence_);
    layout->addWidget(table_);
    return card(layout);
}

QWidget* ModelView::makeFilters() {
    filters_ = new FilterSheet;
    filters_->setObjectName(QStringLiteral("tasks.model.filters"));
    filters_->setAccessibleName(tr("Filters of the first layer"));
    filtersText_ = textLabel("");
    auto* layout = new QVBoxLayout;
    layout->setSpacing(8);
    layout->addWidget(cardTitle(tr("Filters of the first layer")));
    layout->addWidget(filtersText_);
    layout->addWidget(filters_);
    return filtersCard_ = card(layout);
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
    auto* layout = new QVBoxLayout;
    layout->setSpacing(8);
    layout->addWidget(cardTitle(tr("Origin")));
    layout->addLayout(facts_);
    layout->addWidget(learnt_);
    originCard_ = card(layout);
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
            return std::pair{model->anatomy(), model->shareScale()};
        },
        [this, model](const std::pair<Anatomy, double>& told) { showAnatomy(model, told.first, told.second); });
}

void ModelView::showAnatomy(const ModelPtr& model, const Anatomy& anatomy, double shareScale) {
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
    for (int column = 0; column < LayerModel::columnTotal; ++column)
        header->resizeSection(column, header->sectionSize(column) + columnGap);
    table_->setMaximumWidth(header->length());
    table_->setFixedHeight(header->sizeHint().height() + layers_->rowCount() * rowHeight);

    filtersCard_->setVisible(anatomy.filters.n > 0);
    filters_->setFilters(anatomy.filters);
    const QString scale = QLocale().toString(static_cast<double>(filters_->scale()), 'g', 3);
    filtersText_->setText(
        (anatomy.filters.channels == 3
             ? tr("%1 of %2 × %3 in colour, on one scale: dark −%4, mid-grey 0, bright +%4 of each colour.")
             : tr("%1 of %2 × %3 on one scale: black −%4, mid-grey 0, white +%4."))
            .arg(session::counted(anatomy.filters.n, tr("1 filter"), tr("%1 filters")),
                 QString::number(anatomy.filters.width), QString::number(anatomy.filters.height), scale));
    showOrigin(*model, shareScale);
    shown_ = model;
}

void ModelView::showOrigin(const OneShotModel& model, double shareScale) {
    while (facts_->rowCount() > 0) facts_->removeRow(0);
    QList<std::pair<QString, QString>> facts = originFacts(model.origin());
    facts += {tr("Score"), scoreSentence(model.scoreKind())};
    facts += {tr("Share scale"), shareSentence(model.scoreKind(), shareScale)};
    for (const auto& [caption, value] : facts) {
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

void ModelView::copyLayers() {
    QList<int> rows;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows()) rows += index.row();
    QApplication::clipboard()->setText(layers_->text(rows));
}

}  // namespace oneshot::ui
