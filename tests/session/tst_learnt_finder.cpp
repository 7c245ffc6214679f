#include <QSignalSpy>
#include <QtTest>

#include "tests/support/models.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/workspace/learnt_finder.h"

using namespace oneshot;
using session::LearntFinder;
using test::patience;

namespace {

ModelPtr learntFrom(std::vector<LearntAlphabet> alphabets) {
    Origin origin;
    origin.model = "scripted";
    origin.learnt = std::move(alphabets);
    return std::make_shared<test::RuleModel>([](auto, auto) { return 0.0F; }, origin);
}

}  // namespace

class TestLearntFinder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void findsWhatAModelLearntFrom() {
        const auto dataset = std::make_shared<const Dataset>(test::tinyDataset({3, 2}, 2));
        LearntFinder finder;
        QSignalSpy changed(&finder, &LearntFinder::changed);
        finder.find(learntFrom({{"Alphabet2", {"character01", "character02"}}}), dataset);
        QVERIFY(!finder.learnt());
        QTRY_VERIFY_WITH_TIMEOUT(finder.learnt(), patience);
        QCOMPARE(*finder.learnt(), (std::set<CharacterId>{{1, 0}, {1, 1}}));
        const auto told = changed.size();

        finder.find(learntFrom({{"Alphabet2", {"character01", "character02"}}}), dataset);  // of the same training
        QVERIFY(finder.learnt());
        QCOMPARE(changed.size(), told);
        finder.find(learntFrom({}), dataset);
        QVERIFY(!finder.learnt());
        QTRY_VERIFY_WITH_TIMEOUT(finder.learnt(), patience);
        QVERIFY(finder.learnt()->empty());
        finder.find(nullptr, dataset);
        QVERIFY(!finder.learnt());
        finder.find(learntFrom({}), nullptr);
        QVERIFY(!finder.learnt());
    }
};

ONESHOT_TEST(TestLearntFinder)
#include "tst_learnt_finder.moc"
