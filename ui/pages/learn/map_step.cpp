#include "ui/pages/learn/map_step.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/random.h"
#include "ui/pages/learn/drawing_tile.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/neighbour_map.h"
#include "ui/pages/learn/neighbour_row.h"
#include "ui/session/common/words.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

/// By many hands, so that a character can have as many neighbours of its own as are shown.
const QString glyphs = QStringLiteral("glyphs:seed=10900,alphabet-count=3,characters-per-alphabet=8,drawer-count=12");
constexpr std::size_t queriesOfStep = 3;

/// How many of the neighbours would be of the same character if all drawings were as near.
double byChance(const session::DrawingMap& map, int query, std::size_t neighbours) {
    const auto own = std::ranges::count(map.drawings, map.drawings[query].name, &session::MapDrawing::name) - 1;
    return map.size() > 1 ? static_cast<double>(neighbours) * static_cast<double>(own) / (map.size() - 1) : 0.0;
}

}  // namespace

MapStep::MapStep(session::Workspace& workspace)
    : LearnStep(
          LearnPage::titleOf(4),
          tr("To the network a drawing is a list of numbers, its embedding. The map lays these out on paper: near "
             "means alike. The network knows no names of characters, yet drawings of one character gather. "
             "Click a point, or take the next query, and see its nearest neighbours.")),
      room_(workspace.training()) {
    makeControls();
    makePicture();
    setLead(nextButton_);
    connect(&map_, &session::EmbeddingMap::changed, this, &MapStep::takeMap);
    connect(&map_, &session::EmbeddingMap::moved, this, [this] {
        view_->setPositions(map_.positions());
        showPlace();
    });
    connect(&map_, &session::EmbeddingMap::finished, this, [this] {
        view_->setPositions(map_.positions());
        showPlace();
    });
    connect(&map_, &session::EmbeddingMap::neighboursFound, this, &MapStep::takeNeighbours);
    connect(&room_.validation(), &session::DataChoice::changed, this, [this] {
        if (const QString why = room_.validation().error(); !why.isEmpty()) showNote(place_, why, true);
    });
    room_.validation().choose(glyphs);
    map_.ask({.data = session::MapQuestion::Data::HeldOut});
    map_.setFollowing(true);
}

void MapStep::makeControls() {
    nextButton_ = new QPushButton(tr("Next query"));
    nextButton_->setObjectName(QStringLiteral("learn.map.next"));
    nextButton_->setEnabled(false);
    setStyleRole(nextButton_, "primary");
    connect(nextButton_, &QPushButton::clicked, this, &MapStep::nextQuery);
    neighbourFigure_ = new Figure(QStringLiteral("learn.map.neighbours"), {}, true);
    neighbourFigure_->setCaption(tr("Same character"), explanation("nearest neighbour"));
    sumFigure_ = new Figure(QStringLiteral("learn.map.sum"), tr("All queries"), true);
    said_ = textLabel("learn.map.said");
    for (Figure* figure : {neighbourFigure_, sumFigure_}) figure->set(Figure::none);
    beside()->addWidget(nextButton_, 0, Qt::AlignLeft);
    beside()->addLayout(neighbourFigure_);
    beside()->addLayout(sumFigure_);
    beside()->addWidget(said_);
}

void MapStep::makePicture() {
    view_ = new NeighbourMap;
    view_->setObjectName(QStringLiteral("learn.map.view"));
    view_->setEmptyText(tr("The network is looking at the drawings"));
    view_->setMinimumHeight(fontMetrics().height() * 12);
    view_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // it takes what there is
    connect(view_, &MapView::currentChanged, this, &MapStep::ask);
    place_ = textLabel("learn.map.place");
    explain(place_, "t-SNE");
    query_ = new DrawingTile("learn.map.query", tr("Query"));
    row_ = new NeighbourRow;
    row_->setObjectName(QStringLiteral("learn.map.row"));
    row_->setAccessibleName(tr("Its nearest neighbours"));
    explain(query_, "embedding");
    picture()->addWidget(view_, 1);
    picture()->addWidget(place_);
    QLabel* caption = textLabel("learn.map.caption");
    caption->setText(tr("The query and its nearest neighbours. Solid line: the same character. Dashed: another one."));
    picture()->addWidget(caption);
    picture()->addLayout(rowLayout(12, {{query_, 0, Qt::AlignVCenter}, {row_, 1}}));
}

void MapStep::takeMap() {
    const session::MapPtr& map = map_.map();
    queries_.clear();
    next_ = 0;
    same_.clear();
    nextButton_->setEnabled(map != nullptr);
    std::vector<MapDot> dots;
    for (int i = 0; map && i < map->size(); ++i) {
        const session::MapDrawing& drawing = map->drawings[i];
        dots.push_back(
            {map->datasets[drawing.dataset]->drawings, drawing.drawing, drawing.name, drawing.learnt, map->nameOf(i)});
    }
    view_->setNeighbours({});
    view_->setDots(std::move(dots));
    if (!map) {
        const bool waits = room_.validation().isOpening() || (!room_.model() && room_.modelProblem().isEmpty());
        return showNote(place_, waits ? QString() : map_.problem(), true);
    }
    view_->setPositions(map_.positions());
    const auto learnt = std::ranges::count(map->drawings, true, &session::MapDrawing::learnt);
    said_->setText(
        tr("%1 drawings of %2 characters. %3 Neighbours are found among all %4 numbers; paper has only two, so some "
           "lines are long.")
            .arg(map->size())
            .arg(map->characters.size())
            .arg(learnt == 0 ? tr("The network has never learnt from these characters.")
                             : tr("The network has learnt from the characters of %1 of them.").arg(learnt))
            .arg(map->support.embeddings.dimension));
    Random random = makeRandom(1, "queries");
    queries_ = sample(random, map->size(), map->size());
    showPlace();
    nextQuery();
}

void MapStep::showPlace() {
    const int iteration = map_.iteration();
    showNote(place_,
             iteration == 0 ? tr("The principal plane of the embeddings")
             : map_.busy()  ? tr("t-SNE brings neighbours together: iteration %1").arg(iteration)
                            : tr("Arranged by t-SNE, which keeps neighbours together"),
             false);
}

void MapStep::nextQuery() {
    while (next_ < queries_.size() && same_.contains(queries_[next_])) ++next_;
    if (next_ == queries_.size()) next_ = 0;  // all were asked: from the first again
    if (!queries_.empty()) view_->setCurrent(queries_[next_++]);
}

void MapStep::ask(int dot) {
    view_->setNeighbours({});
    row_->setNeighbours({});
    const session::MapPtr& map = map_.map();
    if (!map || dot < 0) return query_->setDrawing({});
    query_->setDrawing(map->drawing(dot).image, map->nameOf(dot));
    map_.findNeighbours(dot);
}

void MapStep::takeNeighbours(const session::MapNeighbours& found) {
    if (!found.problem.isEmpty()) return showNote(place_, found.problem, true);
    const session::MapPtr& map = map_.map();
    if (!map || found.drawing != view_->current()) return;
    std::vector<Neighbour> neighbours;
    for (const int i : found.nearest)
        neighbours.push_back(
            {map->drawing(i).image, map->drawings[i].name == map->drawings[found.drawing].name, map->nameOf(i)});
    const auto same = static_cast<int>(std::ranges::count(neighbours, true, &Neighbour::same));
    same_[found.drawing] = same;
    neighbourFigure_->set(tr("%1 of %2").arg(same).arg(neighbours.size()),
                          tr("by chance %1").arg(byChance(*map, found.drawing, neighbours.size()), 0, 'f', 1));
    const int sum = std::accumulate(same_.begin(), same_.end(), 0,
                                    [](int before, const auto& query) { return before + query.second; });
    const double shown = static_cast<double>(same_.size()) * static_cast<double>(neighbours.size());
    if (shown > 0)
        sumFigure_->set(percentText(100 * sum / shown),
                        session::counted(static_cast<qint64>(same_.size()), tr("of the neighbours of 1 query"),
                                         tr("of the neighbours of %1 queries")));
    row_->setNeighbours(std::move(neighbours));
    view_->setNeighbours(found.nearest);
    if (same_.size() == queriesOfStep) Q_EMIT done();
}

}  // namespace oneshot::ui
