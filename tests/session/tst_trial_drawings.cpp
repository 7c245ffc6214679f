#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/support/drawings.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/trials/trial_drawings.h"

using namespace oneshot;
using session::DatasetPtr;
using session::TrialDrawings;
using session::TrialRecord;

class TestTrialDrawings : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    std::filesystem::path data_;
    DatasetPtr dataset_;
    session::TrainingSession training_;

    static QString text(const std::string& words) { return QString::fromStdString(words); }
    QString nameOf(CharacterId id, int place) const {
        const Character& character = dataset_->character(id);
        const int drawer = dataset_->drawings[character.drawings[static_cast<std::size_t>(place)]].drawer;
        return text(dataset_->alphabets[id.alphabet].name + '/' + character.name + " by " + std::to_string(drawer));
    }
    /// Of the first alphabet: two ways of two drawings each.
    TrialRecord record() const {
        TrialRecord record;
        record.source = QStringLiteral("data:") + text(dataset_->spec);
        record.dataSha256 = text(dataset_->sha256);
        record.query = nameOf({0, 1}, 3);
        record.support = {nameOf({0, 0}, 0) + u'+' + nameOf({0, 0}, 1), nameOf({0, 1}, 0) + u'+' + nameOf({0, 1}, 2)};
        record.correctWay = 1;
        return record;
    }
    bool isTheTask(const Task& task) const {
        const auto id = [&](CharacterId character, std::size_t place) {
            return dataset_->character(character).drawings[place];
        };
        return task.query == id({0, 1}, 3) && task.answer == 1 && task.ways.size() == 2 &&
               task.ways[0].character == CharacterId{0, 0} && task.ways[1].character == CharacterId{0, 1} &&
               task.ways[0].drawings == std::vector{id({0, 0}, 0), id({0, 0}, 1)} &&
               task.ways[1].drawings == std::vector{id({0, 1}, 0), id({0, 1}, 2)};
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        data_ = folder_ / "characters.zip";
        test::writeZip(data_, test::tinyOmniglot(2, 3, 4));
        dataset_ = std::make_shared<const Dataset>(openDataset(parseDataSpec(data_.string())));
    }

    void findsThemInTheDataInUse() {
        session::Workspace workspace(training_);
        workspace.background().use(dataset_);
        TrialDrawings drawings(workspace);
        const std::vector<TrialRecord> trials{record()};
        drawings.find(trials);
        QCOMPARE(drawings.dataset(trials[0]), dataset_);
        const auto task = drawings.task(trials[0]);
        QVERIFY(task);
        QVERIFY(isTheTask(*task));
    }

    void readsTheirSource() {
        session::Workspace workspace(training_);
        TrialDrawings drawings(workspace);
        const std::vector<TrialRecord> trials{record()};
        QSignalSpy changed(&drawings, &TrialDrawings::changed);
        drawings.find(trials);
        QVERIFY(!drawings.task(trials[0]));
        QVERIFY(changed.wait(20000));
        QCOMPARE(drawings.problem(), QString());
        const auto task = drawings.task(trials[0]);
        QVERIFY(task);
        QVERIFY(isTheTask(*task));
    }

    /// Trials of before name data with strokes by a fingerprint that does not count these.
    void findsThoseOfOlderFingerprints() {
        session::Workspace workspace(training_);
        Dataset written = *dataset_;
        test::changeDrawings(written, [](auto& all) {
            for (Drawing& drawing : all) drawing.strokes = {{{1, 2, 0}, {3, 4, 5}}};
        });
        written.sha256 = contentFingerprint(written);
        QVERIFY(written.sha256 != dataset_->sha256);
        workspace.background().use(std::make_shared<const Dataset>(written));
        TrialDrawings drawings(workspace);
        std::vector<TrialRecord> trials{record(), record()};
        trials[1].dataSha256 = text(written.sha256);
        drawings.find(trials);
        for (const TrialRecord& trial : trials) {
            const auto task = drawings.task(trial);
            QVERIFY(task);
            QVERIFY(isTheTask(*task));
        }
    }

    void saysWhyNot() {
        session::Workspace workspace(training_);
        TrialDrawings drawings(workspace);
        QSignalSpy changed(&drawings, &TrialDrawings::changed);
        std::vector<TrialRecord> trials{record()};
        trials[0].dataSha256 = QString(64, u'0');
        drawings.find(trials);
        QVERIFY(changed.wait(20000));
        QVERIFY2(drawings.problem().contains(QStringLiteral("other data")), qPrintable(drawings.problem()));
        QVERIFY(!drawings.task(trials[0]));
        trials[0].source = QStringLiteral("data:/no/such/folder");
        drawings.find(trials);
        QVERIFY(changed.wait(20000));
        QVERIFY2(drawings.problem().contains(QStringLiteral("/no/such/folder")), qPrintable(drawings.problem()));
        QVERIFY(!drawings.task(trials[0]));
    }
};

ONESHOT_TEST(TestTrialDrawings)
#include "tst_trial_drawings.moc"
