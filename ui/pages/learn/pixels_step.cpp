#include "ui/pages/learn/pixels_step.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>
#include <utility>

#include "ui/pages/learn/distance_bars.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/movable_drawing.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int pixelsDecimals = 0, networkDecimals = 3;

}  // namespace

PixelsStep::PixelsStep(session::Workspace& workspace)
    : LearnStep(LearnPage::titleOf(1),
                tr("The simplest learner takes the nearest neighbour: the drawing that differs least, pixel by pixel."
                   "\n\nDrag the drawing by a few pixels, or turn it. It is the same character still, but by pixels "
                   "another one comes nearer. The network centres the ink, and has learnt what may vary: its distances "
                   "hardly move.")),
      question_(workspace.models()),
      drawing_(new MovableDrawing),
      turn_(new QSlider(Qt::Horizontal)),
      bars_(new DistanceBars),
      verdict_(textLabel("learn.pixels.verdict", nullptr)) {
    constexpr int most = session::MovedDrawing::mostDegrees;
    turn_->setObjectName(QStringLiteral("learn.pixels.turn"));
    turn_->setRange(-most, most);
    auto* back = new QPushButton(tr("Put it back"));
    back->setObjectName(QStringLiteral("learn.pixels.back"));
    auto* other = new QPushButton(tr("Another example"));
    other->setObjectName(QStringLiteral("learn.pixels.other"));
    other->setToolTip(
        tr("Each example is the first task of an alphabet that both learners answer rightly,\n"
           "and only the network once the drawing is moved by some pixels."));
    bars_->setToolTip(
        tr("Pixels: the squared differences of all pixels, added up.\n"
           "Network: 1 minus the cosine of the two embeddings."));
    explain(bars_, "nearest neighbour");
    setLead(drawing_);

    QLabel* caption = fieldCaption(tr("Distance: shorter is nearer"), bars_);
    explain(caption, "similarity");
    QLabel* legend = textLabel("learn.pixels.legend");
    legend->setText(
        tr("The green frame marks the same character by another hand. It also lies, pale, below the drawing. Arrow "
           "keys move the drawing, Page Up and Page Down turn it."));
    beside()->addWidget(legend);
    QLayout* turning = rowLayout(8, {fieldCaption(tr("Turn"), turn_), {turn_, 1}, back});
    QLayout* left = columnLayout(10, {turning, {drawing_, 1}});
    verdict_->setMinimumHeight(2 * verdict_->fontMetrics().lineSpacing());  // so that nothing moves when it comes
    picture()->addLayout(rowLayout(12, {{verdict_, 1}, {other, 0, Qt::AlignTop}}));
    picture()->addLayout(rowLayout(24, {{left, 2}, {columnLayout(6, {caption, {bars_, 1}}), 3}}), 1);

    connect(drawing_, &MovableDrawing::moved, this, [this](const session::Motion& motion) {
        turn_->setValue(motion.degrees);
        question_.move(motion);
    });
    connect(turn_, &QSlider::valueChanged, this, [this](int degrees) {
        const session::Motion& now = drawing_->motion();
        drawing_->setMotion({now.right, now.down, degrees});
    });
    connect(back, &QPushButton::clicked, this, [this] { drawing_->setMotion({}); });
    connect(other, &QPushButton::clicked, this, [this] { question_.propose(++seed_); });
    connect(&question_, &session::MovedDrawing::proposed, this, &PixelsStep::showScene);
    connect(&question_, &session::MovedDrawing::answered, this, &PixelsStep::showAnswer);
    connect(&question_, &session::MovedDrawing::failed, this, &PixelsStep::showFault);
    verdict_->setText(tr("Looking for an example"));
    question_.propose(seed_);
}

void PixelsStep::showScene() {
    const session::MovedScene& scene = *question_.scene();
    const auto imageOf = [&](DrawingId id) { return scene.dataset->drawings[id].image; };
    std::vector<Image> shots;
    for (const Way& way : scene.task.ways) shots.push_back(imageOf(way.drawings.front()));
    const auto answer = static_cast<std::size_t>(scene.task.answer);
    drawing_->setDrawings(imageOf(scene.task.query), shots[answer]);
    turn_->setValue(0);
    bars_->setDrawings(std::move(shots), scene.task.answer);
    showAnswer(scene.rest);
}

void PixelsStep::showAnswer(const session::MovedAnswer& answer) {
    answer_ = answer;
    bars_->setColumns({{tr("Pixels"), distances(answer.pixels), pixelsDecimals, answer.pixels.outcome.predicted},
                       {tr("Network"), distances(answer.network), networkDecimals, answer.network.outcome.predicted}});
    setFault(verdict_, false);
    setStyleRole(verdict_, "muted", false);
    verdict_->setText(verdictOf(answer));
    if (answer.motion != session::Motion() && !answer.pixels.outcome.right) Q_EMIT done();
}

QString PixelsStep::verdictOf(const session::MovedAnswer& answer) const {
    const auto nearest = [](const TaskOutcome& outcome) {
        if (outcome.predicted < 0) return tr("two at once");
        return (outcome.right ? tr("drawing %1, right") : tr("drawing %1, wrong")).arg(outcome.predicted + 1);
    };
    const QString text = tr("Nearest by pixels: %1. Nearest by the network: %2.")
                             .arg(nearest(answer.pixels.outcome), nearest(answer.network.outcome));
    const session::MovedScene& scene = *question_.scene();
    const auto at = static_cast<std::size_t>(scene.task.answer);
    const auto change = [&](const session::LearnerAnswer& from, const session::LearnerAnswer& to, int decimals) {
        const QLocale locale;
        if (answer.motion == session::Motion()) return locale.toString(distances(to)[at], 'f', decimals);
        return tr("from %1 to %2")
            .arg(locale.toString(distances(from)[at], 'f', decimals),
                 locale.toString(distances(to)[at], 'f', decimals));
    };
    return text + u'\n' +
           tr("Distance from the framed drawing: %1 by pixels, %2 by the network.")
               .arg(change(scene.rest.pixels, answer.pixels, pixelsDecimals),
                    change(scene.rest.network, answer.network, networkDecimals));
}

void PixelsStep::showFault(const QString& why) {
    setFault(verdict_, true);
    verdict_->setText(why);
}

}  // namespace oneshot::ui
