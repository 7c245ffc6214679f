// The confusions of an alphabet, on the Tasks page of the real window.
#include <QComboBox>
#include <QPushButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/window_driver.h"
#include "ui/pages/tasks/confusion_view.h"
#include "ui/pages/tasks/confusion_words.h"
#include "ui/widgets/confusion_matrix.h"

using namespace oneshot;
using test::patience;

namespace {

struct View : test::TasksDriver {
    View() { click("tasks.tab.confusions"); }

    ui::ConfusionView* view() { return window.findChild<ui::ConfusionView*>(); }
    ui::ConfusionMatrix* matrix() { return find<ui::ConfusionMatrix>("tasks.confusions.matrix"); }
    QComboBox* learner() { return find<QComboBox>("tasks.confusions.learner"); }
    bool measure() {
        click("tasks.confusions.start");
        return QTest::qWaitFor([&] { return enabled("tasks.confusions.start"); }, patience);
    }
};

}  // namespace

class TestConfusionView : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void offersAlphabetsAndLearners() {
        View view;
        auto* alphabets = view.find<QComboBox>("tasks.confusions.alphabet");
        QTRY_COMPARE_WITH_TIMEOUT(alphabets->count(), 6, patience);  // three in use, and the same held out
        VERIFY_SAYS(alphabets->itemText(3), "held out");
        QCOMPARE(view.learner()->currentData().toString(), session::ModelLibrary::shipped);
        view.window.workspace().chooseModel(QStringLiteral("random"));
        QCOMPARE(view.learner()->currentData().toString(), QStringLiteral("random"));
        const int pixels = view.learner()->findData(QStringLiteral("pixels-l2"));
        view.learner()->setCurrentIndex(pixels);
        Q_EMIT view.learner()->activated(pixels);  // as by the person
        view.window.workspace().chooseModel(session::ModelLibrary::shipped);
        QCOMPARE(view.learner()->currentData().toString(), QStringLiteral("pixels-l2"));
        QVERIFY(view.matrix()->isEmpty());
        QVERIFY(!view.enabled("tasks.confusions.export") && !view.enabled("tasks.confusions.cancel"));
    }

    /// A training renews its model many times.
    void listsLearnersOnlyWhereOneIsNew() {
        View view;
        session::ModelLibrary& models = view.window.workspace().models();
        QVERIFY(view.learner()->count() > 2);
        QSignalSpy emptied(view.learner()->model(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(view.learner()->model(), &QAbstractItemModel::modelReset);
        Q_EMIT models.changed(session::ModelLibrary::shipped);  // as by a training, of its own
        Q_EMIT models.changed(QStringLiteral("random"));
        QCOMPARE(emptied.size() + reset.size(), 0);
        Q_EMIT models.changed(QStringLiteral("a run that is new"));
        QVERIFY(emptied.size() + reset.size() > 0);
        QCOMPARE(view.learner()->currentData().toString(), session::ModelLibrary::shipped);
    }

    void opensExactlyTheTasksOfACell() {
        View view;
        view.window.workspace().chooseModel(QStringLiteral("random"));  // which takes anything for anything
        view.set("tasks.confusions.ways", 20);
        view.set("tasks.confusions.tasks", 200);
        QVERIFY(view.measure());
        QVERIFY(!view.matrix()->isEmpty());
        VERIFY_SAYS(view.text("tasks.confusions.summary"), "200 tasks · 8-way 1-shot");
        VERIFY_SAYS(view.text("tasks.confusions.sentences"), "no more than 8 ways");
        VERIFY_SAYS(view.text("tasks.confusions.sentences"), "Most often taken: ");
        const QString words = view.matrix()->wordsOf(view.matrix()->row(), view.matrix()->column());
        const int count = words.section(QStringLiteral(" in "), 1).section(u' ', 0, 0).toInt();
        QVERIFY2(count > 0, qPrintable(words));
        view.matrix()->setFocus();
        QTest::keyClick(view.matrix(), Qt::Key_Return);
        QVERIFY(view.grid()->isVisible() || view.find<QWidget>("tasks.message")->isVisible());
        QVERIFY(view.answered(count));
        VERIFY_SAYS(view.find<QComboBox>("tasks.source")->currentText(), "taken for");
        const session::BoardPtr board = view.page()->browser().board();
        int random = -1;
        for (int i = 0; i < static_cast<int>(board->answers.size()); ++i)
            if (board->answers[i]->id == QStringLiteral("random")) random = i;
        QVERIFY(random >= 0);
        std::set<CharacterId> asked, answered;
        for (int task = 0; task < board->size(); ++task) {
            asked.insert(board->task(task).ways[board->task(task).answer].character);
            answered.insert(board->task(task).ways[board->answer(random, task)->outcome.predicted].character);
        }
        QCOMPARE(asked.size(), 1U);
        QCOMPARE(answered.size(), 1U);
        QVERIFY(asked != answered);
    }

    void hasWordsForWhatStandsOut() {
        session::ConfusionResult result;
        result.dataset = std::make_shared<const Dataset>(test::tinyDataset({3}, 2));
        result.question.learner = QStringLiteral("pixels-l2");
        result.question.ways = result.ways = 3;
        const auto said = [&](const std::vector<int>& predicted) {
            std::vector<Task> tasks(predicted.size());
            std::vector<TaskOutcome> outcomes;
            for (std::size_t i = 0; i < tasks.size(); ++i) {
                for (const int character : {0, 1, 2}) tasks[i].ways.push_back({{0, character}, {}});
                outcomes.push_back({{}, predicted[i], predicted[i] == 0});
            }
            result.confusions = Confusions(*result.dataset, 0, tasks, outcomes);
            return ui::confusionSentences(result).join(u'\n');
        };
        VERIFY_SAYS(said({0, 0}), "No errors");
        VERIFY_SAYS(said({1, 0}), "Most often taken: character01 for character02 (1 of 2).");
        VERIFY_SAYS(said({-1, 0}), "1 task had no single best answer");
        QVERIFY(!said({-1, 0}).contains(QStringLiteral("No errors")));
        result.learnt = {{0, 1}};
        VERIFY_SAYS(said({0}), "pixels-l2 learnt from 1 of the 3 characters: NO ONE-SHOT FIGURE");
    }

    void savesATableAndAPicture() {
        View view;
        view.window.workspace().chooseModel(QStringLiteral("pixels-l2"));
        view.set("tasks.confusions.tasks", 100);
        view.set("tasks.confusions.ways", 5);
        QVERIFY(view.measure());
        const auto path = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        view.view()->saveCsv(path("confusions.csv"));
        QTRY_VERIFY_WITH_TIMEOUT(view.text("tasks.confusions.notice").contains(path("confusions.csv")), patience);
        const auto bytes = test::readFile(folder_ / "confusions.csv");
        const QString csv = QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
        QVERIFY(csv.startsWith(QStringLiteral("alphabet,asked,answered,tasks,together,percent\n")));
        int right = 0, asked = 0;
        for (const QString& row : csv.split(u'\n', Qt::SkipEmptyParts).mid(1)) {
            const QStringList fields = row.split(u',');
            QCOMPARE(fields.size(), 6);
            if (fields[1] != fields[2]) continue;
            right += fields[3].toInt();
            asked += fields[4].toInt();
        }
        QCOMPARE(asked, 100);
        VERIFY_SAYS(view.text("tasks.confusions.summary"),
                    QStringLiteral("%1.0 % right").arg(right).toUtf8().constData());
        view.view()->savePicture(path("confusions.png"));
        QTRY_VERIFY_WITH_TIMEOUT(view.text("tasks.confusions.notice").contains(path("confusions.png")), patience);
        QVERIFY(QImage(path("confusions.png")).width() > 300);
    }

    void canBeCancelled() {
        View view;
        view.set("tasks.confusions.tasks", 20'000);
        view.find<QPushButton>("tasks.confusions.start")->setFocus();
        view.click("tasks.confusions.start");
        QVERIFY(view.view()->study().running());
        QCOMPARE(view.window.focusWidget(), view.find<QWidget>("tasks.confusions.cancel"));
        view.click("tasks.confusions.cancel");
        QVERIFY(!view.view()->study().running());
        QVERIFY(view.matrix()->isEmpty() && view.enabled("tasks.confusions.start"));
    }
};

ONESHOT_TEST(TestConfusionView)
#include "tst_confusion_view.moc"
