#include "ui/pages/challenge/items_view.h"

#include <QComboBox>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/pages/challenge/character_errors_model.h"
#include "ui/pages/challenge/confusions_model.h"
#include "ui/pages/challenge/item_words.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {

ItemsView::ItemsView()
    : characters_(new CharacterErrorsModel(this)),
      alphabets_(new CharacterErrorsModel(this, CharacterErrorsModel::Of::Alphabets)),
      confusions_(new ConfusionsModel(this)),
      model_(new QComboBox),
      tables_(new QStackedWidget),
      tabs_(new ViewTabs(tables_)),
      plot_(new CurvePlot),
      note_(textLabel("challenge.items.note")),
      caption_(textLabel("challenge.items.correlations", nullptr)),
      methods_(textLabel("challenge.items.methods")) {
    setObjectName(QStringLiteral("challenge.items"));
    model_->setObjectName(QStringLiteral("challenge.items.model"));
    model_->setAccessibleName(tr("Model that people are compared with"));
    model_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    model_->setMinimumContentsLength(8);  // a longer name is cut rather than the page widened
    plot_->setObjectName(QStringLiteral("challenge.items.plot"));
    plot_->setMinimumHeight(15 * fontMetrics().height());
    methods_->setText(itemMethods());
    methods_->setFont(scaled(methods_->font(), 0.9));
    makeTables();

    QFrame* list =
        card(columnLayout(6, {cardTitle(tr("What is hard")), model_, {tabs_, 0, Qt::AlignLeft}, note_, {tables_, 1}}),
             {14, 9, 14, 9});
    parts_ = rowLayout(12, {{list, 2}, {columnLayout(6, {{plot_, 1}, caption_, methods_}), 3}});
    setLayout(parts_);
    connect(model_, &QComboBox::currentIndexChanged, this, &ItemsView::showModel);
    connect(&study_, &session::ItemStudy::ready, this, &ItemsView::take);
    connect(&study_, &session::ItemStudy::failed, this, [this](const QString& why) {
        say(why, true);
        plot_->setEmptyText(tr("Not analysed"));
    });
    take(nullptr);
}

void ItemsView::makeTables() {
    tabs_->addView(QStringLiteral("challenge.items.view.characters"), tr("Characters"),
                   makeTable("challenge.items.characters", tr("Errors of people and of the model by character"),
                             characters_, CharacterErrorsModel::People));
    tabs_->addView(QStringLiteral("challenge.items.view.alphabets"), tr("Alphabets"),
                   makeTable("challenge.items.alphabets", tr("Errors of people and of the model by alphabet"),
                             alphabets_, CharacterErrorsModel::People));
    tabs_->addView(QStringLiteral("challenge.items.view.confusions"), tr("Confusions"),
                   makeTable("challenge.items.confusions", tr("Which character was taken for which"), confusions_,
                             ConfusionsModel::People),
                   tr("Which character was taken for which, and how often it could have been"));
}

QTableView* ItemsView::makeTable(const char* objectName, const QString& name, QAbstractItemModel* model, int sortedBy) {
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(model);
    sorted->setSortRole(CharacterErrorsModel::SortRole);  // that of both models
    sorted->setSortLocaleAware(true);
    QTableView* table = rowTable(objectName, name, sorted);
    table->setWordWrap(false);
    table->setSortingEnabled(true);
    table->sortByColumn(sortedBy, Qt::DescendingOrder);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(5 * table->verticalHeader()->defaultSectionSize());
    return table;
}

void ItemsView::setTrials(std::vector<session::TrialRecord> trials, session::Excluded excluded) {
    if (trials == trials_ && excluded == excluded_) return;
    trials_ = std::move(trials);
    excluded_ = excluded;
    study_.cancel();
    isStale_ = !trials_.empty();
    take(nullptr);
    startIfSeen();
}

void ItemsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    startIfSeen();
}

void ItemsView::startIfSeen() {
    if (!isStale_ || !isVisible()) return;
    isStale_ = false;
    study_.start(trials_, excluded_);
}

void ItemsView::take(const session::ItemResultsPtr& results) {
    results_ = results;
    fillModels();
    showModel();
    const bool any = results_ && !results_->characters.empty();
    say(any ? QString() : isPending() ? tr("Being analysed…") : tr("No trial yet that counts."), false);
}

/// Keeps the choice where its model is still there. Models of one name are told apart by their fingerprints.
void ItemsView::fillModels() {
    const QSignalBlocker blocker(model_);
    const QVariant chosen = model_->currentData();
    model_->clear();
    if (results_)
        for (const auto& [model, name] : results_->modelNames) {
            const QString fingerprint = QString::fromStdString(model);
            const bool isShared = std::ranges::count_if(results_->modelNames,
                                                        [&](const auto& other) { return other.second == name; }) > 1;
            model_->addItem(isShared ? tr("%1 · %2").arg(name, fingerprint.left(12)) : name, fingerprint);
        }
    model_->setCurrentIndex(std::max(0, model_->findData(chosen)));
    model_->setVisible(model_->count() > 1);
}

void ItemsView::showModel() {
    const std::string model = model_->currentData().toString().toStdString();
    model_->setToolTip(
        tr("%1\nThe chosen sessions were against several models; this one is shown").arg(model_->currentText()));
    const session::ItemResults none;
    const session::ItemResults& shown = results_ ? *results_ : none;
    characters_->setItems(shown.characters, model);
    alphabets_->setItems(shown.alphabets, model);
    confusions_->setConfusions(shown.confusions, model);
    const PredictionAnalysis analysis = results_ ? results_->prediction : PredictionAnalysis();
    plot_->setChart(difficultyChart(analysis, model));
    plot_->setEmptyText(isPending()                                 ? tr("Being analysed…")
                        : results_ && !results_->characters.empty() ? tr("The model's scores are not known")
                                                                    : tr("No trial yet"));
    const auto found = std::ranges::find(analysis.models, model, &ModelPrediction::model);
    const bool known = found != analysis.models.end();
    plot_->setSubtitle(known ? coefficientText(found->errors) : QString());  // also in what is saved
    if (known)
        caption_->setText(
            tr("Errors: %1.\nResponse times: %2.")
                .arg(precisionText(found->errors, analysis.errors), correlationText(found->times, analysis.times)));
    caption_->setVisible(known);
    methods_->setVisible(known);
}

void ItemsView::say(const QString& text, bool isFault) {
    showNote(note_, text, isFault);
    tables_->setVisible(text.isEmpty());
    tabs_->setVisible(text.isEmpty());
}

void ItemsView::setBeside(bool beside) {
    turn(parts_, beside);
}

}  // namespace oneshot::ui
