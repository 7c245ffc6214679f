#include "ui/session/runs/run_evaluator.h"

#include <QStringList>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/dataset_info.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/runs/run_evaluations.h"
#include "ui/session/common/words.h"

namespace oneshot::session {
namespace {

QString range(const Interval& interval) {
    return QStringLiteral("%1–%2").arg(interval.low, 0, 'f', 1).arg(interval.high, 0, 'f', 1);
}

QString seenText(int seenCharacters) {
    return seenCharacters == 0
               ? QString()
               : RunEvaluator::tr("; %1 of the characters it learnt from: no one-shot figure").arg(seenCharacters);
}

QString warningsText(const Dataset& data) {
    QString text;
    for (const DatasetWarning& warning : describe(data).warnings)
        text += RunEvaluator::tr("\nWarning: %1").arg(QString::fromStdString(oneshot::sentenceOf(warning)));
    return text;
}

QString sentenceOf(const LakeEvaluation& evaluation) {
    const LakeResult& result = evaluation.result;
    return RunEvaluator::tr("%1 % error on Lake's runs (95 %: %2), %3")
               .arg(result.errorPercent, 0, 'f', 2)
               .arg(range(result.confidence95),
                    counted(result.trials, RunEvaluator::tr("1 trial"), RunEvaluator::tr("%1 trials"))) +
           seenText(result.seenCharacters);
}

QString sentenceOf(const EvaluationRequest& request, const DataEvaluation& evaluation) {
    QStringList figures;
    for (const WaysPoint& point : evaluation.sweep.points)
        figures += RunEvaluator::tr("%1-way %2 % (95 %: %3)")
                       .arg(point.ways)
                       .arg(point.accuracy.percent(), 0, 'f', 1)
                       .arg(range(point.accuracy.confidence95()));
    return RunEvaluator::tr("%1-shot, %2 each: %3")
               .arg(request.shots)
               .arg(counted(request.tasks, RunEvaluator::tr("1 task"), RunEvaluator::tr("%1 tasks")))
               .arg(figures.join(QStringLiteral(", "))) +
           seenText(evaluation.sweep.totals.seenCharacters);
}

/// Adds it to the run's, with the weights that answered; says what it was, that these are not the best ones, and what
/// kept it from being added, or the list from being read.
QString record(const std::filesystem::path& run, Json evaluation, QString sentence) {
    evaluation["weights"] = weightsOf(run);
    try {
        if (const auto aside = recordEvaluation(run, std::move(evaluation)); !aside.empty())
            sentence += RunEvaluator::tr("; evaluation.json was damaged and is kept beside as %1")
                            .arg(QString::fromStdString(aside.filename().string()));
    } catch (const Error& error) {  // of a run that is read-only, say
        sentence += RunEvaluator::tr("; not kept in the run: %1").arg(QString::fromUtf8(error.what()));
    }
    if (weightsOf(run) == "last")
        sentence += RunEvaluator::tr("; the last weights answered, the best ones are not there");
    return sentence;
}

/// Blocks; what it says is in the run's folder.
QString evaluate(const std::filesystem::path& run, const EvaluationRequest& request, const Worker::Control& control) {
    const ModelPtr model = withViews(openModel(run.string()), request.views, 1, control.stop);
    if (!request.lake.empty()) {
        const LakeEvaluation evaluation = evaluateOnLake(*model, request, control.progress, control.stop);
        return record(run, toJson(*model, request, evaluation), sentenceOf(evaluation));
    }
    const DataEvaluation evaluation = evaluateOnData(*model, request, {}, control.progress, control.stop);
    return record(run, toJson(*model, request, evaluation), sentenceOf(request, evaluation)) +
           warningsText(evaluation.data);
}

}  // namespace

RunEvaluator::RunEvaluator() {
    connect(&worker_, &Worker::progressed, this, &RunEvaluator::progressed);
    connect(&worker_, &Worker::cancelRequested, this, &RunEvaluator::cancel);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) { finishOne(why, true); });
}

void RunEvaluator::start(const std::vector<std::filesystem::path>& runs, const EvaluationRequest& request) {
    if (running() || runs.empty()) return;
    waiting_ = runs;
    total_ = static_cast<int>(runs.size());
    request_ = request;
    next();
}

void RunEvaluator::next() {
    const QString name = total_ == 1 ? tr("Evaluation of %1").arg(QString::fromStdString(current().filename().string()))
                                     : tr("Evaluation of %1 runs").arg(total_);
    worker_.run(
        {name, false, total_ - static_cast<int>(waiting_.size()), total_},
        [run = current(), request = request_](const Worker::Control& control) {
            return evaluate(run, request, control);
        },
        [this](const QString& sentence) { finishOne(sentence, false); });
}

void RunEvaluator::finishOne(const QString& sentence, bool fault) {
    const std::filesystem::path run = waiting_.front();
    waiting_.erase(waiting_.begin());
    Q_EMIT evaluated(run, sentence, fault);
    if (running())
        next();
    else
        Q_EMIT ended();
}

void RunEvaluator::cancel() {
    if (!running()) return;
    worker_.cancel();
    waiting_.clear();
    Q_EMIT cancelled();
    Q_EMIT ended();
}

}  // namespace oneshot::session
