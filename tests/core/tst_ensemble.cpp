#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/probabilities.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/ensemble.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/models.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using oneshot::test::failureOf;

namespace {

/// Pixels that say what they learnt from.
class LearntFrom final : public test::WrappedModel {
  public:
    explicit LearntFrom(const char* data) : WrappedModel(openModel("pixels-l2")) { origin_.data.spec = data; }
    const Origin& origin() const override { return origin_; }

  private:
    Origin origin_{"pixels", {}, {}, {}, {}, 0, 0};
};

}  // namespace

class TestEnsemble : public QObject {
    Q_OBJECT
    Dataset data_;
    std::vector<Task> tasks_;  ///< 8-way 2-shot

    std::vector<TaskOutcome> asked(const OneShotModel& model) const {
        return evaluateTasks(model, data_, tasks_).outcomes;
    }

    static double apart(const std::vector<TaskOutcome>& a, const std::vector<TaskOutcome>& b) {
        double most = 0;
        for (std::size_t task = 0; task < a.size(); ++task)
            for (std::size_t way = 0; way < a[task].scores.size(); ++way)
                most = std::max<double>(most, std::abs(a[task].scores[way] - b[task].scores[way]));
        return most;
    }

  private slots:
    void initTestCase() {
        configureProcess();
        data_ = openDataset(parseDataSpec("glyphs:seed=4,alphabet-count=2,characters-per-alphabet=10,drawer-count=5"));
        tasks_ = TaskSampler(data_, {8, 2, true, 1, true}).take(40);
    }

    void probabilitiesAreGeometricMeans() {
        const ModelPtr compact = openModel("shipped"), pixels = openModel("pixels-l2");
        const ModelPtr both = openModel("shipped+pixels-l2");
        const auto one = asked(*compact), other = asked(*pixels), joint = asked(*both);
        for (std::size_t task = 0; task < tasks_.size(); ++task) {
            const auto a = probabilities(one[task].scores, compact->softmaxScale());
            const auto b = probabilities(other[task].scores, pixels->softmaxScale());
            std::vector<double> expected;
            double sum = 0;
            for (std::size_t way = 0; way < a.size(); ++way) {
                expected.push_back(std::sqrt(static_cast<double>(a[way]) * b[way]));
                sum += expected.back();
            }
            const auto found = probabilities(joint[task].scores, both->softmaxScale());
            for (std::size_t way = 0; way < a.size(); ++way) QVERIFY(std::abs(found[way] - expected[way] / sum) < 1e-4);
        }
        QCOMPARE(both->scoreKind(), ScoreKind::Learnt);
    }

    void aModelWithItselfIsItself() {
        const ModelPtr compact = openModel("shipped"), twice = makeEnsemble({compact, compact});
        QVERIFY(apart(asked(*compact), asked(*twice)) < 1e-6);
        QCOMPARE(twice->softmaxScale(), compact->softmaxScale());
        QCOMPARE(twice->scoreKind(), ScoreKind::Cosine);
        QVERIFY(makeEnsemble({compact}) == compact);
    }

    void noiseChangesNothing() {
        const ModelPtr compact = openModel("shipped");
        QVERIFY(apart(asked(*compact), asked(*openModel("shipped+random"))) < 1e-6);
        VERIFY_SAYS(failureOf([] { openModel("random+random"); }),
                    "InvalidSetting: random+random: scores of these say nothing");
    }

    void orderOfMembersChangesNothing() {
        const ModelPtr ab = openModel("shipped+modified-hausdorff"), ba = openModel("modified-hausdorff+shipped");
        QVERIFY(apart(asked(*ab), asked(*ba)) < 1e-6);
        QVERIFY(ab->fingerprint() != openModel("shipped+pixels-l2")->fingerprint());
    }

    void everyMemberThinksLonger() {
        const ModelPtr thinking = withViews(openModel("shipped+pixels-l2"), 3);
        const ModelPtr expected =
            makeEnsemble({withViews(openModel("shipped"), 3), withViews(openModel("pixels-l2"), 3)});
        QCOMPARE(thinking->fingerprint(), expected->fingerprint());
        QVERIFY(apart(asked(*thinking), asked(*expected)) == 0);
        QVERIFY(apart(asked(*thinking), asked(*openModel("shipped+pixels-l2"))) > 0);
    }

    void tellsAllThatItsMembersLearntFrom() {
        const Origin alone = openModel("shipped")->origin(), both = openModel("pixels-l2+shipped")->origin();
        QCOMPARE(both.model, "pixels-l2+compact");
        QVERIFY(both.learnt == alone.learnt);
        QVERIFY(both.learntDrawings == alone.learntDrawings);
        QCOMPARE(both.parameters, alone.parameters);
        QCOMPARE(both.data.sha256, alone.data.sha256);
        QVERIFY(both.run.empty());
        QCOMPARE(both.data.spec, alone.data.spec);
        const auto data = [](std::vector<const char*> names) {
            std::vector<ModelPtr> members;
            for (const char* name : names) members.push_back(std::make_shared<LearntFrom>(name));
            return QString::fromStdString(makeEnsemble(std::move(members))->origin().data.spec);
        };
        QCOMPARE(data({"glyphs:seed=2", "glyphs", "", "glyphs:seed=2"}), QStringLiteral("glyphs:seed=2 and glyphs"));
        QCOMPARE(data({"", "a.zip", "a.zip"}), QStringLiteral("a.zip"));
    }

    void aMemberCanBeAskedOtherwise() {
        const ModelPtr last = openModel("pixels-l2+shipped:comparison=tuned");
        const ModelPtr first = openModel("shipped:comparison=tuned+pixels-l2");
        QCOMPARE(last->origin().model, "pixels-l2+compact (tuned)");
        QVERIFY(apart(asked(*last), asked(*first)) < 1e-6);
        QVERIFY(openModel("shipped:comparison=prototype")->fingerprint() !=
                openModel("shipped:comparison=attention")->fingerprint());
    }

    void namesWhatIsWrong() {
        VERIFY_SAYS(failureOf([] { openModel("shipped+no-such"); }), "BadData: no-such: there is no such model");
        VERIFY_SAYS(failureOf([] { openModel("shipped+"); }), "BadData: shipped+: a model is missing beside a +");
    }

    void aPlusInAPathIsNoEnsemble() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("a+b.safetensors");
        QVERIFY(QFile::copy(QString::fromStdString(sharedFile("models/compact.safetensors").string()), file));
        QCOMPARE(openModel(file.toStdString())->fingerprint(), openModel("shipped")->fingerprint());
    }
};

ONESHOT_TEST(TestEnsemble)
#include "tst_ensemble.moc"
