#pragma once

#include <QList>
#include <QString>
#include <utility>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// What a baseline does, in a sentence or two; empty for a network.
QString baselineSentence(const Origin&);

/// Where a model comes from and what its scores mean, as captions and values. softmaxScale: the model's.
QList<std::pair<QString, QString>> modelFacts(const OneShotModel&, double softmaxScale);

}  // namespace oneshot::ui
