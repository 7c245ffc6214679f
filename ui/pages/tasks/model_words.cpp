#include "ui/pages/tasks/model_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::ModelView", text);
}

QString scoreSentence(ScoreKind kind) {
    switch (kind) {
        case ScoreKind::Cosine:
            return tr(
                "The cosine of the angle between the embeddings of two drawings, from −1 to 1; 1 where they are the "
                "same.");
        case ScoreKind::SameLogit:
            return tr(
                "The logit of the probability that two drawings show one character: 0 is one half, and p / (1 − p) is "
                "its exponential.");
        case ScoreKind::SquaredDistance:
            return tr(
                "The squared distance of the pixels, numbers or embeddings, with a minus sign: 0 where two drawings "
                "are the same.");
        case ScoreKind::HausdorffDistance:
            return tr(
                "The modified Hausdorff distance in pixels, with a minus sign: 0 where two drawings are the same.");
        case ScoreKind::LogLikelihood:
            return tr(
                "The logarithm of the likelihood that the query is a redrawing of the other drawing, up to a constant: "
                "0 where they are the same.");
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

QString softmaxSentence(ScoreKind kind, double scale) {
    if (kind == ScoreKind::Noise) return tr("0: all ways are equally probable.");
    QString reason = tr("It was fitted on built-in glyphs by maximum likelihood.");
    if (kind == ScoreKind::Learnt || (kind == ScoreKind::SquaredDistance && scale == 1))
        reason = tr("It was trained so.");
    else if (kind == ScoreKind::Cosine)
        reason = tr("It was learnt with the weights.");
    else if (kind == ScoreKind::SameLogit || kind == ScoreKind::LogLikelihood)
        reason = tr("Odds weigh the ways as they are.");
    else if (kind == ScoreKind::LogProbability)
        reason = tr("Probabilities weigh the ways as they are.");
    return tr("%1: the softmax of scores times this gives each way's probability. %2")
        .arg(QLocale().toString(scale, 'g', 3), reason);
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
            "another order, direction or division of the strokes costs what its probability says. It learns nothing, "
            "has no parameters, and needs drawings with strokes.");
    if (origin.model == "random")
        return tr(
            "Scores that depend on the two drawings by chance alone: what guessing reaches. It has no parameters.");
    return tr("It has no parameters.");
}

QList<std::pair<QString, QString>> modelFacts(const OneShotModel& model, double softmaxScale) {
    const Origin& origin = model.origin();
    QList<std::pair<QString, QString>> facts{{tr("Learner"), QString::fromStdString(origin.model)}};
    if (origin.parameters > 0) {
        if (!origin.run.empty()) facts += {tr("Run"), QString::fromStdString(origin.run)};
        facts += {tr("Step"), QLocale().toString(static_cast<qlonglong>(origin.step))};
        facts += {tr("Learnt from"), session::dataName(origin.data.spec)};
        facts += {tr("SHA-256"), QString::fromStdString(origin.data.sha256).left(16) + QStringLiteral("…")};
        qlonglong characters = 0;
        for (const LearntAlphabet& alphabet : origin.learnt) characters += std::ssize(alphabet.characters);
        facts += {tr("Characters"),
                  tr("%1 of %2")
                      .arg(QLocale().toString(characters),
                           session::counted(std::ssize(origin.learnt), tr("one alphabet"), tr("%1 alphabets")))};
    }
    facts += {tr("Score"), scoreSentence(model.scoreKind())};
    facts += {tr("Softmax scale"), softmaxSentence(model.scoreKind(), softmaxScale)};
    return facts;
}

}  // namespace oneshot::ui
