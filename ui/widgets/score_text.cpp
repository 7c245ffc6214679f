#include "ui/widgets/score_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Score", text);
}

}  // namespace

QString scoreText(ScoreKind kind, float score) {
    const QLocale locale;
    if (!std::isfinite(score)) return tr("no number");
    switch (kind) {
        case ScoreKind::SameLogit:
            return QStringLiteral("p %1").arg(locale.toString(1 / (1 + std::exp(-static_cast<double>(score))), 'f', 3));
        case ScoreKind::SquaredDistance:
        case ScoreKind::HausdorffDistance: {
            const double distance = score == 0 ? 0 : -static_cast<double>(score);
            return locale.toString(distance, 'f', distance < 100 ? 2 : 0);
        }
        case ScoreKind::Cosine:
        case ScoreKind::LogLikelihood:
        case ScoreKind::Learnt:
        case ScoreKind::LogProbability:
        case ScoreKind::Noise:
            break;
    }
    return score < 0 ? signedText(score) : locale.toString(score, 'f', 2);
}

QString scoreName(ScoreKind kind) {
    switch (kind) {
        case ScoreKind::Cosine:
            return tr("cosine");
        case ScoreKind::SameLogit:
            return tr("p(same)");
        case ScoreKind::SquaredDistance:
            return tr("distance²");
        case ScoreKind::HausdorffDistance:
            return tr("distance");
        case ScoreKind::LogLikelihood:
            return tr("log-likelihood");
        case ScoreKind::Learnt:
            return tr("similarity");
        case ScoreKind::LogProbability:
            return tr("log p");
        case ScoreKind::Noise:
            break;
    }
    return tr("noise");
}

QString scoreExplanation(ScoreKind kind) {
    switch (kind) {
        case ScoreKind::Cosine:
            return tr("Its score is the cosine of two embeddings, −1 to 1; 1 is the same.");
        case ScoreKind::SameLogit:
            return tr("Its score is the probability that both drawings show one character.");
        case ScoreKind::SquaredDistance:
            return tr("Its score is the squared distance of the pixels, numbers or embeddings; 0 is the same.");
        case ScoreKind::HausdorffDistance:
            return tr("Its score is the modified Hausdorff distance of the ink in pixels; 0 is the same.");
        case ScoreKind::LogLikelihood:
            return tr("Its score is the log-likelihood that one drawing is a redrawing of the other; 0 is the same.");
        case ScoreKind::Learnt:
            return tr("Its score is a learnt similarity of two embeddings, of no fixed scale.");
        case ScoreKind::LogProbability:
            return tr("Its score is the logarithm of the probability of the way's label; 0 is certain.");
        case ScoreKind::Noise:
            break;
    }
    return tr("Its score is noise: what guessing gives.");
}

}  // namespace oneshot::ui
