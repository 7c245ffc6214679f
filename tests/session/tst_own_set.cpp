#include <sys/wait.h>
#include <unistd.h>

#include <QLockFile>
#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/write_dataset.h"
#include "core/files/png.h"
#include "tests/support/drawings.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/draw/own_set.h"

using namespace oneshot;
using session::OwnCharacter;
using session::OwnCharacters;
using session::OwnSet;
using test::patience;

namespace {

Drawing numbered(int number) {
    return {test::numberedImage(number), 0, {{{1, 2, 0}, {3, 4, 5}}}, {}};
}

/// Takes the changes of a set back, the last one first, as a stack of commands does.
class History : public QObject {
  public:
    explicit History(OwnSet& set) : set_(set) {
        connect(&set, &OwnSet::edited, this,
                [this](OwnSet::Edit, const OwnCharacters& before, const OwnCharacters& after) {
                    changes_.emplace_back(before, after);
                });
    }
    bool empty() const { return changes_.empty(); }
    void undo() {
        const auto [before, after] = changes_.back();
        changes_.pop_back();
        set_.change(after, before);
    }

  private:
    OwnSet& set_;
    std::vector<std::pair<OwnCharacters, OwnCharacters>> changes_;
};

QStringList namesOf(const OwnSet& set) {
    QStringList names;
    for (const auto& character : set.characters()) names << character.name;
    return names;
}

}  // namespace

class TestOwnSet : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString path(const std::string& name) { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void everyChangeCanBeUndone() {
        OwnSet set;
        History history(set);
        QSignalSpy changes(&set, &OwnSet::changed);
        QCOMPARE(set.freeName(), QStringLiteral("character 01"));
        set.add(QStringLiteral("a"), numbered(1));
        set.add(QStringLiteral("b"), numbered(2));
        set.add(QStringLiteral("a"), numbered(3));
        set.rename(1, QStringLiteral("c"));
        set.removeDrawing(0, 0);
        set.removeDrawing(0, 0);
        QCOMPARE(namesOf(set), QStringList{QStringLiteral("c")});
        set.removeCharacter(0);
        QVERIFY(set.characters().empty());
        QCOMPARE(changes.size(), 7);
        history.undo();
        QCOMPARE(namesOf(set), QStringList{QStringLiteral("c")});
        history.undo();
        QCOMPARE(namesOf(set), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
        QCOMPARE(set.characters()[0].drawings[0]->image, test::numberedImage(3));
        history.undo();
        QCOMPARE(set.characters()[0].drawings.size(), 2U);
        while (!history.empty()) history.undo();
        QVERIFY(set.characters().empty());
    }

    void saysWhatCannotBeAdded() {
        OwnSet set;
        QVERIFY(set.objection(QStringLiteral("a")).isEmpty());
        QVERIFY(set.objection(QStringLiteral("a/b")).contains(QStringLiteral("cannot be a name")));
        QVERIFY(!set.objection(QString()).isEmpty());
        for (int i = 0; i < OwnCharacter::maxDrawings; ++i) set.add(QStringLiteral("a"), numbered(i));
        QVERIFY(set.objection(QStringLiteral("a")).contains(QStringLiteral("5 drawings already")));
        set.add(QStringLiteral("b"), numbered(9));
        QVERIFY(set.objection(QStringLiteral("a"), 1).contains(QStringLiteral("already")));
        QVERIFY(set.objection(QStringLiteral("b"), 1).isEmpty());
        while (set.characters().size() < OwnSet::maxCharacters) set.add(set.freeName(), numbered(1));
        QVERIFY(set.objection(QStringLiteral("new")).contains(QStringLiteral("60 characters already")));
        QVERIFY(set.objection(QStringLiteral("b")).isEmpty());
    }

    void isASupportSet() {
        OwnSet set;
        QVERIFY(set.support().ways.empty());
        set.add(QStringLiteral("a"), numbered(1));
        set.add(QStringLiteral("b"), numbered(2));
        set.add(QStringLiteral("b"), numbered(3));
        const session::SupportSet support = set.support();
        QCOMPARE(support.ways.size(), 2U);
        QCOMPARE(support.ways[1].drawings.size(), 2U);
        QCOMPARE(support.dataset->drawings[support.ways[1].drawings[1]].image, test::numberedImage(3));
        QCOMPARE(support.dataset->character(support.ways[1].character).name, std::string("b"));
    }

    void isKeptForTheNextStart() {
        const auto kept = folder_ / "kept.zip";
        {
            OwnSet set(kept);
            for (int i = 0; i < 30; ++i) set.add(set.freeName(), numbered(i));
        }
        {
            OwnSet set(kept);
            const History history(set);
            QTRY_COMPARE_WITH_TIMEOUT(set.characters().size(), 30U, patience);
            QCOMPARE(set.characters()[7].drawings[0]->image, test::numberedImage(7));
            QVERIFY(set.characters()[7].drawings[0]->strokes == numbered(7).strokes);
            QVERIFY(history.empty());
            while (!set.characters().empty()) set.removeCharacter(0);
        }
        QVERIFY(!std::filesystem::exists(kept));
    }

    void whatWasKeptIsNeverLost() {
        const auto kept = folder_ / "never lost.zip";
        for (const auto& [number, aside] : {std::pair(1, "never lost.zip.damaged"), {2, "never lost.zip.damaged-2"}}) {
            const auto damaged = test::bytesOf(QStringLiteral("no zip %1").arg(number).toStdString());
            test::writeFile(kept, damaged);
            OwnSet set(kept);
            QSignalSpy failed(&set, &OwnSet::failed);
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
            QVERIFY(failed[0][0].toString().contains(QStringLiteral("put aside")));
            QCOMPARE(test::readFile(folder_ / aside), damaged);
            QCOMPARE(test::readFile(folder_ / "never lost.zip.damaged"), test::bytesOf("no zip 1"));
            set.add(QStringLiteral("early"), numbered(1));
            QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(kept), patience);
        }
    }

    void nothingIsAddedBeforeTheKeptIsRead() {
        const auto kept = folder_ / "read first.zip";
        {
            OwnSet set(kept);
            set.add(QStringLiteral("kept"), numbered(1));
        }
        {
            OwnSet set(kept);
            History history(set);
            QVERIFY(set.objection(QStringLiteral("early")).contains(QStringLiteral("being read")));
            set.add(QStringLiteral("early"), numbered(2));
            QVERIFY(history.empty());
            QTRY_COMPARE_WITH_TIMEOUT(namesOf(set), QStringList{QStringLiteral("kept")}, patience);
            set.add(QStringLiteral("later"), numbered(2));
            while (!history.empty()) history.undo();
            QCOMPARE(namesOf(set), QStringList{QStringLiteral("kept")});
        }
        OwnSet set(kept);
        QSignalSpy opened(&set, &OwnSet::opened);
        set.open(path("read first.zip"));  // waits too, and can be undone
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience);
        QCOMPARE(namesOf(set), QStringList{QStringLiteral("kept")});
    }

    /// Both windows began with what was kept; each writes without having seen what the other wrote.
    void twoWindowsLoseNothingOfEachOther() {
        const auto kept = folder_ / "shared.zip";
        const QString a = QStringLiteral("a"), b = QStringLiteral("b"), ours = QStringLiteral("ours"),
                      fresh = QStringLiteral("fresh");
        {
            OwnSet set(kept);
            set.add(a, numbered(1));
            set.add(b, numbered(2));
            set.add(ours, numbered(3));
        }
        {
            auto first = std::make_unique<OwnSet>(kept);
            OwnSet second(kept);
            History history(second);
            QTRY_COMPARE_WITH_TIMEOUT(first->characters().size(), 3U, patience);
            QTRY_COMPARE_WITH_TIMEOUT(second.characters().size(), 3U, patience);
            first->add(QStringLiteral("first"), numbered(4));
            first->add(fresh, numbered(5));
            first->add(ours, numbered(6));
            first->removeCharacter(0);
            first.reset();
            second.add(QStringLiteral("second"), numbered(7));
            second.add(fresh, numbered(8));
            second.add(ours, numbered(9));
            second.rename(1, QStringLiteral("renamed"));
            QTRY_VERIFY_WITH_TIMEOUT(namesOf(second).contains(QStringLiteral("first")), patience);
            QVERIFY(!namesOf(second).contains(a));
            while (!history.empty()) history.undo();  // its own changes only
            QVERIFY(namesOf(second).contains(QStringLiteral("first")));
            QVERIFY(!namesOf(second).contains(QStringLiteral("second")));
            second.add(QStringLiteral("second"), numbered(7));
        }
        OwnSet set(kept);
        QTRY_VERIFY_WITH_TIMEOUT(!set.characters().empty(), patience);
        QStringList names = namesOf(set);
        names.sort();
        QCOMPARE(names, (QStringList{b, QStringLiteral("first"), fresh, ours, QStringLiteral("second")}));
    }

    void drawingsOfOneCharacterAddedInTwoWindowsAreAllKept() {
        const auto kept = folder_ / "one character.zip";
        const QString name = QStringLiteral("a");
        {
            OwnSet first(kept), second(kept);  // neither has written yet
            for (int i = 0; i < 4; ++i) first.add(name, numbered(i));
            for (int i = 4; i < 8; ++i) second.add(name, numbered(i));
        }
        OwnSet set(kept);
        QTRY_VERIFY_WITH_TIMEOUT(!set.characters().empty(), patience);
        std::size_t drawings = 0;
        for (const auto& character : set.characters()) {
            QVERIFY(character.drawings.size() <= OwnCharacter::maxDrawings);
            drawings += character.drawings.size();
        }
        QCOMPARE(drawings, 8U);
        QCOMPARE(namesOf(set), (QStringList{name, QStringLiteral("a (2)")}));
    }

    void aWindowThatWasKilledWhileWritingHoldsNobodyUp() {
        const auto kept = folder_ / "killed.zip";
        const pid_t child = fork();
        if (child == 0) {
            QLockFile lock(QString::fromStdString(kept.string() + ".lock"));
            _exit(lock.tryLock(0) ? 0 : 1);  // and it is never let go
        }
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(std::filesystem::exists(kept.string() + ".lock"));
        {
            OwnSet set(kept);
            set.add(QStringLiteral("a"), numbered(1));
        }
        QVERIFY(std::filesystem::exists(kept));
    }

    void anyNamesBecomeValidAndDifferent() {
        const std::string longName(99, 'x');
        std::vector<ContainedFile> files = test::tinyOmniglot(1, 6, 1);
        int next = 0;
        for (const std::string name : {"A/b c", "A/1:2", "A/x", "A b/c", "A b/x", "A b/xy"}) {
            const std::string end = name.find('x') == std::string::npos ? "/" : longName + "/";
            files[next++].path = "images/" + name + end + "0001_01.png";
        }
        test::writeFolder(folder_ / "odd names", files);
        OwnSet set;
        QSignalSpy opened(&set, &OwnSet::opened), saved(&set, &OwnSet::saved);
        set.open(path("odd names"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience);
        QCOMPARE(set.characters().size(), 6U);
        QVERIFY(namesOf(set).contains(QStringLiteral("A b c (2)")));
        QVERIFY(namesOf(set).contains(QStringLiteral("A 1_2")));
        for (int c = 0; c < 6; ++c) QCOMPARE(set.objection(set.characters()[c].name, c), QString());
        const QStringList names = namesOf(set);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 6);
        set.save(path("even.zip"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
    }

    void isSavedAndOpened() {
        OwnSet set;
        History history(set);
        QSignalSpy saved(&set, &OwnSet::saved), failed(&set, &OwnSet::failed), opened(&set, &OwnSet::opened);
        set.add(QStringLiteral("one"), numbered(1));
        set.add(QStringLiteral("two"), numbered(2));
        set.save(path("set.zip"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
        set.removeCharacter(0);
        set.open(path("set.zip"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience);
        QCOMPARE(namesOf(set), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
        QVERIFY(set.characters()[0].drawings[0]->strokes == numbered(1).strokes);
        history.undo();
        QCOMPARE(namesOf(set), QStringList{QStringLiteral("two")});
    }

    void opensOrdinaryData() {
        test::writeFolder(folder_ / "omniglot", test::tinyOmniglot(2, 3, 7));
        OwnSet set;
        QSignalSpy opened(&set, &OwnSet::opened);
        set.open(path("omniglot"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience);
        QCOMPARE(opened[0][0].toInt(), 6 * 2);  // the drawings beyond five each
        QCOMPARE(set.characters().size(), 6U);
        QCOMPARE(set.characters()[0].name, QStringLiteral("Alpha character01"));
        QVERIFY(set.objection(set.characters()[3].name, 3).isEmpty());  // saved under this name too
    }

    void refusesWhatIsNoSet() {
        OwnSet set;
        set.add(QStringLiteral("mine"), numbered(1));
        QSignalSpy failed(&set, &OwnSet::failed);
        test::writeFile(folder_ / "broken.zip", test::bytesOf("PK\x03\x04 and no more"));
        test::writeFile(folder_ / "table.csv", test::bytesOf("a,b,label\n1,2,x\n3,4,y\n"));
        test::writeFolder(folder_ / "large", test::tinyOmniglot(1, 61, 1));
        int expected = 0;
        for (const auto& [name, says] : {std::pair("broken.zip", "broken.zip"), std::pair("missing.zip", "missing.zip"),
                                         std::pair("table.csv", "vectors"), std::pair("large", "61 characters")}) {
            set.open(path(name));
            ++expected;
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), expected, patience);
            QVERIFY2(failed.last()[0].toString().contains(QString::fromUtf8(says)),
                     qPrintable(failed.last()[0].toString()));
            QCOMPARE(namesOf(set), QStringList{QStringLiteral("mine")});
        }
        set.save(path("table.csv") + QStringLiteral("/set.zip"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), expected + 1, patience);
        QVERIFY(failed.last()[0].toString().contains(QStringLiteral("cannot be written")));
    }
};

ONESHOT_TEST(TestOwnSet)
#include "tst_own_set.moc"
