#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

double accuracyOf(const std::string& model, const Dataset& dataset) {
    const std::vector<Task> tasks = TaskSampler(dataset, {20, 1, true, 1}).take(300);
    return evaluateTasks(*openModel(model), dataset, tasks).accuracy().percent();
}

}  // namespace

/// The built-in glyphs beside real writing: as hard for the baselines, within an alphabet.
class TestOmniglotGlyphs : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void areAsHardAsWriting_data();
    void areAsHardAsWriting();
};

void TestOmniglotGlyphs::initTestCase() {
    if (test::omniglotFolder().empty()) QSKIP("set ONESHOT_OMNIGLOT_DIR to the folder with Omniglot's archives");
}

void TestOmniglotGlyphs::areAsHardAsWriting_data() {
    QTest::addColumn<QString>("model");
    QTest::newRow("pixels-l2") << "pixels-l2";
    QTest::newRow("modified-hausdorff") << "modified-hausdorff";
}

void TestOmniglotGlyphs::areAsHardAsWriting() {
    QFETCH(QString, model);
    static const Dataset writing =
        openDataset(parseDataSpec((test::omniglotFolder() / "images_background_small1.zip").string()));
    static const Dataset glyphs = openDataset(parseDataSpec("glyphs:alphabet-count=15"));
    const double real = accuracyOf(model.toStdString(), writing), made = accuracyOf(model.toStdString(), glyphs);
    QVERIFY2(std::abs(real - made) < 10, qPrintable(QString("%1 % of writing, %2 % of glyphs").arg(real).arg(made)));
}

ONESHOT_TEST(TestOmniglotGlyphs)
#include "tst_omniglot_glyphs.moc"
