#include <QSignalSpy>
#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/workspace/workspace.h"

using namespace oneshot;
using session::DataChoice;
using session::DatasetPtr;
using test::patience;

namespace {

const QString fewGlyphs = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2"),
              otherGlyphs = QStringLiteral("glyphs:seed=2,alphabet-count=1,characters-per-alphabet=3,drawer-count=2"),
              manyGlyphs = QStringLiteral("glyphs:alphabet-count=400");

[[nodiscard]] bool opened(const DataChoice& choice, const QString& spec) {
    return QTest::qWaitFor([&] { return !choice.isOpening(); }, patience) && choice.error().isEmpty() &&
           choice.spec() == spec && choice.inUse().spec == spec && choice.dataset();
}

}  // namespace

class TestDataChoice : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }
    /// So many alphabets of three characters of four drawings.
    QString tiny(int alphabets) const {
        const QString zip = path("images_tiny") + QString::number(alphabets) + QStringLiteral(".zip");
        if (!QFile::exists(zip)) test::writeZip(zip.toStdString(), test::tinyOmniglot(alphabets, 3, 4));
        return zip;
    }

  private Q_SLOTS:
    void initTestCase() {
        setHomeFolder(folder_ / "home");
        test::writeFile(folder_ / "broken.zip", test::bytesOf("not a zip"));
    }

    void opensWhatIsChosen() {
        DataChoice choice(fewGlyphs);
        QSignalSpy chosen(&choice, &DataChoice::chosen), dataset(&choice, &DataChoice::datasetChanged);
        choice.choose(tiny(2));
        QVERIFY(choice.isOpening() && !choice.dataset());
        QCOMPARE(choice.spec(), tiny(2));
        QCOMPARE(chosen.size(), 1);
        QVERIFY(opened(choice, tiny(2)));
        QCOMPARE(dataset.size(), 1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(choice.dataset()->characterCount(), 6);
        QCOMPARE(choice.inUse().info.drawings, 24);
        QCOMPARE(choice.inUse().alphabets.size(), 2);
        choice.chooseGlyphs();
        QVERIFY(opened(choice, fewGlyphs));
        QVERIFY(choice.isGlyphs());
        QCOMPARE(dataset.size(), 2);
    }

    void theNewestChoiceCounts() {
        DataChoice choice(fewGlyphs);
        QSignalSpy progressed(&choice, &DataChoice::progressed), dataset(&choice, &DataChoice::datasetChanged);
        choice.choose(manyGlyphs);
        QTRY_VERIFY_WITH_TIMEOUT(choice.percent() > 0, patience);
        QVERIFY(!progressed.isEmpty());
        choice.choose(path("broken.zip"));
        choice.choose(fewGlyphs);
        QCOMPARE(choice.percent(), 0);
        QVERIFY(opened(choice, fewGlyphs));
        QCOMPARE(dataset.size(), 1);
        QCOMPARE(choice.dataset()->characterCount(), 2);
    }

    void whatWasOpenStaysInUseUntilOthersAre() {
        DataChoice choice(fewGlyphs);
        choice.chooseGlyphs();
        QVERIFY(opened(choice, fewGlyphs));
        const DatasetPtr before = choice.dataset();
        QSignalSpy dataset(&choice, &DataChoice::datasetChanged);
        choice.choose(otherGlyphs);
        QCOMPARE(choice.dataset(), before);
        QVERIFY(opened(choice, otherGlyphs));
        QVERIFY(choice.dataset() != before);
        QCOMPARE(dataset.size(), 1);
    }

    void whatWasOpenStaysInUseWhereOthersCannotBeOpened_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("words");
        QTest::newRow("damaged") << path("broken.zip") << QStringLiteral("broken.zip");
        QTest::newRow("not there") << path("nowhere.zip") << QStringLiteral("nowhere.zip");
        QTest::newRow("no SPEC") << QStringLiteral("glyphs:colour=red") << QStringLiteral("colour");
    }
    void whatWasOpenStaysInUseWhereOthersCannotBeOpened() {
        QFETCH(QString, spec);
        QFETCH(QString, words);
        DataChoice choice(fewGlyphs);
        choice.chooseGlyphs();
        QVERIFY(opened(choice, fewGlyphs));
        const DatasetPtr before = choice.dataset();
        QSignalSpy dataset(&choice, &DataChoice::datasetChanged), changed(&choice, &DataChoice::changed);
        choice.choose(spec);
        QVERIFY(choice.error().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!choice.isOpening(), patience);
        QVERIFY2(choice.error().contains(words), qPrintable(choice.error()));
        QCOMPARE(choice.spec(), spec);
        QCOMPARE(choice.inUse().spec, fewGlyphs);
        QCOMPARE(choice.dataset(), before);
        QVERIFY(choice.warnings().empty());
        QVERIFY(dataset.isEmpty());
        QCOMPARE(changed.size(), 2);
        choice.choose(otherGlyphs);
        QVERIFY(opened(choice, otherGlyphs));
    }

    void goesBackOnCancel() {
        DataChoice choice(fewGlyphs);
        choice.chooseGlyphs();
        QVERIFY(opened(choice, fewGlyphs));
        QSignalSpy dataset(&choice, &DataChoice::datasetChanged), chosen(&choice, &DataChoice::chosen);
        choice.choose(manyGlyphs);
        choice.cancel();
        QVERIFY(opened(choice, fewGlyphs));
        QCOMPARE(chosen.size(), 2);
        choice.choose(manyGlyphs);
        QCOMPARE(session::Jobs::instance().rowCount(), 1);
        session::Jobs::instance().cancel(0);
        QVERIFY(opened(choice, fewGlyphs));
        QVERIFY(dataset.isEmpty());
    }

    void mayBeNoData() {
        DataChoice choice(fewGlyphs);
        choice.chooseGlyphs();
        QVERIFY(opened(choice, fewGlyphs));
        QSignalSpy dataset(&choice, &DataChoice::datasetChanged);
        choice.choose(manyGlyphs);
        choice.choose({});
        QVERIFY(!choice.isOpening() && !choice.dataset() && choice.error().isEmpty() && choice.spec().isEmpty());
        QCOMPARE(dataset.size(), 1);
        QCOMPARE(choice.name(), QStringLiteral("Nothing held out"));
    }

    void usesWhatIsOpenAlready() {
        const auto data = std::make_shared<const Dataset>(openDataset(parseDataSpec(fewGlyphs.toStdString())));
        DataChoice choice(otherGlyphs);
        choice.choose(manyGlyphs);
        choice.use(data);
        QVERIFY(opened(choice, QString::fromStdString(data->spec)));
        QCOMPARE(choice.dataset(), data);
    }

    void namesDataAsAPersonWould() {
        DataChoice choice(fewGlyphs);
        choice.chooseGlyphs();
        QCOMPARE(choice.name(), QStringLiteral("Built-in glyphs"));
        choice.choose(tiny(2) + QStringLiteral(":alphabets=Alpha"));
        QCOMPARE(choice.name(), QStringLiteral("tiny2, Alpha"));
        QVERIFY(!choice.isGlyphs());
    }

    void choosesWhatBelongsTogetherOfManyPaths() {
        DataChoice choice(fewGlyphs);
        choice.choosePaths({path("strokes_x.zip"), path("images_x.zip"), path("images_y.zip")});
        QCOMPARE(choice.spec(), path("images_x.zip") + QStringLiteral(":strokes=") + path("strokes_x.zip"));
        QCOMPARE(choice.leftOut(), 1);
        choice.choosePaths({path("train-labels-idx1-ubyte"), path("train-images-idx3-ubyte")});
        QCOMPARE(choice.spec(), path("train-images-idx3-ubyte"));
        QCOMPARE(choice.leftOut(), 0);
        choice.choosePaths({});
        QCOMPARE(choice.spec(), path("train-images-idx3-ubyte"));
    }

    void warnsOfWhatItReadAndOfSharedCharacters() {
        DataChoice background(fewGlyphs), validation(otherGlyphs);
        validation.compareWith(background);
        validation.choose(tiny(2));
        QVERIFY(opened(validation, tiny(2)));
        QVERIFY(validation.warnings().empty());
        QSignalSpy changed(&validation, &DataChoice::changed);
        background.choose(tiny(3));
        QVERIFY(opened(background, tiny(3)));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(validation.warnings().size(), 1U);
        QCOMPARE(validation.warnings()[0].kind, DatasetWarning::Kind::SharedWithOther);
        QCOMPARE(validation.warnings()[0].count, 6);
        QCOMPARE(validation.warnings()[0].subject, std::string("tiny3"));
        QVERIFY(background.warnings().empty());
        background.chooseGlyphs();
        QVERIFY(opened(background, fewGlyphs));
        QVERIFY(validation.warnings().empty());

        auto files = test::tinyOmniglot(2, 3, 4);
        files[5].bytes.resize(files[5].bytes.size() / 2);
        test::writeFolder(folder_ / "damaged", files);
        const QString damaged = path("damaged") + QStringLiteral(":skip-damaged=yes");
        background.choose(damaged);
        QVERIFY(opened(background, damaged));
        QVERIFY(!background.warnings().empty());
    }

    void validatesOnWhatTheWorkspaceHoldsOut() {
        session::TrainingSession training;
        session::Workspace workspace(training);
        QSignalSpy dataset(&workspace, &session::Workspace::datasetChanged),
            heldOut(&workspace, &session::Workspace::heldOutChanged);
        RunRequest run;
        run.background = tiny(3).toStdString();
        run.validation = tiny(2).toStdString();
        workspace.chooseData(run);
        QVERIFY(opened(workspace.background(), tiny(3)) && opened(workspace.validation(), tiny(2)));
        QCOMPARE(dataset.size(), 1);
        QCOMPARE(heldOut.size(), 1);
        QCOMPARE(workspace.dataset()->characterCount(), 9);
        QCOMPARE(workspace.heldOut()->characterCount(), 6);
        QCOMPARE(workspace.validation().warnings().size(), 1U);
        QCOMPARE(workspace.openData().size(), 2U);
        workspace.validation().choose({});
        QCOMPARE(heldOut.size(), 2);
        QCOMPARE(workspace.openData().size(), 1U);
    }

    void keepsWhatWasChosenBefore() {
        DataChoice choice(fewGlyphs);
        QSignalSpy recent(&choice, &DataChoice::recentChanged);
        choice.setRecent({tiny(2), tiny(3)});
        QCOMPARE(recent.size(), 1);
        QCOMPARE(choice.recent(), (QStringList{tiny(2), tiny(3)}));
    }
};

ONESHOT_TEST(TestDataChoice)
#include "tst_data_choice.moc"
