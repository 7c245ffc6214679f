#include <QtTest>
#include <algorithm>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/learn/lesson_glyphs.h"
#include "ui/session/learn/lesson_tasks.h"

using namespace oneshot;
using session::LessonTasks;
using test::patience;

class TestLessonTasks : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void drawsTasksOfMoreAndMoreWays() {
        LessonTasks lesson;
        QSignalSpy drawn(&lesson, &LessonTasks::drawn);
        lesson.draw(7);
        QVERIFY(!lesson.dataset());
        QTRY_COMPARE_WITH_TIMEOUT(drawn.size(), 1, patience);
        QCOMPARE(lesson.tasks().size(), LessonTasks::ways.size());
        const Dataset& data = *lesson.dataset();
        for (std::size_t i = 0; i < lesson.tasks().size(); ++i) {
            const Task& task = lesson.tasks()[i];
            QCOMPARE(static_cast<int>(task.ways.size()), LessonTasks::ways[i]);
            const Way& right = task.ways[static_cast<std::size_t>(task.answer)];
            const std::vector<DrawingId>& drawings = data.character(right.character).drawings;
            QVERIFY(std::ranges::find(drawings, task.query) != drawings.end());
            for (const Way& way : task.ways) {
                QCOMPARE(way.drawings.size(), 1U);
                QVERIFY(data.drawings[way.drawings[0]].drawer != data.drawings[task.query].drawer);
            }
        }
    }

    void theSeedDecides() {
        LessonTasks one, other;
        QSignalSpy first(&one, &LessonTasks::drawn), second(&other, &LessonTasks::drawn);
        one.draw(3);
        other.draw(2);
        other.draw(3);  // only the newest counts
        QTRY_VERIFY_WITH_TIMEOUT(first.size() == 1 && second.size() == 1, patience);
        QCOMPARE(one.dataset()->sha256, other.dataset()->sha256);
        QCOMPARE(one.tasks()[2].query, other.tasks()[2].query);
        QCOMPARE(one.tasks()[2].answer, other.tasks()[2].answer);
        other.draw(4);
        QTRY_COMPARE_WITH_TIMEOUT(second.size(), 2, patience);
        QVERIFY(one.dataset()->sha256 != other.dataset()->sha256);
    }

    void noDataOfOthersHoldItsGlyphs() {
        for (const char* spec : {"glyphs:alphabet-count=1,characters-per-alphabet=24,drawer-count=2",
                                 "glyphs:seed=2,alphabet-count=1,characters-per-alphabet=24,drawer-count=2"})
            QVERIFY(openDataset(parseDataSpec(spec)).sha256 != session::lessonGlyphs(1).sha256);
    }
};

ONESHOT_TEST(TestLessonTasks)
#include "tst_lesson_tasks.moc"
