#include "ui/session/tasks/ways_study.h"

#include <QFileInfo>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/data_ref.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/runs/run_record.h"
#include "ui/session/common/words.h"

namespace oneshot::session {
namespace {

const QString nearestNeighbour = QStringLiteral("pixels-l2");

/// The dataset itself where all of its characters are meant.
DatasetPtr partOf(const DatasetPtr& dataset, const std::set<CharacterId>& characters) {
    if (static_cast<int>(characters.size()) == dataset->characterCount()) return dataset;
    return std::make_shared<const Dataset>(onlyCharacters(*dataset, characters));
}

int maxWaysOf(const Dataset& dataset, const WaysQuestion& question) {
    return maxWays(dataset, question.shots, question.withinAlphabet);
}

/// Takes the usual numbers of ways up to what the data and the labels, if there are any, allow, and that as the last.
WaysSweepSettings settingsFor(const Dataset& dataset, int labels, const WaysQuestion& question) {
    WaysSweepSettings settings;
    settings.shots = question.shots;
    settings.withinAlphabet = question.withinAlphabet;
    settings.tasks = question.tasks;
    settings.seed = question.seed;
    int end = std::min(settings.ways.back(), maxWaysOf(dataset, question));
    if (labels > 0) end = std::min(end, labels);
    std::erase_if(settings.ways, [end](int ways) { return ways > end; });
    if (settings.ways.empty() || settings.ways.back() < end) settings.ways.push_back(end);
    return settings;
}

/// Returns the characters that a model learnt from, out of the data, or its run's own, that allow the most ways. Null
/// if none allow two; `why` is then set.
DatasetPtr trainingCharacters(const QString& id, const Origin& origin, const QList<DatasetPtr>& data,
                              const WaysQuestion& question, const Worker::Control& control, QString& why) {
    DatasetPtr widest;
    int maxFound = 1;
    const auto consider = [&](const DatasetPtr& dataset) {
        const DatasetPtr part = partOf(dataset, learntCharacters(origin, *dataset));
        if (const int ways = maxWaysOf(*part, question); ways > maxFound) widest = part, maxFound = ways;
    };
    std::ranges::for_each(data, consider);
    const bool whole = widest && hasFingerprint(*widest, origin.data.sha256);
    why = WaysStudy::tr("What it learnt from is not at hand. Choose %1 as the dataset to see them.")
              .arg(dataName(origin.data.spec));
    if (!whole && QFileInfo::exists(id + QStringLiteral("/run.json"))) try {
            const DataSpec background = parseDataSpec(readRunRecord(id.toStdString()).data.background.spec);
            consider(std::make_shared<const Dataset>(openDataset(background, {}, control.stop)));
        } catch (const Error& error) {
            throwIfStopped(control.stop);
            why = WaysStudy::tr("What it learnt from cannot be opened. %1").arg(QString::fromStdString(error.what()));
        }
    return widest;
}

}  // namespace

WaysStudy::WaysStudy(Workspace& workspace) : workspace_(workspace) {
    connect(&worker_, &Worker::progressed, this, &WaysStudy::progressed);
    connect(&worker_, &Worker::cancelRequested, this, [this] {
        cancel();
        Q_EMIT ended();
    });
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        if (planned_.isEmpty())
            planned_.append({.curve = {.learner = nearestNeighbour}, .model = {}});  // while preparing: the only one
        WaysCurve curve = planned_.first().curve;
        curve.problem = why;
        take(curve);
    });
}

void WaysStudy::start(const WaysQuestion& question) {
    question_ = question;
    data_.clear();
    for (const DatasetPtr& dataset : {workspace_.dataset(), workspace_.heldOut()})
        if (dataset) data_.append(dataset);
    std::vector<PlannedCurve> learners{{.curve = {.learner = nearestNeighbour}, .model = {}}};
    for (const QString& id : question.learners)
        if (id != nearestNeighbour)
            learners.push_back({.curve = {.learner = id}, .model = workspace_.models().model(id)});
    planned_.clear();
    told_ = 0;
    running_ = true;
    worker_.run(
        job(),
        [learners, data = data_, question](const Worker::Control& control) {
            return prepare(learners, data, question, control);
        },
        [this](const Prepared& prepared) {
            evaluation_ = prepared.evaluation;
            for (const PlannedCurve& learner : prepared.learners) {
                planned_.append(learner);
                if (!learner.model || learner.model->origin().learnt.empty()) continue;
                planned_.append(learner);
                planned_.last().curve.training = true;
            }
            next();
        });
}

void WaysStudy::cancel() {
    worker_.cancel();
    running_ = false;
    planned_.clear();  // their models
    data_.clear();
    evaluation_.reset();
}

WaysStudy::Prepared WaysStudy::prepare(const std::vector<PlannedCurve>& learners, const QList<DatasetPtr>& data,
                                       const WaysQuestion& question, const Worker::Control& control) {
    Prepared prepared{learners, {}};
    for (PlannedCurve& learner : prepared.learners) {
        if (learner.model) continue;
        try {
            learner.model = openModel(learner.curve.learner.toStdString());
        } catch (const Error& error) {
            learner.curve.problem = QString::fromStdString(error.what());
        }
    }
    int maxFound = 1;
    for (const DatasetPtr& dataset : data) {
        const std::vector<CharacterId> all = dataset->characters();
        std::set<CharacterId> unseen(all.begin(), all.end());
        for (const PlannedCurve& learner : prepared.learners) {
            throwIfStopped(control.stop);
            if (learner.model)
                for (const CharacterId id : learntCharacters(learner.model->origin(), *dataset)) unseen.erase(id);
        }
        const DatasetPtr part = partOf(dataset, unseen);
        if (const int ways = maxWaysOf(*part, question); ways > maxFound) prepared.evaluation = part, maxFound = ways;
    }
    return prepared;
}

WaysCurve WaysStudy::answer(const PlannedCurve& planned, const DatasetPtr& evaluation, const QList<DatasetPtr>& data,
                            const WaysQuestion& question, const Worker::Control& control) {
    WaysCurve curve = planned.curve;
    const ModelPtr& model = planned.model;
    if (!model) return curve;
    DatasetPtr dataset = evaluation;
    if (curve.training)
        dataset = trainingCharacters(curve.learner, model->origin(), data, question, control, curve.problem);
    else if (!evaluation)
        curve.problem = tr("The data hold too few characters that none of the learners learnt from, with at least %1 "
                           "drawings each. Choose other data.")
                            .arg(question.shots + 1);
    if (!dataset) return curve;
    curve.problem.clear();
    curve.data = dataName(dataset->spec);
    curve.characters = dataset->characterCount();
    curve.alphabets = static_cast<int>(dataset->alphabets.size());
    curve.maxWays = maxWaysOf(*dataset, question);
    curve.labels = model->labels();
    const Thinking thinking = thinkingOf(*model, question.thinking);
    WaysSweepSettings settings = settingsFor(*dataset, curve.labels, question);
    settings.reranking = thinking.reranking();
    curve.points =
        accuracyAgainstWays(*thinking.applied(model, control.stop), *dataset, settings, control.progress, control.stop)
            .points;
    return curve;
}

Job WaysStudy::job() const {
    return {tr("Accuracy against N"), false, told_, std::max(1, told_ + static_cast<int>(planned_.size()))};
}

void WaysStudy::next() {
    if (planned_.isEmpty()) {
        cancel();
        Q_EMIT ended();
        return;
    }
    worker_.run(
        job(),
        [planned = planned_.first(), evaluation = evaluation_, data = data_, question = question_](
            const Worker::Control& control) { return answer(planned, evaluation, data, question, control); },
        [this](const WaysCurve& curve) { take(curve); });
}

void WaysStudy::take(const WaysCurve& curve) {
    planned_.removeFirst();
    ++told_;
    Q_EMIT curveReady(curve);
    if (running_ && !worker_.busy()) next();  // a listener may have cancelled it or started another
}

}  // namespace oneshot::session
