#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "core/evaluation/probabilities.h"
#include "core/models/baselines.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/pages/tasks/learner_model.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/pages/tasks/task_words.h"

using namespace oneshot;
using session::BoardPtr;
using session::LearnerAnswers;
using session::TaskBoard;
using ui::LearnerModel;
using ui::TaskFilter;
using ui::TaskFilterModel;
using ui::TaskModel;

namespace {

/// A board from lines "alphabet.character: scores of A | scores of B", three ways each, one of which is the character
/// named; "-" for a learner that was not asked. learnt: what A learnt from.
BoardPtr boardOf(const QStringList& lines, const std::set<CharacterId>& learnt = {}) {
    auto board = std::make_shared<TaskBoard>();
    const auto dataset = std::make_shared<Dataset>(test::tinyDataset({3, 3}, 2));
    board->dataset = board->question.dataset = dataset;
    auto tasks = std::make_shared<std::vector<Task>>();
    std::vector<std::shared_ptr<LearnerAnswers>> answers;
    for (const QString& line : lines) {
        const QStringList halves = line.split(u':'), parts = halves[1].split(u'|');
        const QStringList names = halves[0].split(u'.');
        const int alphabet = names[0].toInt() - 1, character = names[1].toInt() - 1;
        Task task;
        for (int way = 0; way < 3; ++way)
            task.ways.push_back({{alphabet, way}, {dataset->character({alphabet, way}).drawings[0]}});
        task.answer = character;
        task.query = dataset->character({alphabet, character}).drawings[1];
        tasks->push_back(task);
        answers.resize(static_cast<std::size_t>(parts.size()));
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (parts[i].trimmed() == QStringLiteral("-")) continue;
            if (!answers[i]) answers[i] = std::make_shared<LearnerAnswers>();
            session::TaskAnswer answer;
            for (const QString& score : parts[i].split(u' ', Qt::SkipEmptyParts))
                answer.outcome.scores.push_back(score.toFloat());
            answer.outcome.predicted = predictedWay(answer.outcome.scores);
            answer.outcome.right = answer.outcome.predicted == task.answer;
            answer.probabilities = probabilities(answer.outcome.scores, 1);
            answer.margin = margin(answer.probabilities, task.answer);
            answer.rank = rankOf(answer.outcome.scores, task.answer);
            answers[i]->answers.push_back(answer);
            answers[i]->accuracy.right += answer.outcome.right;
            ++answers[i]->accuracy.total;
        }
    }
    const QStringList ids{QStringLiteral("pixels-l2"), QStringLiteral("random"), QStringLiteral("shipped")};
    const ModelPtr models[] = {makePixelsL2(), makeRandomModel(), nullptr};
    for (std::size_t i = 0; i < answers.size(); ++i) {
        board->question.learners.push_back({ids[static_cast<qsizetype>(i)], models[i]});
        if (answers[i]) {
            answers[i]->id = ids[static_cast<qsizetype>(i)];
            answers[i]->model = models[i];
            answers[i]->confidence95 = answers[i]->accuracy.confidence95();
            if (i == 0) answers[i]->learnt = learnt;
            for (const Task& task : *tasks) answers[i]->learntTasks += session::holdsAny(task, answers[i]->learnt);
        }
        board->answers.push_back(answers[i]);
    }
    board->tasks = tasks;
    return board;
}

QStringList textOf(const QAbstractItemModel& model) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells += model.index(row, column).data().toString();
        lines += cells.join(QStringLiteral(" | "));
    }
    return lines;
}

/// Numbers of the tasks that are shown, from 1.
QString shownOf(const TaskFilterModel& model) {
    QStringList numbers;
    for (const int task : model.tasks()) numbers += QString::number(task + 1);
    return numbers.join(u' ');
}

const QStringList five{
    QStringLiteral("1.1: 5 1 0 | 1 5 0"),      // A right, B wrong
    QStringLiteral("2.2: 3 3 0 | 0 9 1"),      // A ties, which is an error
    QStringLiteral("1.3: 0 0 9 | 0 0 9"),      // both right
    QStringLiteral("2.1: 0 2 1 | 0 2 1"),      // both wrong alike
    QStringLiteral("1.2: 1 1.1 1 | 0 0.5 0"),  // both right, A narrowly
};

}  // namespace

class TestTaskModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void showsTasksAndAnswers() {
        TaskModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(textOf(model), QStringList());
        model.setBoard(boardOf(five, {{1, 2}}));
        QCOMPARE(textOf(model),
                 (QStringList{
                     QStringLiteral("1 | Alphabet1 | character01 | 2 | ✓ #1 +0.96 | ✗ #2 −0.96 | ≠ | "),
                     QStringLiteral("2 | Alphabet2 | character02 | 2 | ✗ #2 +0.00 | ✓ #1 +1.00 | ≠ | learnt"),
                     QStringLiteral("3 | Alphabet1 | character03 | 2 | ✓ #1 +1.00 | ✓ #1 +1.00 |  | "),
                     QStringLiteral("4 | Alphabet2 | character01 | 2 | ✗ #3 −0.58 | ✗ #3 −0.58 |  | learnt"),
                     QStringLiteral("5 | Alphabet1 | character02 | 2 | ✓ #1 +0.03 | ✓ #1 +0.18 |  | "),
                 }));
        QCOMPARE(model.headerData(4, Qt::Horizontal).toString(), QStringLiteral("A"));
        QCOMPARE(model.headerData(5, Qt::Horizontal, Qt::ToolTipRole).toString(), QStringLiteral("random"));
        QVERIFY(model.index(0, 4).data(Qt::ForegroundRole) != model.index(0, 5).data(Qt::ForegroundRole));
        VERIFY_SAYS(model.index(1, 4).data(Qt::ToolTipRole).toString(), "a tie, which is an error");
    }

    void warnsOfWhatWasLearnt() {
        QCOMPARE(ui::learntWarning(*boardOf(five)), QString());
        QCOMPARE(
            ui::learntWarning(*boardOf(five, {{1, 2}})),
            QStringLiteral("pixels-l2 learnt from characters of 2 of 5 tasks: NO ONE-SHOT FIGURE there; 100.0 % right "
                           "in the other 3"));
        QCOMPARE(ui::learntWarning(*boardOf(five, {{0, 0}, {1, 2}})),
                 QStringLiteral("pixels-l2 learnt from characters of 5 of 5 tasks: NO ONE-SHOT FIGURE"));
    }

    void showsWhatIsNotThereYet() {
        TaskModel model;
        QAbstractItemModelTester tester(&model);
        const BoardPtr board = boardOf({QStringLiteral("1.1: 5 1 0 | -")});
        model.setBoard(board);
        QCOMPARE(textOf(model)[0], QStringLiteral("1 | Alphabet1 | character01 | 2 | ✓ #1 +0.96 | … |  | "));
        auto failed = std::make_shared<TaskBoard>(*board);
        auto answers = std::make_shared<LearnerAnswers>();
        answers->problem = QStringLiteral("colours: too many.");
        failed->answers[1] = answers;
        QSignalSpy resets(&model, &TaskModel::modelReset), changes(&model, &TaskModel::dataChanged);
        model.setBoard(failed);
        QCOMPARE(resets.size(), 0);  // the selection stays
        QCOMPARE(changes.size(), 1);
        QCOMPARE(model.index(0, 5).data().toString(), QStringLiteral("–"));
        VERIFY_SAYS(model.index(0, 5).data(Qt::ToolTipRole).toString(), "too many");
        model.setBoard(boardOf(five));
        QCOMPARE(resets.size(), 1);
        model.setBoard(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void filters() {
        TaskModel model;
        TaskFilterModel shown;
        QAbstractItemModelTester tester(&shown);
        shown.setSourceModel(&model);
        model.setBoard(boardOf(five, {{1, 2}}));
        const auto with = [&](auto change) {
            TaskFilter filter;
            change(filter);
            shown.setFilter(filter);
            return shownOf(shown);
        };
        QCOMPARE(with([](TaskFilter&) {}), QStringLiteral("1 2 3 4 5"));
        QCOMPARE(with([](TaskFilter& f) { f.wrong = true; }), QStringLiteral("2 4"));
        QCOMPARE(with([](TaskFilter& f) { f.wrong = true, f.learner = 1; }), QStringLiteral("1 4"));
        QCOMPARE(with([](TaskFilter& f) { f.narrow = true; }), QStringLiteral("2 5"));
        QCOMPARE(with([](TaskFilter& f) { f.narrow = true, f.narrowMargin = 0.6; }), QStringLiteral("2 4 5"));
        QCOMPARE(with([](TaskFilter& f) { f.narrow = true, f.wrong = true; }), QStringLiteral("2"));
        QCOMPARE(with([](TaskFilter& f) { f.alphabet = QStringLiteral("Alphabet1"); }), QStringLiteral("1 3 5"));
        QCOMPARE(with([](TaskFilter& f) { f.disagree = true; }), QStringLiteral("1 2"));
        QCOMPARE(with([](TaskFilter& f) { f.learnt = true; }), QStringLiteral("2 4"));
        QCOMPARE(with([](TaskFilter& f) { f.learnt = true, f.disagree = true; }), QStringLiteral("2"));
        QCOMPARE(with([](TaskFilter& f) { f.wrong = true, f.learner = 7; }), QString());
    }

    void sortsByAnyColumn() {
        TaskModel model;
        TaskFilterModel shown;
        shown.setSourceModel(&model);
        model.setBoard(boardOf(five, {{1, 2}}));
        const auto by = [&](int column, Qt::SortOrder order = Qt::AscendingOrder) {
            shown.sort(TaskModel::Number);
            shown.sort(column, order);
            return shownOf(shown);
        };
        QCOMPARE(by(TaskModel::FirstLearner), QStringLiteral("4 2 5 1 3"));
        QCOMPARE(by(TaskModel::FirstLearner, Qt::DescendingOrder), QStringLiteral("3 1 5 2 4"));
        QCOMPARE(by(TaskModel::AlphabetName), QStringLiteral("1 3 5 2 4"));
        QCOMPARE(by(model.disagreeColumn(), Qt::DescendingOrder), QStringLiteral("1 2 3 4 5"));
        QCOMPARE(by(model.learntColumn(), Qt::DescendingOrder), QStringLiteral("2 4 1 3 5"));
        QStringList twelve;
        for (int i = 0; i < 12; ++i) twelve += QStringLiteral("1.1: 1 0 0");
        model.setBoard(boardOf(twelve));
        QCOMPARE(by(TaskModel::Number, Qt::DescendingOrder), QStringLiteral("12 11 10 9 8 7 6 5 4 3 2 1"));
    }

    void tellsOfEachLearner() {
        LearnerModel model;
        QAbstractItemModelTester tester(&model);
        const BoardPtr board =
            boardOf({QStringLiteral("1.1: 5 1 0 | 1 5 0 | -"), QStringLiteral("2.2: 3 3 0 | 0 9 1 | -")}, {{1, 2}});
        model.setBoard(board, {{}, {}, QStringLiteral("It is broken.")});
        QCOMPARE(textOf(model), (QStringList{QStringLiteral("pixels-l2 | 50.0 % (9–91) |  | distance² | 1"),
                                             QStringLiteral("random | 50.0 % (9–91) |  | noise | none"),
                                             QStringLiteral("compact · shipped | not open |  |  | ")}));
        QCOMPARE(model.index(2, 1).data(Qt::ToolTipRole).toString(), QStringLiteral("It is broken."));
        VERIFY_SAYS(model.index(0, 1).data(Qt::ToolTipRole).toString(), "1 of 2 tasks right");
        VERIFY_SAYS(model.index(0, 4).data(Qt::ToolTipRole).toString(), "no one-shot figure");
        model.setTask(0);
        QCOMPARE(model.index(0, LearnerModel::ThisTask).data().toString(), QStringLiteral("✓ #1 +0.96"));
        QCOMPARE(model.index(1, LearnerModel::ThisTask).data().toString(), QStringLiteral("✗ #2 −0.96"));
        model.setTask(-1);
        QCOMPARE(model.index(0, LearnerModel::ThisTask).data().toString(), QString());
        model.setBoard(nullptr, {});
        QCOMPARE(model.rowCount(), 0);
    }
};

ONESHOT_TEST(TestTaskModel)
#include "tst_task_model.moc"
