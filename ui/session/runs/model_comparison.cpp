#include "ui/session/runs/model_comparison.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/data/data_spec.h"
#include "core/files/csv_rows.h"
#include "core/models/models.h"
#include "core/runs/run_names.h"
#include "ui/session/common/words.h"

namespace oneshot::session {
namespace {

/// model: null if it is to be opened; its problem says why that failed.
ComparedLearner ask(const QString& id, ModelPtr model, const ComparisonMaterial& material,
                    const Worker::Control& control) {
    try {
        if (!model) model = openModel(id.toStdString());
    } catch (const Error& error) {
        ComparedLearner learner;
        learner.model = id.toStdString();
        learner.name = ModelLibrary::titleOf(id).toStdString();
        learner.problem = error.what();
        return learner;
    }
    const AnswerCache cache(answerCacheFolder());
    ComparedLearner learner = askLearner(id.toStdString(), *model, material, &cache, control.progress, control.stop);
    useRunTitle(learner);
    return learner;
}

}  // namespace

ModelComparison::ModelComparison(const ModelLibrary& library) : library_(library) {
    connect(&worker_, &Worker::progressed, this, &ModelComparison::progressed);
    connect(&worker_, &Worker::cancelRequested, this, &ModelComparison::cancel);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        Q_EMIT failed(why);
        end();
    });
    connect(&writer_, &Worker::failed, this, &ModelComparison::notSaved);
}

void ModelComparison::start(const ComparisonQuestion& question) {
    question_ = question;
    learners_.clear();
    comparison_.reset();
    running_ = true;
    Q_EMIT changed();
    // What is read from files is read again: they may have changed.
    const bool known = material_ && read_ == question_.request && question_.request.lake.empty();
    if (known && parseDataSpec(question_.request.data).isGlyphs()) return next();
    material_.reset();
    read_ = question_.request;
    worker_.run(
        job(),
        [request = question_.request](const Worker::Control& control) -> MaterialPtr {
            return std::make_shared<const ComparisonMaterial>(openComparison(request, {}, control.stop));
        },
        [this](const MaterialPtr& material) {
            material_ = material;
            next();
        });
}

Job ModelComparison::job() const {
    const auto count = static_cast<int>(question_.models.size());
    return {counted(count, tr("Comparison of 1 learner"), tr("Comparison of %1 learners")), false,
            static_cast<int>(learners_.size()), std::max(1, count)};
}

void ModelComparison::next() {
    const auto asked = static_cast<qsizetype>(learners_.size());
    if (asked == question_.models.size()) return end();
    const QString id = question_.models[asked];
    worker_.run(
        job(),
        [id, model = id == ModelLibrary::live ? library_.model(id) : nullptr,
         material = material_](const Worker::Control& control) { return ask(id, model, *material, control); },
        [this](const ComparedLearner& learner) {
            learners_.push_back(learner);
            comparison_ =
                std::make_shared<const LearnerComparison>(compareLearners(material_, learners_, question_.against));
            Q_EMIT changed();
            if (running_ && !worker_.busy()) next();  // a listener may have cancelled it or started another
        });
}

void ModelComparison::end() {
    running_ = false;
    Q_EMIT ended();
}

void ModelComparison::cancel() {
    if (!running_) return;
    worker_.cancel();
    end();
}

void ModelComparison::save(const QString& path, bool forExcel) {
    writer_.run(
        Job::saving(path),
        [comparison = comparison_, path, forExcel](const Worker::Control&) {
            saveFile(path.toStdString(), path.endsWith(QStringLiteral(".md")) ? toMarkdown(*comparison)
                                                                              : csvFile(toCsv(*comparison), forExcel));
            return path;
        },
        [this](const QString& written) { Q_EMIT saved(written); });
}

}  // namespace oneshot::session
