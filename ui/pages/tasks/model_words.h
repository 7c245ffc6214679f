#pragma once

#include <QList>
#include <QString>
#include <utility>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// What a baseline does, in a sentence; empty for a network.
QString baselineSentence(const Origin&);

/// What a score says, in a sentence.
QString scoreSentence(ScoreKind);

/// What the share scale does, in a sentence.
QString shareSentence(ScoreKind, double shareScale);

/// Where a model comes from, as captions and values: preset, run, step, data.
QList<std::pair<QString, QString>> originFacts(const Origin&);

}  // namespace oneshot::ui
