#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// The number that stands for a score to a person: a logit as its probability, a distance without its sign.
inline QString scoreText(ScoreKind kind, double score) {
    const QLocale locale;
    switch (kind) {
        case ScoreKind::SameLogit:
            return QCoreApplication::translate("Score", "p %1")
                .arg(locale.toString(1 / (1 + std::exp(-score)), 'f', 3));
        case ScoreKind::SquaredDistance:
        case ScoreKind::HausdorffDistance:
            return QCoreApplication::translate("Score", "distance %1").arg(locale.toString(-score, 'f', 1));
        case ScoreKind::Cosine:
        case ScoreKind::Noise:
            break;
    }
    return locale.toString(score, 'f', 2);
}

}  // namespace oneshot::ui
