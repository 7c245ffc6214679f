#include <QAbstractButton>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QtTest>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/question_field.h"
#include "ui/pages/challenge/question_form.h"

using namespace oneshot;
using test::patience;
using ui::QuestionField;

namespace {

const QStringList scripts{QStringLiteral("Greek"), QStringLiteral("Hebrew")};

/// A question of each type; the first and the second must be answered.
std::vector<StudyQuestion> oneOfEach() {
    return {{.id = "age",
             .text = "How *old* are you?",
             .type = QuestionType::WholeNumber,
             .required = true,
             .low = 16,
             .high = 120},
            {.id = "hand",
             .text = "Which hand?",
             .type = QuestionType::Choice,
             .required = true,
             .choices = {"left", "right"}},
            {.id = "tools",
             .text = "What do you write with?",
             .type = QuestionType::SeveralChoices,
             .choices = {"pen", "brush", "keys"}},
            {.id = "glasses", .text = "Do you wear glasses?", .type = QuestionType::YesNo},
            {.id = "reads", .text = "Which can you read?", .type = QuestionType::Alphabets},
            {.id = "notes", .text = "Anything else?", .type = QuestionType::Text}};
}

/// A form in a window of its own, as small as the smallest.
struct Shown {
    explicit Shown(const std::vector<StudyQuestion>& questions, const QStringList& alphabets = scripts,
                   const char* language = "en") {
        Study study;
        study.language = language;
        form.ask(study, questions, alphabets);
        form.resize(1024, 640);
        form.show();
        form.activateWindow();
    }
    bool isActive() { return QTest::qWaitForWindowActive(&form, patience); }
    template <typename Part = QWidget>
    Part* find(const char* name) {
        Part* part = form.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    void click(const char* name) { find<QAbstractButton>(name)->click(); }
    bool mayContinue() { return find("challenge.questions.continue")->isEnabled(); }
    QJsonObject answers() const { return QJsonDocument::fromJson(form.answers().toUtf8()).object(); }
    QString focus() const { return form.focusWidget() ? form.focusWidget()->objectName() : QString(); }
    void press(Qt::Key key) { QTest::keyClick(form.focusWidget(), key); }

    ui::QuestionForm form;
};

}  // namespace

class TestQuestionForm : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goesOnOnceAllIsAnsweredThatMustBe() {
        Shown shown(oneOfEach());
        QVERIFY(!shown.mayContinue());
        QCOMPARE(shown.form.missing(), QStringLiteral("* Still to be answered: 1, 2."));
        QCOMPARE(shown.find<QLabel>("challenge.questions.missing")->text(), shown.form.missing());
        const QJsonObject none = shown.answers();
        QCOMPARE(none.size(), 6);
        for (const QString& id : none.keys()) QVERIFY2(none[id].isNull(), qPrintable(id));

        shown.find<QLineEdit>("challenge.question.age")->setText(QStringLiteral("15"));
        auto* problem = shown.find<QLabel>("challenge.question.age.problem");
        QVERIFY(problem->isVisible());
        QCOMPARE(problem->text(), QStringLiteral("A whole number, 16 – 120"));
        QCOMPARE(shown.form.missing(), QStringLiteral("* Still to be answered: 2. To be corrected: 1."));
        shown.find<QLineEdit>("challenge.question.age")->setText(QStringLiteral(" 34 "));
        QVERIFY(!problem->isVisible());
        shown.click("challenge.question.hand.1");
        QVERIFY(shown.mayContinue());
        QCOMPARE(shown.form.missing(), QString());

        QSignalSpy answered(&shown.form, &ui::QuestionForm::answered);
        shown.click("challenge.questions.continue");
        shown.click("challenge.questions.continue");  // a second time does nothing
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].toString(),
                 QStringLiteral(R"({"age":34,"glasses":null,"hand":"left","notes":null,"reads":null,"tools":null})"));
    }

    void canBeAnsweredByKeysAlone() {
        Shown shown(oneOfEach());
        QVERIFY(shown.isActive());
        QTRY_COMPARE_WITH_TIMEOUT(shown.focus(), QStringLiteral("challenge.question.age"), patience);
        QTest::keyClicks(shown.form.focusWidget(), QStringLiteral("34"));
        for (const char* name : {"hand.1", "tools.1", "tools.2", "tools.3"}) {
            shown.press(Qt::Key_Tab);
            QCOMPARE(shown.focus(), QStringLiteral("challenge.question.") + QLatin1String(name));
            if (QLatin1String(name) != QLatin1String("tools.2")) shown.press(Qt::Key_Space);
        }
        QSet<QString> met;
        while (shown.focus() != QStringLiteral("challenge.questions.continue") && !met.contains(shown.focus())) {
            met += shown.focus();
            if (shown.focus() == QStringLiteral("challenge.question.reads.2")) shown.press(Qt::Key_Space);
            if (shown.focus() == QStringLiteral("challenge.question.notes"))
                QTest::keyClicks(shown.form.focusWidget(), QStringLiteral("no"));
            shown.press(Qt::Key_Tab);
        }
        for (const char* name : {"question.reads.1", "question.reads.none", "question.notes", "questions.leave"})
            QVERIFY2(met.contains(QStringLiteral("challenge.") + QLatin1String(name)), name);
        QSignalSpy answered(&shown.form, &ui::QuestionForm::answered);
        shown.press(Qt::Key_Space);
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].toString(),
                 QStringLiteral(R"({"age":34,"glasses":null,"hand":"left","notes":"no","reads":["Hebrew"],)"
                                R"("tools":["pen","keys"]})"));
    }

    void tellsNoAnswerFromNo() {
        Shown shown(oneOfEach());
        shown.click("challenge.question.glasses.2");
        QCOMPARE(shown.answers()[QStringLiteral("glasses")], QJsonValue(false));
        shown.click("challenge.question.glasses.1");
        QCOMPARE(shown.answers()[QStringLiteral("glasses")], QJsonValue(true));
        shown.click("challenge.question.glasses.none");
        QVERIFY(shown.answers()[QStringLiteral("glasses")].isNull());

        shown.click("challenge.question.reads.1");
        QCOMPARE(shown.answers()[QStringLiteral("reads")], QJsonValue(QJsonArray{QStringLiteral("Greek")}));
        shown.click("challenge.question.reads.none");
        QCOMPARE(shown.answers()[QStringLiteral("reads")], QJsonValue(QJsonArray()));
        shown.click("challenge.question.reads.2");
        QCOMPARE(shown.answers()[QStringLiteral("reads")], QJsonValue(QJsonArray{QStringLiteral("Hebrew")}));
        QVERIFY(!shown.find<QAbstractButton>("challenge.question.reads.none")->isChecked());

        shown.find<QPlainTextEdit>("challenge.question.notes")->setPlainText(QStringLiteral(" a\n\"b\" 字 "));
        QCOMPARE(shown.answers()[QStringLiteral("notes")], QJsonValue(QStringLiteral("a\n\"b\" 字")));
        shown.find<QPlainTextEdit>("challenge.question.notes")->setPlainText(QString(4001, u'x'));
        QVERIFY(shown.find("challenge.question.notes.problem")->isVisible() && !shown.mayContinue());
    }

    void takesAlphabetsByNameWhereTheyAreNotKnown() {
        Shown shown(oneOfEach(), {});
        auto* line = shown.find<QLineEdit>("challenge.question.reads");
        const QList<std::pair<QString, QJsonValue>> cases{
            {QStringLiteral("Greek, Hebrew ,"), QJsonArray{QStringLiteral("Greek"), QStringLiteral("Hebrew")}},
            {QStringLiteral("None"), QJsonArray()},
            {QStringLiteral(" , "), QJsonValue()}};
        for (const auto& [text, answer] : cases) {
            line->setText(text);
            QCOMPARE(shown.answers()[QStringLiteral("reads")], answer);
        }
    }

    void readsDigitsOfAnyScript() {
        QCOMPARE(QuestionField::wholeNumberOf(QStringLiteral("34")), std::optional<qint64>(34));
        QCOMPARE(QuestionField::wholeNumberOf(QStringLiteral(" -5 ")), std::optional<qint64>(-5));
        QCOMPARE(QuestionField::wholeNumberOf(QStringLiteral("३४")), std::optional<qint64>(34));
        QCOMPARE(QuestionField::wholeNumberOf(QStringLiteral("٣٤")), std::optional<qint64>(34));
        for (const char* wrong : {"", "3.5", "3,000", "12x", "1e3", "99999999999999999999", "三"})
            QVERIFY2(!QuestionField::wholeNumberOf(QString::fromUtf8(wrong)), wrong);
    }

    void longListsScrollToWhatHasTheFocus() {
        StudyQuestion question{.id = "born", .text = "Where were you born?", .type = QuestionType::Choice};
        for (int i = 1; i <= 50; ++i) question.choices.push_back("Place number " + std::to_string(i));
        question.choices.back() = std::string(300, 'w');  // the longest that a study may have; it wraps
        Shown shown({question});
        QVERIFY(shown.isActive());
        auto* first = shown.find<QAbstractButton>("challenge.question.born.1");
        auto* last = shown.find<QAbstractButton>("challenge.question.born.50");
        QTRY_VERIFY_WITH_TIMEOUT(!first->visibleRegion().isEmpty(), patience);
        QVERIFY(last->visibleRegion().isEmpty());
        last->setFocus();
        QTRY_VERIFY_WITH_TIMEOUT(!last->visibleRegion().isEmpty(), patience);
        QVERIFY(first->visibleRegion().isEmpty());
        QTest::keyClick(last, Qt::Key_Space);
        QCOMPARE(shown.answers()[QStringLiteral("born")].toString().size(), 300);
        QTest::keyClick(shown.find("challenge.questions.leave"), Qt::Key_PageUp);
        for (int page = 0; page < 20; ++page) QTest::keyClick(shown.find("challenge.questions.leave"), Qt::Key_PageUp);
        QVERIFY(!first->visibleRegion().isEmpty());
        QVERIFY(shown.form.rect().contains(
            QRect(shown.find("challenge.questions.continue")->mapTo(&shown.form, QPoint()), QSize(1, 1))));
    }

    void isAskedAnew() {
        Shown shown(oneOfEach(), scripts, "ar");
        QCOMPARE(shown.form.layoutDirection(), Qt::RightToLeft);
        shown.find<QLineEdit>("challenge.question.age")->setText(QStringLiteral("34"));
        Study study;
        shown.form.ask(study, {{.id = "comments", .text = "Did anything disturb you?"}}, {});
        QCOMPARE(shown.form.layoutDirection(), Qt::LeftToRight);
        QCOMPARE(shown.answers().keys(), QStringList(QStringLiteral("comments")));
        QVERIFY(shown.mayContinue());
        QCOMPARE(shown.find("challenge.question.comments")->accessibleName(),
                 QStringLiteral("Did anything disturb you?"));
        QSignalSpy left(&shown.form, &ui::QuestionForm::leaveRequested);
        shown.click("challenge.questions.leave");
        QCOMPARE(left.size(), 1);
    }
};

ONESHOT_TEST(TestQuestionForm)
#include "tst_question_form.moc"
