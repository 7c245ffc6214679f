#include <QSignalSpy>
#include <QTest>

#include "core/runs/run_lock.h"
#include "tests/support/files.h"
#include "tests/support/made_up_search.h"
#include "tests/support/test_program.h"
#include "ui/session/runs/search_watch.h"

using namespace oneshot;
using session::SearchWatch;
namespace fs = std::filesystem;

class TestSearchWatch : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    fs::path make(const std::string& name, const Search& search) {
        fs::create_directories(folder_ / name);
        writeSearch(folder_ / name, search);
        return folder_ / name;
    }

  private Q_SLOTS:
    void tellsOfTrialsAsTheyCome() {
        const fs::path growing = make("growing", test::madeUpSearch(3));
        Search older = test::madeUpSearch();
        older.startedUtc = "2026-11-25T09:30:00Z";
        older.trialCount = 11;
        older.trials.pop_back();
        make("older", older);
        fs::create_directories(folder_ / "nothing");

        SearchWatch watch(folder_.path());
        QSignalSpy changed(&watch, &SearchWatch::changed);
        watch.setWatching(true);
        QVERIFY(changed.wait(60000));
        QCOMPARE(watch.searches().size(), std::size_t(2));
        const session::SearchFactsPtr first = watch.searches()[0], second = watch.searches()[1];
        QVERIFY(first->directory == growing);
        QCOMPARE(first->ended(), 3);
        QVERIFY(!first->running && !first->complete());
        QVERIFY(second->complete());

        writeSearch(growing, test::madeUpSearch(4));
        QVERIFY(changed.wait(60000));
        QCOMPARE(watch.searches()[0]->ended(), 4);
        QCOMPARE(watch.searches()[1], second);  // what has not changed is not read again

        const RunLock lock(growing);
        QVERIFY(changed.wait(60000));
        QVERIFY(watch.searches()[0]->running);
    }

    void aDamagedSearchIsShownWithItsFault() {
        const fs::path damaged = make("damaged/one", test::madeUpSearch(2));
        test::writeFile(damaged / "search.json", test::bytesOf("{"));
        SearchWatch watch(folder_ / "damaged");
        QSignalSpy changed(&watch, &SearchWatch::changed);
        watch.setWatching(true);
        QVERIFY(changed.wait(60000));
        QVERIFY(watch.searches()[0]->problem.contains(QStringLiteral("it is damaged")));
    }

    void noFolderIsNoSearch() {
        SearchWatch watch(folder_ / "nowhere");
        QSignalSpy changed(&watch, &SearchWatch::changed);
        QVERIFY(!watch.looked());
        watch.setWatching(true);
        QVERIFY(changed.wait(60000));
        QVERIFY(watch.looked() && watch.searches().empty());
    }
};

ONESHOT_TEST(TestSearchWatch)
#include "tst_search_watch.moc"
