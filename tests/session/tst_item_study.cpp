#include <QtTest>

#include "tests/support/patience.h"
#include "tests/support/study_records.h"
#include "tests/support/test_program.h"
#include "ui/session/challenge/item_study.h"

using namespace oneshot;
using session::Excluded;
using session::ItemResultsPtr;
using session::ItemStudy;
using test::patience;
using test::studyRecords;

class TestItemStudy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Of the tasks that ask for b, all four people miss 0, 3, 3 and 3; the model misses two of them.
    void tellsCharactersAndCorrelations() {
        ItemStudy study;
        ItemResultsPtr results;
        connect(&study, &ItemStudy::ready, this, [&](const ItemResultsPtr& ready) { results = ready; });
        std::vector<session::TrialRecord> records = studyRecords();
        records.back().otherAnswers[QStringLiteral("modified-hausdorff")] = {
            {0, {2, 1, 0}}, QStringLiteral("other"), false};  // of one task
        study.start(records, Excluded::LeftOut);
        QVERIFY(!results);  // in the background
        QTRY_VERIFY_WITH_TIMEOUT(results, patience);
        QCOMPARE(results->characters.size(), 3U);
        QCOMPARE(results->characters[0].name, std::string("Latin/b"));
        QCOMPARE(results->characters[0].people, (ErrorRate{9, 16}));
        QCOMPARE(results->characters[0].models.at("net"), (ErrorRate{2, 4}));
        QVERIFY(results->prediction.models[0].errors.value);
        QVERIFY(!results->modelNames.at("net").isEmpty());
        QCOMPARE(results->modelNames.at("other"), QStringLiteral("modified-hausdorff"));
        QCOMPARE(results->prediction.models.size(), 2U);
    }

    void onlyTheNewestIsTold() {
        ItemStudy study;
        std::vector<ItemResultsPtr> told;
        connect(&study, &ItemStudy::ready, this, [&](const ItemResultsPtr& ready) { told.push_back(ready); });
        auto records = studyRecords();
        study.start(records, Excluded::LeftOut);
        for (auto& record : records) record.excluded = record.participant == QStringLiteral("D");
        study.start(records, Excluded::LeftOut);
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1U, patience);
        QCOMPARE(told[0]->characters[0].people.total, 12);  // without D
        study.start(records, Excluded::Counted);
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2U, patience);
        QCOMPARE(told[1]->characters[0].people.total, 16);
    }

    void ofNothing() {
        ItemStudy study;
        ItemResultsPtr results;
        connect(&study, &ItemStudy::ready, this, [&](const ItemResultsPtr& ready) { results = ready; });
        study.start({}, Excluded::LeftOut);
        QTRY_VERIFY_WITH_TIMEOUT(results, patience);
        QVERIFY(results->characters.empty() && results->modelNames.empty());
    }
};

ONESHOT_TEST(TestItemStudy)
#include "tst_item_study.moc"
