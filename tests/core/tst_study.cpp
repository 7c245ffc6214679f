#include <QtTest>
#include <functional>
#include <limits>

#include "core/files/png.h"
#include "core/study/study.h"
#include "tests/support/examples.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

Study soundStudy() {
    Study study;
    study.name = "A study";
    study.questionsBefore = {{"age", "How old are you?", QuestionType::WholeNumber, true, 18, 99},
                             {"hand", "Which hand?", QuestionType::Choice, false, 0, 100, {"left", "right"}}};
    study.models = {"shipped", "random"};
    study.referenceFigures = {{"people", 95.5, "Lake et al."}};
    study.pictures["sign.png"] = encodePng({1, 2, 2, Bytes(4, 200)});
    return study;
}

/// "key problem; key problem"
QString faultsOf(const Study& study) {
    QStringList words;
    for (const FieldError& fault : validate(study)) words << QString::fromStdString(fault.key + ' ' + fault.problem);
    return words.join("; ");
}

using Change = std::function<void(Study&)>;

/// The faults of a sound study after a change.
QString faultsAfter(const Change& change) {
    Study study = soundStudy();
    change(study);
    return faultsOf(study);
}

}  // namespace

class TestStudy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void soundOnesHaveNoFaults() {
        QCOMPARE(faultsOf(soundStudy()), QString());
        for (const Change& change : std::initializer_list<Change>{
                 [](Study& s) { s.name = "पढ़ना 識字 قراءة"; },
                 [](Study& s) { s.texts.consent = "# Einverständnis\n\nJa\t/ nein\n\u200Fنعم\u200F"; },
                 [](Study& s) { s.texts.breaks = "![a sign](sign.png \"a title\") and ![](sign.png)"; },
                 [](Study& s) { s.questionsBefore[0].text = "![a sign](sign.png) How old?"; },
                 [](Study& s) { s.tasks.source = "lake:all_runs.zip"; },
                 [](Study& s) { s.tasks.source = "data:", s.tasks.needs = "Omniglot"; },
                 [](Study& s) { s.tasks.order = StudyOrder::New, s.tasks.seedRule = StudySeedRule::ByParticipant; },
                 [](Study& s) { s.tasks.order = StudyOrder::Counterbalanced, s.tasks.blocks = 5; },
                 [](Study& s) { s.tasks.blocks = 0; },  // of another order
                 [](Study& s) { s.feedback.modelAnswer = true; }, [](Study& s) { s.questionsBefore.clear(); },
                 [](Study& s) { s.pictures["photo.jpg"] = jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY); }})
            QCOMPARE(faultsAfter(change), QString());
        for (const char* code : {"en", "de-CH", "sr-Latn-RS", "zh-Hant", "hi", "x-elvish", "es-419"})
            QCOMPARE(faultsAfter([&](Study& s) { s.language = code; }), QString());
    }

    void numbersOutOfRange() {
        const auto says = [](const Change& change, const char* words) {
            QCOMPARE(faultsAfter(change), QString::fromUtf8(words));
        };
        says([](Study& s) { s.tasks.ways = 1; }, "tasks.ways must be between 2 and 99, is 1");
        says([](Study& s) { s.tasks.shots = 0; }, "tasks.shots must be between 1 and 20, is 0");
        says([](Study& s) { s.tasks.trials = 0; }, "tasks.trials must be between 1 and 10000, is 0");
        says([](Study& s) { s.tasks.practice = -1; }, "tasks.practice must be between 0 and 1000, is -1");
        says([](Study& s) { s.tasks.seed = 1ULL << 32; }, "tasks.seed must be between 0 and 4294967295, is 4294967296");
        says([](Study& s) { s.timing.timeLimitSeconds = -0.5; },
             "timing.time_limit_seconds must be between 0 and 3600, is -0.5");
        says([](Study& s) { s.timing.timeLimitSeconds = std::numeric_limits<double>::quiet_NaN(); },
             "timing.time_limit_seconds must be between 0 and 3600, is nan");
        says([](Study& s) { s.timing.fixationMs = 60'001; },
             "timing.fixation_ms must be between 0 and 60000, is 60001");
        says([](Study& s) { s.timing.intervalMs = -1; }, "timing.interval_ms must be between 0 and 60000, is -1");
        says([](Study& s) { s.timing.breakEvery = -1; }, "timing.break_every must be between 0 and 10000, is -1");
        says([](Study& s) { s.version = 0; }, "version must be between 1 and 1000000, is 0");
        says([](Study& s) { s.participants = -1; }, "participants must be between 0 and 1000000, is -1");
        says([](Study& s) { s.referenceFigures[0].percent = 101; },
             "reference_figures[1].percent must be between 0 and 100, is 101");
    }

    void whatDoesNotGoTogether() {
        const auto says = [](const Change& change, const char* words) {
            QCOMPARE(faultsAfter(change), QString::fromUtf8(words));
        };
        says([](Study& s) { s.tasks.order = StudyOrder::New; },
             "tasks.seed_rule must be by_participant where tasks.order is new: a fixed seed gives everyone the same");
        says([](Study& s) { s.tasks.order = StudyOrder::Counterbalanced, s.tasks.blocks = 3; },
             "tasks.blocks must part the 20 trials into blocks of one size; 3 do not");
        says([](Study& s) { s.tasks.source = "data:"; },
             "tasks.needs must say which data are needed, as tasks.source names none");
        says([](Study& s) { s.tasks.source = "glyphs"; },
             "tasks.source must be data:SPEC or lake:PATH; data: or lake: alone leaves the data open");
        says([](Study& s) { s.tasks.source = "data:glyphs:fly=1"; },
             "tasks.source cannot be read: fly is not a key of data from glyphs");
        says([](Study& s) { s.feedback.modelAnswer = true, s.feedback.answer = AnswerFeedback::None; },
             "feedback.model_answer must be false where feedback.answer is none");
        says([](Study& s) { s.feedback.modelAnswer = true, s.models.clear(); },
             "feedback.model_answer must be false where there is no model");
        says([](Study& s) { s.models.push_back("shipped"); }, "models[3] is there twice");
        says([](Study& s) { s.models[1] = " "; }, "models[2] is empty");
    }

    void textsAndNames() {
        const auto says = [](const Change& change, const char* words) {
            QCOMPARE(faultsAfter(change), QString::fromUtf8(words));
        };
        says([](Study& s) { s.name = " \n"; }, "name is empty");
        says([](Study& s) { s.name = "a\nb"; }, "name must be a single line without tabs");
        says([](Study& s) { s.name = "a\xFF"; }, "name is not in UTF-8");
        says([](Study& s) { s.author = std::string(301, 'a'); }, "author must be at most 300 bytes of UTF-8, is 301");
        says([](Study& s) { s.texts.thanks = std::string(65'537, 'a'); },
             "texts.thanks must be at most 65,536 bytes of UTF-8, is 65,537");
        says([](Study& s) { s.texts.thanks = "a\x1B[2J"; },
             "texts.thanks holds a control character other than line ends and tabs");
        for (const char* code : {"", "e", "en_US", "en-", "-en", "english-toolongsubtag", "12", "d\xC3\xA9"})
            QVERIFY2(faultsAfter([&](Study& s) { s.language = code; }).startsWith("language must be a language code"),
                     code);
    }

    void questions() {
        const auto says = [](const Change& change, const char* words) {
            QCOMPARE(faultsAfter(change), QString::fromUtf8(words));
        };
        for (const char* id : {"", "Age", "1age", "a-b", "_a"})
            says([&](Study& s) { s.questionsBefore[0].id = id; },
                 "questions_before[1].id must be 1 to 40 of a to z, 0 to 9 and _, a letter first: it names a column of "
                 "exports");
        says(
            [](Study& s) {
                s.questionsAfter = {{"age", "Again?", QuestionType::YesNo}};
            },
            "questions_after[1].id is that of another question");
        says([](Study& s) { s.questionsBefore[0].text = ""; }, "questions_before[1].text is empty");
        says(
            [](Study& s) {
                s.tasks.source = "lake:runs", s.questionsAfter = {{"a", "A?", QuestionType::Alphabets}};
            },
            "questions_after[1].type cannot be alphabets, as Lake's runs do not name theirs; ask by a text or by "
            "choices");
        says([](Study& s) { s.questionsBefore[0].high = 17; }, "questions_before[1].high must not be below low");
        says([](Study& s) { s.questionsBefore[1].choices.pop_back(); },
             "questions_before[2].choices must be at least 2, are 1");
        says([](Study& s) { s.questionsBefore[1].choices[1] = "left"; },
             "questions_before[2].choices[2] is there twice");
        says(
            [](Study& s) {
                s.questionsBefore[0].choices = {"left", "right"};
            },
            "questions_before[1].choices must be left out of a question of type whole_number");
        says([](Study& s) { s.questionsBefore.resize(51, s.questionsBefore[0]); },
             "questions_before must be at most 50, are 51");
    }

    void pictures() {
        const auto says = [](const Change& change, const char* words) {
            QCOMPARE(faultsAfter(change), QString::fromUtf8(words));
        };
        says([](Study& s) { s.texts.instruction = "![a sign](sing.png)"; },
             "texts.instruction shows the picture \"sing.png\", which is not among the study's");
        says([](Study& s) { s.questionsBefore[0].text = "![](https://example.org/a.png)"; },
             "questions_before[1].text shows the picture \"https://example.org/a.png\", which is not among the "
             "study's");
        says([](Study& s) { s.pictures["a/b.png"] = s.pictures["sign.png"]; },
             "pictures.a/b.png must have a name without / \\ ( ) and \"");
        says(
            [](Study& s) {
                s.pictures["sign.png"] = gifOf({{1, 1, {0}}});
            },
            "pictures.sign.png must be a PNG or JPEG image, is a GIF image");
        says([](Study& s) { s.pictures["sign.png"].clear(); },
             "pictures.sign.png must be a PNG or JPEG image, is an empty file");
        says([](Study& s) { s.pictures["sign.png"].resize(maxPictureBytes + 1); },
             "pictures.sign.png must be at most 2,097,152 bytes, is 2,097,153");
        const QString cut = faultsAfter([](Study& s) { s.pictures["sign.png"].resize(45); });
        QVERIFY2(cut.startsWith("pictures.sign.png ") && !cut.contains(';'), qPrintable(cut));
    }
};

ONESHOT_TEST(TestStudy)
#include "tst_study.moc"
