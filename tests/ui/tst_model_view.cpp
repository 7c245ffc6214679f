#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QTableView>
#include <QTreeView>
#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "ui/pages/tasks/filter_sheet.h"
#include "ui/pages/tasks/layer_model.h"
#include "ui/pages/tasks/model_view.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using session::TrainingSession;
using session::Workspace;
using test::patience;
using ui::FilterSheet;
using ui::LayerModel;
using ui::ModelView;

namespace {

const char* const learntFrom = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";

struct View {
    View() {
        view.resize(1072, 660);
        view.show();
    }
    template <typename Widget>
    Widget* find(const char* name) {
        auto* widget = view.findChild<Widget*>(QLatin1String(name));
        if (!widget) qWarning() << "there is no" << name;
        return widget;
    }
    QString sentence() { return find<QLabel>("tasks.model.sentence")->text(); }
    QTableView* table() { return find<QTableView>("tasks.model.layers"); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    /// All that the origin card says.
    QString origin() {
        QStringList texts;
        for (const QLabel* label : find<QWidget>("tasks.model.origin")->findChildren<QLabel*>()) texts += label->text();
        return texts.join(u'\n');
    }
    bool shows(const QString& id, const char* words) {
        workspace.chooseModel(id);
        return QTest::qWaitFor([&] { return sentence().contains(QString::fromUtf8(words)); }, patience);
    }

    TrainingSession session;
    Workspace workspace{session};
    ModelView view{workspace};
};

QStringList linesOf(const QString& text) {
    return text.split(u'\n', Qt::SkipEmptyParts);
}

}  // namespace

class TestModelView : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// A run of a preset's network, with few maps.
    QString trained(const char* preset, int channels) {
        RunRequest request;
        request.directory = folder_ / (std::string(preset) + std::to_string(channels));
        if (std::filesystem::exists(request.directory)) return QString::fromStdString(request.directory.string());
        request.background = learntFrom;
        request.config = presetNamed(preset).config;
        request.config.network.maps = {8, 12, 12, 16};
        request.config.network.embedding = 32;
        request.config.network.input.channels = channels;
        request.config.length.steps = 1;
        request.config.batches.pairsPerStep = 4;
        request.config.optimiser.warmupSteps = 0;
        request.config.validation.tasks = 2;
        request.config.validation.ways = 2;
        TrainingSession session;
        session.start(request);
        session.wait();
        if (session.lastEnd() != TrainingSession::End::Completed) qWarning() << session.reason();
        return QString::fromStdString(request.directory.string());
    }

  private Q_SLOTS:
    void initTestCase() {
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    /// The article's readers' question: where do 38,951,745 parameters come from?
    void writesTheArticlesNetworkOut() {
        TrainingConfig config = presetNamed("bouma2017").config;
        config.length.steps = 1;
        config.batches.pairsPerStep = 2;
        config.validation.tasks = 1;
        config.validation.ways = 2;
        TrainingObserver silent;
        PauseToken pause;
        const ModelPtr model = train(config, openDataset(parseDataSpec(learntFrom)), {}, silent, {}, pause).model;
        LayerModel layers;
        const QAbstractItemModelTester tester(&layers, QAbstractItemModelTester::FailureReportingMode::QtTest);
        layers.setLayers(model->anatomy().layers);
        const QStringList lines = linesOf(layers.text());
        QCOMPARE(lines.size(), 1 + 6 + 1);
        QCOMPARE(lines[0], QStringLiteral("Layer\tOperation\tOutput\tWeights + biases\tParameters"));
        QCOMPARE(lines[1], QString::fromUtf8("convolution1\t10 × 10 convolution, ReLU, 2 × 2 max-pool\t64 × 48 × 48\t"
                                             "64 × 1 × 10 × 10 + 64 =\t6,464"));
        QCOMPARE(lines[5], QString::fromUtf8("dense\tdense, sigmoid\t4096\t4096 × 9216 + 4096 =\t37,752,832"));
        QCOMPARE(lines[7], QStringLiteral("Total\t\t\t\t38,951,745"));
        QCOMPARE(layers.heaviestSentence(),
                 QString::fromUtf8("96.9 % of them are in dense, where each of 4096 outputs weighs all 9216 = "
                                   "256 × 6 × 6 values that leave convolution4."));
        QCOMPARE(linesOf(layers.text({6, 4})).size(), 3);
        QVERIFY(linesOf(layers.text({6, 4}))[1].startsWith(QStringLiteral("dense")));
        layers.setLayers({});
        QCOMPARE(layers.rowCount(), 0);
        QVERIFY(layers.heaviestSentence().isEmpty());
    }

    void showsTheShippedModel() {
        View view;
        QVERIFY(view.shows(QStringLiteral("shipped"), "parameters"));
        QVERIFY(view.table()->isVisible());
        const ModelPtr model = openModel("shipped");
        const int last = view.table()->model()->rowCount() - 1;
        QCOMPARE(view.cell(last, LayerModel::Parameters),
                 QLocale().toString(static_cast<qlonglong>(model->origin().parameters)));
        qlonglong sum = 0;
        for (int row = 0; row < last; ++row) sum += QLocale().toLongLong(view.cell(row, LayerModel::Parameters));
        QCOMPARE(sum, static_cast<qlonglong>(model->origin().parameters));
        const auto* filters = view.find<FilterSheet>("tasks.model.filters");
        QVERIFY(filters->isVisible());
        QCOMPARE(static_cast<int>(filters->pictures().size()), model->anatomy().filters.n);
        QVERIFY2(view.origin().contains(QStringLiteral("background_small1")) &&
                     view.origin().contains(QStringLiteral("136 of 5 alphabets")) &&
                     view.origin().contains(QString::fromStdString(model->origin().data.sha256).left(16)) &&
                     view.origin().contains(QStringLiteral("cosine")) &&
                     view.origin().contains(QLocale().toString(model->softmaxScale(), 'g', 3)),
                 qPrintable(view.origin()));
        const auto* learnt = view.find<QTreeView>("tasks.model.learnt");
        const QAbstractItemModelTester tester(learnt->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex first = learnt->model()->index(0, 0);
        QCOMPARE(learnt->model()->rowCount(), 5);
        QVERIFY(!learnt->isExpanded(first));
        QVERIFY(learnt->model()->rowCount(first) > 10);
    }

    void copiesTheTable() {
        View view;
        QVERIFY(view.shows(QStringLiteral("shipped"), "parameters"));
        view.table()->setFocus();
        view.table()->selectRow(1);
        QTest::keySequence(view.table(), QKeySequence::Copy);
        const QStringList some = linesOf(QGuiApplication::clipboard()->text());
        QCOMPARE(some.size(), 2);
        QVERIFY2(some[1].startsWith(QStringLiteral("convolution2\t")), qPrintable(some[1]));
        view.table()->clearSelection();
        QTest::keySequence(view.table(), QKeySequence::Copy);
        QCOMPARE(linesOf(QGuiApplication::clipboard()->text()).size(), 1 + view.table()->model()->rowCount());
    }

    void showsARun() {
        View view;
        QVERIFY(view.shows(trained("koch2015", 1), "parameters"));
        QVERIFY2(view.origin().contains(QStringLiteral("koch20151")) &&  // the run
                     view.origin().contains(QStringLiteral("12 of 2 alphabets")) &&
                     view.origin().contains(QStringLiteral("logit")),
                 qPrintable(view.origin()));
        QCOMPARE(view.table()->model()->rowCount(), 7);
        QVERIFY(view.cell(5, LayerModel::Operation).contains(QStringLiteral("weighted L1")));
    }

    void baselinesHaveNoParameters() {
        View view;
        for (const std::string& name : baselineNames()) {
            QVERIFY2(view.shows(QString::fromStdString(name), "no parameters"), qPrintable(view.sentence()));
            QVERIFY(!view.table()->isVisible());
            QVERIFY(!view.find<FilterSheet>("tasks.model.filters")->isVisible());
            QVERIFY(!view.find<QTreeView>("tasks.model.learnt")->isVisible());
            QVERIFY(view.origin().contains(QString::fromStdString(name)));
            QTRY_VERIFY_WITH_TIMEOUT(view.find<QLabel>("tasks.model.title")->text() == QString::fromStdString(name),
                                     patience);
        }
        QVERIFY(view.shows(QStringLiteral("shipped"), "parameters. "));  // and back
        QVERIFY(view.table()->isVisible());
    }

    void saysWhyThereIsNoModel() {
        View view;
        QVERIFY(view.shows(QString::fromStdString((folder_ / "nothing.safetensors").string()), "nothing.safetensors"));
        QVERIFY(!view.table()->isVisible());
        QVERIFY(!view.find<QWidget>("tasks.model.origin")->isVisible());
        QVERIFY(view.shows(QStringLiteral("live"), "No training"));
        QVERIFY(view.shows(QStringLiteral("shipped"), "parameters"));
    }

    void drawsFiltersWithTheirSign() {
        FilterSheet sheet;
        sheet.setFilters({{1, -1, 0, 0.5f, 2, 0, 0, -0.25f}, 2, 1, 2, 2});
        QCOMPARE(sheet.scale(), 2.0f);
        QCOMPARE(static_cast<int>(sheet.pictures().size()), 2);
        const auto grey = [&](int i, int x, int y) {
            const QRgb pixel = sheet.pictures()[static_cast<std::size_t>(i)].pixel(x, y);
            return qRed(pixel) == qGreen(pixel) && qGreen(pixel) == qBlue(pixel) ? qRed(pixel) : -1;
        };
        QCOMPARE(grey(1, 0, 0), 255);  // the largest
        QCOMPARE(grey(0, 0, 0), 191);  // half of it
        QCOMPARE(grey(0, 1, 0), 64);
        QCOMPARE(grey(0, 0, 1), 128);  // zero
        QCOMPARE(grey(1, 1, 1), 112);

        sheet.setFilters({{1, 0, 0, -1, 0, 0}, 1, 3, 1, 2});  // [1, 3, 1, 2]: colours of two pixels
        QCOMPARE(sheet.pictures().front().pixel(0, 0), qRgb(255, 128, 128));
        QCOMPARE(sheet.pictures().front().pixel(1, 0), qRgb(128, 0, 128));
        sheet.setFilters({{0, 0, 0, 0}, 1, 1, 2, 2});  // all the same, and nothing to divide by
        QCOMPARE(sheet.scale(), 0.0f);
        sheet.setFilters({});
        QCOMPARE(sheet.heightForWidth(100), 0);
    }
};

ONESHOT_TEST(TestModelView)
#include "tst_model_view.moc"
