#include <QtTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestCompute : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void noMoreThreadsAreUsedThanThereAreCores() {
        const int cores = hardwareThreads();
        QCOMPARE(computeThreads(0), cores);
        QCOMPARE(computeThreads(1), 1);
        QCOMPARE(computeThreads(cores), cores);
        QCOMPARE(computeThreads(cores + 1), cores);
        QVERIFY(threadsWarning(0).empty() && threadsWarning(1).empty() && threadsWarning(cores).empty());
        const QString warning = QString::fromStdString(threadsWarning(8 * cores));
        QVERIFY2(warning.startsWith(QStringLiteral("%1 threads are asked for, and this computer has ").arg(8 * cores)),
                 qPrintable(warning));
    }

    void theWholeProcessCanBeLimited() {
        const int cores = hardwareThreads();
        limitComputeThreads(1);
        QCOMPARE(computeThreads(0), 1);
        QCOMPARE(computeThreads(cores), 1);
        QCOMPARE(threadsWarning(cores).empty(), cores == 1);
        limitComputeThreads(8 * cores);
        QCOMPARE(computeThreads(0), cores);
        limitComputeThreads(0);
        QCOMPARE(computeThreads(0), cores);
    }

    /// As all cores would, and it says so.
    void aTrainingWithTooManyThreadsUsesAllCores() {
        struct Record : TrainingObserver {
            QStringList warnings;
            SafeTensors state;
            void onNotice(const std::string& sentence) override { warnings << QString::fromStdString(sentence); }
            void onCheckpoint(const SafeTensors& told, std::int64_t, bool) override { state = told; }
        };
        const Dataset data =
            openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
        TrainingConfig config = presetNamed("compact").config;
        config.length.steps = 2;
        config.batches.pairsPerStep = 6;
        config.network.maps = {4, 4, 8, 8};
        config.network.embedding = 8;
        config.validation.tasks = 5;
        config.validation.ways = 3;
        const auto trained = [&](int threads) {
            config.threads = threads;
            Record record;
            PauseToken pause;
            train(config, data, {}, record, {}, pause);
            return record;
        };
        const Record many = trained(64 * hardwareThreads()), all = trained(0);
        QCOMPARE(many.warnings.size(), 1);
        QVERIFY(all.warnings.isEmpty());
        // Their configurations differ, as was asked for, and nothing else.
        for (const auto& [name, tensor] : all.state.tensors) QVERIFY(many.state.tensors.at(name).bytes == tensor.bytes);
    }
};

ONESHOT_TEST(TestCompute)
#include "tst_compute.moc"
