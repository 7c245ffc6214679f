#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "ui/pages/tasks/ways_chart.h"
#include "ui/pages/tasks/ways_view.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using session::ModelLibrary;
using session::TrainingSession;
using session::WaysCurve;
using session::WaysQuestion;
using session::Workspace;
using test::patience;
using ui::WaysView;

namespace {

session::DatasetPtr open(const std::string& spec) {
    return std::make_shared<const Dataset>(openDataset(parseDataSpec(spec)));
}

struct View {
    explicit View(const std::string& spec = {}) {
        if (!spec.empty()) workspace.background().use(open(spec));
        view.resize(1072, 660);
        view.show();
    }
    template <typename Widget>
    Widget* find(const char* name) {
        auto* widget = view.findChild<Widget*>(QLatin1String(name));
        if (!widget) qWarning() << "there is no" << name;
        return widget;
    }
    QPushButton* start() { return find<QPushButton>("tasks.ways.start"); }
    QPushButton* cancel() { return find<QPushButton>("tasks.ways.cancel"); }
    ui::CurvePlot* plot() { return find<ui::CurvePlot>("tasks.ways.plot"); }
    QString sentences() { return find<QLabel>("tasks.ways.sentences")->text(); }
    QStandardItem* learner(const QString& id) {
        const auto* learners = qobject_cast<QStandardItemModel*>(find<QListView>("tasks.ways.learners")->model());
        for (int row = 0; row < learners->rowCount(); ++row)
            if (learners->item(row)->data(Qt::UserRole) == id) return learners->item(row);
        return nullptr;
    }
    QStringList seriesNames() {
        QStringList names;
        for (const report::Series& series : plot()->chart().series) names += series.name;
        return names;
    }

    TrainingSession session;
    Workspace workspace{session};
    WaysView view{workspace};
};

}  // namespace

class TestWaysView : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void saysThatDataAreMissing() {
        View view;
        QVERIFY(!view.start()->isEnabled());
        QVERIFY(view.find<QLabel>("tasks.ways.reason")->isVisible());
        view.workspace.background().use(open("glyphs:alphabet-count=1,characters-per-alphabet=4,drawer-count=3"));
        QVERIFY(view.start()->isEnabled());
        QVERIFY(!view.cancel()->isEnabled());
        QVERIFY(!view.find<QLabel>("tasks.ways.reason")->isVisible());
    }

    void offersEveryModelAndFollowsTheOneInUse() {
        View view;
        QVERIFY(view.learner(ModelLibrary::shipped)->checkState() == Qt::Checked);
        QVERIFY(view.learner(QStringLiteral("random"))->checkState() == Qt::Unchecked);
        QVERIFY(!view.learner(QStringLiteral("pixels-l2")));
        view.workspace.chooseModel(QStringLiteral("random"));
        QVERIFY(view.learner(QStringLiteral("random"))->checkState() == Qt::Checked);
        QVERIFY(view.learner(ModelLibrary::shipped)->checkState() == Qt::Unchecked);
        view.learner(QStringLiteral("modified-hausdorff"))
            ->setCheckState(Qt::Checked);  // the person's own choice stays
        view.workspace.chooseModel(ModelLibrary::shipped);
        QVERIFY(view.learner(QStringLiteral("random"))->checkState() == Qt::Checked);
        QVERIFY(view.learner(QStringLiteral("modified-hausdorff"))->checkState() == Qt::Checked);
        QVERIFY(view.learner(ModelLibrary::shipped)->checkState() == Qt::Unchecked);
    }

    void drawsTheFigure() {
        View view("glyphs:seed=3,alphabet-count=3,characters-per-alphabet=30,drawer-count=4");
        view.find<QSpinBox>("tasks.ways.tasks")->setValue(50);
        view.start()->setFocus();
        QTest::keyClick(view.start(), Qt::Key_Space);
        QVERIFY(!view.start()->isEnabled() && view.cancel()->isEnabled());
        QCOMPARE(view.view.focusWidget(), view.cancel());
        QTRY_VERIFY_WITH_TIMEOUT(view.start()->isEnabled(), patience);
        QCOMPARE(view.seriesNames(),
                 QStringList({QStringLiteral("compact · shipped, evaluation"),
                              QStringLiteral("nearest neighbour, pixels L2"), QStringLiteral("chance, 100 / N")}));
        const auto& series = view.plot()->chart().series;
        QCOMPARE(series[0].x, QList<double>({2, 5, 10, 15, 20, 30, 40, 50, 60}));
        QVERIFY(series[0].y.first() > 85 && series[0].y.last() > 40);
        for (qsizetype i = 0; i < series[0].x.size(); ++i) {
            QVERIFY(series[0].low[i] <= series[0].y[i] && series[0].y[i] <= series[0].high[i]);
            QVERIFY(series[0].y[i] > series[1].y[i]);
        }
        QCOMPARE(series[2].y[18], 5.0);  // of 20 ways
        QVERIFY2(view.sentences().contains(QStringLiteral("90 characters of 3 alphabets")) &&
                     view.sentences().contains(QStringLiteral("N ends at 60, as in the article")) &&
                     view.sentences().contains(QStringLiteral("No training characters of compact · shipped")),
                 qPrintable(view.sentences()));

        view.plot()->setSeriesVisible(1, false);  // and again, within alphabets: what was hidden stays so
        view.find<QCheckBox>("tasks.ways.within")->click();
        view.start()->click();
        QTRY_VERIFY_WITH_TIMEOUT(view.start()->isEnabled(), patience);
        QCOMPARE(view.plot()->chart().series[0].x.last(), 30.0);
        QVERIFY2(view.sentences().contains(QStringLiteral("no alphabet has more characters")),
                 qPrintable(view.sentences()));

        const auto csv = folder_ / "ways.csv";
        view.plot()->saveAs(QString::fromStdString(csv.string()));
        QVERIFY(QByteArray(reinterpret_cast<const char*>(test::readFile(csv).data()), 20)
                    .startsWith("series,x,y,low,high"));
    }

    void cancels() {
        View view("glyphs:seed=3,alphabet-count=3,characters-per-alphabet=30,drawer-count=4");
        view.find<QSpinBox>("tasks.ways.tasks")->setValue(10000);
        view.start()->click();
        QTRY_VERIFY_WITH_TIMEOUT(view.find<QProgressBar>("tasks.ways.progress")->value() > 0, patience);
        view.cancel()->click();
        QVERIFY(view.start()->isEnabled() && !view.cancel()->isEnabled());
        QCOMPARE(view.find<QProgressBar>("tasks.ways.progress")->value(), 0);
    }

    void tellsLearnersApart() {
        const auto curveOf = [](const char* learner, bool training) {
            WaysCurve curve;
            curve.learner = QString::fromUtf8(learner);
            curve.training = training;
            curve.points = {{2, {9, 10}}, {5, {7, 10}}};
            curve.maxWays = 5;
            curve.data = QStringLiteral("data");
            return curve;
        };
        const report::CurveChart chart =
            ui::waysChart({curveOf("pixels-l2", false), curveOf("shipped", false), curveOf("shipped", true),
                           curveOf("/runs/a", false), curveOf("/runs/a", true), curveOf("random", false)});
        QCOMPARE(chart.series.size(), std::size_t(7));
        QSet<int> styles;
        for (const report::Series& series : chart.series) styles.insert(series.style);
        QCOMPARE(styles, QSet<int>({0, 1, 2, 3, 4, 5, 6}));  // the first ones have colours of their own
        QCOMPARE(chart.series[3].name, QStringLiteral("a, training"));
        QVERIFY(ui::waysChart({}).series.empty());
    }

    void saysWhereAMemorysLabelsEnd() {
        const auto curveOf = [](const char* learner, bool training, int labels) {
            WaysCurve curve;
            curve.learner = QString::fromUtf8(learner);
            curve.training = training;
            curve.points = {{2, {9, 10}}, {labels > 0 ? labels : 12, {7, 10}}};
            curve.maxWays = 12;
            curve.labels = labels;
            curve.alphabets = 1;
            curve.data = QStringLiteral("data");
            return curve;
        };
        const QString words = QStringLiteral("N ends at 5, since its memory has no more labels.");
        QStringList sentences = ui::waysSentences({curveOf("pixels-l2", false, 0), curveOf("/runs/memory", false, 5),
                                                   curveOf("/runs/memory", true, 5), curveOf("random", false, 0)},
                                                  {});
        QCOMPARE(sentences.size(), 3);
        QVERIFY(sentences[0].contains(QStringLiteral("N ends at 12: there are no more characters")));
        QCOMPARE(sentences[1], QStringLiteral("memory, evaluation characters: ") + words);
        QVERIFY2(
            sentences[2].startsWith(QStringLiteral("Training characters of memory")) && sentences[2].endsWith(words),
            qPrintable(sentences[2]));
        // As many labels as the data allow ways: the data end it.
        sentences = ui::waysSentences({curveOf("/runs/memory", true, 12)}, {});
        QVERIFY2(sentences[0].contains(QStringLiteral("there are no more characters")), qPrintable(sentences[0]));
    }
};

ONESHOT_TEST(TestWaysView)
#include "tst_ways_view.moc"
