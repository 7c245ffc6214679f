#include "ui/pages/tasks/map_panel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/neighbour_panel.h"
#include "ui/session/common/words.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/map_marker.h"
#include "ui/widgets/map_view.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::DrawingMap;
using session::MapQuestion;

constexpr int fewestDrawings = 20, mostDrawings = maxMapRows;

QComboBox* choice(const char* objectName, const QStringList& texts) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->addItems(texts);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(9);
    return box;
}

/// What a group is of each drawing: its alphabet or its character.
int groupOf(const session::MapDrawing& drawing, bool byCharacter) {
    return byCharacter ? drawing.name : drawing.alphabet;
}

}  // namespace

MapPanel::MapPanel(session::Workspace& workspace)
    : workspace_(workspace), map_(workspace), chosen_(new NeighbourPanel) {
    askTimer_.setObjectName(QStringLiteral("tasks.map.timer"));
    askTimer_.setSingleShot(true);
    askTimer_.setInterval(200);
    setLayout(columnLayout(0, {splitter("tasks.map.splitter", Qt::Horizontal,
                                        {{makeSettings(), 226}, {makeMap(), 650, 1}, {chosen_, 236}})}));
    connectParts();
    listAlphabets();
    showState();
}

QFormLayout* MapPanel::makeChoices() {
    auto* form = new QFormLayout;
    form->setSpacing(7);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [form](const QString& caption, auto* field, const QString& tip) {
        field->setToolTip(tip);
        form->addRow(fieldCaption(caption, field), field);
        return field;
    };
    data_ = add(tr("Drawings of"), choice("tasks.map.data", {tr("data in use"), tr("held-out data"), tr("both")}),
                tr("Held-out data: what the Train page validates on, and does not learn from"));
    alphabet_ = add(tr("Alphabet"), choice("tasks.map.alphabet", {}), {});
    characters_ = add(tr("Characters"), choice("tasks.map.characters", {tr("all"), tr("never learnt"), tr("learnt")}),
                      tr("Only characters that are new to the model tell what it can do"));
    count_ = add(tr("Show"), spinBox("tasks.map.count", fewestDrawings, mostDrawings, 600, 100),
                 tr("So many drawings, chosen evenly among all: twice as many take four times as long"));
    count_->setPrefix(tr("at most "));
    colour_ = add(tr("Colour by"), choice("tasks.map.colour", {tr("alphabet"), tr("character")}),
                  tr("Each has a colour and a marker; after %1 they come again").arg(mapMarkers));
    return form;
}

/// Adds the choice between the two ways to make a plane of many dimensions.
void MapPanel::addArrangement(QFormLayout* form) {
    plane_ = toggleButton("tasks.map.pca", tr("PCA"), tr("At once"));
    tsne_ = toggleButton("tasks.map.tsne", tr("t-SNE"), tr("Takes a while, and is seen to move"));
    explain(plane_, "PCA");
    explain(tsne_, "t-SNE");
    auto* arrangements = new QButtonGroup(this);
    for (QToolButton* button : {plane_, tsne_}) {
        arrangements->addButton(button);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    tsne_->setChecked(true);
    perplexity_ = spinBox("tasks.map.perplexity", 2, 200, 30, 5);
    perplexity_->setToolTip(tr("About how many neighbours a drawing has for t-SNE; at most a third of the others"));
    form->addRow(rowLayout(6, {{plane_, 1}, {tsne_, 1}}));
    form->addRow(fieldCaption(tr("Perplexity"), perplexity_), perplexity_);
}

QWidget* MapPanel::makeSettings() {
    groups_ = new QListWidget;
    groups_->setObjectName(QStringLiteral("tasks.map.groups"));
    groups_->setAccessibleName(tr("Alphabets or characters of the map"));
    groups_->setFrameShape(QFrame::NoFrame);
    groups_->setTextElideMode(Qt::ElideMiddle);
    groups_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    groups_->setUniformItemSizes(true);
    groups_->setToolTip(tr("Choose one to see it alone"));
    groups_->setMinimumHeight(4 * groups_->fontMetrics().height());
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("tasks.map.progress"));
    bar_->setAccessibleName(tr("Progress of the map"));
    bar_->setTextVisible(false);
    auto* content = new QWidget;
    QFormLayout* form = makeChoices();
    addArrangement(form);
    content->setLayout(columnLayout(8, {form, bar_, {groups_, 1}}, {0, 0, 6, 0}));
    return card(columnLayout(0, {scrolled(content, Qt::ScrollBarAsNeeded)}), {12, 12, 6, 12});
}

QWidget* MapPanel::makeMap() {
    view_ = new MapView;
    view_->setObjectName(QStringLiteral("tasks.map.view"));
    state_ = textLabel("tasks.map.state");
    explain(state_, "embedding");
    state_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    state_->setMinimumHeight(2 * state_->fontMetrics().lineSpacing());  // so that a second line moves nothing
    QToolButton* whole = flatButton("tasks.map.whole", "whole", {}, tr("Show all points (0)"));
    connect(whole, &QToolButton::clicked, view_, &MapView::showWhole);
    QToolButton* menu = flatButton("tasks.map.menu", "menu", {}, tr("Save the map"));
    menu->setMenu(view_->menu());
    menu->setPopupMode(QToolButton::InstantPopup);
    auto* part = new QWidget;
    QLayout* beneath = rowLayout(6, {{state_, 1}, {whole, 0, Qt::AlignTop}, {menu, 0, Qt::AlignTop}});
    part->setLayout(columnLayout(6, {{view_, 1}, beneath}));
    return part;
}

void MapPanel::connectParts() {
    connect(&askTimer_, &QTimer::timeout, this, &MapPanel::ask);
    for (QComboBox* box : {data_, alphabet_, characters_})
        connect(box, &QComboBox::currentIndexChanged, this, &MapPanel::askSoon);
    for (QSpinBox* box : {count_, perplexity_}) {
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this, &MapPanel::askSoon);
    }
    connect(alphabet_, &QComboBox::currentIndexChanged, this, &MapPanel::nameAlphabet);
    connect(data_, &QComboBox::currentIndexChanged, this, &MapPanel::listAlphabets);
    connect(&workspace_, &session::Workspace::datasetChanged, this, &MapPanel::listAlphabets);
    connect(&workspace_, &session::Workspace::heldOutChanged, this, &MapPanel::listAlphabets);
    connect(tsne_, &QToolButton::toggled, this, [this](bool on) {
        perplexity_->setEnabled(on);
        ask();
    });
    connect(colour_, &QComboBox::currentIndexChanged, this, [this] {
        hasOneAlphabet_ = false;  // the choice is the person's from now on
        showDots();
        showState();
    });
    connect(groups_, &QListWidget::currentRowChanged, this, [this](int row) { view_->setHighlighted(row - 1); });

    connect(&map_, &session::EmbeddingMap::changed, this, &MapPanel::takeMap);
    connect(&map_, &session::EmbeddingMap::moved, this, [this] {
        view_->setPositions(map_.positions());
        showState();
    });
    connect(&map_, &session::EmbeddingMap::progressed, bar_, &QProgressBar::setValue);
    connect(&map_, &session::EmbeddingMap::finished, this, &MapPanel::showState);
    connect(&map_, &session::EmbeddingMap::neighboursFound, chosen_, &NeighbourPanel::showNeighbours);
    connect(chosen_, &NeighbourPanel::chosen, this, [this](int drawing) {
        view_->setCurrent(drawing);
        view_->setFocus();
    });
    connect(view_, &MapView::currentChanged, this, &MapPanel::choose);
    connect(view_, &MapView::activated, chosen_, &NeighbourPanel::takeFocus);
    connect(view_, &MapView::saved, this, [this](const QString& path) {
        savedAs_ = path;
        showState();
    });
}

void MapPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_) ask();
    map_.setFollowing(true);
}

void MapPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    map_.setFollowing(false);
}

void MapPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    showGroups();
}

MapQuestion MapPanel::question() const {
    MapQuestion asked;
    asked.data = static_cast<MapQuestion::Data>(data_->currentIndex());
    asked.characters = static_cast<MapQuestion::Characters>(characters_->currentIndex());
    if (alphabet_->currentIndex() > 0) asked.alphabets += alphabet_->currentText();
    asked.drawings = count_->value();
    asked.tsne = tsne_->isChecked();
    asked.perplexity = perplexity_->value();
    return asked;
}

void MapPanel::ask() {
    askTimer_.stop();
    stale_ = !isVisible();
    if (stale_) return;
    map_.ask(question());
    showState();
}

/// Offers the alphabets of what is shown; keeps the choice where it is still there.
void MapPanel::listAlphabets() {
    QStringList names;
    const auto choice = static_cast<MapQuestion::Data>(data_->currentIndex());
    const auto add = [&](const session::DatasetPtr& dataset) {
        if (!dataset) return;
        for (const Alphabet& alphabet : dataset->alphabets) names += QString::fromStdString(alphabet.name);
    };
    if (choice != MapQuestion::Data::HeldOut) add(workspace_.dataset());
    if (choice != MapQuestion::Data::InUse) add(workspace_.heldOut());
    names.removeDuplicates();
    const QString chosen = alphabet_->currentIndex() > 0 ? alphabet_->currentText() : QString();
    const QSignalBlocker quiet(alphabet_);
    alphabet_->clear();
    alphabet_->addItem(tr("all"));
    alphabet_->addItems(names);
    alphabet_->setCurrentIndex(std::max(0, chosen.isEmpty() ? 0 : static_cast<int>(names.indexOf(chosen)) + 1));
    if (!chosen.isEmpty() && alphabet_->currentIndex() == 0) askSoon();
    nameAlphabet();
}

/// Tells a name that has no room.
void MapPanel::nameAlphabet() {
    alphabet_->setToolTip(tr("All alphabets, or one of them: %1").arg(alphabet_->currentText()));
}

void MapPanel::takeMap() {
    savedAs_.clear();
    if (map_.map()) {
        modelTitle_ = session::ModelLibrary::titleOf(map_.map()->modelId);
        chooseColours(*map_.map());
    }
    showDots();
    if (map_.map()) view_->setPositions(map_.positions());
    choose(view_->current());
    showState();
}

/// Colours a single alphabet by its characters: one colour for all would say nothing.
void MapPanel::chooseColours(const DrawingMap& map) {
    const bool one = map.alphabets.size() == 1;
    if (one == hasOneAlphabet_ || (one && colour_->currentIndex() == 1)) return;
    const QSignalBlocker quiet(colour_);
    colour_->setCurrentIndex(one ? 1 : 0);
    hasOneAlphabet_ = one;
}

void MapPanel::showDots() {
    std::vector<MapDot> dots;
    const session::MapPtr& map = map_.map();
    const bool byCharacter = colour_->currentIndex() == 1;
    if (map)
        for (int i = 0; i < map->size(); ++i) {
            const session::MapDrawing& drawing = map->drawings[i];
            dots.push_back({map->datasets[drawing.dataset]->drawings, drawing.drawing, groupOf(drawing, byCharacter),
                            drawing.learnt, map->nameOf(i)});
        }
    view_->setDots(std::move(dots));
    if (listedGroups_ != groupNames()) showGroups();  // a map of a renewed model has the same ones, up to hundreds
}

QStringList MapPanel::groupNames() const {
    const session::MapPtr& map = map_.map();
    if (!map) return {};
    return colour_->currentIndex() == 1 ? map->characters : map->alphabets;
}

/// Lists what the markers stand for; the one that is looked at stays so.
void MapPanel::showGroups() {
    const QStringList names = groupNames();
    listedGroups_ = names;
    const QListWidgetItem* chosen = groups_->currentRow() > 0 ? groups_->currentItem() : nullptr;
    const int row = chosen ? static_cast<int>(names.indexOf(chosen->text())) + 1 : 0;
    QList<QIcon> markers;
    const int side = groups_->fontMetrics().height();
    for (int i = 0; i < std::min<int>(mapMarkers, static_cast<int>(names.size())); ++i)
        markers += mapMarkerIcon(i, side, palette(), devicePixelRatioF());
    const QSignalBlocker quiet(groups_);
    groups_->clear();
    groups_->setVisible(!names.isEmpty());
    groups_->addItem(tr("all"));
    for (int i = 0; i < static_cast<int>(names.size()); ++i)
        groups_->addItem(new QListWidgetItem(markers[i % mapMarkers], names[i]));
    groups_->setCurrentRow(row);
    view_->setHighlighted(row - 1);
}

void MapPanel::choose(int drawing) {
    chosen_->showDrawing(map_.map(), drawing);
    if (map_.map() && drawing >= 0) map_.findNeighbours(drawing);
}

void MapPanel::showState() {
    if (!map_.busy()) bar_->setValue(0);
    const session::MapPtr& map = map_.map();
    view_->setEmptyText(map_.problem().isEmpty() ? tr("The model is looking at the drawings") : map_.problem());
    if (!map) return state_->setText({});
    const QLocale locale;
    QStringList sentences{map->size() == map->available
                              ? session::counted(map->size(), tr("1 drawing."), tr("All %1 drawings."))
                              : tr("%1 of %2 drawings, chosen evenly.")
                                    .arg(locale.toString(map->size()), locale.toString(map->available))};
    if (map_.iteration() == 0)
        sentences += tr("The plane holds %1 of the variance.").arg(percentText(100 * map->plane.share));
    else if (map_.busy())
        sentences += tr("t-SNE is at work.");
    else
        sentences +=
            tr("t-SNE, perplexity %1.").arg(locale.toString(usedPerplexity(perplexity_->value(), map->size()), 'g', 3));
    if (map->byAngle) sentences += tr("Embeddings are compared by cosine.");
    if (std::ranges::any_of(map->drawings, &session::MapDrawing::learnt))
        sentences += tr("Hollow points: the model learnt these characters.");
    const QString text = sentences.join(u' ');
    view_->setLegend(tr("%1. %2").arg(modelTitle_, text), groupNames());
    state_->setText(savedAs_.isEmpty() ? text : tr("%1 Saved as %2.").arg(text, savedAs_));
}

}  // namespace oneshot::ui
