#include <QComboBox>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_source.h"

using namespace oneshot;
using test::patience;
using ui::ChallengeSource;
using Kind = ChallengeSource::Kind;

/// What a person is asked after a training: first what the model has not learnt.
class TestChallengeSource : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    QString zip_, run_;

    struct Stand {
        Stand(const QString& background, const QString& validation) {
            workspace.validation().choose(validation);
            workspace.background().choose(background);
        }
        [[nodiscard]] bool ready() {
            return QTest::qWaitFor(
                [&] {
                    return !workspace.background().isOpening() && !workspace.validation().isOpening() &&
                           workspace.model();
                },
                patience);
        }
        QLabel* note() { return source.findChild<QLabel*>(QStringLiteral("challenge.learnt")); }
        QComboBox* kind() { return source.findChild<QComboBox*>(QStringLiteral("challenge.source")); }

        session::TrainingSession training;
        session::Workspace workspace{training};
        ChallengeSource source{workspace};
    };

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        test::writeZip(folder_ / "tiny.zip", test::tinyOmniglot(3, 6, 4));
        zip_ = QString::fromStdString((folder_ / "tiny.zip").string());
        RunRequest request = test::tinyRun(runsFolder() / "tiny", 4);
        request.background = (zip_ + QStringLiteral(":not-alphabets=Gamma")).toStdString();
        request.validation = (zip_ + QStringLiteral(":alphabets=Gamma")).toStdString();
        run_ = QString::fromStdString(test::train(request).directory.string());
    }

    void offersWhatWasHeldOutOfTheTrainingFirst() {
        Stand stand(zip_ + QStringLiteral(":not-alphabets=Gamma"), zip_ + QStringLiteral(":alphabets=Gamma"));
        QVERIFY(stand.ready());
        QCOMPARE(stand.source.kind(), Kind::InUse);  // the shipped model knows none of them
        QVERIFY(stand.note()->isHidden() || stand.note()->text().isEmpty());
        stand.workspace.chooseModel(run_);
        QTRY_VERIFY_WITH_TIMEOUT(stand.source.kind() == Kind::HeldOut, patience);
        QCOMPARE(stand.source.name(), QStringLiteral("data:") + zip_ + QStringLiteral(":alphabets=Gamma"));
        QCOMPARE(stand.source.characters().characterCount(), 6);
        QCOMPARE(stand.note()->text(), QString());

        stand.kind()->setCurrentIndex(static_cast<int>(Kind::InUse));  // the person wants it so
        QTRY_VERIFY_WITH_TIMEOUT(stand.note()->text().contains(QStringLiteral("learnt from all")), patience);
        QCOMPARE(stand.source.kind(), Kind::InUse);
    }

    void warnsOfWhatTheModelLearnt() {
        Stand stand(zip_, {});
        QVERIFY(stand.ready());
        stand.workspace.chooseModel(run_);
        QTRY_VERIFY_WITH_TIMEOUT(stand.note()->text().contains(QStringLiteral("12 of these 18")), patience);
        QCOMPARE(stand.source.kind(), Kind::InUse);  // nothing is held out
        auto* alphabet = stand.source.findChild<QComboBox*>(QStringLiteral("challenge.alphabet"));
        alphabet->setCurrentText(QStringLiteral("Gamma"));
        QCOMPARE(stand.note()->text(), QString());
        alphabet->setCurrentText(QStringLiteral("Alpha"));
        QVERIFY(stand.note()->text().contains(QStringLiteral("learnt from all")));
        stand.workspace.chooseModel(session::ModelLibrary::shipped);
        QTRY_COMPARE_WITH_TIMEOUT(stand.note()->text(), QString(), patience);
    }

    /// The experimenter, before the participant is asked to agree.
    void asksBeforeTasksThatTheModelLearnt() {
        test::ChallengeDriver driver(zip_);
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("Do you agree?"));
        driver.window.workspace().chooseModel(run_);
        auto* alphabet = driver.find<QComboBox>("challenge.alphabet");
        QTRY_COMPARE_WITH_TIMEOUT(alphabet->count(), 4, patience);
        alphabet->setCurrentText(QStringLiteral("Alpha"));
        const auto box = [&] {
            return driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.learnt.question"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(driver.window.workspace().model() && driver.enabled("challenge.start"), patience);
        driver.click("challenge.start");
        QTRY_VERIFY_WITH_TIMEOUT(box() && box()->isVisible(), patience);
        QVERIFY2(box()->text().contains(QStringLiteral("4 of the 4 tasks")), qPrintable(box()->text()));
        QVERIFY(!driver.find<QWidget>("challenge.agree")->isVisible());
        driver.click("challenge.learnt.question.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(!box(), patience);
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());

        driver.click("challenge.start");
        QTRY_VERIFY_WITH_TIMEOUT(box() && box()->isVisible(), patience);
        driver.click("challenge.learnt.question.begin");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.agree")->isVisible(), patience);
        driver.click("challenge.decline");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.start")->isVisible(), patience);
    }
};

ONESHOT_TEST(TestChallengeSource)
#include "tst_challenge_source.moc"
