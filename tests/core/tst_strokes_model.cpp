#include <QtTest>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/probabilities.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "core/pen/redrawing.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::failureOf;

namespace {

constexpr int pointCount = PenPath::pointCount;

/// Straight lines through the points.
Stroke stroke(const std::vector<std::pair<float, float>>& points) {
    Stroke line;
    for (const auto& [x, y] : points) line.push_back({x, y, 0});
    return line;
}

const Stroke bar = stroke({{10, 20}, {90, 20}}), stem = stroke({{50, 20}, {50, 95}}),
             hook = stroke({{20, 90}, {30, 60}, {80, 60}});
const std::vector<Stroke> letter{bar, stem, hook};

Stroke reversed(Stroke line) {
    std::ranges::reverse(line);
    return line;
}

std::vector<Stroke> moved(std::vector<Stroke> strokes, double angle, double scale, float x, float y) {
    const auto c = static_cast<float>(scale * std::cos(angle)), s = static_cast<float>(scale * std::sin(angle));
    for (Stroke& line : strokes)
        for (StrokePoint& p : line) p = {c * p.x - s * p.y + x, s * p.x + c * p.y + y, 0};
    return strokes;
}

RedrawingTerms termsOf(const std::vector<Stroke>& drawn, const std::vector<Stroke>& model) {
    return redraw(penPath(drawn), penPath(model)).terms;
}

double likelihood(const std::vector<Stroke>& query, const std::vector<Stroke>& support) {
    return logLikelihood(penPath(query), penPath(support));
}

Drawing drawingOf(std::vector<Stroke> strokes) {
    Drawing drawing;
    drawing.image = {1, 105, 105, std::vector<std::uint8_t>(105 * 105)};
    drawing.strokes = std::move(strokes);
    return drawing;
}

int strokeOf(const PenPath& path, int point) {
    int k = 0;
    while (point >= path.begins[k + 1]) ++k;
    return k;
}

bool atStart(const PenPath& path, PenPlace at) {
    const int k = strokeOf(path, at.point);
    return at.point == (at.backwards ? path.begins[k + 1] - 1 : path.begins[k]);
}

/// What the walk pays to arrive at a place from elsewhere.
double arriving(const PenPath& model, PenPlace at) {
    return (at.backwards ? handCosts[Reversed] : 0) + (atStart(model, at) ? 0 : handCosts[Midway]);
}

/// As redrawing.h words it, without what the search does to be fast.
double stepping(const PenPath& model, PenPlace from, PenPlace to, bool lifted) {
    const int was = strokeOf(model, from.point), is = strokeOf(model, to.point);
    double cost = arriving(model, to) + (lifted ? 0 : handCosts[Join]) + (is == was + 1 ? 0 : handCosts[OtherOrder]) +
                  (atStart(model, {from.point, !from.backwards}) ? 0 : handCosts[Unfinished]);
    if (was != is) return cost;
    const int further = (to.point - from.point) * (to.backwards ? -1 : 1);
    if (from.backwards == to.backwards && further >= 0 && further <= 3) {
        const double speed[] = {handCosts[Pause], 0, handCosts[Hurry], handCosts[Rush]};
        cost = std::min(cost, speed[further] + (lifted ? handCosts[Split] : 0));
    }
    if (from.backwards != to.backwards && !lifted && std::abs(further) <= 1) cost = std::min(cost, handCosts[TurnBack]);
    return cost;
}

/// The least cost of any walk, over all pairs of places.
double leastCost(const PenPath& drawn, const PenPath& model, const PenFrame& frame) {
    const auto place = [](int i) { return PenPlace{i / 2, i % 2 == 1}; };
    const auto pen = [&](int t, PenPlace at) {
        const PenPoint from = frame.move(model.points[at.point]), to = drawn.points[t];
        const double sign = at.backwards ? -1 : 1;
        return handCosts[Place] * (std::pow(to.x - from.x, 2) + std::pow(to.y - from.y, 2)) +
               handCosts[Direction] *
                   (std::pow(to.alongX - sign * from.alongX, 2) + std::pow(to.alongY - sign * from.alongY, 2)) / 2;
    };
    std::vector<double> now(2 * pointCount), next(2 * pointCount);
    for (int i = 0; i < 2 * pointCount; ++i)
        now[i] =
            arriving(model, place(i)) + (strokeOf(model, i / 2) > 0 ? handCosts[OtherOrder] : 0) + pen(0, place(i));
    for (int t = 1; t < pointCount; ++t) {
        const bool lifted = strokeOf(drawn, t) != strokeOf(drawn, t - 1);
        for (int to = 0; to < 2 * pointCount; ++to) {
            double best = std::numeric_limits<double>::max();
            for (int from = 0; from < 2 * pointCount; ++from)
                best = std::min(best, now[from] + stepping(model, place(from), place(to), lifted));
            next[to] = best + pen(t, place(to));
        }
        std::swap(now, next);
    }
    return std::ranges::min(now);
}

}  // namespace

class TestStrokesModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sharesPointsByLength() {
        // 3 each, and of the other 42 three quarters and a quarter: 34.5 and 13.5; the first remainder comes first.
        const PenPath path = penPath({stroke({{0, 0}, {30, 0}}), stroke({{0, 10}, {10, 10}})});
        QCOMPARE(path.begins, (std::vector<int>{0, 35, 48}));
        const float step = path.points[1].x - path.points[0].x;
        for (int i = 1; i < 35; ++i) QVERIFY(std::abs(path.points[i].x - path.points[i - 1].x - step) < 1e-5);
        const float ratio = (path.points[34].x - path.points[0].x) / (path.points[47].x - path.points[35].x);
        QVERIFY(std::abs(ratio - 3) < 1e-4);
        for (const PenPoint& point : path.points) QVERIFY(point.alongX == 1 && point.alongY == 0);

        double x = 0, y = 0, squares = 0;
        for (const PenPoint& p : path.points) x += p.x, y += p.y, squares += p.x * p.x + p.y * p.y;
        QVERIFY(std::abs(x) < 1e-4 && std::abs(y) < 1e-4);
        QVERIFY(std::abs(squares / pointCount - 1) < 1e-5);
    }

    void goesRoundCorners() {
        const PenPath path = penPath({stroke({{0, 0}, {0, 0}, {47, 0}, {47, 47}})});  // 94 long: steps of 2
        const float unit = (path.points[1].x - path.points[0].x) / 2;
        for (int i = 0; i < pointCount; ++i) {
            QVERIFY(std::abs((path.points[i].x - path.points[0].x) / unit - std::min(2 * i, 47)) < 1e-3);
            QVERIFY(std::abs((path.points[i].y - path.points[0].y) / unit - std::max(0, 2 * i - 47)) < 1e-3);
        }
    }

    void takesWhatAHandMayLeave() {
        const PenPath dot = penPath({{{5, 5, 0}}});
        for (const PenPoint& p : dot.points)
            QVERIFY(std::abs(p.x) < 1e-5 && std::abs(p.y) < 1e-5 && p.alongX == 0 && p.alongY == 0);
        const PenPath dotted = penPath({bar, {{50, 5, 0}}});
        QCOMPARE(dotted.strokes(), 2);
        QCOMPARE(dotted.begins[1], 45);
        QCOMPARE(dotted.points[46].alongX, 0.0F);

        std::vector<Stroke> many(40, stroke({{1, 1}, {2, 2}}));
        many.push_back(bar);
        many.insert(many.begin(), stem);
        const PenPath most = penPath(many);
        QCOMPARE(most.strokes(), PenPath::maxStrokes);
        QVERIFY(most.points[1].alongY == 1 && most.points[46].alongX == 1);  // the longest are kept, in order
    }

    void isNumbersAndBack() {
        const PenPath path = penPath(letter);
        std::vector<float> numbers(PenPath::numbers);
        writePenPath(path, numbers);
        const PenPath again = readPenPath(numbers);
        QCOMPARE(again.begins, path.begins);
        for (int i = 0; i < pointCount; ++i) {
            QCOMPARE(again.points[i].x, path.points[i].x);
            QCOMPARE(again.points[i].alongY, path.points[i].alongY);
        }
    }

    void theSameDrawingCostsNothing() {
        const Redrawing redrawing = redraw(penPath(letter), penPath(letter));
        for (int i = 0; i < pointCount; ++i) QCOMPARE(redrawing.walk[i], (PenPlace{i, false}));
        for (const double term : redrawing.terms) QVERIFY(std::abs(term) < 1e-9);
    }

    void placeAndSizeDoNotCount() {
        QVERIFY(std::abs(likelihood(moved(letter, 0, 0.5, 30, -7), letter)) < 1e-6);
        QVERIFY(std::abs(likelihood(letter, moved(letter, 0, 2, 30, -7))) < 1e-6);
    }

    void reversedStrokesCost() {
        const RedrawingTerms terms = termsOf({bar, reversed(stem), hook}, letter);
        QCOMPARE(terms[Reversed], 1.0);
        QVERIFY(terms[Place] < 1e-6 && terms[Direction] < 1e-6 && terms[OtherOrder] == 0 && terms[Midway] == 0);
        QVERIFY(std::abs(likelihood({bar, reversed(stem), hook}, letter) + queryCosts[Reversed] +
                         supportCosts[Reversed]) < 1e-4);
        QVERIFY(likelihood({bar, reversed(stem), hook}, letter) < -0.01);
    }

    void anotherOrderCosts() {
        // Stroke 2 first, then 0, after which 1 is the next: two times another than the next one.
        const RedrawingTerms terms = termsOf({hook, bar, stem}, letter);
        QCOMPARE(terms[OtherOrder], 2.0);
        QVERIFY(terms[Place] < 1e-6 && terms[Reversed] == 0 && terms[Unfinished] == 0);
        // The other way round: 1, 2, and 0.
        QCOMPARE(termsOf(letter, {hook, bar, stem})[OtherOrder], 2.0);
        QVERIFY(std::abs(likelihood({hook, bar, stem}, letter) + 2 * queryCosts[OtherOrder] +
                         2 * supportCosts[OtherOrder]) < 1e-4);
        QVERIFY(likelihood({hook, bar, stem}, letter) < -0.01);
    }

    void dividedStrokesCost() {
        const Stroke corner = stroke({{10, 10}, {90, 10}, {90, 90}}), first = stroke({{10, 10}, {90, 10}}),
                     second = stroke({{90, 10}, {90, 90}});
        const RedrawingTerms split = termsOf({first, second}, {corner});
        QCOMPARE(split[Split], 1.0);
        QVERIFY(split[Join] == 0 && split[LeftOut] == 0 && split[Midway] == 0);
        const RedrawingTerms joined = termsOf({corner}, {first, second});
        QCOMPARE(joined[Join], 1.0);
        QVERIFY(joined[Split] == 0 && joined[Reversed] == 0 && joined[LeftOut] == 0);
    }

    void whatIsLeftOutIsCounted() {
        const RedrawingTerms terms = termsOf({bar, hook}, letter);
        QVERIFY(terms[LeftOut] > 10);
        QVERIFY(likelihood({bar, hook}, letter) < -0.5);
        QVERIFY(likelihood(letter, {bar, hook}) < -0.5);
    }

    void framesAreFoundAndCost() {
        const Redrawing turned = redraw(penPath(moved(letter, 0.2, 1, 0, 0)), penPath(letter));
        QVERIFY2(std::abs(std::sqrt(turned.terms[Turn]) - std::sin(0.2)) < 0.03,
                 QByteArray::number(turned.terms[Turn]));
        QVERIFY(turned.terms[Place] < 0.5);
        std::vector<Stroke> wide = letter;
        for (Stroke& line : wide)
            for (StrokePoint& point : line) point.x *= 1.5F;
        const RedrawingTerms widened = termsOf(wide, letter);
        QVERIFY(widened[Aspect] > 10 * widened[Slant] && widened[Aspect] > 0.01);
        QVERIFY(likelihood(wide, letter) < likelihood(moved(letter, 0.02, 1, 0, 0), letter));
    }

    /// The walk is the cheapest of all, and its terms are what it is charged for.
    void theWalkIsTheLikeliest() {
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:seed=5,alphabet-count=2"));
        for (int i = 0; i < 10; ++i) {
            const PenPath drawn = penPath(glyphs.drawings[i * 7].strokes);
            const PenPath model = penPath(glyphs.drawings[i * 11 + 3].strokes);
            const Redrawing found = redraw(drawn, model);
            const double expected = leastCost(drawn, model, found.frame);
            QVERIFY2(std::abs(found.cost(handCosts) - expected) < 1e-3 * (1 + expected),
                     qPrintable(QStringLiteral("%1, least %2").arg(found.cost(handCosts)).arg(expected)));
        }
    }

    void scoresEveryWayOfEveryQuery() {
        const ModelPtr model = openModel("strokes");
        const Drawing whole = drawingOf(letter), part = drawingOf({bar, hook}), single = drawingOf({hook});
        const ImageBatch paths = model->prepare({&whole, &part, &single});
        QCOMPARE((std::vector<int>{paths.n, paths.channels, paths.height, paths.width}),
                 (std::vector<int>{3, 1, 1, PenPath::numbers}));
        const Embeddings all = model->embed(paths);
        const Scores one = model->compare(all, {all, 3, 1});
        QCOMPARE((std::vector<int>{one.queries, one.ways}), (std::vector<int>{3, 3}));
        QCOMPARE(one.row(0)[1], static_cast<float>(likelihood(letter, {bar, hook})));
        QCOMPARE(one.row(1)[0], static_cast<float>(likelihood({bar, hook}, letter)));
        for (int i = 0; i < 3; ++i) QVERIFY(std::abs(one.row(i)[i]) < 1e-5);

        Embeddings pairs = all;
        pairs.append(all.rows(1, 2));
        const Scores two = model->compare(all, {pairs, 2, 2});
        for (int q = 0; q < 3; ++q) {
            QVERIFY(std::abs(two.row(q)[0] - (one.row(q)[0] + one.row(q)[1]) / 2) < 1e-4);
            QVERIFY(std::abs(two.row(q)[1] - (one.row(q)[2] + one.row(q)[1]) / 2) < 1e-4);
        }
        QCOMPARE(model->origin().model, std::string("strokes"));
        QVERIFY(model->scoreKind() == ScoreKind::LogLikelihood);
    }

    void refusesDrawingsWithoutStrokes() {
        const ModelPtr model = makeStrokes();
        const Drawing some = drawingOf(letter), none = drawingOf({}), empty = drawingOf({{}});
        Drawing vector;
        vector.features = {1, 2};
        VERIFY_SAYS(failureOf([&] { model->prepare({&some, &none}); }), "InvalidSetting: data: ");
        VERIFY_SAYS(failureOf([&] { model->prepare({&empty}); }), "strokes=beside");
        VERIFY_SAYS(failureOf([&] { model->prepare({&vector}); }), "InvalidSetting: data: it holds vectors");
    }

    void knowsGlyphs() {
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:seed=11,alphabet-count=4"));
        const auto tasks = TaskSampler(glyphs, {20, 1, true}).take(100);
        const double percent = evaluateTasks(*makeStrokes(), glyphs, tasks).accuracy().percent();
        QVERIFY2(percent > 60, QByteArray::number(percent));  // chance: 5
    }

    /// Scores are nats: on characters like those that the costs were fitted to, no other scale is much likelier.
    void sharesAreOfMaximumLikelihood() {
        if (test::omniglotFolder().empty()) QSKIP("set ONESHOT_OMNIGLOT_DIR to the folder with Omniglot's archives");
        const Dataset writing = openDataset(
            parseDataSpec((test::omniglotFolder() / "images_background_small1.zip").string() + ":strokes=beside"));
        const auto tasks = TaskSampler(writing, {20, 1, true}).take(300);
        const TaskResults results = evaluateTasks(*makeStrokes(), writing, tasks);
        const auto likelihoodAt = [&](double scale) {
            double sum = 0;
            for (std::size_t t = 0; t < tasks.size(); ++t)
                sum += std::log(probabilities(results.outcomes[t].scores, scale)[tasks[t].answer]);
            return sum;
        };
        const double fitted = likelihoodAt(makeStrokes()->softmaxScale());
        QVERIFY(fitted > likelihoodAt(0.6) && fitted > likelihoodAt(1.7));
    }

    /// Of the alphabets that its costs were not fitted to.
    void beatsHausdorffOnOmniglot() {
        if (test::omniglotFolder().empty()) QSKIP("set ONESHOT_OMNIGLOT_DIR to the folder with Omniglot's archives");
        const Dataset writing =
            openDataset(parseDataSpec((test::omniglotFolder() / "images_background_small2.zip").string() +
                                      ":strokes=beside,not-alphabets=Greek+Latin"));
        const auto tasks = TaskSampler(writing, {20, 1, true}).take(150);
        const double strokes = evaluateTasks(*makeStrokes(), writing, tasks).accuracy().percent();
        const double hausdorff = evaluateTasks(*openModel("modified-hausdorff"), writing, tasks).accuracy().percent();
        QVERIFY2(strokes > hausdorff + 15 && strokes > 85,
                 qPrintable(QStringLiteral("%1 %, %2 % by modified Hausdorff").arg(strokes).arg(hausdorff)));
    }
};

ONESHOT_TEST(TestStrokesModel)
#include "tst_strokes_model.moc"
