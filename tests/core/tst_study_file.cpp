#include <QCryptographicHash>
#include <QtTest>
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/files/png.h"
#include "core/study/study_file.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// Hardly a field of it has its default.
Study fullStudy() {
    Study study;
    study.name = "पढ़ना";
    study.version = 3;
    study.description = "Of reading\nand writing";
    study.author = "Ada \"A.\" L.";
    study.language = "hi";
    study.tasks = {"data:my images.zip:drawers=1-9", "My images", 5, 2, false, 12, 4, StudyOrder::Counterbalanced, 6,
                   StudySeedRule::ByParticipant,     4294967295};
    study.timing = {2.125, 250, 0, 6};
    study.feedback = {AnswerFeedback::None, false, true};
    study.texts = {"# हाँ", "![](sign.png)", "3", "4", "5"};
    study.pictures = {{"sign.png", encodePng({1, 2, 2, Bytes(4, 200)})}, {"a.png", encodePng({1, 1, 1, Bytes(1)})}};
    study.questionsBefore = {{"age", "How old?", QuestionType::WholeNumber, true, -1, 99},
                             {"hand", "Which?", QuestionType::Choice, false, 0, 100, {"left", "right"}},
                             {"tools", "Which?", QuestionType::SeveralChoices, false, 0, 100, {"pen", "mouse"}},
                             {"glasses", "Glasses?", QuestionType::YesNo, true},
                             {"reads", "Reads?", QuestionType::Alphabets}};
    study.questionsAfter = {{"more", "What else?", QuestionType::Text}};
    study.models = {"shipped", "pixels-l2"};
    study.participants = 24;
    study.blinded = true;
    study.returnCode = "4711";
    study.referenceFigures = {{"people", 95.5, "Lake et al."}, {"author", 97.2}};
    return study;
}

StudyReading readingOf(const std::string& fields) {
    return parseStudy(R"({"format": "oneshot-study", "schema": 1, "name": "A study", )" + fields + "}", "file");
}

/// "key problem; key problem"
QString faultsOf(const StudyReading& reading) {
    QStringList words;
    for (const FieldError& fault : reading.faults) words << QString::fromStdString(fault.key + ' ' + fault.problem);
    return words.join("; ");
}

QString failureOfText(const std::string& text) {
    return failureOf([&] { parseStudy(text, "file.json"); });
}

}  // namespace

class TestStudyFile : public QObject {
    Q_OBJECT
    TemporaryFolder folder_;

  private Q_SLOTS:
    void everyFieldComesBack() {
        const Study study = fullStudy();
        QCOMPARE(failureOf([&] { writeStudy(folder_ / "full.json", study); }), QString());
        QVERIFY(readStudy(folder_ / "full.json") == study);
        QVERIFY(studyFromJson(toJson(study), "JSON") == study);
        writeStudy(folder_ / "again.json", readStudy(folder_ / "full.json"));
        QCOMPARE(fileText(folder_ / "again.json"), fileText(folder_ / "full.json"));
        QVERIFY(fileText(folder_ / "full.json").starts_with("{\n  \"format\": \"oneshot-study\",\n  \"schema\": 1,\n"));
        QVERIFY(fileText(folder_ / "full.json").find("पढ़ना") != std::string::npos);
    }

    void fieldsMayStandInAnyOrder() {
        Json json = toJson(fullStudy()), turned = Json::object();
        for (auto field = json.rbegin(); field != json.rend(); ++field) turned[field.key()] = field.value();
        Json& question = turned["questions_before"][0];
        question = Json{{"high", 99},  {"low", -1},         {"required", true}, {"type", "whole_number"},
                        {"id", "age"}, {"text", "How old?"}};
        QVERIFY(turned.dump() != json.dump());
        QVERIFY(studyFromJson(turned, "JSON") == fullStudy());
    }

    void missingFieldsHaveTheirDefaults() {
        Study plain;
        plain.name = "A study";
        const StudyReading reading = readingOf(R"("tasks": {"trials": 7})");
        plain.tasks.trials = 7;
        QCOMPARE(faultsOf(reading), QString());
        QVERIFY(reading.study == plain);
    }

    void everyFaultIsFound_data() {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* fields, const char* says) { QTest::newRow(fields) << fields << says; };
        row(R"("taks": {})", "taks is no field here. Did you mean tasks? The fields are format, schema, name, ");
        row(R"("tasks": {"trails": 5})", "tasks.trails is no field here. Did you mean trials? The fields are source, ");
        row(R"("questions_after": [{"id": "a", "text": "A", "type": "text", "low": 5}])",
            "questions_after[1].low is no field here. The fields are id, text, type, required");
        row(R"("tasks": {"trials": 2.5})", "tasks.trials must be a whole number");
        row(R"("tasks": {"trials": "5"})", "tasks.trials must be a whole number");
        row(R"("tasks": {"trials": 5000000000})", "tasks.trials is far out of range");
        row(R"("tasks": {"seed": -1})", "tasks.seed is far out of range");
        row(R"("timing": {"time_limit_seconds": "5"})", "timing.time_limit_seconds must be a number");
        row(R"("tasks": {"order": "sam"})",
            "tasks.order cannot be \"sam\". Did you mean same? It is one of same, new, counterbalanced");
        row(R"("tasks": {"order": 1})", "tasks.order cannot be \"1\". It is one of");
        row(R"("tasks": [])", "tasks must be an object, {...}");
        row(R"("models": "shipped")", "models must be a list");
        row(R"("models": ["shipped", 5])", "models[2] must be a text in quotes");
        row(R"("blinded": 1)", "blinded must be true or false");
        row(R"("author": null)", "author must be a text in quotes");
        row(R"("pictures": {"a.png": "Zg="})",
            "pictures.a.png must be the bytes of a PNG or JPEG file in base64, on one line");
        row(R"("pictures": {"a.png": "Zg=="})", "pictures.a.png must be a PNG or JPEG image, is ");
        row(R"("pictures": ["Zg=="])", "pictures must be an object of pictures by their names");
        row(R"("version": 0)", "version must be between 1 and 1000000, is 0");
    }
    void everyFaultIsFound() {
        QFETCH(QString, fields);
        QFETCH(QString, says);
        const StudyReading reading = readingOf(fields.toStdString());
        QVERIFY2(faultsOf(reading).startsWith(says), qPrintable(faultsOf(reading)));
        QCOMPARE(reading.faults.size(), 1U);
    }

    void allFaultsAreFoundAtOnce() {
        const std::string fields = R"("tasks": {"trials": 0, "ways": "x"}, "language": "!", "fly": 1)";
        QStringList keys;
        for (const FieldError& fault : readingOf(fields).faults) keys << QString::fromStdString(fault.key);
        keys.sort();
        QCOMPARE(keys, QStringList({"fly", "language", "tasks.trials", "tasks.ways"}));

        writeFile(folder_ / "faulty.json",
                  bytesOf(R"({"format": "oneshot-study", "schema": 1, "name": "A study", )" + fields + "}"));
        const QString failure = failureOf([&] { readStudy(folder_ / "faulty.json"); });
        VERIFY_SAYS(failure, "BadData: ");
        VERIFY_SAYS(failure, "faulty.json: tasks.ways must be a whole number; fly is no field here.");
        VERIFY_SAYS(failure, "; tasks.trials must be between 1 and 10000, is 0");
    }

    void manyFaultsAreCounted() {
        QString fields;
        for (int i = 0; i < 8; ++i) fields += QString("\"field%1\": 0, ").arg(i);
        const QString failure = failureOf([&] {
            studyFromJson(Json::parse(R"({"format": "oneshot-study", "schema": 1, )" + fields.toStdString() +
                                      R"("name": "A study"})"),
                          "JSON");
        });
        VERIFY_SAYS(failure, "; and 3 more. Mend these fields; `oneshot study check FILE` lists them all.");
    }

    void otherFilesAreRefused() {
        VERIFY_SAYS(failureOfText("[]"), "BadData: file.json: it is no study: its \"format\" is not \"oneshot-study\"");
        VERIFY_SAYS(failureOfText(R"({"format": "other", "schema": 1})"), "it is no study: its \"format\" is not");
        VERIFY_SAYS(failureOfText(R"({"format": "oneshot-study", "schema": 2, "new": 1})"),
                    "its \"schema\" is not 1, as this program reads it. Open it with the version");
        VERIFY_SAYS(failureOfText(R"({"format": "oneshot-study"})"), "its \"schema\" is not 1");
        VERIFY_SAYS(failureOfText("{\n\"format\": \"oneshot-study\",\n}"), "it is no study: invalid JSON in line 3");
        VERIFY_SAYS(failureOfText(""), "it is no study: invalid JSON in line 1");
        VERIFY_SAYS(failureOfText(R"({"format": "oneshot-study", "schema": 1, "name": "a", "name": "b"})"),
                    "it has a key twice");
        VERIFY_SAYS(failureOfText("{\"format\": \"oneshot-study\", \"schema\": 1, \"name\": \"\xFF\"}"),
                    "invalid JSON in line 1");
        VERIFY_SAYS(failureOf([&] { readStudy(folder_ / "none.json"); }), "none.json: cannot be read");
        VERIFY_SAYS(failureOf([&] { readStudy(folder_.path()); }), "is not a regular file");
    }

    void faultyOnesAreNotWritten() {
        Study study = fullStudy();
        writeStudy(folder_ / "kept.json", study);
        study.tasks.trials = 0;
        VERIFY_SAYS(failureOf([&] { writeStudy(folder_ / "kept.json", study); }), "InvalidSetting: tasks.trials: must");
        QVERIFY(readStudy(folder_ / "kept.json") == fullStudy());
    }

    void theContentHasAFingerprint() {
        const Study study = fullStudy();
        const std::string fingerprint = contentSha256(study);
        Json json = toJson(study);
        json.erase("version");
        const QByteArray hash =
            QCryptographicHash::hash(QByteArray::fromStdString(json.dump()), QCryptographicHash::Sha256);
        QCOMPARE(QString::fromStdString(fingerprint), QString::fromLatin1(hash.toHex()));

        Study other = study;
        other.version = 9;
        QCOMPARE(contentSha256(other), fingerprint);
        for (const auto& change : std::initializer_list<std::function<void(Study&)>>{
                 [](Study& s) { s.texts.thanks += '!'; }, [](Study& s) { s.tasks.seed -= 1; },
                 [](Study& s) { s.pictures["a.png"].back() ^= 1; }, [](Study& s) { s.name += ' '; },
                 [](Study& s) { std::swap(s.questionsBefore[0], s.questionsBefore[1]); }}) {
            Study changed = study;
            change(changed);
            QVERIFY(contentSha256(changed) != fingerprint);
        }
    }

    void aChangedProtocolIsANewVersion() {
        const Study before = fullStudy();
        Study same = before, changed = before;
        same.version = 1;
        changed.version = 1;
        changed.tasks.practice = 5;
        QCOMPARE(versionAfter(same, before).version, 3);
        QCOMPARE(versionAfter(changed, before).version, 4);
        QCOMPARE(versionAfter(changed, before).tasks.practice, 5);
    }
};

ONESHOT_TEST(TestStudyFile)
#include "tst_study_file.moc"
