#include <QtTest>

#include "tests/support/failure.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/challenge/model_opener.h"

using namespace oneshot;
using namespace oneshot::session;
using test::patience;

namespace {

const QString pixels = QStringLiteral("pixels-l2"), hausdorff = QStringLiteral("modified-hausdorff"),
              none = QStringLiteral("/none/model.safetensors");

/// A library and an opener, and what that told.
struct Desk {
    Desk() {
        QObject::connect(&opener, &ModelOpener::opened, &opener,
                         [this](const std::vector<ModelPtr>& models) { opened.push_back(models); });
        QObject::connect(&opener, &ModelOpener::failed, &opener, [this](const QString& why) { failures += why; });
    }

    TrainingSession training;
    ModelLibrary library{training};
    ModelOpener opener{library};
    std::vector<std::vector<ModelPtr>> opened;
    QStringList failures;
};

}  // namespace

class TestModelOpener : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void opensInTheOrderAskedFor() {
        Desk desk;
        desk.opener.open({hausdorff, ModelLibrary::shipped, pixels});
        QTRY_COMPARE_WITH_TIMEOUT(desk.opened.size(), 1U, patience);
        QCOMPARE(desk.opened[0].size(), 3U);
        QCOMPARE(desk.opened[0][0]->fingerprint(), hausdorff.toStdString());
        QCOMPARE(desk.opened[0][1], desk.library.model(ModelLibrary::shipped));
        QCOMPARE(desk.opened[0][2]->fingerprint(), pixels.toStdString());

        desk.opener.open({pixels, hausdorff});
        QCOMPARE(desk.opened.size(), 2U);  // at once: they are open
        QCOMPARE(desk.opened[1][0], desk.opened[0][2]);
        desk.opener.open({});
        QVERIFY(desk.opened.back().empty());
        QVERIFY(desk.failures.isEmpty());
    }

    void saysWhichCannotBeOpened() {
        Desk desk;
        desk.opener.open({pixels, none, hausdorff});
        QTRY_COMPARE_WITH_TIMEOUT(desk.failures.size(), 1, patience);
        VERIFY_SAYS(desk.failures[0], "/none/model.safetensors");
        desk.opener.open({ModelLibrary::live});  // nothing is in training
        QCOMPARE(desk.failures.size(), 2);
        QVERIFY(desk.opened.empty());
    }

    void onlyWhatWasAskedForLastIsTold() {
        Desk desk;
        desk.opener.open({pixels, none});
        desk.opener.open({hausdorff});
        QTRY_COMPARE_WITH_TIMEOUT(desk.opened.size(), 1U, patience);
        QCOMPARE(desk.opened[0].size(), 1U);
        desk.opener.open({none});
        desk.opener.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.library.problem(none).isEmpty(), patience);  // opened all the same, for others
        QVERIFY(desk.failures.isEmpty());
        QCOMPARE(desk.opened.size(), 1U);
    }
};

ONESHOT_TEST(TestModelOpener)
#include "tst_model_opener.moc"
