#include <QtTest>

#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/workspace/workspace.h"

using namespace oneshot;
using session::HoldOut;
using session::Workspace;
using test::patience;

class TestHoldOut : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString tiny(int alphabets, int characters) const {
        const QString zip = QString::fromStdString((folder_ / "tiny").string()) + QString::number(alphabets) + ".zip";
        if (!QFile::exists(zip)) test::writeZip(zip.toStdString(), test::tinyOmniglot(alphabets, characters, 4));
        return zip;
    }
    [[nodiscard]] static bool opened(const Workspace& workspace) {
        return QTest::qWaitFor(
                   [&] { return !workspace.background().isOpening() && !workspace.validation().isOpening(); },
                   patience) &&
               workspace.background().error().isEmpty() && workspace.validation().error().isEmpty();
    }

  private Q_SLOTS:
    void initTestCase() { setHomeFolder(folder_ / "home"); }

    void holdsAlphabetsOutAndTakesThemBack() {
        session::TrainingSession training;
        Workspace workspace(training);
        HoldOut& holdOut = workspace.holdOut();
        workspace.background().choose(tiny(5, 3));
        QCOMPARE(holdOut.names().most, 0);  // not read yet
        QVERIFY(opened(workspace));
        QCOMPARE(holdOut.names().most, 4);
        QVERIFY(holdOut.heldOut().isEmpty());

        holdOut.choose(2, 1);
        QVERIFY(opened(workspace));
        const QString background = workspace.background().spec(), validation = workspace.validation().spec();
        QVERIFY2(background.startsWith(tiny(5, 3) + QStringLiteral(":not-alphabets=")), qPrintable(background));
        QVERIFY2(validation.startsWith(tiny(5, 3) + QStringLiteral(":alphabets=")), qPrintable(validation));
        QCOMPARE(workspace.dataset()->characterCount(), 9);
        QCOMPARE(workspace.heldOut()->characterCount(), 6);
        QVERIFY(workspace.validation().warnings().empty());
        const QStringList held = holdOut.heldOut();
        QCOMPARE(held.size(), 2);
        QCOMPARE(holdOut.names().names.size(), 5U);  // of both parts

        holdOut.choose(1, 1);  // instead of them
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.dataset()->characterCount(), 12);
        QCOMPARE(holdOut.heldOut().size(), 1);
        holdOut.choose(2, 1);
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.background().spec(), background);
        QCOMPARE(workspace.validation().spec(), validation);

        holdOut.takeBack();
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.background().spec(), tiny(5, 3));
        QVERIFY(workspace.validation().spec().isEmpty());
        QVERIFY(holdOut.heldOut().isEmpty());
        holdOut.takeBack();  // nothing is held out
        QCOMPARE(workspace.background().spec(), tiny(5, 3));
    }

    /// Another choice of what to validate on leaves a way back.
    void knowsThatAPartIsMissing() {
        session::TrainingSession training;
        Workspace workspace(training);
        workspace.background().choose(tiny(5, 3));
        QVERIFY(opened(workspace));
        QVERIFY(!workspace.holdOut().isSplit());
        workspace.holdOut().choose(2, 1);
        QVERIFY(opened(workspace));
        const QString other = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2");
        workspace.validation().choose(other);
        QVERIFY(opened(workspace));
        QVERIFY(workspace.holdOut().isSplit());
        QVERIFY(workspace.holdOut().heldOut().isEmpty());
        QCOMPARE(workspace.holdOut().names().names.size(), 5U);
        workspace.holdOut().takeBack();
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.background().spec(), tiny(5, 3));
        QCOMPARE(workspace.validation().spec(), other);
        QVERIFY(!workspace.holdOut().isSplit());
    }

    void holdsCharactersOfOneAlphabetOut() {
        session::TrainingSession training;
        Workspace workspace(training);
        workspace.background().choose(tiny(1, 6));
        QVERIFY(opened(workspace));
        QVERIFY(!workspace.holdOut().names().areAlphabets);
        workspace.holdOut().choose(2, 3);
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.dataset()->characterCount(), 4);
        QCOMPARE(workspace.heldOut()->characterCount(), 2);
        QCOMPARE(workspace.holdOut().heldOut().size(), 2);
        QCOMPARE(workspace.holdOut().names().names.size(), 6U);
        workspace.holdOut().takeBack();
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.background().spec(), tiny(1, 6));
    }

    /// As after a restart, or in a run that is continued.
    void knowsAPartThatWasHeldOutBefore() {
        session::TrainingSession training;
        Workspace workspace(training);
        workspace.validation().choose(tiny(5, 3) + QStringLiteral(":alphabets=Beta"));
        workspace.background().choose(tiny(5, 3) + QStringLiteral(":not-alphabets=Beta"));
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.holdOut().heldOut(), QStringList{QStringLiteral("Beta")});
        workspace.holdOut().takeBack();
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.background().spec(), tiny(5, 3));
    }

    void leavesGlyphsAndTooManyAlone() {
        session::TrainingSession training;
        Workspace workspace(training);
        workspace.background().choose(QStringLiteral("glyphs:alphabet-count=3,characters-per-alphabet=2"));
        QVERIFY(opened(workspace));
        QCOMPARE(workspace.holdOut().names().most, 0);  // others can be made
        workspace.background().choose(tiny(5, 3));
        QVERIFY(opened(workspace));
        workspace.holdOut().choose(5, 1);
        QCOMPARE(workspace.background().spec(), tiny(5, 3));
    }
};

ONESHOT_TEST(TestHoldOut)
#include "tst_hold_out.moc"
