#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/training/trainer.h"

namespace oneshot::test {

/// Built-in glyphs, and their SPEC.
std::string glyphSpec(int seed, int alphabets, int characters, int drawers);
Dataset glyphs(int seed, int alphabets, int characters, int drawers);

/// A preset on one thread in float32, without dropout, averaging, warm-up, turned and redrawn characters, and with an
/// evaluation at the end alone.
TrainingConfig plainPreset(const char* preset, int steps);

/// compact or koch2015 with a network that trains in moments, on one thread, evaluated every four steps.
TrainingConfig tinyPreset(const char* preset, int steps);

/// Rows of a test: QByteArray "preset", compact and koch2015, each without and with bool "bfloat16".
void addPresetsAndPrecisions();

/// What a training told, and its newest checkpoint; lets a test act after each step.
struct Record : TrainingObserver {
    ValidationProtocol protocol;
    std::vector<Progress> progress;
    std::vector<double> losses;  ///< of every step
    std::vector<ValidationPoint> points;
    std::vector<std::int64_t> checkpointSteps;
    std::vector<bool> checkpointBest;
    SafeTensors state;
    std::function<void(std::int64_t)> afterStep = [](std::int64_t) {};

    void onStarted(const ValidationProtocol& told, std::int64_t) override { protocol = told; }
    void onProgress(const Progress& told) override {
        progress.push_back(told);
        losses.push_back(told.loss);
        afterStep(told.step);
    }
    void onEvaluation(const ValidationPoint& point) override { points.push_back(point); }
    void onCheckpoint(const SafeTensors& tensors, std::int64_t step, bool best) override {
        state = tensors;
        checkpointSteps.push_back(step);
        checkpointBest.push_back(best);
    }
};

TrainingResult run(const TrainingConfig&, const Dataset& background, const Dataset& validation, Record&,
                   const TrainingStart& = {});
TrainingResult run(const TrainingConfig&, const Dataset& background, const Dataset& validation = {});

/// The steps of `stops` after which a training that stopped there and was gone on with ends in another checkpoint than
/// one that never stopped. The configuration names its steps.
std::vector<std::int64_t> stopsThatShow(const TrainingConfig&, const Dataset& background, const Dataset& validation,
                                        const std::vector<std::int64_t>& stops);

/// What a model answers about eight drawings of a set.
struct SmallAnswers {
    Embeddings drawings;  ///< two queries, and three ways of two drawings
    Scores scores;        ///< of both queries and all ways, [2, 3]
    Scores second;        ///< of the second query, asked alone
    float oneWay = 0;     ///< of the first query and the first way, without the others
};
/// Every `apart`-th drawing is asked about.
SmallAnswers answersOf(const OneShotModel&, const Dataset&, int apart);

}  // namespace oneshot::test
