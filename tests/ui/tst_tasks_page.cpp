// The Tasks page through the real window, by the names of its parts.
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/tasks/task_sampler.h"
#include "core/training/presets.h"
#include "core/training/training_config.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/tasks_driver.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/task_exporter.h"
#include "ui/pages/tasks/terms_chart.h"

using namespace oneshot;
using namespace oneshot::test::tasks;
using test::patience;
using ui::SupportGrid;

class TestTasksPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void worksAtFirstStart() {
        ui::MainWindow window;
        window.show();
        window.findChild<QToolButton*>(QStringLiteral("nav.tasks"))->click();
        for (const char* name : {"tasks.source", "tasks.ways", "tasks.shots", "tasks.within", "tasks.seed",
                                 "tasks.count", "tasks.learners", "tasks.export"})
            QVERIFY2(window.findChild<QWidget*>(QLatin1String(name))->isVisible(), name);
        const auto* table = window.findChild<QTableView*>(QStringLiteral("tasks.table"));
        const auto* learners = window.findChild<QTableView*>(QStringLiteral("tasks.learner.table"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 100, patience);
        QCOMPARE(learners->model()->rowCount(), 3);
        for (int i = 0; i < 3; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(learners->model()->index(i, 1).data().toString().contains(u'%'), patience);
        for (const char* name : {"tasks.table", "tasks.query", "tasks.support", "tasks.next", "tasks.previous",
                                 "tasks.answer", "tasks.jump", "tasks.why", "tasks.filter.wrong"})
            QVERIFY2(window.findChild<QWidget*>(QLatin1String(name))->isVisible(), name);
        for (const QToolButton* button :
             window.findChild<QWidget*>(QStringLiteral("page.tasks"))->findChildren<QToolButton*>())
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
        VERIFY_SAYS(window.findChild<QLabel*>(QStringLiteral("tasks.summary"))->text(),
                    "100 tasks · 20-way 1-shot · within one alphabet · chance 5.0 %");
    }

    void goesThroughTasksByKeys() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        QVERIFY(driver.page()->isAncestorOf(driver.window.focusWidget()));
        QCOMPARE(driver.page()->currentTask(), 0);
        QVERIFY(!driver.find<QToolButton>("tasks.previous")->isEnabled());
        const auto query = driver.find<ui::PictureRow>("tasks.query")->pictures()[0].image;
        driver.press(Qt::Key_N);
        QCOMPARE(driver.page()->currentTask(), 1);
        QVERIFY(driver.find<ui::PictureRow>("tasks.query")->pictures()[0].image != query);
        driver.press(Qt::Key_Right);
        driver.press(Qt::Key_Right);
        driver.press(Qt::Key_Left);
        driver.press(Qt::Key_P);
        QCOMPARE(driver.page()->currentTask(), 1);
        QCOMPARE(driver.find<QSpinBox>("tasks.jump")->value(), 2);
        driver.press(Qt::Key_End);
        QCOMPARE(driver.page()->currentTask(), 99);
        driver.press(Qt::Key_N);
        QCOMPARE(driver.page()->currentTask(), 99);
        driver.press(Qt::Key_Home);
        QCOMPARE(driver.page()->currentTask(), 0);
        driver.set("tasks.jump", 57);
        QCOMPARE(driver.page()->currentTask(), 56);
        VERIFY_SAYS(driver.text("tasks.heading"), "Task 57");
        QTest::mouseClick(driver.find<QToolButton>("tasks.next"), Qt::LeftButton);
        QCOMPARE(driver.page()->currentTask(), 57);

        // The grid keeps its arrows for itself.
        driver.grid()->setFocus();
        const int way = driver.grid()->current();
        driver.press(way > 0 ? Qt::Key_Left : Qt::Key_Right);
        QVERIFY(driver.grid()->current() != way);
        QCOMPARE(driver.page()->currentTask(), 57);
        driver.press(Qt::Key_N);
        QCOMPARE(driver.page()->currentTask(), 58);
    }

    void hidesTheAnswer() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const auto answers = [&] {
            int count = 0;
            for (const ui::WayCell& cell : driver.grid()->cells()) count += cell.answer;
            return count;
        };
        QCOMPARE(answers(), 1);
        QVERIFY(!driver.learnerCell(0, 2).isEmpty());
        driver.press(Qt::Key_A);
        QVERIFY(!driver.page()->answerShown());
        QCOMPARE(answers(), 0);
        for (const ui::WayCell& cell : driver.grid()->cells()) {
            QVERIFY(cell.verdicts.empty());
            QVERIFY(!cell.name.contains(QStringLiteral("character")));
        }
        QVERIFY(!driver.text("tasks.heading").contains(QStringLiteral("character")));
        QCOMPARE(driver.learnerCell(0, 2), QString());
        QCOMPARE(driver.grid()->current(), -1);
        QVERIFY(driver.table()->isColumnHidden(2));
        QVERIFY(!driver.find<QWidget>("tasks.why.terms")->isVisible());
        driver.press(Qt::Key_N);
        QCOMPARE(answers(), 0);
        driver.press(Qt::Key_A);
        QCOMPARE(answers(), 1);
    }

    void showsScoresAndReasons() {
        Driver driver;
        driver.set("tasks.ways", 8);
        driver.set("tasks.shots", 2);
        QVERIFY(driver.answered(100));
        const session::BoardPtr held = driver.page()->browser().board();
        const session::TaskBoard& board = *held;
        const std::vector<ui::WayCell>& cells = driver.grid()->cells();
        QCOMPARE(cells.size(), 8U);
        QCOMPARE(cells[0].drawings.size(), 2U);
        for (int learner = 0; learner < 3; ++learner) {
            double sum = 0;
            std::set<int> ranks;
            int marks = 0;
            for (std::size_t way = 0; way < 8; ++way) {
                const ui::WayVerdict& verdict = cells[way].verdicts[static_cast<std::size_t>(learner)];
                sum += verdict.share;
                ranks.insert(verdict.rank);
                if (verdict.mark == ui::WayVerdict::Mark::None) continue;
                ++marks;
                QCOMPARE(verdict.rank, 1);
                QCOMPARE(verdict.mark == ui::WayVerdict::Mark::Right, cells[way].answer);
            }
            QVERIFY(std::abs(sum - 1) < 1e-6);
            QCOMPARE(ranks.size(), 8U);
            QCOMPARE(marks, 1);
        }
        const auto* terms = driver.find<ui::TermsChart>("tasks.why.terms");
        for (const int way : {3, 5}) {
            driver.grid()->setCurrent(way);
            if (way == 5) {  // nothing is told of the way before
                VERIFY_SAYS(driver.text("tasks.why.note"), "Working out what compact · shipped sees in way 6");
                QVERIFY(!driver.text("tasks.why.heading").contains(QStringLiteral("way")));
                QVERIFY(!terms->isVisible() && !driver.find<QWidget>("tasks.why.inputs")->isVisible());
            }
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.why.heading").contains(QStringLiteral("way %1 ").arg(way + 1)),
                                     patience);
            QVERIFY(terms->isVisible());
            QVERIFY(std::abs(terms->sum() - board.answer(2, 0)->outcome.scores[static_cast<std::size_t>(way)]) < 1e-4);
            QCOMPARE(driver.find<ui::PictureRow>("tasks.why.overlay")->pictures().size(), 2U);
            QCOMPARE(driver.find<ui::PictureRow>("tasks.why.inputs")->pictures().size(), 3U);
        }
        driver.find<QTableView>("tasks.learner.table")->selectRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.why.heading").contains(QStringLiteral("pixels-l2")), patience);
        QVERIFY(!terms->isVisible());
        VERIFY_SAYS(driver.text("tasks.why.note"), "no sum of parts");
    }

    void laysDrawingsOverEachOther() {
        const auto blot = [](int left) {
            Image image{1, 60, 60, std::vector<std::uint8_t>(3600)};
            for (int y = 15; y < 45; ++y)
                for (int x = left; x < left + 30; ++x) image.pixels[static_cast<std::size_t>(y) * 60 + x] = 255;
            return image;
        };
        const QPalette palette = QApplication::palette();
        const auto [first, second] = ui::PictureRow::overlayColours(palette);
        const QImage picture = ui::PictureRow::overlay(blot(5), blot(25), 60, palette);
        QCOMPARE(picture.pixelColor(10, 30), first);
        QCOMPARE(picture.pixelColor(50, 30), second);
        QCOMPARE(picture.pixelColor(30, 30), palette.color(QPalette::Text));
        QCOMPARE(picture.pixelColor(30, 5), palette.color(QPalette::Base));
    }

    void filters() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const session::BoardPtr held = driver.page()->browser().board();
        const session::TaskBoard& board = *held;
        auto* wrong = driver.find<QToolButton>("tasks.filter.wrong");
        wrong->click();
        QCOMPARE(driver.shown(), 100 - board.answers[2]->accuracy.right);
        driver.find<QTableView>("tasks.learner.table")->selectRow(0);
        QCOMPARE(driver.shown(), 100 - board.answers[0]->accuracy.right);
        QVERIFY(wrong->toolTip().contains(QStringLiteral("pixels-l2")));
        VERIFY_SAYS(driver.text("tasks.filter.shown"),
                    QStringLiteral("%1 of 100").arg(driver.shown()).toUtf8().constData());
        for (int row = 0; row < driver.shown(); ++row) QVERIFY(driver.cell(row, 4).startsWith(u'✗'));
        QCOMPARE(driver.page()->currentTask() + 1, driver.cell(driver.table()->currentIndex().row(), 0).toInt());
        driver.press(Qt::Key_End);
        QCOMPARE(driver.page()->currentTask() + 1, driver.cell(driver.shown() - 1, 0).toInt());

        // The task that is looked at stays where the filter lets it through.
        const int task = driver.page()->currentTask();
        wrong->click();
        QCOMPARE(driver.shown(), 100);
        QCOMPARE(driver.page()->currentTask(), task);

        driver.find<QToolButton>("tasks.filter.narrow")->click();
        const int narrow = driver.shown();
        driver.find<QDoubleSpinBox>("tasks.filter.margin")->setValue(0.9);
        QVERIFY(driver.shown() > narrow);
        driver.find<QToolButton>("tasks.filter.narrow")->click();
        driver.find<QToolButton>("tasks.filter.disagree")->click();
        QVERIFY(driver.shown() > 0 && driver.shown() < 100);
        driver.find<QToolButton>("tasks.filter.disagree")->click();
        auto* alphabet = driver.find<QComboBox>("tasks.filter.alphabet");
        QCOMPARE(alphabet->count(), 4);
        alphabet->setCurrentIndex(2);
        for (int row = 0; row < driver.shown(); ++row) QCOMPARE(driver.cell(row, 1), alphabet->currentText());
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        QCOMPARE(driver.shown(), 0);
        VERIFY_SAYS(driver.text("tasks.heading"), "No task passes the filters");
        QVERIFY(!driver.find<QToolButton>("tasks.export")->isEnabled());
        QVERIFY(driver.grid()->cells().empty());
        driver.press(Qt::Key_N);
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        QVERIFY(driver.page()->currentTask() >= 0);

        driver.table()->sortByColumn(4, Qt::AscendingOrder);
        QCOMPARE(driver.find<QSpinBox>("tasks.jump")->value(), driver.table()->currentIndex().row() + 1);
    }

    void addsAndRemovesLearners() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const session::AnswersPtr before = driver.page()->browser().board()->answers[2];
        QMenu* menu = driver.find<QToolButton>("tasks.learners")->menu();
        const auto choose = [&](const char* name) {
            Q_EMIT menu->aboutToShow();
            driver.find<QAction>(name)->trigger();
        };
        choose("tasks.learner.random");
        QCOMPARE(driver.find<QTableView>("tasks.learner.table")->model()->rowCount(), 4);
        QVERIFY(driver.answered(100));
        QVERIFY(driver.page()->browser().board()->answers[2] == before);
        choose("tasks.learner.pixels-l2");
        QVERIFY(driver.answered(100));
        QCOMPARE(driver.learnerCell(0, 0), QStringLiteral("modified-hausdorff"));
        QVERIFY(driver.page()->browser().board()->answers[1] == before);
        QCOMPARE(driver.grid()->cells()[0].verdicts.size(), 3U);
        Q_EMIT menu->aboutToShow();
        QVERIFY(!driver.find<QAction>("tasks.learner.pixels-l2")->isChecked());
        QVERIFY(driver.find<QAction>("tasks.learner.random")->isChecked());
    }

    void followingTheModelInUseTakesNoOtherLearnerAway() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const auto ids = [&] {
            QStringList found;
            for (const session::TaskLearner& asked : driver.page()->browser().board()->question.learners)
                found += asked.id;
            return found;
        };
        const QString pixels = QStringLiteral("pixels-l2"), hausdorff = QStringLiteral("modified-hausdorff"),
                      random = QStringLiteral("random");
        session::Workspace& workspace = driver.window.workspace();
        QCOMPARE(ids(), QStringList({pixels, hausdorff, session::ModelLibrary::shipped}));
        workspace.chooseModel(pixels);
        QTRY_COMPARE_WITH_TIMEOUT(ids(), QStringList({pixels, hausdorff}), patience);
        workspace.chooseModel(random);
        QTRY_COMPARE_WITH_TIMEOUT(ids(), QStringList({pixels, hausdorff, random}), patience);
        workspace.chooseModel(session::ModelLibrary::shipped);
        QTRY_COMPARE_WITH_TIMEOUT(ids(), QStringList({pixels, hausdorff, session::ModelLibrary::shipped}), patience);
    }

    /// Exactly those, whatever the settings say.
    void showsTheTasksThatAnotherPageChose() {
        Driver driver;
        driver.find<QToolButton>("nav.challenge")->click();
        const session::DatasetPtr dataset = driver.window.workspace().dataset();
        const std::vector<Task> chosen = TaskSampler(*dataset, {3, 1, false, 8}).take(4);
        Q_EMIT driver.find<ui::ChallengePage>("page.challenge")->tasksRequested(dataset, chosen);
        QVERIFY(driver.page()->isVisible());
        QVERIFY(driver.answered(4));
        const auto shows = [&](const std::vector<Task>& tasks) {
            const session::BoardPtr board = driver.page()->browser().board();
            return std::ranges::equal(*board->tasks, tasks, {}, &Task::query, &Task::query);
        };
        QVERIFY(shows(chosen));
        QCOMPARE(driver.grid()->cells().size(), 3U);
        VERIFY_SAYS(driver.find<QComboBox>("tasks.source")->currentText(), "the challenge");
        for (const char* name : {"tasks.ways", "tasks.shots", "tasks.within", "tasks.seed", "tasks.count"})
            QVERIFY(!driver.find<QWidget>(name)->isEnabled());
        driver.page()->showTasks(dataset, {chosen[2]}, QStringLiteral("the challenge"));  // of the same source
        QVERIFY(driver.answered(1));
        QVERIFY(shows({chosen[2]}));
        driver.find<QComboBox>("tasks.source")->setCurrentIndex(0);
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        driver.find<QComboBox>("tasks.source")->setCurrentIndex(3);
        QVERIFY(driver.answered(1));
    }

    void exportsWhatIsShown() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        driver.find<QTableView>("tasks.learner.table")->selectRow(1);
        driver.find<QToolButton>("tasks.filter.wrong")->click();
        const int shown = driver.shown();
        QVERIFY(shown > 0 && shown < 100);
        driver.find<QAction>("tasks.export.csv")->trigger();
        auto* dialog = driver.find<QFileDialog>("tasks.export.dialog");
        dialog->setDirectory(QString::fromStdString(folder_.path().string()));
        dialog->selectFile(QStringLiteral("answers"));
        static_cast<QDialog*>(dialog)->accept();
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").contains(QStringLiteral("answers.csv")) &&
                                     std::filesystem::exists(folder_ / "answers.csv"),
                                 patience);
        test::Bytes bytes = test::readFile(folder_ / "answers.csv");
        const test::Bytes mark{0xef, 0xbb, 0xbf};  // for Excel, unless told otherwise
        QVERIFY(std::equal(mark.begin(), mark.end(), bytes.begin()));
        bytes.erase(bytes.begin(), bytes.begin() + 3);
        QStringList lines =
            QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
                .split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 3 * shown);
        const QStringList columns = lines.takeFirst().split(u',');
        int wrong = 0;
        for (const QString& line : lines) {
            const QStringList fields =
                QString(line).replace(QRegularExpression(QStringLiteral("\"[^\"]*\"")), QString()).split(u',');
            QCOMPARE(fields.size(), columns.size());
            const bool right = fields[columns.indexOf(QStringLiteral("right"))] == QStringLiteral("1");
            QCOMPARE(right, fields[columns.indexOf(QStringLiteral("right_way"))] ==
                                fields[columns.indexOf(QStringLiteral("answer"))]);
            if (fields[columns.indexOf(QStringLiteral("learner"))] == QStringLiteral("modified-hausdorff"))
                wrong += !right;
        }
        QCOMPARE(wrong, shown);

        QSignalSpy told(driver.page()->exporter(), &ui::TaskExporter::told);
        driver.page()->exporter()->saveSheets(QString::fromStdString((folder_ / "sheets").string()));
        QVERIFY(!driver.find<QToolButton>("tasks.export")->isEnabled());
        VERIFY_SAYS(driver.text("tasks.notice"), "Saving task sheets in ");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").startsWith(QStringLiteral("Task sheets")), patience);
        QVERIFY(driver.find<QToolButton>("tasks.export")->isEnabled());
        QVERIFY(told.size() > 3);
        VERIFY_SAYS(told[told.size() - 2][0].toString(), " %");
        QCOMPARE(static_cast<int>(std::distance(std::filesystem::directory_iterator(folder_ / "sheets"), {})),
                 2 * shown);
        const QImage sheet(QString::fromStdString((folder_ / "sheets").string()) +
                           QStringLiteral("/task-%1.png").arg(driver.cell(0, 0).toInt(), 4, 10, QLatin1Char('0')));
        QVERIFY(sheet.width() > 300);

        // A folder that is not empty is written to once that is agreed to.
        const auto chooseFolder = [&] {
            driver.find<QAction>("tasks.export.sheets")->trigger();
            auto* folders = driver.find<QFileDialog>("tasks.export.dialog");
            Q_EMIT folders->fileSelected(QString::fromStdString((folder_ / "sheets").string()));
            folders->close();
        };
        test::writeFile(folder_ / "sheets/mine.txt", test::bytesOf("mine"));
        told.clear();
        chooseFolder();
        driver.find<QPushButton>("overwrite.no")->click();
        QCOMPARE(told.size(), 0);
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("overwrite.question")));
        chooseFolder();
        driver.find<QPushButton>("overwrite.yes")->click();
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").startsWith(QStringLiteral("Task sheets")), patience);
        QCOMPARE(test::readFile(folder_ / "sheets/mine.txt"), test::bytesOf("mine"));

        driver.page()->exporter()->saveCsv(QString::fromStdString((folder_ / "nowhere/answers.csv").string()));
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").contains(QStringLiteral("cannot be written")), patience);
        VERIFY_SAYS(driver.text("tasks.notice"), "Check that its folder exists");
        QCOMPARE(driver.shown(), shown);
    }

    void answersLakesRuns() {
        test::writeZip(folder_ / "runs.zip", test::tinyLakeRuns(3, 5));
        test::writeFile(folder_ / "broken.zip", test::bytesOf("no zip"));
        const auto path = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        {
            Driver driver;
            driver.find<QComboBox>("tasks.source")->setCurrentIndex(2);
            QTRY_VERIFY(driver.text("tasks.message").contains(QStringLiteral("Lake's runs are the fixed one-shot")));
            QVERIFY(driver.find<QPushButton>("tasks.lake.choose")->isVisible());
            driver.page()->openLake(path("broken.zip"));
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.message").startsWith(path("broken.zip") + u':'), patience);
            driver.find<QPushButton>("tasks.lake.choose")->click();
            auto* dialog = driver.find<QFileDialog>("tasks.lake.dialog");
            Q_EMIT dialog->fileSelected(path("runs.zip"));
            dialog->reject();
            QVERIFY(driver.answered(15));
            VERIFY_SAYS(driver.text("tasks.summary"), "15 trials of 3 runs · 5-way 1-shot");
            QCOMPARE(driver.cell(14, 1), QStringLiteral("run03"));
            for (const char* name : {"tasks.ways", "tasks.shots", "tasks.within", "tasks.seed", "tasks.count"})
                QVERIFY(!driver.find<QWidget>(name)->isEnabled());
            driver.find<QComboBox>("tasks.source")->setCurrentIndex(0);
            driver.set("tasks.ways", 5);
            QVERIFY(driver.answered(100));
        }
        Driver again;  // remembers them
        again.find<QComboBox>("tasks.source")->setCurrentIndex(2);
        QVERIFY(again.answered(15));
        VERIFY_SAYS(again.find<QComboBox>("tasks.source")->currentText(), "runs.zip");
    }

    /// Neither what was asked before nor a change of settings takes the words of a file that cannot be used away.
    void keepsTheWordsAboutABadLakeFile() {
        test::writeZip(folder_ / "runs.zip", test::tinyLakeRuns(3, 5));
        test::writeFile(folder_ / "broken.zip", test::bytesOf("no zip"));
        const auto path = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        const auto asked = [&] {
            return !driver.page()->findChild<QTimer*>(QStringLiteral("tasks.timer"))->isActive();
        };
        const auto stays = [&] {
            if (!QTest::qWaitFor(asked, patience)) return false;
            QCoreApplication::processEvents();
            return driver.text("tasks.message").contains(path("broken.zip") + u':') &&
                   driver.find<QLabel>("tasks.message")->isVisible() &&
                   !driver.find<QToolButton>("tasks.export")->isEnabled();
        };
        const auto fails = [&] {
            driver.page()->openLake(path("broken.zip"));
            return QTest::qWaitFor([&] { return driver.text("tasks.message").startsWith(path("broken.zip") + u':'); },
                                   patience);
        };
        QVERIFY(fails());
        QVERIFY(stays());
        session::Workspace& workspace = driver.window.workspace();
        Q_EMIT workspace.models().changed(workspace.modelId());
        QVERIFY(!asked());
        QVERIFY(stays());
        driver.page()->openLake(path("runs.zip"));
        QVERIFY(driver.answered(15));
        QVERIFY(fails());  // with other runs open
        QVERIFY(stays());
        QCOMPARE(driver.find<QComboBox>("tasks.source")->currentText(), QStringLiteral("Lake's runs"));
    }

    /// What is being asked when a file is chosen is of another source.
    void showsNoOtherTasksUnderLakesName() {
        test::writeZip(folder_ / "runs.zip", test::tinyLakeRuns(3, 5));
        Driver driver;
        driver.set("tasks.ways", 8);
        driver.set("tasks.count", 5000);
        QTRY_VERIFY_WITH_TIMEOUT(driver.page()->browser().busy(), patience);
        QList<int> sizes;
        connect(&driver.page()->browser(), &session::TaskBrowser::changed, this,
                [&] { sizes += driver.page()->browser().board()->size(); });
        driver.page()->openLake(QString::fromStdString((folder_ / "runs.zip").string()));
        QVERIFY(!driver.page()->browser().busy());
        VERIFY_SAYS(driver.text("tasks.message"), "Reading ");
        sizes.clear();
        QVERIFY(driver.answered(15));
        QCOMPARE(sizes.count(15), sizes.size());
    }

    void measuresTheKnownErrorOnLakesRuns() {
        if (test::omniglotFolder().empty()) QSKIP("ONESHOT_OMNIGLOT_DIR is not set: no real runs to answer");
        Driver driver;
        driver.page()->openLake(QString::fromStdString((test::omniglotFolder() / "one_shot_runs_01-10.zip").string()));
        QVERIFY(driver.answered(200));
        VERIFY_SAYS(driver.learnerCell(1, 0), "modified-hausdorff");
        VERIFY_SAYS(driver.learnerCell(1, 1), "62.0 %");
        QVERIFY(!driver.find<QLabel>("tasks.learnt")->isVisible());
    }

    void offersWhatIsPossible() {
        Driver driver;
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.message").contains(u'8'), patience);  // 20 ways of 8 characters
        auto* most = driver.find<QPushButton>("tasks.most");
        QTRY_VERIFY(most->isVisible());
        QVERIFY(!driver.find<QLabel>("tasks.summary")->isVisible());
        VERIFY_SAYS(most->text(), "8 ways");
        most->click();
        QVERIFY(driver.answered(100));
        QCOMPARE(driver.find<QSpinBox>("tasks.ways")->value(), 8);
        driver.find<QComboBox>("tasks.source")->setCurrentIndex(1);
        session::DataChoice& heldOut = driver.window.workspace().validation();
        heldOut.choose({});
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.message").contains(QStringLiteral("Nothing is held out")),
                                 patience);
        heldOut.choose(glyphs);
        QVERIFY(driver.answered(100));
    }

    void answersVectorsWithWhoCan() {
        std::string table = "a,b,c,label\n";
        for (int i = 0; i < 30; ++i)
            table += std::to_string(i % 3) + ".5," + std::to_string(i) + "," + std::to_string(i * i % 7) + ",kind" +
                     std::to_string(i % 6) + "\n";
        test::writeFile(folder_ / "table.csv", test::bytesOf(table));
        Driver driver(QString::fromStdString((folder_ / "table.csv").string()));
        driver.set("tasks.ways", 4);
        QTRY_VERIFY_WITH_TIMEOUT(driver.learnerCell(0, 1).contains(u'%'), patience);
        QTRY_COMPARE_WITH_TIMEOUT(driver.learnerCell(2, 1), QStringLiteral("cannot"), patience);
        VERIFY_SAYS(driver.text("tasks.problems"), "modified-hausdorff cannot answer. ");
        VERIFY_SAYS(driver.text("tasks.problems"), "vector");
        QCOMPARE(driver.shown(), 100);
    }

    void marksWhatWasLearnt() {
        std::vector<ContainedFile> files;
        for (const ContainedFile& file :
             test::tinyOmniglot(2, 6, 4)) {  // "Alpha" becomes an alphabet that compact knows
            std::string path = file.path;
            if (const auto at = path.find("Alpha/"); at != std::string::npos) path.replace(at, 5, "Greek");
            files.push_back({path, file.bytes});
        }
        test::writeZip(folder_ / "known.zip", files);
        Driver driver(QString::fromStdString((folder_ / "known.zip").string()));
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        VERIFY_SAYS(driver.text("tasks.learnt"), "compact · shipped learnt from characters of");
        VERIFY_SAYS(driver.text("tasks.learnt"), "NO ONE-SHOT FIGURE");
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        QCOMPARE(driver.learnerCell(2, 4).toInt(), driver.shown());
        for (int row = 0; row < driver.shown(); ++row) QCOMPARE(driver.cell(row, 1), QStringLiteral("Greek"));
        for (const ui::WayCell& cell : driver.grid()->cells()) QVERIFY(cell.seen);
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        driver.find<QComboBox>("tasks.filter.alphabet")->setCurrentText(QStringLiteral("Beta"));
        for (const ui::WayCell& cell : driver.grid()->cells()) QVERIFY(!cell.seen);
    }

    void followsTheTraining() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        RunRequest request;
        request.config = presetNamed("compact").config;
        request.config.network.input.size = 16;
        request.config.network.maps = {4, 4, 8, 8};
        request.config.network.embedding = 8;
        request.config.batches.pairsPerStep = 16;
        request.config.validation.intervalSteps = 10;
        request.config.validation.tasks = 20;
        request.config.validation.ways = 5;
        request.config.threads = 1;
        request.config.length.steps = 60;
        request.background = glyphs.toStdString();
        request.validation = "glyphs:seed=6,alphabet-count=1,characters-per-alphabet=8,drawer-count=6";
        session::TrainingSession& training = driver.window.session();
        training.start(request);
        driver.page()->setLearner(session::ModelLibrary::live, true);
        const auto live = [&]() -> session::AnswersPtr {
            const session::BoardPtr& board = driver.page()->browser().board();
            for (const session::AnswersPtr& some : board->answers)
                if (some && some->id == session::ModelLibrary::live) return some;
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(live() || !training.reason().isEmpty(), patience);
        QCOMPARE(training.reason(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!training.active(), patience);
        QCOMPARE(training.reason(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(live()->model == training.newestModel(), patience);
        QCOMPARE(live()->problem, QString());
    }

    /// A training renews the model in use again and again; each time the running answer would be thrown away.
    void aRenewedModelWaitsForTheRunningAnswer() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        session::Workspace& workspace = driver.window.workspace();
        const auto* timer = driver.find<QTimer>("tasks.timer");
        workspace.chooseModel(session::ModelLibrary::live);
        QVERIFY(timer->isActive());
        driver.set("tasks.count", 500);
        QSignalSpy asked(timer, &QTimer::timeout);
        QVERIFY(asked.wait(patience));
        QVERIFY(!timer->isActive() && driver.page()->browser().busy());
        Q_EMIT workspace.models().changed(session::ModelLibrary::live);  // of which the workspace tells too
        QVERIFY(!timer->isActive());
        QVERIFY(driver.page()->browser().busy());
        QSignalSpy finished(&driver.page()->browser(), &session::TaskBrowser::finished);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QVERIFY(timer->isActive());  // now it is asked
    }

    void asksNobodyWhileItIsNotSeen() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        driver.find<QToolButton>("nav.train")->click();
        QSignalSpy changes(&driver.page()->browser(), &session::TaskBrowser::changed);
        driver.set("tasks.ways", 6);
        const auto* timer = driver.find<QTimer>("tasks.timer");
        QVERIFY(timer->isActive());
        QTRY_VERIFY(!timer->isActive());  // it has asked, or has not
        QVERIFY(!driver.page()->browser().busy());
        QCOMPARE(changes.size(), 0);
        driver.find<QToolButton>("nav.tasks")->click();
        QTRY_VERIFY_WITH_TIMEOUT(driver.grid()->cells().size() == 6, patience);
    }

    void stopsAndAsksAgain() {
        Driver driver;
        driver.set("tasks.ways", 8);
        driver.set("tasks.count", 5000);
        auto* stop = driver.find<QToolButton>("tasks.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(driver.shown() == 5000 && stop->isVisible(), patience);
        stop->click();
        QVERIFY(!driver.page()->browser().busy());
        QCOMPARE(driver.shown(), 5000);
        VERIFY_SAYS(stop->toolTip(), "have not answered");
        driver.set("tasks.count", 50);
        QVERIFY(driver.answered(50));
    }
};

ONESHOT_TEST(TestTasksPage)
#include "tst_tasks_page.moc"
