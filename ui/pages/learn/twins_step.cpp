#include "ui/pages/learn/twins_step.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/pairs_picture.h"
#include "ui/pages/learn/twins_picture.h"
#include "ui/session/common/words.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

// The background set of Koch et al. 2015 and Lake et al. 2015: 30 alphabets, each character by 20 drawers.
constexpr int omniglotCharacters = 964, omniglotDrawers = 20;

}  // namespace

TwinsStep::TwinsStep(session::Workspace& workspace)
    : LearnStep(
          LearnPage::titleOf(2),
          tr("A siamese network has two twins: one encoder with one set of weights, used twice. Each drawing "
             "becomes an embedding, and the two embeddings give one similarity. So swapping the drawings changes "
             "nothing.\n\nIt learns from pairs. Half of those are picked to show the same character: of all pairs, "
             "hardly any do.")),
      workspace_(workspace),
      twins_(workspace.models()),
      twinsPicture_(new TwinsPicture),
      pairsPicture_(new PairsPicture),
      verdict_(textLabel("learn.twins.verdict", nullptr)),
      counts_(textLabel("learn.twins.counts")) {
    makePicture();
    makeCounts();
    connect(&twins_, &session::Twins::answered, this, &TwinsStep::showAnswer);
    connect(&twins_, &session::Twins::counted, this, &TwinsStep::showFigures);
    connect(&twins_, &session::Twins::failed, this, &TwinsStep::showFault);
    const auto count = [this] {
        counts_->setText(workspace_.dataset() ? tr("Counting pairs") : tr("Your dataset is not open yet."));
        twins_.count(workspace_.dataset());
    };
    connect(&workspace_, &session::Workspace::datasetChanged, this, count);
    count();
    twins_.show(number_, false);
}

void TwinsStep::makePicture() {
    auto* swap = new QPushButton(lineIcon("again"), tr("Swap"));
    swap->setObjectName(QStringLiteral("learn.twins.swap"));
    swap->setToolTip(tr("Gives each drawing to the other twin"));
    auto* other = new QPushButton(tr("Another pair"));
    other->setObjectName(QStringLiteral("learn.twins.other"));
    other->setToolTip(tr("In turn two drawings of one character and drawings of two"));
    setLead(swap);
    verdict_->setMinimumHeight(2 * verdict_->fontMetrics().lineSpacing());  // so that a second line moves nothing
    picture()->addWidget(twinsPicture_, 3);
    picture()->addLayout(rowLayout(8, {swap, other, {verdict_, 1}}));
    picture()->addWidget(pairsPicture_, 2);
    connect(swap, &QPushButton::clicked, this, [this] {
        if (!asShown_.isEmpty()) twins_.show(number_, !answer_->swapped);
    });
    connect(other, &QPushButton::clicked, this, [this] {
        asShown_.clear();
        twins_.show(++number_, false);
    });
}

void TwinsStep::makeCounts() {
    QLabel* formula = textLabel("learn.twins.formula");
    formula->setText(
        tr("C characters, each drawn E times, make CE\u00a0(CE\u00a0−\u00a01)\u00a0/\u00a02 pairs. In "
           "CE\u00a0(E\u00a0−\u00a01)\u00a0/\u00a02 of them both drawings show the same character."));
    QLabel* omniglot = textLabel("learn.twins.omniglot");
    omniglot->setText(pairWords(tr("Omniglot's background set"), omniglotCharacters,
                                omniglotCharacters * omniglotDrawers, pairCounts(omniglotCharacters, omniglotDrawers)));
    explain(omniglot, "background set");
    for (QLabel* label : {formula, omniglot, counts_}) beside()->addWidget(label);
}

QString TwinsStep::pairWords(const QString& data, std::int64_t characters, std::int64_t drawings,
                             const PairCounts& counts) {
    const QLocale locale;
    const auto number = [&](std::int64_t value) { return locale.toString(static_cast<qlonglong>(value)); };
    const QString pairs = tr("%1: %2 characters, %3 drawings, %4 pairs")
                              .arg(data, number(characters), number(drawings), number(counts.all));
    if (counts.same == 0) return tr("%1, none of them same.").arg(pairs);
    return tr("%1, %2 of them same: one in %3.")
        .arg(pairs, number(counts.same), locale.toString(counts.perSame(), 'f', 0));
}

void TwinsStep::showAnswer(const session::TwinAnswer& answer) {
    answer_ = answer;
    twinsPicture_->setAnswer(answer);
    setFault(verdict_, false);
    setStyleRole(verdict_, "muted", false);
    const QString score = scoreText(answer.kind, answer.score);
    QString text = answer.same ? tr("Two drawings of one character.") : tr("Drawings of two characters.");
    if (!answer.swapped) {
        asShown_ = score;
        text += u' ' + tr("A with B: %1.").arg(score);
    } else {
        text += u' ' + tr("A with B: %1, B with A: %2.").arg(asShown_, score);
    }
    verdict_->setText(text);
    if (answer.swapped) Q_EMIT done();
}

void TwinsStep::showFigures(const session::PairFigures& figures) {
    counts_->setText(pairWords(tr("Your dataset, %1").arg(session::dataName(figures.dataset)), figures.characters,
                               figures.drawings, figures.counts));
    pairsPicture_->setFigures(figures);
}

void TwinsStep::showFault(const QString& why) {
    setFault(verdict_, true);
    verdict_->setText(why);
}

}  // namespace oneshot::ui
