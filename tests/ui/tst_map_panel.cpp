#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/pages/tasks/map_panel.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/widgets/map_view.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using session::DatasetPtr;
using session::TrainingSession;
using session::Workspace;
using test::patience;
using ui::MapPanel;
using ui::MapView;

namespace {

/// The panel with the data of two alphabets and pixels as the model.
struct Shown {
    explicit Shown(const DatasetPtr& data = std::make_shared<const Dataset>(test::tinyDataset({5, 6}, 4))) {
        workspace.background().use(data);
        workspace.chooseModel(QStringLiteral("pixels-l2"));
        panel.resize(1000, 560);
        panel.show();
    }
    template <typename Widget>
    Widget* find(const char* name) {
        auto* widget = panel.findChild<Widget*>(QLatin1String(name));
        if (!widget) qFatal("there is no %s", name);
        return widget;
    }
    MapView* view() { return find<MapView>("tasks.map.view"); }
    QListWidget* groups() { return find<QListWidget>("tasks.map.groups"); }
    QListWidget* neighbours() { return find<QListWidget>("tasks.map.neighbours"); }
    QString state() { return find<QLabel>("tasks.map.state")->text(); }
    bool says(const char* words) {
        const bool came = QTest::qWaitFor([&] { return state().contains(QString::fromUtf8(words)); }, patience);
        if (!came) qWarning() << "it says" << state();
        return came;
    }
    bool comes(int dots) {
        return QTest::qWaitFor([&] { return static_cast<int>(view()->dots().size()) == dots; }, patience);
    }
    /// Chooses the first point by the keyboard and waits for its neighbours.
    bool choose() {
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Right);
        return QTest::qWaitFor([&] { return neighbours()->count() > 0; }, patience);
    }

    TrainingSession session;
    Workspace workspace{session};
    MapPanel panel{workspace};
};

}  // namespace

class TestMapPanel : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void mapsTheDataInUse() {
        Shown shown;
        QVERIFY(shown.comes(44));
        QVERIFY(shown.says("t-SNE, perplexity 14.3"));  // a third of 43, less than the 30 asked for
        QVERIFY(shown.says("All 44 drawings."));
        QCOMPARE(shown.groups()->count(), 1 + 2);
        QCOMPARE(shown.groups()->item(2)->text(), QStringLiteral("Alphabet2"));
        QCOMPARE(shown.view()->dots()[43].group, 1);
        QCOMPARE(shown.view()->dots()[43].name, QStringLiteral("Alphabet2, character06"));
        shown.find<QComboBox>("tasks.map.colour")->setCurrentIndex(1);
        QCOMPARE(shown.groups()->count(), 1 + 11);
        QCOMPARE(shown.view()->dots()[43].group, 10);
    }

    void arrangesAtOnceByThePlane() {
        Shown shown;
        QVERIFY(shown.comes(44));
        QVERIFY(shown.find<QSpinBox>("tasks.map.perplexity")->isEnabled());
        shown.find<QToolButton>("tasks.map.pca")->click();
        QVERIFY2(shown.state().contains("The plane holds"), qPrintable(shown.state()));
        QVERIFY(!shown.find<QSpinBox>("tasks.map.perplexity")->isEnabled());
        shown.find<QToolButton>("tasks.map.tsne")->click();
        QVERIFY(shown.says("t-SNE"));
    }

    void showsTheNeighboursOfAPoint() {
        Shown shown;
        QVERIFY(shown.comes(44));
        QVERIFY(shown.says("perplexity"));
        QVERIFY(!shown.neighbours()->isVisible());
        QVERIFY(shown.choose());
        const int chosen = shown.view()->current();
        QVERIFY(chosen >= 0);
        QCOMPARE(shown.neighbours()->count(), session::EmbeddingMap::neighbourCount);
        QVERIFY(shown.find<QLabel>("tasks.map.chosen")->text().contains(shown.view()->dots()[chosen].name));
        QCOMPARE(shown.find<ui::PictureRow>("tasks.map.picture")->pictures().size(), std::size_t(1));
        int alike = 0;
        for (int row = 0; row < shown.neighbours()->count(); ++row) {
            const QString text = shown.neighbours()->item(row)->text();
            const bool same = text.section(u'\n', 0, 0) == shown.view()->dots()[chosen].name;
            QCOMPARE(text.contains("same character"), same);
            alike += same;
        }
        const QString heading = shown.find<QLabel>("tasks.map.nearest")->text();
        QVERIFY2(heading.contains(QStringLiteral("%1 of 8").arg(alike)) && heading.contains("own comparison"),
                 qPrintable(heading));

        const int neighbour = shown.neighbours()->item(2)->data(Qt::UserRole).toInt();
        Q_EMIT shown.neighbours()->itemActivated(shown.neighbours()->item(2));
        QCOMPARE(shown.view()->current(), neighbour);
        QTRY_VERIFY_WITH_TIMEOUT(shown.neighbours()->count() == session::EmbeddingMap::neighbourCount, patience);
    }

    void looksAtOneGroup() {
        Shown shown;
        QVERIFY(shown.comes(44));
        QVERIFY(shown.says("perplexity"));
        // Until all drawings have their pictures.
        QTRY_VERIFY_WITH_TIMEOUT(shown.view()->grab().toImage() == shown.view()->grab().toImage(), patience);
        const QImage all = shown.view()->grab().toImage();
        shown.groups()->setCurrentRow(2);
        QVERIFY(shown.view()->grab().toImage() != all);
        shown.groups()->setCurrentRow(0);
        QVERIFY(shown.view()->grab().toImage() == all);
    }

    void choosesAnAlphabet() {
        Shown shown;
        QVERIFY(shown.comes(44));
        auto* alphabets = shown.find<QComboBox>("tasks.map.alphabet");
        auto* colour = shown.find<QComboBox>("tasks.map.colour");
        QCOMPARE(alphabets->count(), 1 + 2);
        alphabets->setCurrentIndex(1);
        QVERIFY(shown.comes(20));
        QCOMPARE(colour->currentIndex(), 1);  // one alphabet is coloured by its characters
        QCOMPARE(shown.groups()->count(), 1 + 5);
        alphabets->setCurrentIndex(0);
        QVERIFY(shown.comes(44));
        QCOMPARE(colour->currentIndex(), 0);

        // Other data take a choice away that they do not have.
        alphabets->setCurrentIndex(2);
        QVERIFY(shown.comes(24));
        shown.workspace.background().use(std::make_shared<const Dataset>(test::tinyDataset({3}, 4)));
        QCOMPARE(alphabets->currentIndex(), 0);
        QVERIFY(shown.comes(12));
    }

    void listsGroupsOnlyWhereTheyAreOthers() {
        Shown shown;
        QVERIFY(shown.comes(44));
        QVERIFY(shown.says("perplexity"));
        QSignalSpy listed(shown.groups()->model(), &QAbstractItemModel::modelReset);
        const auto same = std::make_shared<const Dataset>(test::tinyDataset({5, 6}, 4));
        shown.workspace.background().use(same);
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.map().map()->datasets == std::vector<DatasetPtr>{same}, patience);
        QCOMPARE(shown.groups()->count(), 1 + 2);
        QCOMPARE(listed.size(), 0);
        shown.find<QComboBox>("tasks.map.colour")->setCurrentIndex(1);
        QCOMPARE(shown.groups()->count(), 1 + 11);
        QCOMPARE(listed.size(), 1);
    }

    void saysWhyThereIsNothing() {
        Shown shown;
        QVERIFY(shown.comes(44));
        shown.workspace.chooseModel(QStringLiteral("strokes"));
        const auto says = [&](const char* words) {
            return QTest::qWaitFor(
                [&] { return shown.view()->accessibleDescription().contains(QString::fromUtf8(words)); }, patience);
        };
        QVERIFY(says("nothing to map"));
        QVERIFY(shown.view()->dots().empty());
        QVERIFY(!shown.groups()->isVisible());
        QVERIFY(shown.state().isEmpty());
        shown.find<QComboBox>("tasks.map.data")->setCurrentIndex(1);
        QVERIFY(says("Nothing is held out"));
    }

    void asksOnlyWhileItIsSeen() {
        Shown shown;
        QVERIFY(shown.comes(44));
        QVERIFY(shown.says("perplexity"));
        shown.panel.hide();
        shown.find<QSpinBox>("tasks.map.count")->setValue(20);
        auto* timer = shown.panel.findChild<QTimer*>(QStringLiteral("tasks.map.timer"));
        QTRY_VERIFY_WITH_TIMEOUT(!timer->isActive(), patience);
        QCOMPARE(shown.view()->dots().size(), std::size_t(44));
        shown.panel.show();
        QVERIFY(shown.comes(20));
        QVERIFY(shown.says("20 of 44 drawings, chosen evenly."));
    }
};

ONESHOT_TEST(TestMapPanel)
#include "tst_map_panel.moc"
