#include "ui/session/tasks/embedding_map.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <numeric>
#include <set>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/evaluation/embedded_drawings.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/ensemble.h"

namespace oneshot::session {
namespace {

constexpr int moveInterval = 40;  // ms, 25 a second

/// Why drawings are no points under this model; empty: they are.
QString whyNoPoints(const OneShotModel& model, const QString& title) {
    if (!membersOf(model).empty())
        return EmbeddingMap::tr(
                   "%1 is an ensemble: each member has an embedding space of its own, and there is no map "
                   "of them all. Choose one member as the model.")
            .arg(title);
    switch (model.scoreKind()) {
        case ScoreKind::HausdorffDistance:
            return EmbeddingMap::tr(
                       "%1 compares inked pixels one by one. It gives a drawing no point in a space, so "
                       "there is nothing to map. Choose another model, such as the shipped one.")
                .arg(title);
        case ScoreKind::LogLikelihood:
            return EmbeddingMap::tr(
                       "%1 compares paths of the pen. It gives a drawing no point in a space, so there is "
                       "nothing to map. Choose another model, such as the shipped one.")
                .arg(title);
        case ScoreKind::Noise:
            return EmbeddingMap::tr(
                       "%1 answers by chance: a map of it would say nothing. Choose another model, such "
                       "as the shipped one.")
                .arg(title);
        default:
            return {};
    }
}

QString whyEmpty(MapQuestion::Characters characters) {
    switch (characters) {
        case MapQuestion::Characters::New:
            return EmbeddingMap::tr(
                "The model has learnt from all of these characters. Choose other data or show all "
                "characters.");
        case MapQuestion::Characters::Learnt:
            return EmbeddingMap::tr(
                "The model has learnt from none of these characters. Choose other data or show all "
                "characters.");
        default:
            return EmbeddingMap::tr("There is no drawing in what was chosen.");
    }
}

/// All drawings that may be shown, dataset by dataset, in order.
std::vector<MapDrawing> candidates(const MapQuestion& question, const Origin& origin,
                                   const std::vector<DatasetPtr>& datasets) {
    std::vector<MapDrawing> found;
    for (int d = 0; d < static_cast<int>(datasets.size()); ++d) {
        const Dataset& dataset = *datasets[d];
        const std::set<CharacterId> known = learntCharacters(origin, dataset);
        for (const CharacterId id : dataset.characters()) {
            const QString alphabet = QString::fromStdString(dataset.alphabets[id.alphabet].name);
            if (!question.alphabets.isEmpty() && !question.alphabets.contains(alphabet)) continue;
            const bool learnt = known.contains(id);
            if (question.characters == MapQuestion::Characters::New && learnt) continue;
            if (question.characters == MapQuestion::Characters::Learnt && !learnt) continue;
            for (const DrawingId drawing : dataset.character(id).drawings)
                found.push_back({d, id, drawing, 0, 0, learnt});
        }
    }
    return found;
}

/// Chooses drawings and names their alphabets and characters.
void choose(DrawingMap& map) {
    const std::vector<MapDrawing> all = candidates(map.question, map.model->origin(), map.datasets);
    map.available = std::ssize(all);
    const qint64 count = std::min<qint64>({map.question.drawings, maxMapRows, map.available});
    for (qint64 i = 0; i < count; ++i) {
        MapDrawing chosen = all[static_cast<std::size_t>(i * map.available / count)];
        const MapDrawing* before = map.drawings.empty() ? nullptr : &map.drawings.back();
        const bool sameData = before && before->dataset == chosen.dataset;
        const Dataset& dataset = *map.datasets[chosen.dataset];
        const QString alphabet = QString::fromStdString(dataset.alphabets[chosen.character.alphabet].name);
        if (!sameData || before->character.alphabet != chosen.character.alphabet)
            map.alphabets += chosen.dataset > 0 ? EmbeddingMap::tr("%1 (held out)").arg(alphabet) : alphabet;
        if (!sameData || before->character != chosen.character)
            map.characters += EmbeddingMap::tr("%1, %2").arg(
                alphabet, QString::fromStdString(dataset.character(chosen.character).name));
        chosen.alphabet = static_cast<int>(map.alphabets.size()) - 1;
        chosen.name = static_cast<int>(map.characters.size()) - 1;
        map.drawings.push_back(chosen);
    }
}

void embed(DrawingMap& map, const Worker::Control& control) {
    Embeddings& all = map.support.embeddings;
    for (int d = 0; d < static_cast<int>(map.datasets.size()); ++d) {
        EmbeddedDrawings part(*map.model, *map.datasets[d]);
        std::vector<DrawingId> ids;
        for (const MapDrawing& drawing : map.drawings)
            if (drawing.dataset == d) ids.push_back(drawing.drawing);
        if (ids.empty()) continue;
        for (const DrawingId id : ids) part.add(id);
        part.embedAdded([&] {
            throwIfStopped(control.stop);
            control.progress(all.count + part.embedded(), map.size());
        });
        const Embeddings rows = part.rowsOf(ids);
        if (all.count > 0 && all.dimension != rows.dimension)
            throw Error(ErrorCode::InvalidSetting, "data",
                        "drawings of the data in use and held-out ones become points of different spaces",
                        "Show one of the two.");
        all.append(rows);
    }
    map.support.ways = all.count;
}

void scaleToLengthOne(Embeddings& embeddings) {
    for (int i = 0; i < embeddings.count; ++i) {
        const std::span<float> row(embeddings.values.data() + static_cast<std::size_t>(i) * embeddings.dimension,
                                   static_cast<std::size_t>(embeddings.dimension));
        double square = 0;
        for (const float value : row) square += static_cast<double>(value) * value;
        if (square <= 0) continue;
        for (float& value : row) value = static_cast<float>(value / std::sqrt(square));
    }
}

MapPtr mapOf(const MapQuestion& question, const QString& modelId, const ModelPtr& model,
             const std::vector<DatasetPtr>& datasets, const Worker::Control& control) {
    auto map = std::make_shared<DrawingMap>();
    map->question = question;
    map->modelId = modelId;
    map->model = model;
    map->datasets = datasets;
    map->byAngle = model->scoreKind() == ScoreKind::Cosine;
    choose(*map);
    if (map->drawings.empty()) return map;
    embed(*map, control);
    if (map->byAngle) scaleToLengthOne(map->support.embeddings);
    map->plane = principalPlane(map->support.embeddings, {}, control.stop);
    return map;
}

/// The scores of all drawings for one of them, higher is more alike, by their places in the embedding space alone.
std::vector<float> scoresByPlace(const DrawingMap& map, int drawing) {
    const Embeddings& embeddings = map.support.embeddings;
    const std::span<const float> query = embeddings.row(drawing);
    std::vector<float> scores;
    for (int i = 0; i < embeddings.count; ++i) {
        double square = 0;
        for (std::size_t d = 0; d < query.size(); ++d) {
            const double difference = static_cast<double>(query[d]) - embeddings.row(i)[d];
            square += difference * difference;
        }
        scores.push_back(static_cast<float>(map.byAngle ? 1 - square / 2 : -square));
    }
    return scores;
}

MapNeighbours neighboursOf(const DrawingMap& map, int drawing) {
    MapNeighbours found{drawing, {}, {}, map.model->scoreKind(), !map.model->dependsOnSupportSet()};
    if (!found.own) found.kind = map.byAngle ? ScoreKind::Cosine : ScoreKind::SquaredDistance;
    const Embeddings query = map.support.embeddings.rows(drawing, drawing + 1);
    std::vector<float> scores = found.own ? map.model->compare(query, map.support).values : scoresByPlace(map, drawing);
    for (float& score : scores)
        if (std::isnan(score)) score = -std::numeric_limits<float>::infinity();
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::erase(order, drawing);
    std::ranges::stable_sort(order, std::greater(), [&](int i) { return scores[i]; });
    order.resize(std::min<std::size_t>(order.size(), EmbeddingMap::neighbourCount));
    for (const int i : order) found.scores.push_back(scores[i]);
    found.nearest = std::move(order);
    return found;
}

}  // namespace

struct EmbeddingMap::Moving {
    std::mutex mutex;  ///< protects all below
    MapPositions positions;
    int iteration = 0;
    bool told = false;  ///< the GUI thread will come for them
};

bool MapQuestion::showsTheSame(const MapQuestion& other) const {
    return data == other.data && characters == other.characters && alphabets == other.alphabets &&
           drawings == other.drawings;
}

EmbeddingMap::EmbeddingMap(Workspace& workspace) : workspace_(workspace) {
    moveTimer_.setSingleShot(true);
    moveTimer_.setInterval(moveInterval);
    connect(&moveTimer_, &QTimer::timeout, this, &EmbeddingMap::takeMoved);
    connect(&workspace_, &Workspace::modelChanged, this, &EmbeddingMap::renew);
    connect(&workspace_, &Workspace::datasetChanged, this, &EmbeddingMap::renew);
    connect(&workspace_, &Workspace::heldOutChanged, this, &EmbeddingMap::renew);
    connect(&worker_, &Worker::progressed, this, &EmbeddingMap::progressed);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        showProblem(why);
        if (renewed_) renew();
    });
    connect(&worker_, &Worker::cancelRequested, this, [this] {
        cancel();
        if (!map_) showProblem(tr("The map was cancelled. It is made when this view is opened again."));
        Q_EMIT finished();
    });
    connect(&neighbourWorker_, &Worker::failed, this, [this](const QString& why) {
        MapNeighbours none;
        none.problem = why;
        Q_EMIT neighboursFound(none);
    });
}

void EmbeddingMap::ask(const MapQuestion& question) {
    asked_ = true;
    question_ = question;
    begin();
}

void EmbeddingMap::setFollowing(bool follows) {
    following_ = follows;
    renew();
}

void EmbeddingMap::cancel() {
    worker_.cancel();
    stopMoving();
    renewed_ = false;
    askedModel_.reset();  // it is made again when it is followed or asked for
}

std::vector<DatasetPtr> EmbeddingMap::data() const {
    std::vector<DatasetPtr> found;
    if (question_.data != MapQuestion::Data::HeldOut && workspace_.dataset()) found.push_back(workspace_.dataset());
    if (question_.data != MapQuestion::Data::InUse && workspace_.heldOut()) found.push_back(workspace_.heldOut());
    return found;
}

QString EmbeddingMap::whyNot() const {
    if (askedData_.empty())
        return question_.data == MapQuestion::Data::HeldOut
                   ? tr("Nothing is held out. Choose what to validate on, on the Train page, or show the data in use.")
                   : tr("Choose a dataset first: its drawings are mapped.");
    if (askedModel_) return whyNoPoints(*askedModel_, ModelLibrary::titleOf(askedId_));
    const QString problem = workspace_.modelProblem();
    return problem.isEmpty() ? tr("The model is being opened.") : problem;
}

Job EmbeddingMap::job(int step) const {
    return {tr("Map of drawings"), true, step, question_.tsne ? 2 : 1};
}

/// Takes the data and the model in use if they are others.
void EmbeddingMap::renew() {
    if (!asked_ || !following_) return;
    const ModelPtr model = workspace_.model();
    const bool sameData = data() == askedData_;
    if (model && model == askedModel_ && sameData) return;
    // A training may publish faster than a map is made: its newest model is taken when the one before is done.
    const bool isRenewed = model && sameData && askedId_ == ModelLibrary::live && workspace_.modelId() == askedId_;
    if (isRenewed && worker_.busy())
        renewed_ = true;
    else
        begin();
}

void EmbeddingMap::begin() {
    renewed_ = false;
    askedId_ = workspace_.modelId();
    askedModel_ = workspace_.model();
    askedData_ = data();
    stopMoving();
    if (const QString why = whyNot(); !why.isEmpty()) return showProblem(why);
    if (map_ && map_->model == askedModel_ && map_->datasets == askedData_ && map_->question.showsTheSame(question_))
        return arrange({});
    if (!problem_.isEmpty()) {  // it is none any more
        problem_.clear();
        Q_EMIT changed();
    }
    worker_.run(
        job(0),
        [question = question_, id = askedId_, model = askedModel_, datasets = askedData_](
            const Worker::Control& control) { return mapOf(question, id, model, datasets, control); },
        [this](const MapPtr& map) { take(map); });
}

void EmbeddingMap::take(const MapPtr& map) {
    if (map->drawings.empty()) return showProblem(whyEmpty(map->question.characters));
    const bool isRenewed = map_ && map_->modelId == map->modelId && map_->datasets == map->datasets &&
                           map_->question.showsTheSame(map->question) && map_->size() == map->size();
    MapPositions start;
    if (isRenewed && question_.tsne && iteration_ > 0) {
        start = positions_;  // the points move on instead of leaping
    } else {
        positions_ = map->plane.positions;
        iteration_ = 0;
    }
    map_ = map;
    problem_.clear();
    neighbourWorker_.cancel();
    Q_EMIT changed();
    if (map_ == map && !worker_.busy()) arrange(std::move(start));  // else a listener has asked anew
}

void EmbeddingMap::arrange(MapPositions start) {
    if (!question_.tsne) {
        worker_.cancel();
        return settle(map_->plane.positions, 0);
    }
    const int steps = start.empty() ? iterations : iterations / 4;
    moving_ = std::make_shared<Moving>();
    const auto tell = [this, moving = moving_](const MapPositions& positions, int iteration) {
        {
            const std::scoped_lock lock(moving->mutex);
            moving->positions = positions;
            moving->iteration = iteration;
            if (std::exchange(moving->told, true)) return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, moving] {
                if (moving == moving_) moveTimer_.start();
            },
            Qt::QueuedConnection);
    };
    worker_.run(
        job(1),
        [map = map_, settings = TsneSettings{question_.perplexity, steps, std::move(start)},
         tell](const Worker::Control& control) {
            return tsne(map->support.embeddings, settings, tell, control.progress, control.stop);
        },
        [this, steps](const MapPositions& positions) { settle(positions, steps); });
}

void EmbeddingMap::takeMoved() {
    {
        const std::scoped_lock lock(moving_->mutex);
        positions_ = moving_->positions;
        iteration_ = moving_->iteration;
        moving_->told = false;
    }
    Q_EMIT moved();
}

void EmbeddingMap::settle(const MapPositions& positions, int iteration) {
    stopMoving();
    positions_ = positions;
    iteration_ = iteration;
    Q_EMIT moved();
    if (worker_.busy()) return;  // a listener has asked anew
    Q_EMIT finished();
    if (renewed_) renew();
}

void EmbeddingMap::stopMoving() {
    moveTimer_.stop();
    moving_.reset();
}

void EmbeddingMap::showProblem(const QString& why) {
    worker_.cancel();
    neighbourWorker_.cancel();
    stopMoving();
    map_.reset();
    positions_.clear();
    iteration_ = 0;
    problem_ = why;
    Q_EMIT changed();
}

void EmbeddingMap::findNeighbours(int drawing) {
    neighbourWorker_.run([map = map_, drawing](const Worker::Control&) { return neighboursOf(*map, drawing); },
                         [this, map = map_](const MapNeighbours& found) {
                             if (map == map_) Q_EMIT neighboursFound(found);
                         });
}

}  // namespace oneshot::session
