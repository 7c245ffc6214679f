// The page through the real main window, by the names of its parts, with the shipped model.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/files/png.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/paper_files.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/widgets/drawing_canvas.h"

using namespace oneshot;
using test::patience;
using ui::RankingModel;

namespace {

const char* spec = "glyphs:seed=7,alphabet-count=3,characters-per-alphabet=20,drawer-count=6";

std::shared_ptr<const Dataset> glyphs() {
    static const auto data = std::make_shared<const Dataset>(openDataset(parseDataSpec(spec)));
    return data;
}

struct Driver : test::WindowDriver {
    Driver() {
        window.workspace().background().choose(QString::fromUtf8(spec));
        window.workspace().validation().choose(
            QStringLiteral("glyphs:seed=2,alphabet-count=1,characters-per-alphabet=6,drawer-count=6"));
        click("nav.draw");
        canvas->setSmoothing(ui::DrawingCanvas::Smoothing::None);
    }

    /// With glyphs to compare with, and a model that is there.
    [[nodiscard]] bool prepare() {
        new QAbstractItemModelTester(find<QListView>("draw.ranking")->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, page);
        return QTest::qWaitFor([&] { return window.workspace().model() && window.workspace().dataset(); }, patience) &&
               window.workspace().dataset()->sha256 == glyphs()->sha256;
    }

    using WindowDriver::draw;
    void draw(const Drawing& drawing) {
        for (const Stroke& stroke : drawing.strokes) draw(stroke);
    }
    [[nodiscard]] bool answered() {
        return QTest::qWaitFor([&] { return !page->query().busy() && row(0, RankingModel::RankRole).toInt() > 0; },
                               patience);
    }
    QVariant row(int number, int role) { return find<QListView>("draw.ranking")->model()->index(number, 0).data(role); }
    int rows() { return find<QListView>("draw.ranking")->model()->rowCount(); }

    ui::DrawPage* page = find<ui::DrawPage>("page.draw");
    ui::DrawingCanvas* canvas = find<ui::DrawingCanvas>("draw.canvas");
};

}  // namespace

class TestDrawPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() { setHomeFolder(folder_ / QTest::currentTestFunction()); }

    void hasTheNamedParts() {
        Driver driver;
        for (const char* name : {"page.draw", "nav.draw", "draw.canvas", "draw.clear", "draw.undo", "draw.redo",
                                 "draw.eraser", "draw.ranking", "draw.input", "draw.support.choose", "draw.threshold",
                                 "draw.verdict", "draw.width", "draw.smoothing", "draw.more"})
            QVERIFY2(driver.find<QWidget>(name)->isVisible(), name);
        for (const QToolButton* button : driver.page->findChildren<QToolButton*>())
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
        QCOMPARE(driver.window.focusWidget(), driver.find<QWidget>("draw.canvas"));  // no tool looks chosen
    }

    void tracedDrawingComesFirst() {
        Driver driver;
        QVERIFY(driver.prepare());
        QCOMPARE(driver.rows(), 20);
        QCOMPARE(driver.row(0, RankingModel::RankRole).toInt(), 0);
        QTRY_COMPARE(driver.text("draw.verdict"), QStringLiteral("Draw a character"));
        const Dataset& data = *glyphs();
        int first = 0;
        for (int c = 0; c < 20; ++c) {
            driver.draw(data.drawings[data.alphabets[0].characters[c].drawings[0]]);
            QVERIFY(driver.answered());
            first += driver.row(0, RankingModel::WayRole).toInt() == c;
            QCOMPARE(driver.row(0, RankingModel::RankRole).toInt(), 1);
            driver.click("draw.clear");
            QCOMPARE(driver.row(0, RankingModel::RankRole).toInt(), 0);
        }
        QCOMPARE(first, 20);
    }

    void everyPenUpAsksAnewAndUndoGoesBack() {
        Driver driver;
        QVERIFY(driver.prepare());
        const Dataset& data = *glyphs();
        const Drawing* drawing = nullptr;
        for (const DrawingId id : data.drawingIds())
            if (data.drawings[id].strokes.size() >= 3 && !drawing) drawing = &data.drawings[id];
        QVERIFY(drawing);
        QSignalSpy answers(&driver.page->query(), &session::DrawQuery::answered);
        QStringList scores;
        std::vector<Image> papers;
        for (const Stroke& stroke : drawing->strokes) {
            const auto before = answers.size();
            driver.draw(stroke);
            QTRY_COMPARE_WITH_TIMEOUT(answers.size(), before + 1, patience);
            scores.append(driver.row(0, RankingModel::ScoreRole).toString() +
                          driver.row(0, RankingModel::NameRole).toString());
            papers.push_back(driver.canvas->sketch().drawing().image);
        }
        QVERIFY(driver.text("draw.input.text").contains(QStringLiteral("32 × 32")));
        for (auto i = std::ssize(papers) - 2; i >= 0; --i) {
            const auto before = answers.size();
            QTest::keyClick(driver.canvas, Qt::Key_Z, Qt::ControlModifier);
            QTRY_COMPARE_WITH_TIMEOUT(answers.size(), before + 1, patience);
            QCOMPARE(driver.canvas->sketch().drawing().image, papers[static_cast<std::size_t>(i)]);
            QCOMPARE(
                driver.row(0, RankingModel::ScoreRole).toString() + driver.row(0, RankingModel::NameRole).toString(),
                scores[i]);
        }
        driver.click("draw.redo");
        QCOMPARE(driver.canvas->sketch().drawing().image, papers[1]);
        driver.click("draw.undo");
        driver.click("draw.undo");
        QVERIFY(driver.canvas->sketch().empty());
        QVERIFY(!driver.find<QWidget>("draw.undo")->isEnabled());
        QCOMPARE(driver.text("draw.verdict"), QStringLiteral("Draw a character"));
    }

    void noneOfTheseIsSaidUnderTheThreshold() {
        Driver driver;
        QVERIFY(driver.prepare());
        auto* threshold = driver.find<QDoubleSpinBox>("draw.threshold");
        QTRY_VERIFY_WITH_TIMEOUT(threshold->isEnabled(), patience);
        const double found = threshold->value();
        QVERIFY2(found > 0.5 && found < 1.2, qPrintable(QString::number(found)));
        static const QRegularExpression accepts(QStringLiteral("accepts [789]\\d"));
        QVERIFY2(driver.text("draw.threshold.text").contains(accepts), qPrintable(driver.text("draw.threshold.text")));

        const Dataset& data = *glyphs();
        driver.draw(data.drawings[data.alphabets[0].characters[2].drawings[0]]);
        QVERIFY(driver.answered());
        const QString name = driver.row(0, RankingModel::NameRole).toString();
        QCOMPARE(driver.text("draw.verdict"), name);
        QVERIFY(driver.row(0, RankingModel::AcceptedRole).toBool());
        threshold->setValue(1.95);
        QCOMPARE(driver.text("draw.verdict"), QStringLiteral("None of these"));
        QVERIFY(!driver.row(0, RankingModel::AcceptedRole).toBool());
        QVERIFY(driver.text("draw.threshold.text").contains(QStringLiteral("accepts 0 %")));
        driver.click("draw.threshold.reset");
        QCOMPARE(threshold->value(), found);
        QCOMPARE(driver.text("draw.verdict"), name);

        // A scribble is like none of them.
        driver.click("draw.clear");
        Stroke scribble;
        for (int i = 0; i < 60; ++i)
            scribble.push_back({i % 2 ? 95.0F : 10.0F, 10 + 1.4F * static_cast<float>(i), static_cast<float>(i)});
        driver.draw(scribble);
        QVERIFY(driver.answered());
        QCOMPARE(driver.text("draw.verdict"), QStringLiteral("None of these"));
    }

    void aSingleCharacterHasAThresholdOfItsOwn() {
        Driver driver;
        QVERIFY(driver.prepare());
        auto* threshold = driver.find<QDoubleSpinBox>("draw.threshold");
        QTRY_VERIFY_WITH_TIMEOUT(threshold->isEnabled(), patience);
        const double ofMany = threshold->value();
        driver.page->chooser()->chooseOwn();
        QVERIFY(driver.page->ownSet().objection(QStringLiteral("one")).isEmpty());
        driver.page->ownSet().add(QStringLiteral("one"), glyphs()->drawings[0]);
        QCOMPARE(driver.rows(), 1);
        QVERIFY2(threshold->value() < ofMany, qPrintable(threshold->text()));  // there is no lead to add
        threshold->setValue(1);
        driver.draw(glyphs()->drawings[1]);
        QVERIFY(driver.answered());
        const QString score = driver.row(0, RankingModel::ScoreRole).toString();
        QCOMPARE(driver.text("draw.verdict"), QStringLiteral("None of these"));
        QCOMPARE(driver.text("draw.verdict.detail"), QStringLiteral("The score of %1 is under 1.00.").arg(score));
        driver.page->chooser()->choose(ui::SupportChooser::Source::RandomAcross);
        QCOMPARE(threshold->value(), ofMany);  // a person's threshold of a score is none of a score and its lead
    }

    /// From an empty set to the first question, each step said.
    void ownCharactersLeadOn() {
        Driver driver;
        QVERIFY(driver.prepare());
        auto* threshold = driver.find<QDoubleSpinBox>("draw.threshold");
        QTRY_VERIFY_WITH_TIMEOUT(threshold->isEnabled(), patience);
        driver.page->chooser()->chooseOwn();
        QVERIFY(!threshold->isEnabled());  // there is nothing to compare with
        QCOMPARE(threshold->text(), QStringLiteral("–"));
        QCOMPARE(driver.text("draw.threshold.text"), QString());
        const auto add = [&](int character) {
            driver.draw(glyphs()->drawings[glyphs()->alphabets[1].characters[character].drawings[0]]);
            driver.click("draw.own.add");
        };
        add(0);
        QVERIFY2(driver.text("draw.own.note").contains(QStringLiteral("another character")),
                 qPrintable(driver.text("draw.own.note")));
        add(1);
        QCOMPARE(driver.text("draw.own.note"), QString());
        add(2);
        QVERIFY2(driver.text("draw.own.note").contains(QStringLiteral("Now draw one of them")),
                 qPrintable(driver.text("draw.own.note")));
        QVERIFY(threshold->isEnabled());
        driver.draw(glyphs()->drawings[glyphs()->alphabets[1].characters[1].drawings[5]]);
        QCOMPARE(driver.text("draw.own.note"), QString());
        QVERIFY(driver.answered());
        QCOMPARE(driver.row(0, RankingModel::WayRole).toInt(), 1);
    }

    /// A button that is used up by a click would hand the focus on to the eraser, which then looks chosen.
    void clicksOnToolsLeaveTheFocusOnThePaper() {
        Driver driver;
        QVERIFY(driver.prepare() && driver.activate());
        driver.canvas->setFocus();
        driver.draw(glyphs()->drawings[0]);
        for (const char* tool : {"draw.undo", "draw.redo", "draw.clear"}) {
            driver.click(tool);
            QCOMPARE(driver.window.focusWidget(), driver.canvas);
        }
    }

    void canBeUsedInASmallWindow() {
        Driver driver;
        driver.window.resize(1024, 640);
        QCoreApplication::processEvents();
        QVERIFY(driver.page->minimumSizeHint().height() < 560);
        auto* scroll = driver.find<QScrollArea>("draw.scroll");
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        for (const char* name : {"draw.canvas", "draw.ranking", "draw.threshold", "draw.input"}) {
            const QWidget* part = driver.find<QWidget>(name);
            const QRect place(part->mapTo(scroll->widget(), QPoint()), part->size());
            QVERIFY2(scroll->widget()->rect().contains(place), name);
        }
    }

    void ownCharactersAreDrawnSavedOpenedAndFound() {
        const std::filesystem::path zip = folder_ / "mine.zip";
        const Dataset& data = *glyphs();
        const auto drawing = [&](int character, int drawer) {
            return data.drawings[data.alphabets[1].characters[character].drawings[drawer]];
        };
        {
            Driver driver;
            QVERIFY(driver.prepare());
            driver.page->chooser()->chooseOwn();
            QCOMPARE(driver.rows(), 0);
            QVERIFY(!driver.find<QWidget>("draw.own.add")->isEnabled());
            for (int c = 0; c < 5; ++c)
                for (int shot = 0; shot < (c == 2 ? 3 : 1); ++shot) {
                    driver.draw(drawing(c, shot));
                    QTest::keyClicks(driver.find<QLineEdit>("draw.own.name"), QStringLiteral("letter %1").arg(c));
                    driver.click("draw.own.add");
                    QVERIFY(driver.canvas->sketch().empty());
                }
            QCOMPARE(driver.rows(), 5);
            QCOMPARE(driver.page->ownSet().characters()[2].drawings.size(), 3U);
            // What is selected stays so while the order changes.
            auto* list = driver.find<QListView>("draw.ranking");
            list->setCurrentIndex(list->model()->index(0, 0));
            driver.draw(drawing(3, 4));
            QVERIFY(driver.answered());
            QCOMPARE(list->currentIndex().data(RankingModel::WayRole).toInt(), 0);
            QVERIFY(list->currentIndex().row() > 0);
            driver.click("draw.clear");
            QCOMPARE(list->currentIndex().row(), 0);
            // Removed, and back again.
            list->setCurrentIndex(list->model()->index(1, 0));
            driver.find<QAction>("draw.own.remove.character")->trigger();
            QCOMPARE(driver.rows(), 4);
            driver.click("draw.own.undo");
            QCOMPARE(driver.rows(), 5);
            // Renamed.
            list->setCurrentIndex(list->model()->index(4, 0));
            driver.find<QLineEdit>("draw.own.name")->setText(QStringLiteral("letter 4 änew"));
            driver.click("draw.own.rename");
            QCOMPARE(driver.row(4, RankingModel::NameRole).toString(), QStringLiteral("letter 4 änew"));
            QSignalSpy saved(&driver.page->ownSet(), &session::OwnSet::saved);
            driver.page->ownSet().save(QString::fromStdString(zip.string()));
            QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
            driver.find<QLineEdit>("draw.own.name")->clear();
            driver.draw(drawing(2, 4));
            QVERIFY(driver.answered());
        }
        // Ordinary data for every tool.
        const Dataset read = openDataset(parseDataSpec(zip.string() + ":strokes=" + zip.string()));
        QCOMPARE(read.characterCount(), 5);
        QCOMPARE(read.drawingCount(), 7);
        QCOMPARE(read.alphabets[0].characters[4].name, std::string("letter 4 änew"));
        QVERIFY(!read.drawings[0].strokes.empty());

        setHomeFolder(folder_ / "another home");
        Driver driver;
        QVERIFY(driver.prepare());
        driver.page->files()->openPath(QString::fromStdString(zip.string()));
        QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 5, patience);
        for (int c = 0; c < 5; ++c) {
            driver.draw(drawing(c, 5));
            QVERIFY(driver.answered());
            QCOMPARE(driver.row(0, RankingModel::WayRole).toInt(), c);
            driver.click("draw.clear");
        }
    }

    void ownCharactersAreThereAtTheNextStart() {
        const Dataset& data = *glyphs();
        {
            Driver driver;
            driver.page->chooser()->chooseOwn();
            driver.draw(data.drawings[0]);
            driver.click("draw.own.add");
            QCOMPARE(driver.rows(), 1);
            QCOMPARE(driver.find<QToolButton>("draw.support.choose")->text(), QStringLiteral("My own · 1 character"));
        }
        Driver driver;
        driver.page->chooser()->chooseOwn();
        QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 1, patience);
        QCOMPARE(driver.row(0, RankingModel::NameRole).toString(), QStringLiteral("character 01"));
        driver.find<QListView>("draw.ranking")
            ->setCurrentIndex(driver.find<QListView>("draw.ranking")->model()->index(0, 0));
        driver.find<QAction>("draw.own.remove.character")->trigger();
        QCOMPARE(driver.rows(), 0);
    }

    void opensSavesCopiesAndPastes() {
        Driver driver;
        QVERIFY(driver.prepare());
        const Dataset& data = *glyphs();
        const auto path = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        driver.draw(data.drawings[1]);
        const Image drawn = driver.canvas->sketch().drawing().image;
        driver.page->files()->saveImage(path("a.png"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("draw.note").contains(QStringLiteral("Saved in")), patience);
        driver.page->files()->copy();
        driver.page->files()->saveStrokes(path("a.json"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("a.json")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("draw.note").contains(QStringLiteral("json")), patience);
        for (const char* name : {"a.png", "a.json"}) {
            driver.click("draw.clear");
            QVERIFY(driver.canvas->sketch().empty());
            driver.page->files()->openPath(path(name));
            QTRY_VERIFY_WITH_TIMEOUT(!driver.canvas->sketch().empty(), patience);
            QCOMPARE(driver.canvas->sketch().drawing().image, drawn);
        }
        driver.click("draw.clear");
        QTest::keyClick(driver.canvas, Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.canvas->sketch().empty(), patience);
        QCOMPARE(driver.canvas->sketch().drawing().image, drawn);

        // One save at a time; opening does not get in its way.
        driver.page->files()->saveStrokes(path("first.json"));
        driver.page->files()->saveStrokes(path("second.json"));
        QVERIFY(driver.text("draw.note").contains(QStringLiteral("still being saved")));
        driver.page->files()->openPath(path("a.png"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("first.json")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.find<QAction>("draw.save.strokes")->isEnabled(), patience);  // an image
        QVERIFY(driver.find<QAction>("draw.save.image")->isEnabled());
        QVERIFY(!QFile::exists(path("second.json")));

        test::writeFile(folder_ / "bad.json", test::bytesOf("{\"format\": 1}"));
        test::writeFile(folder_ / "bad.png", test::bytesOf("no image"));
        for (const char* name : {"bad.json", "bad.png", "missing.png"}) {
            driver.page->files()->openPath(path(name));
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("draw.note").contains(QLatin1String(name)), patience);
            QCOMPARE(driver.canvas->sketch().drawing().image, drawn);
        }
    }

    void saysHowManyOfSeveralFilesWereNotTaken() {
        Driver driver;
        QVERIFY(driver.prepare());
        QStringList paths;
        for (int i = 0; i < 3; ++i) {
            const auto path = folder_ / ("several-" + std::to_string(i) + ".png");
            writePng(path, glyphs()->drawings[i].image);
            paths << QString::fromStdString(path.string());
        }
        driver.page->files()->openPaths(paths);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.canvas->sketch().empty(), patience);
        QVERIFY(driver.text("draw.note").contains(QStringLiteral("2 more files were left out")));
        driver.click("draw.clear");
        QCOMPARE(driver.text("draw.note"), QString());
        driver.page->files()->openPaths(paths.mid(0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(!driver.canvas->sketch().empty(), patience);
        QCOMPARE(driver.text("draw.note"), QString());
    }

    void asksTheModelOnlyWhileItIsSeen() {
        Driver driver;
        QVERIFY(driver.prepare());
        driver.draw(glyphs()->drawings[1]);
        QVERIFY(driver.answered());
        driver.click("nav.train");
        QSignalSpy answers(&driver.page->query(), &session::DrawQuery::answered);
        driver.page->chooser()->choose(ui::SupportChooser::Source::Alphabet, 1);
        QVERIFY(!driver.page->query().busy());
        driver.click("nav.draw");
        QVERIFY(driver.page->query().busy());
        QTRY_VERIFY_WITH_TIMEOUT(!answers.isEmpty(), patience);
    }

    void otherSupportSets() {
        Driver driver;
        QVERIFY(driver.prepare());
        auto* choose = driver.find<QToolButton>("draw.support.choose");
        driver.page->chooser()->choose(ui::SupportChooser::Source::RandomAcross);
        QCOMPARE(driver.rows(), 20);
        driver.find<QSpinBox>("draw.support.ways")->setValue(7);
        QCOMPARE(driver.rows(), 7);
        auto* list = driver.find<QListView>("draw.ranking");
        QCoreApplication::processEvents();
        QCOMPARE(list->visualRect(list->model()->index(0, 0)).top(), 0);
        QCOMPARE(list->verticalScrollBar()->maximum(), 0);
        const QString before =
            driver.row(0, RankingModel::NameRole).toString() + driver.row(1, RankingModel::NameRole).toString();
        driver.click("draw.support.again");
        QVERIFY(before !=
                driver.row(0, RankingModel::NameRole).toString() + driver.row(1, RankingModel::NameRole).toString());
        driver.find<QSpinBox>("draw.support.shots")->setValue(3);
        QCOMPARE(driver.page->chooser()->support().ways[0].drawings.size(), 3U);
        driver.draw(glyphs()->drawings[0]);
        QVERIFY(driver.answered());
        Q_EMIT choose->menu()->aboutToShow();
        driver.find<QAction>("draw.support.alphabet.2")->trigger();
        QCOMPARE(driver.rows(), 20);
        QVERIFY(choose->text().contains(QString::fromStdString(glyphs()->alphabets[2].name)));
        driver.window.workspace().background().use(nullptr);
        QCOMPARE(driver.rows(), 0);
        QCOMPARE(driver.text("draw.verdict"), QStringLiteral("Nothing to compare with"));
        QVERIFY(driver.text("draw.verdict.detail").contains(QStringLiteral("Choose a dataset")));
        driver.page->chooser()->chooseOwn();
        QVERIFY(driver.text("draw.verdict.detail").contains(QStringLiteral("no characters of your own yet")));
    }

    void aModelThatIsNotThereIsSaid() {
        Driver driver;
        QVERIFY(driver.prepare());
        driver.window.workspace().chooseModel(QString::fromStdString((folder_ / "none.safetensors").string()));
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("draw.verdict"), QStringLiteral("There is no model"), patience);
        QVERIFY(driver.text("draw.verdict.detail").contains(QStringLiteral("none.safetensors")));
        driver.draw(glyphs()->drawings[0]);
        driver.window.workspace().chooseModel(QStringLiteral("pixels-l2"));
        QVERIFY(driver.answered());
        driver.window.workspace().chooseModel(QStringLiteral("shipped"));
        QVERIFY(driver.answered());
    }
};

ONESHOT_TEST(TestDrawPage)
#include "tst_draw_page.moc"
