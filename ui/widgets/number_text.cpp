#include "ui/widgets/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {
namespace {

struct Words {
    const char *name, *explanation;
};

Words wordsOf(ScoreKind kind) {
    switch (kind) {
        case ScoreKind::Cosine:
            return {"cosine", "Its score is the cosine of two embeddings, −1 to 1; 1 is the same."};
        case ScoreKind::SameLogit:
            return {"p(same)", "Its score is the probability that both drawings show one character."};
        case ScoreKind::SquaredDistance:
            return {"distance²",
                    "Its score is the squared distance of the pixels, numbers or embeddings; 0 is the same."};
        case ScoreKind::HausdorffDistance:
            return {"distance", "Its score is the modified Hausdorff distance of the ink in pixels; 0 is the same."};
        case ScoreKind::LogLikelihood:
            return {"log-likelihood",
                    "Its score is the log-likelihood that one drawing is a redrawing of the other; 0 is the same."};
        case ScoreKind::Learnt:
            return {"similarity", "Its score is a learnt similarity of two embeddings, of no fixed scale."};
        case ScoreKind::LogProbability:
            return {"log p", "Its score is the logarithm of the probability of the way's label; 0 is certain."};
        case ScoreKind::Noise:
            break;
    }
    return {"noise", "Its score is noise: what guessing gives."};
}

QString tr(const char* text) {
    return QCoreApplication::translate("Score", text);
}

}  // namespace

QString probabilityText(double p) {
    return p < 0.001 ? tr("p < 0.001") : tr("p = %1").arg(QString::number(p, 'f', 3));
}

QString durationText(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    const QString tail = QStringLiteral(":%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600) return QString::number(whole / 60) + tail;
    return QString::number(whole / 3600) + QStringLiteral(":%1").arg(whole / 60 % 60, 2, 10, QLatin1Char('0')) + tail;
}

QString percentText(double percent) {
    return QStringLiteral("%1 %").arg(percent, 0, 'f', 1);
}

QString signedText(double value, int decimals) {
    return QString(QChar(value < 0 ? u'\u2212' : u'+')) + QLocale().toString(std::abs(value), 'f', decimals);
}

QString scoreText(ScoreKind kind, float score) {
    const QLocale locale;
    if (!std::isfinite(score)) return tr("no number");
    if (kind == ScoreKind::SameLogit)
        return QStringLiteral("p %1").arg(locale.toString(1 / (1 + std::exp(-static_cast<double>(score))), 'f', 3));
    if (kind == ScoreKind::SquaredDistance || kind == ScoreKind::HausdorffDistance) {
        const double distance = score == 0 ? 0 : -static_cast<double>(score);
        return locale.toString(distance, 'f', distance < 100 ? 2 : 0);
    }
    return score < 0 ? signedText(score) : locale.toString(score, 'f', 2);
}

QString scoreName(ScoreKind kind) {
    return tr(wordsOf(kind).name);
}

QString scoreExplanation(ScoreKind kind) {
    return tr(wordsOf(kind).explanation);
}

}  // namespace oneshot::ui
