#include "tests/support/window_states.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/runs/run_directory.h"
#include "core/runs/run_summary.h"
#include "core/search/search.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/made_up_search.h"
#include "tests/support/reach.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/fields/dataset_dialog.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/learner_list.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/paper_files.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/runs/search_view.h"
#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/report/qcustomplot.h"
#include "ui/widgets/confusion_matrix.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/map_view.h"

namespace oneshot::test {
namespace {

namespace fs = std::filesystem;
using State = session::ChallengeSession::State;

fs::path useHome(const QString& folder, const char* name) {
    const fs::path home = fs::path(folder.toStdString()) / name;
    fs::create_directories(home);
    setHomeFolder(home);
    return home;
}

/// The curves of a chart; as many as are asked for when they have come.
std::size_t curves(WindowDriver& driver, const char* plot) {
    return driver.find<ui::CurvePlot>(plot)->chart().series.size();
}

QString visitMap(TasksDriver& driver, const VisitState& visit) {
    driver.find<QToolButton>("tasks.tab.map")->click();
    auto* map = driver.find<ui::MapView>("tasks.map.view");
    AWAIT(driver.text("tasks.map.state").contains(QStringLiteral("perplexity")));
    visit(driver, QStringLiteral("tasks-map"));
    map->setCurrent(0);
    AWAIT(driver.find<QListWidget>("tasks.map.neighbours")->count() > 0);
    map->zoom(6, map->placeOf(0));
    visit(driver, QStringLiteral("tasks-map-near"));
    return {};
}

}  // namespace

QString visitTrain(const QString& folder, const VisitState& visit) {
    const fs::path home = useHome(folder, "train");
    RunRequest request = tinyRun(home / "runs" / "long", 1'000'000);
    request.stopAt = 40;
    train(request);
    RunRequest memory = tinyMemoryRun(home / "runs" / "memory", 4);
    memory.stopAt = 3;
    train(memory);
    WindowDriver driver;
    auto* page = driver.find<ui::TrainPage>("page.train");
    AWAIT(driver.enabled("train.start"));
    visit(driver, QStringLiteral("train"));
    TrainingConfig changed = presetNamed("koch2015").config;
    changed.preset = "compact";  // so that most settings differ from the preset and are bold
    page->form()->setConfig(changed);
    driver.type("train.setting.seed", QStringLiteral("x"));
    for (QToolButton* group : page->findChildren<QToolButton*>())
        if (group->objectName().startsWith(QStringLiteral("train.group.")) && !group->isChecked()) group->click();
    visit(driver, QStringLiteral("train-all-settings"));
    session::DataChoice& background = driver.window.workspace().background();
    background.choosePath(folder + QStringLiteral("/there/is/no/such/archive.zip"));
    AWAIT(!background.isOpening());
    visit(driver, QStringLiteral("train-no-data"));

    const session::TrainingSession& training = driver.window.session();
    page->continueRun(QString::fromStdString(request.directory.string()));
    AWAIT(training.state() == session::TrainingSession::State::Running &&
          driver.find<ui::CurvePlot>("train.plot.accuracy")->chart().series[0].x.size() > 12);
    driver.find<QPushButton>("train.pause")->click();
    visit(driver, QStringLiteral("train-paused"));
    driver.find<QPushButton>("train.stop")->click();
    AWAIT(!training.active());
    visit(driver, QStringLiteral("train-stopped"));
    page->continueRun(QString::fromStdString(memory.directory.string()));
    AWAIT(!training.active());
    visit(driver, QStringLiteral("train-memory-completed"));
    return {};
}

QString visitData(const QString& folder, const VisitState& visit) {
    const fs::path home = useHome(folder, "data");
    writeZip(home / "tiny_characters.zip", tinyOmniglot(6, 5, 4));
    WindowDriver driver;
    auto* field = driver.find<ui::TrainPage>("page.train")->background();
    for (const auto& [name, spec] : {std::pair{"glyphs", QStringLiteral("glyphs:alphabet-count=3")},
                                     {"archive", QString::fromStdString((home / "tiny_characters.zip").string())},
                                     {"error", QString::fromStdString((home / "nowhere.zip").string())}}) {
        session::DataChoice& choice = driver.window.workspace().background();
        choice.choose(spec);
        AWAIT(!choice.isOpening());
        field->showDetails();
        auto* dialog = driver.window.findChild<ui::DatasetDialog*>();
        REACH(dialog && comes([&] { return dialog->isVisible(); }));
        visit(driver, QStringLiteral("data-") + QLatin1String(name));
        dialog->reject();
        AWAIT(!driver.window.findChild<ui::DatasetDialog*>());
    }
    REACH(driver.choose(QString::fromStdString((home / "tiny_characters.zip").string())));
    driver.find<QToolButton>("train.hold-out")->click();
    session::Workspace& workspace = driver.window.workspace();
    AWAIT(!workspace.background().isOpening() && !workspace.validation().isOpening());
    visit(driver, QStringLiteral("data-held-out"));
    return {};
}

QString visitTasks(const QString& folder, const VisitState& visit) {
    useHome(folder, "tasks");
    TasksDriver driver;
    const auto explained = [&] {
        return comes([&] { return driver.text("tasks.why.heading").contains(QStringLiteral(" · ")); });
    };
    driver.set("tasks.ways", 8);
    REACH(driver.answered(100));
    AWAIT(driver.find<QToolButton>("tasks.morph.play")->isVisible());
    visit(driver, QStringLiteral("tasks-bending"));
    driver.find<QToolButton>("tasks.reason.occlusion")->click();
    AWAIT(driver.find<QWidget>("tasks.occlusion.picture")->isVisible());
    visit(driver, QStringLiteral("tasks-blanking"));
    driver.find<QToolButton>("tasks.reason.why")->click();
    REACH(explained());
    visit(driver, QStringLiteral("tasks-right"));
    driver.find<QToolButton>("tasks.filter.wrong")->click();
    REACH(explained());
    visit(driver, QStringLiteral("tasks-wrong"));
    driver.press(Qt::Key_A);
    visit(driver, QStringLiteral("tasks-hidden"));
    driver.press(Qt::Key_A);
    driver.find<QToolButton>("tasks.filter.learnt")->click();
    visit(driver, QStringLiteral("tasks-nothing-passes"));
    driver.find<QToolButton>("tasks.filter.learnt")->click();
    driver.find<QToolButton>("tasks.filter.wrong")->click();
    driver.find<QCheckBox>("tasks.within")->setChecked(false);
    driver.set("tasks.ways", 24);
    AWAIT(driver.grid()->cells().size() == 24);
    REACH(driver.answered(100) && explained());
    visit(driver, QStringLiteral("tasks-many-ways"));
    driver.set("tasks.ways", 6);
    driver.set("tasks.shots", 4);
    AWAIT(driver.grid()->cells().size() == 6);
    REACH(driver.answered(100) && explained());
    visit(driver, QStringLiteral("tasks-many-shots"));
    driver.set("tasks.ways", 60);
    AWAIT(driver.find<QPushButton>("tasks.most")->isVisible());
    visit(driver, QStringLiteral("tasks-too-few"));
    if (const QString lost = visitMap(driver, visit); !lost.isEmpty()) return lost;
    driver.set("tasks.shots", 1);
    driver.find<QToolButton>("tasks.tab.confusions")->click();
    visit(driver, QStringLiteral("tasks-confusions-empty"));
    driver.find<QPushButton>("tasks.confusions.start")->click();
    AWAIT(!driver.find<ui::ConfusionMatrix>("tasks.confusions.matrix")->isEmpty());
    visit(driver, QStringLiteral("tasks-confusions"));
    for (const char* tab : {"ways", "model"}) {
        auto* button = driver.window.findChild<QToolButton*>(QStringLiteral("tasks.tab.") + QLatin1String(tab));
        REACH(button != nullptr);
        button->click();
        visit(driver, QStringLiteral("tasks-tab-") + QLatin1String(tab));
    }
    return {};
}

QString visitLongerThinking(const QString& folder, const VisitState& visit) {
    useHome(folder, "thinking");
    TasksDriver driver;
    driver.set("tasks.ways", 8);
    driver.set("tasks.count", 25);
    REACH(driver.answered(25));
    driver.set("tasks.views", 4);
    driver.set("tasks.rerank", 5);
    REACH(comes([&] {
        const session::BoardPtr board = driver.page()->browser().board();
        return board && board->question.thinking == session::Thinking{4, 5} && !driver.page()->browser().busy();
    }));
    visit(driver, QStringLiteral("thinking"));
    driver.find<QToolButton>("tasks.reason.morph")->click();
    driver.grid()->setCurrent(1);
    AWAIT(!driver.find<ui::MorphPanel>("tasks.morph")->busy() &&
          driver.find<QToolButton>("tasks.morph.play")->isVisible());
    driver.find<QSlider>("tasks.morph.position")->setValue(30);
    visit(driver, QStringLiteral("thinking-bent"));
    return {};
}

QString visitDraw(const QString& folder, const VisitState& visit) {
    useHome(folder, "draw");
    WindowDriver driver;
    const QString spec = QStringLiteral("glyphs:seed=7,alphabet-count=3,characters-per-alphabet=20,drawer-count=6");
    driver.window.workspace().background().choose(spec);
    driver.find<QToolButton>("nav.draw")->click();
    auto* page = driver.find<ui::DrawPage>("page.draw");
    AWAIT(driver.window.workspace().model() && driver.window.workspace().dataset());
    AWAIT(driver.enabled("draw.threshold"));
    visit(driver, QStringLiteral("draw-empty"));
    const session::DatasetPtr data = driver.window.workspace().dataset();
    QSignalSpy answers(&page->query(), &session::DrawQuery::answered);
    page->canvas()->place(data->drawings[data->alphabets[0].characters[3].drawings[0]].image);
    AWAIT(!answers.isEmpty() && !page->query().busy());
    visit(driver, QStringLiteral("draw-ranked"));
    driver.find<QDoubleSpinBox>("draw.threshold")->setValue(1.95);
    visit(driver, QStringLiteral("draw-none-of-these"));
    page->files()->openPath(folder + QStringLiteral("/there/is/no/such/drawing.png"));
    AWAIT(driver.text("draw.note").contains(QStringLiteral("drawing.png")));
    visit(driver, QStringLiteral("draw-refused"));
    page->chooser()->chooseOwn();
    visit(driver, QStringLiteral("draw-own"));
    driver.window.workspace().chooseModel(folder + QStringLiteral("/none.safetensors"));
    AWAIT(driver.text("draw.verdict").contains(QStringLiteral("There is no model")));
    visit(driver, QStringLiteral("draw-no-model"));
    return {};
}

QString visitChallengeSetUp(const QString& folder, const VisitState& visit) {
    useHome(folder, "challenge-setup");
    ChallengeDriver driver(wideGlyphs);
    AWAIT(driver.enabled("challenge.start"));
    visit(driver, QStringLiteral("challenge-setup"));
    driver.fill("challenge.limit", QStringLiteral("10"));
    driver.find<QPlainTextEdit>("challenge.consent")
        ->setPlainText(QStringLiteral("You will see characters of alphabets that you may not know. Your answers and "
                                      "their times are kept under a random code. You may stop at any time."));
    visit(driver, QStringLiteral("challenge-setup-filled"));
    driver.fill("challenge.participant", QStringLiteral("Anna"));
    driver.fill("challenge.ways", QStringLiteral("30"));
    driver.fill("challenge.seed", QStringLiteral("x"));
    driver.fill("challenge.limit", QStringLiteral("-1"));
    visit(driver, QStringLiteral("challenge-setup-faults"));
    driver.find<QComboBox>("challenge.source")->setCurrentIndex(2);
    visit(driver, QStringLiteral("challenge-setup-lake"));
    return {};
}

QString visitChallengeSession(const QString& folder, const VisitState& visit) {
    useHome(folder, "challenge-session");
    ChallengeDriver driver(wideGlyphs);
    const auto see = [&](const char* state) { visit(driver, QStringLiteral("challenge-") + QLatin1String(state)); };
    driver.setUp(QStringLiteral("20"), QStringLiteral("4"), QStringLiteral("1"));
    driver.fill("challenge.limit", QStringLiteral("600"));
    driver.fill("challenge.break", QStringLiteral("2"));
    driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("You may stop at any time."));
    REACH(driver.start());
    AWAIT(driver.find<QWidget>("challenge.agree")->isVisible());
    see("consent");
    driver.click("challenge.agree");
    REACH(driver.awaitState(State::Instruction));
    see("instruction");
    REACH(driver.begin() && driver.awaitTask());
    see("practice");
    driver.digits(QStringLiteral("1"));
    see("digit");
    driver.key(Qt::Key_Backspace);
    REACH(driver.answerByKey(driver.answerOf()));
    see("right");
    driver.click("challenge.next");
    REACH(driver.awaitState(State::PracticeOver));
    see("practice-over");
    driver.click("challenge.practice-over.next");
    REACH(driver.awaitTask());
    see("trial");
    REACH(driver.answerByKey(driver.wrongWay()));
    see("wrong");
    driver.click("challenge.next");
    REACH(driver.awaitTask());
    driver.key(Qt::Key_Escape);
    see("pause");
    driver.click("challenge.go-on");
    REACH(driver.awaitTask() && driver.answerByKey(driver.wrongWay()));
    driver.click("challenge.next");
    REACH(driver.awaitState(State::Break));
    see("break");
    driver.click("challenge.break.next");
    REACH(driver.awaitTask());
    driver.key(Qt::Key_Escape);
    driver.click("challenge.leave");
    AWAIT(driver.enabled("challenge.resume"));
    see("results-running");
    REACH(driver.resume() && driver.finish(100, false));
    AWAIT(!driver.enabled("challenge.resume"));
    see("results");

    driver.setUp(QStringLiteral("5"), QStringLiteral("1"), QStringLiteral("0"));
    driver.fill("challenge.limit", QStringLiteral("0.5"));
    REACH(driver.start() && driver.awaitState(State::Answered));
    see("time-is-up");
    driver.click("challenge.next");
    REACH(driver.awaitState(State::Ended));
    see("thanks");
    return {};
}

QString visitChallengeResults(const QString& folder, const VisitState& visit) {
    useHome(folder, "challenge-results");
    ChallengeDriver driver;
    driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
    driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
    REACH(driver.start() && driver.awaitTask());
    driver.digits(QStringLiteral("1"));
    REACH(driver.awaitTask());
    driver.key(Qt::Key_Escape);
    driver.click("challenge.leave");
    AWAIT(driver.find<QWidget>("challenge.withheld")->isVisible());
    visit(driver, QStringLiteral("challenge-results-withheld"));
    for (const char* code : {"AAAA-2222", "BBBB-2222"}) {
        driver.setUp(QStringLiteral("5"), QStringLiteral("6"), QStringLiteral("0"));
        driver.fill("challenge.participant", QLatin1String(code));
        REACH(driver.start() && driver.finish(code[0] == 'A' ? 3 : 100, false));
    }
    auto* table = driver.find<QTableView>("challenge.sessions");
    AWAIT(table->model()->rowCount() == 3);
    table->selectAll();
    visit(driver, QStringLiteral("challenge-results-pooled"));
    driver.click("challenge.view.people");
    AWAIT(driver.find<ui::CurvePlot>("challenge.people.blocks")->chart().hasPoints());
    visit(driver, QStringLiteral("challenge-results-people"));
    driver.click("challenge.view.items");
    AWAIT(driver.find<ui::CurvePlot>("challenge.items.plot")->chart().hasPoints());
    visit(driver, QStringLiteral("challenge-results-items"));
    driver.click("challenge.view.accuracy");
    table->selectRow(0);
    driver.find<QAction>("challenge.session.exclude")->trigger();
    driver.find<QPlainTextEdit>("challenge.exclude.dialog.text")->setPlainText(QStringLiteral("fell asleep, twice"));
    visit(driver, QStringLiteral("challenge-results-exclude"));
    driver.click("challenge.exclude.dialog.accept");
    AWAIT(driver.find<QLabel>("challenge.excluded")->isVisible());
    table->selectAll();
    visit(driver, QStringLiteral("challenge-results-excluded"));
    driver.find<QAction>("challenge.session.delete")->trigger();
    visit(driver, QStringLiteral("challenge-results-delete"));
    driver.click("challenge.delete.no");
    return {};
}

QString visitRuns(const QString& folder, const VisitState& visit) {
    useHome(folder, "runs");
    WindowDriver driver;
    driver.find<QToolButton>("nav.runs")->click();
    auto* page = driver.find<ui::RunsPage>("page.runs");
    AWAIT(driver.find<QLabel>("runs.empty")->isVisible());
    visit(driver, QStringLiteral("runs-none"));
    std::vector<fs::path> runs;
    for (int number = 0; number < 40; ++number) runs.push_back(writeMadeUpRun(runsFolder(), number, 60));
    writeRunNotes(runs[37], {"Augmentation, stronger", {"paper", "augmentation"}, "Best so far on katakana", true});
    driver.find<QToolButton>("nav.train")->click();  // a page looks at the folder when it is opened
    driver.find<QToolButton>("nav.runs")->click();
    AWAIT(driver.find<QTableView>("runs.table")->model()->rowCount() == 40);
    page->choose({runs[37], runs[30], runs[33]});
    AWAIT(curves(driver, "runs.plot") == 3);
    visit(driver, QStringLiteral("runs-curves"));
    driver.find<QToolButton>("runs.beside")->click();
    visit(driver, QStringLiteral("runs-beside"));
    driver.find<QToolButton>("runs.beside")->click();
    driver.find<QToolButton>("runs.tab.settings")->click();
    visit(driver, QStringLiteral("runs-settings"));
    driver.find<QToolButton>("runs.tab.notes")->click();
    page->choose({runs[37]});
    AWAIT(curves(driver, "runs.plot") == 1);
    visit(driver, QStringLiteral("runs-notes"));
    driver.find<QToolButton>("runs.queue")->click();
    visit(driver, QStringLiteral("runs-queue"));
    driver.find<QPushButton>("runs.queue.close")->click();
    return {};
}

QString visitComparison(const QString& folder, const VisitState& visit) {
    useHome(folder, "comparison");
    const fs::path run = train(tinyRun(runsFolder() / "2026-11-23_1412_compact_7f3a")).directory;
    WindowDriver driver;
    driver.find<QToolButton>("nav.runs")->click();
    AWAIT(driver.find<QTableView>("runs.table")->model()->rowCount() == 1);
    driver.find<ui::RunsPage>("page.runs")->choose({run});
    driver.find<QToolButton>("runs.compare")->click();
    driver.find<QRadioButton>("runs.compare.on-data")->click();
    driver.fill("runs.compare.data",
                QStringLiteral("glyphs:seed=9,alphabet-count=3,characters-per-alphabet=20,drawer-count=4"));
    driver.set("runs.compare.tasks", 100);
    visit(driver, QStringLiteral("comparison-empty"));
    driver.find<QPushButton>("runs.compare.start")->click();
    AWAIT(!driver.enabled("runs.compare.cancel") &&
          driver.find<QTableView>("runs.compare.table")->model()->rowCount() == 3);
    visit(driver, QStringLiteral("comparison"));
    return {};
}

QString visitSearches(const QString& folder, const VisitState& visit) {
    for (const int trials : {0, 12}) {
        useHome(folder, trials == 0 ? "no-search" : "search");
        if (trials > 0) {
            fs::create_directories(searchesFolder() / "one");
            writeSearch(searchesFolder() / "one", madeUpSearch(trials));
        }
        WindowDriver driver;
        driver.find<QToolButton>("nav.runs")->click();
        driver.find<QToolButton>("runs.searches")->click();
        AWAIT(driver.find<QTableView>("runs.search.table")->model()->rowCount() == trials);
        AWAIT(driver.find<QLabel>("runs.search.empty")->isVisible() == (trials == 0));
        if (trials > 0) driver.find<ui::SearchView>("runs.search.view")->chooseTrial(8);
        visit(driver, trials == 0 ? QStringLiteral("search-none") : QStringLiteral("search"));
        if (trials == 0) continue;
        driver.find<QToolButton>("runs.search.new")->click();
        driver.find<QToolButton>("runs.search.add")->click();
        visit(driver, QStringLiteral("search-new"));
        driver.find<QPushButton>("runs.search.close")->click();
    }
    return {};
}

QString visitDialogs(const QString& folder, const VisitState& visit) {
    useHome(folder, "dialogs");
    WindowDriver driver;
    driver.window.workspace().background().choose(folder + QStringLiteral("/there/is/no/such/set.zip"));
    AWAIT(!driver.window.workspace().background().error().isEmpty());
    for (const auto& [action, name] :
         {std::pair{"edit.preferences", "preferences"}, {"help.shortcuts", "shortcuts"}, {"help.log", "log"}}) {
        driver.find<QAction>(action)->trigger();
        auto* dialog = driver.find<QDialog>(name);
        AWAIT(dialog->isVisible());
        if (auto* log = dialog->findChild<QPlainTextEdit*>())
            AWAIT(log->toPlainText().contains(QStringLiteral("set.zip")));
        visit(driver, QStringLiteral("window-") + QLatin1String(name));
        dialog->close();
        AWAIT(!driver.window.findChild<QDialog*>(QLatin1String(name)));
    }
    return {};
}

QString visitLarge(VisitStates visit, const QString& folder, const VisitState& state) {
    const QFont font = QApplication::font();
    QApplication::setFont(ui::scaled(font, largeFont));
    const QString missed = visit(folder + QStringLiteral("/large"), state);
    QApplication::setFont(font);
    return missed;
}

void forEachLook(ui::MainWindow& window, Looks looks, const std::function<void(const QString& look)>& look) {
    const QSize usual(1280, 800);
    for (const QSize size : {QSize(1920, 1080), QSize(1024, 640), usual})
        for (const ui::Theme theme : {ui::Theme::Dark, ui::Theme::Light}) {
            const bool dark = theme == ui::Theme::Dark;
            if (size != usual && (looks == Looks::LargeFonts || (looks == Looks::Checks && dark))) continue;
            window.resize(size);
            window.setTheme(theme);
            for (int round = 0; round < 12; ++round) QCoreApplication::processEvents();  // a layout asks for another one
            for (auto* plot : window.findChildren<QCustomPlot*>()) plot->replot(QCustomPlot::rpImmediateRefresh);
            look(QStringLiteral("%1-%2x%3")
                     .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"))
                     .arg(size.width())
                     .arg(size.height()));
        }
}

}  // namespace oneshot::test
