#include <QPushButton>
#include <QToolButton>
#include <QtTest>
#include <filesystem>

#include "core/runs/run_directory.h"
#include "tests/support/reach.h"
#include "tests/support/window_driver.h"
#include "tests/support/window_states.h"
#include "ui/pages/learn/challenge_step.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/map_step.h"
#include "ui/pages/learn/movable_drawing.h"
#include "ui/pages/learn/neighbour_row.h"
#include "ui/pages/learn/pixels_step.h"
#include "ui/pages/learn/training_step.h"
#include "ui/pages/learn/twins_step.h"
#include "ui/widgets/support_grid.h"

namespace oneshot::test {
namespace {

/// The tasks of the first step: open ones and answered ones.
QString visitTaskStep(WindowDriver& driver, const VisitState& visit) {
    auto* grid = driver.find<ui::SupportGrid>("learn.task.support");
    AWAIT(!grid->cells().empty());
    visit(driver, QStringLiteral("learn-task"));
    for (const char* digits : {"1", "2"}) {
        QTest::keyClicks(grid, QString::fromLatin1(digits));
        if (*digits == '2') visit(driver, QStringLiteral("learn-task-answered"));
        driver.click("learn.task.next");
    }
    QTest::keyClicks(grid, QStringLiteral("07"));
    visit(driver, QStringLiteral("learn-task-end"));
    return {};
}

/// A training, which is short here, before it begins and when it has ended.
QString visitTrainingStep(WindowDriver& driver, const VisitState& visit) {
    auto* step = driver.window.findChild<ui::TrainingStep*>();
    visit(driver, QStringLiteral("learn-training"));
    TrainingConfig recipe = session::GlyphTraining::recipe();
    recipe.length.steps = 40;
    recipe.batches.pairsPerStep = 16;
    step->setRecipe(recipe);
    driver.click("learn.training.start");
    AWAIT(step->training().lastEnd() == session::GlyphTraining::End::Completed);
    visit(driver, QStringLiteral("learn-training-completed"));
    return {};
}

QString visitMapStep(WindowDriver& driver, const VisitState& visit) {
    auto* row = driver.window.findChild<ui::NeighbourRow*>();
    auto* step = driver.window.findChild<ui::MapStep*>();
    AWAIT(!row->neighbours().empty());
    AWAIT(!step->map().busy());
    visit(driver, QStringLiteral("learn-map"));
    return {};
}

/// Tasks against the network: an open one, an answered one, and the result.
QString visitChallengeStep(WindowDriver& driver, const VisitState& visit) {
    using Trials = session::GlyphTrials;
    auto* step = driver.window.findChild<ui::ChallengeStep*>();
    Trials& trials = step->trials();
    AWAIT(trials.state() == Trials::State::Asking);
    visit(driver, QStringLiteral("learn-challenge"));
    for (int trial = 0; trial < Trials::count; ++trial) {
        trials.answer(0);
        if (trial == 0) visit(driver, QStringLiteral("learn-challenge-answered"));
        driver.click("learn.challenge.next");
    }
    AWAIT(trials.state() == Trials::State::Ended);
    visit(driver, QStringLiteral("learn-challenge-ended"));
    return {};
}

}  // namespace

QString visitLearn(const QString& folder, const VisitState& visit) {
    const std::filesystem::path home = std::filesystem::path(folder.toStdString()) / "learn";
    std::filesystem::create_directories(home);
    setHomeFolder(home);
    WindowDriver driver;
    AWAIT(driver.choose(smallGlyphs));
    driver.find<QToolButton>("nav.learn")->click();
    auto* page = driver.find<ui::LearnPage>("page.learn");
    if (const QString missed = visitTaskStep(driver, visit); !missed.isEmpty()) return missed;

    page->showStep(1);
    const auto* pixels = qobject_cast<ui::PixelsStep*>(page->stepShown());
    AWAIT(pixels->answer());
    visit(driver, QStringLiteral("learn-pixels"));
    const session::Motion motion{8, -5, 10};
    driver.find<ui::MovableDrawing>("learn.pixels.drawing")->setMotion(motion);
    AWAIT(pixels->answer()->motion == motion);
    visit(driver, QStringLiteral("learn-pixels-moved"));

    page->showStep(2);
    const auto* twins = qobject_cast<ui::TwinsStep*>(page->stepShown());
    AWAIT(twins->answer() && driver.text("learn.twins.counts").contains(u':'));
    visit(driver, QStringLiteral("learn-twins"));
    driver.click("learn.twins.swap");
    AWAIT(twins->answer()->swapped);
    visit(driver, QStringLiteral("learn-twins-swapped"));

    page->showStep(3);
    if (const QString missed = visitTrainingStep(driver, visit); !missed.isEmpty()) return missed;
    page->showStep(4);
    if (const QString missed = visitMapStep(driver, visit); !missed.isEmpty()) return missed;
    page->showStep(5);
    return visitChallengeStep(driver, visit);
}

}  // namespace oneshot::test
