#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QtTest>
#include <filesystem>

#include "core/runs/run_directory.h"
#include "core/study/study_file.h"
#include "tests/support/reach.h"
#include "tests/support/window_driver.h"
#include "tests/support/window_states.h"

namespace oneshot::test {
namespace {

using State = session::ChallengeSession::State;

/// Keys 1 to 5 as signs, which needs no font.
std::vector<std::uint8_t> keysPicture() {
    QImage picture(460, 110, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, 4));
    for (int key = 0; key < 5; ++key) {
        painter.drawRoundedRect(QRect(15 + 90 * key, 15, 70, 80), 10, 10);
        for (int dot = 0; dot <= key; ++dot)
            painter.drawEllipse(QPoint(32 + 90 * key + 17 * (dot % 3), 45 + 22 * (dot / 3)), 3, 3);
    }
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "png");
    return {bytes.begin(), bytes.end()};
}

/// Speaks in Devanagari, in Han for its break and in Arabic at its end. Debian has fonts for them in fonts-noto-core or
/// fonts-lohit-deva, and in fonts-noto-cjk; without them boxes are shown.
Study manyScripts() {
    Study study;
    study.name = "Many scripts";
    study.description = "Texts in three scripts, with a picture, and a question of each type.";
    study.language = "hi";
    study.tasks.source = "data:" + wideGlyphs.toStdString();
    study.tasks.ways = 5;
    study.tasks.trials = 2;
    study.tasks.practice = 1;
    study.timing = {0, 100, 0, 1};
    study.feedback.runningScore = true;
    study.pictures["keys.png"] = keysPicture();
    study.texts.consent =
        "# सहमति\n\nआप ऐसे अक्षर देखेंगे जिन्हें शायद आप नहीं जानते। आपके उत्तर और उनका समय "
        "एक **यादृच्छिक कोड** के साथ रखे जाते हैं।\n\n- कोई नाम नहीं रखा जाता।\n- आप कभी भी रुक सकते हैं।\n\nक्या आप सहमत हैं?";
    study.texts.instruction =
        "# निर्देश\n\nबाईं ओर एक चित्र है। उसके पास के अक्षरों में से **वही अक्षर** चुनिए।\n\n"
        "![1 से 5 तक की कुंजियाँ](keys.png)\n\n"
        "उत्तर के लिए अंक दबाइए। *Esc* से रुकिए।";
    study.texts.practiceEnd = "## अभ्यास समाप्त\n\nअब से उत्तर गिने जाएँगे।";
    study.texts.breaks = "# 休息\n\n請休息一下。準備好之後，請按**空白鍵**繼續。\n\n![按鍵](keys.png)";
    study.texts.thanks = "# شكرا\n\nانتهت التجربة. من فضلك أخبر المشرف.";
    study.questionsBefore = {
        {.id = "age",
         .text = "आपकी **आयु** क्या है?",
         .type = QuestionType::WholeNumber,
         .required = true,
         .low = 16,
         .high = 120},
        {.id = "hand",
         .text = "आप किस हाथ से लिखते हैं?",
         .type = QuestionType::Choice,
         .required = true,
         .choices = {"बायाँ", "दायाँ", "दोनों"}},
        {.id = "tools",
         .text = "आप किससे लिखते हैं?",
         .type = QuestionType::SeveralChoices,
         .choices = {"कलम", "ब्रश",
                     "A long choice that says more than fits into one line of the form, so that it goes on "
                     "in the next one and is still one choice"}},
        {.id = "glasses", .text = "क्या आप चश्मा पहनते हैं?", .type = QuestionType::YesNo},
        {.id = "reads", .text = "आप इनमें से कौन सी लिपियाँ पढ़ सकते हैं?", .type = QuestionType::Alphabets}};
    study.questionsAfter = {{.id = "comments", .text = "क्या कुछ असुविधा हुई?"}};
    study.models = {"pixels-l2"};
    return study;
}

}  // namespace

QString visitStudy(const QString& folder, const VisitState& visit) {
    const std::filesystem::path home = std::filesystem::path(folder.toStdString()) / "study";
    std::filesystem::create_directories(home);
    setHomeFolder(home);
    writeStudy(home / "many-scripts.json", manyScripts());
    ChallengeDriver driver(wideGlyphs);
    const auto see = [&](const char* state) { visit(driver, QStringLiteral("study-") + QLatin1String(state)); };
    driver.find<QCheckBox>("challenge.full-screen")->setChecked(false);
    driver.page()->openStudy(QString::fromStdString((home / "many-scripts.json").string()));
    AWAIT(driver.find<QComboBox>("challenge.study")->currentText().startsWith(QStringLiteral("Many scripts")));
    AWAIT(driver.enabled("challenge.start"));
    REACH(driver.activate());
    driver.click("challenge.start");
    AWAIT(driver.find<QWidget>("challenge.agree")->isVisible());
    see("consent");
    driver.click("challenge.agree");
    REACH(driver.awaitState(State::QuestionsBefore));
    see("questions");
    driver.fill("challenge.question.age", QStringLiteral("7"));
    driver.click("challenge.question.tools.3");
    see("questions-fault");
    driver.fill("challenge.question.age", QStringLiteral("34"));
    driver.click("challenge.question.hand.2");
    see("questions-answered");
    driver.click("challenge.questions.continue");
    REACH(driver.awaitState(State::Instruction));
    see("instruction");
    REACH(driver.begin() && driver.awaitTask() && driver.answerByKey(driver.answerOf()));
    see("right");
    driver.click("challenge.next");
    REACH(driver.awaitState(State::PracticeOver));
    see("practice-over");
    driver.click("challenge.practice-over.next");
    REACH(driver.awaitTask() && driver.answerByKey(driver.wrongWay()));
    see("wrong");
    driver.click("challenge.next");
    REACH(driver.awaitState(State::Break));
    see("break");
    driver.click("challenge.break.next");
    REACH(driver.awaitTask() && driver.answerByKey(driver.answerOf()));
    driver.click("challenge.next");
    REACH(driver.awaitState(State::QuestionsAfter));
    see("questions-after");
    driver.click("challenge.questions.continue");
    REACH(driver.awaitState(State::Ended));
    see("thanks");
    return {};
}

}  // namespace oneshot::test
