#include "ui/pages/tasks/model_words.h"
#include "ui/session/common/data_name.h"

#include <QCoreApplication>
#include <QLocale>

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::ModelView", text);
}

QString number(std::int64_t n) {
    return QLocale().toString(static_cast<qlonglong>(n));
}

}  // namespace

QString baselineSentence(const Origin& origin) {
    if (origin.parameters > 0) return {};
    if (origin.model == "pixels-l2")
        return tr(
            "Nearest neighbour: the drawing whose 105 × 105 pixels differ least wins, by the sum of squared "
            "differences; vectors are compared as they are. It learns nothing and has no parameters.");
    if (origin.model == "modified-hausdorff")
        return tr(
            "Compares ink as points: each drawing is centred, and the distance is the greater of the two mean "
            "distances from the points of one drawing to the nearest points of the other (Dubuisson and Jain "
            "1994). It learns nothing and has no parameters.");
    if (origin.model == "strokes")
        return tr(
            "Compares strokes: the pen of one drawing follows the strokes of the other, with the noise of a hand; "
            "another "
            "order, direction or division of the strokes costs what its probability says. It learns nothing, has no "
            "parameters, and needs drawings with strokes.");
    if (origin.model == "random")
        return tr(
            "Scores that depend on the two drawings by chance alone: what guessing reaches. It has no "
            "parameters.");
    return tr("It has no parameters.");
}

QString scoreSentence(ScoreKind kind) {
    switch (kind) {
        case ScoreKind::Cosine:
            return tr(
                "The cosine of the angle between the embeddings of two drawings, from −1 to 1; 1 where they are "
                "the same.");
        case ScoreKind::SameLogit:
            return tr(
                "The logit of the probability that two drawings show one character: 0 is one half, and p / (1 − "
                "p) is its exponential.");
        case ScoreKind::SquaredDistance:
            return tr(
                "The squared distance of the pixels, numbers or embeddings, with a minus sign: 0 where two drawings "
                "are "
                "the same.");
        case ScoreKind::HausdorffDistance:
            return tr(
                "The modified Hausdorff distance in pixels, with a minus sign: 0 where two drawings are the "
                "same.");
        case ScoreKind::LogLikelihood:
            return tr(
                "The logarithm of the likelihood that the query is a redrawing of the other drawing, up to a constant: "
                "0 "
                "where they are the same.");
        case ScoreKind::Learnt:
            return tr("A learnt similarity of two embeddings, of no fixed scale: the higher, the more alike.");
        case ScoreKind::LogProbability:
            return tr(
                "The logarithm of the probability of the way's label, which the memory gives after it was shown the "
                "support set and its labels: 0 is certain.");
        case ScoreKind::Noise:
            break;
    }
    return tr("A random number from 0 to 1: it says nothing.");
}

QString shareSentence(ScoreKind kind, double shareScale) {
    if (kind == ScoreKind::Noise) return tr("0: all ways have the same share.");
    const QString scale = QLocale().toString(shareScale, 'g', 3);
    const QString what =
        tr("%1: the softmax of scores times this gives each way's share of the support set.").arg(scale);
    if (kind == ScoreKind::Learnt || (kind == ScoreKind::SquaredDistance && shareScale == 1))
        return what + u' ' + tr("It was trained so.");
    switch (kind) {
        case ScoreKind::Cosine:
            return what + u' ' + tr("It was learnt with the weights.");
        case ScoreKind::SameLogit:
        case ScoreKind::LogLikelihood:
            return what + u' ' + tr("Odds weigh the ways as they are.");
        case ScoreKind::LogProbability:
            return what + u' ' + tr("Probabilities weigh the ways as they are.");
        default:
            return what + u' ' + tr("It was fitted on built-in glyphs by maximum likelihood.");
    }
}

QList<std::pair<QString, QString>> originFacts(const Origin& origin) {
    QList<std::pair<QString, QString>> facts{{tr("Learner"), QString::fromStdString(origin.model)}};
    if (origin.parameters == 0) return facts;
    if (!origin.run.empty()) facts += {tr("Run"), QString::fromStdString(origin.run)};
    facts += {tr("Step"), number(origin.step)};
    facts += {tr("Learnt from"), session::dataName(origin.data.spec)};
    facts += {tr("SHA-256"), QString::fromStdString(origin.data.sha256).left(16) + QStringLiteral("…")};
    std::size_t characters = 0;
    for (const LearntAlphabet& alphabet : origin.learnt) characters += alphabet.characters.size();
    facts += {tr("Characters"), origin.learnt.size() == 1
                                    ? tr("%1 of one alphabet").arg(number(static_cast<std::int64_t>(characters)))
                                    : tr("%1 of %2 alphabets")
                                          .arg(number(static_cast<std::int64_t>(characters)),
                                               number(static_cast<std::int64_t>(origin.learnt.size())))};
    return facts;
}

}  // namespace oneshot::ui
