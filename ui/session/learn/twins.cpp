#include "ui/session/learn/twins.h"

#include <utility>

#include "core/tasks/pair_sampler.h"
#include "ui/session/learn/lesson_glyphs.h"

namespace oneshot::session {
namespace {

constexpr std::uint64_t seed = 1;

TwinAnswer compare(const OneShotModel& model, const Dataset& glyphs, Pair pair, bool swapped) {
    if (swapped) std::swap(pair.first, pair.second);
    const Drawing &first = glyphs.drawings[pair.first], &second = glyphs.drawings[pair.second];
    TwinAnswer answer{first.image, second.image, pair.same, swapped, {}, {}, model.scoreKind(), 0};
    const Embeddings one = model.embed(model.prepare({&first})), other = model.embed(model.prepare({&second}));
    answer.firstEmbedding = one.values;
    answer.secondEmbedding = other.values;
    answer.score = model.compare(one, {other, 1, 1}).values.front();
    return answer;
}

PairFigures figuresOf(const DatasetPtr& dataset) {
    PairFigures figures{QString::fromStdString(dataset->name),
                        dataset->characterCount(),
                        dataset->drawingCount(),
                        pairCounts(*dataset),
                        {}};
    if (figures.counts.same == 0 || figures.characters < 2) return figures;
    Random random = makeRandom(seed, "pairs");
    PairSampler(*dataset).forEach(random, Twins::sampledPairs,
                                  [&](const Pair& pair) { figures.sampled.push_back(pair.same); });
    return figures;
}

}  // namespace

Twins::Twins(ModelLibrary& library) : shipped_(library), glyphs_(std::make_shared<Dataset>()) {
    connect(&shipped_, &ShippedModel::changed, this, [this] {
        if (!shipped_.problem().isEmpty()) Q_EMIT failed(shipped_.problem());
        ask();
    });
    connect(&worker_, &Worker::failed, this, &Twins::failed);
    connect(&counter_, &Worker::failed, this, &Twins::failed);
}

void Twins::show(int number, bool swapped) {
    number_ = number;
    swapped_ = swapped;
    ask();
}

void Twins::ask() {
    if (number_ < 0 || !shipped_.model()) return;
    worker_.run(
        [model = shipped_.model(), glyphs = glyphs_, number = number_,
         swapped = swapped_](const Worker::Control& control) {
            if (glyphs->empty()) *glyphs = lessonGlyphs(seed, control.stop);
            Random random = makeRandom(seed, "twins", static_cast<std::uint64_t>(number));
            const std::vector<Pair> pairs = PairSampler(*glyphs).take(random, 2);  // a different and a same one
            return compare(*model, *glyphs, pairs[number % 2 == 0 ? 1 : 0], swapped);
        },
        [this](const TwinAnswer& answer) { Q_EMIT answered(answer); });
}

void Twins::count(const DatasetPtr& dataset) {
    if (!dataset) return counter_.cancel();
    counter_.run([dataset](const Worker::Control&) { return figuresOf(dataset); },
                 [this](const PairFigures& figures) { Q_EMIT counted(figures); });
}

}  // namespace oneshot::session
