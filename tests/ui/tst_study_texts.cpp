// What of a study's texts is shown: Markdown in any language with the study's pictures, and nothing from elsewhere.
#include <QBuffer>
#include <QImage>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QtTest>

#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/fitting_scroll.h"
#include "ui/pages/challenge/session_notice.h"
#include "ui/pages/challenge/study_document.h"
#include "ui/pages/challenge/study_text.h"

using namespace oneshot;

namespace {

QByteArray png(int width, int height, QColor colour = Qt::red) {
    QImage image(width, height, QImage::Format_ARGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

test::Bytes picture(int width, int height, QColor colour = Qt::red) {
    const QByteArray bytes = png(width, height, colour);
    return {bytes.begin(), bytes.end()};
}

/// In English, with two pictures; the name of one holds a blank.
Study illustrated() {
    Study study;
    study.name = "Texts";
    study.pictures["my sign.png"] = picture(20, 10);
    study.pictures["wide.png"] = picture(1500, 60);
    return study;
}

std::unique_ptr<QTextDocument> documentOf(const Study& study, const std::string& markdown) {
    return ui::studyDocument(study, markdown, QFont());
}

std::vector<QTextCharFormat> formatsIn(const QTextDocument& document) {
    std::vector<QTextCharFormat> formats;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto at = block.begin(); !at.atEnd(); ++at) formats.push_back(at.fragment().charFormat());
    return formats;
}

std::vector<QTextImageFormat> picturesIn(const QTextDocument& document) {
    std::vector<QTextImageFormat> pictures;
    for (const QTextCharFormat& format : formatsIn(document))
        if (format.isImageFormat()) pictures.push_back(format.toImageFormat());
    return pictures;
}

int redPixels(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == QColor(Qt::red);
    return count;
}

}  // namespace

class TestStudyTexts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void showsPicturesOfTheStudy() {
        for (const char* text :
             {"![a sign](my sign.png)", "![a sign](my sign.png \"a title\")", "![*a* sign](my sign.png)",
              "![a\nsign](my sign.png)", "[![a sign](my sign.png)](https://example.org)"}) {
            const auto document = documentOf(illustrated(), text);
            const auto pictures = picturesIn(*document);
            QVERIFY2(pictures.size() == 1, text);
            QCOMPARE(QSizeF(pictures[0].width(), pictures[0].height()), QSizeF(20, 10));
            QCOMPARE(ui::wordsOf(*document), QStringLiteral("a sign"));
        }
        QCOMPARE(picturesIn(*documentOf(illustrated(), "![](my sign.png)")).size(), 1U);
        QCOMPARE(picturesIn(*documentOf(illustrated(), "![a](my sign.png) ![b](wide.png) ![c](my sign.png)")).size(),
                 3U);
    }

    void makesLargePicturesSmaller() {
        const auto document = documentOf(illustrated(), "![wide](wide.png)");
        const QTextImageFormat picture = picturesIn(*document).at(0);
        QCOMPARE(QSizeF(picture.width(), picture.height()), QSizeF(600, 24));
        const QVariant image = document->resource(QTextDocument::ImageResource, QUrl(picture.name()));
        QCOMPARE(image.value<QImage>().size(), QSize(1200, 48));
    }

    /// What is drawn in black on nothing can be seen in a dark window, too.
    void laysPicturesOnPaper() {
        Study study = illustrated();
        study.pictures["my sign.png"] = picture(4, 4, Qt::transparent);
        const auto document = documentOf(study, "![a sign](my sign.png)");
        const QVariant image =
            document->resource(QTextDocument::ImageResource, QUrl(picturesIn(*document).at(0).name()));
        QCOMPARE(image.value<QImage>().pixelColor(1, 1), QColor(Qt::white));
        study.pictures["my sign.png"].resize(20);  // damaged: its words are left
        QCOMPARE(picturesIn(*documentOf(study, "![a sign](my sign.png)")).size(), 0U);
    }

    /// The files are there, and pictures.
    void readsNoFile_data() {
        QTest::addColumn<QString>("address");
        QTest::newRow("relative") << QStringLiteral("here.png");
        QTest::newRow("in brackets") << QStringLiteral("<here.png>");
        QTest::newRow("absolute") << QStringLiteral("FOLDER/here.png");
        QTest::newRow("file") << QStringLiteral("file://FOLDER/here.png");
        QTest::newRow("resource") << QStringLiteral(":/icons/check.svg");
        QTest::newRow("resource by URL") << QStringLiteral("qrc:/icons/check.svg");
        QTest::newRow("remote") << QStringLiteral("http://127.0.0.1:9/here.png");
        QTest::newRow("data")
            << QStringLiteral("data:image/png;base64,%1").arg(QString::fromLatin1(png(20, 10).toBase64()));
        QTest::newRow("an address of ours that is none") << QStringLiteral("study:7");
    }
    void readsNoFile() {
        QFETCH(QString, address);
        const test::TemporaryFolder folder;
        test::writeFile(folder / "here.png", picture(20, 10));
        QDir::setCurrent(QString::fromStdString(folder.path().string()));
        address.replace(QStringLiteral("FOLDER"), QDir::currentPath());
        for (const QString& text : {QStringLiteral("before ![words](%1) after").arg(address),
                                    QStringLiteral("before ![words][there] after\n\n[there]: %1").arg(address)}) {
            const auto document = documentOf(illustrated(), text.toStdString());
            QCOMPARE(picturesIn(*document).size(), 0U);
            QCOMPARE(ui::wordsOf(*document), QStringLiteral("before words after"));
        }
        const auto document = documentOf(illustrated(), "text");
        const QVariant found = document->resource(QTextDocument::ImageResource, QUrl(address));
        QCOMPARE(found.value<QImage>().size(), QSize(1, 1));  // not null, or Qt would look for a file
        QDir::setCurrent(QDir::tempPath());
    }

    void showsHtmlAsItIsWritten() {
        const QString lines = QStringLiteral(
            "<b>bold</b> <img src=\"my sign.png\"> <script>alert(1)</script>\n<div onclick=\"x()\">block</div>");
        const auto document =
            documentOf(illustrated(), QString(lines).replace(u'\n', QStringLiteral("\n\n")).toStdString());
        QCOMPARE(ui::wordsOf(*document), lines);
        QCOMPARE(picturesIn(*document).size(), 0U);
        for (const QTextCharFormat& format : formatsIn(*document)) QVERIFY(format.fontWeight() < QFont::Bold);
        const auto escaped = documentOf(illustrated(), "&lt;img src=\"my sign.png\"&gt;");
        QVERIFY(ui::wordsOf(*escaped).contains(QStringLiteral("img src")));
        QCOMPARE(picturesIn(*escaped).size(), 0U);
    }

    void leavesOfLinksTheirWords() {
        const auto document =
            documentOf(illustrated(),
                       "[here](javascript:alert), [there](file:///etc/passwd \"a title\") and <https://example.org>");
        const QString words = ui::wordsOf(*document);
        QVERIFY2(words.startsWith(QStringLiteral("here, there and ")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("https://example.org")), qPrintable(words));
        for (const QTextCharFormat& format : formatsIn(*document)) {
            QVERIFY(!format.isAnchor() && format.anchorHref().isEmpty());
            QVERIFY(!format.hasProperty(QTextFormat::ForegroundBrush) && format.toolTip().isEmpty());
        }
    }

    void knowsALittleMarkdown() {
        const auto document =
            documentOf(illustrated(), "# One\n\n## Two\n\n### Three\n\nplain **bold**\n\n- item\n- item");
        QList<int> sizes;
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
            if (!block.text().isEmpty())
                sizes += block.begin().fragment().charFormat().intProperty(QTextFormat::FontSizeAdjustment);
        QCOMPARE(sizes, QList<int>({2, 1, 0, 0, 0, 0}));
        QVERIFY(document->lastBlock().textList());
        QCOMPARE(ui::wordsOf(*document), QStringLiteral("One\nTwo\nThree\nplain bold\nitem\nitem"));
    }

    void runsAsItsLanguageDoes() {
        const auto direction = [](const char* language, const char* text) {
            Study study = illustrated();
            study.language = language;
            return documentOf(study, text)->firstBlock().textDirection();
        };
        for (const char* language : {"ar", "he", "fa-IR"})
            QVERIFY2(direction(language, "1. one") == Qt::RightToLeft, language);
        for (const char* language : {"en", "de-CH", "hi", "zh-Hant", "x-elvish"}) {
            QVERIFY2(direction(language, "धन्यवाद") == Qt::LeftToRight, language);
            QVERIFY2(direction(language, "شكرا") == Qt::RightToLeft, language);
        }
        for (const char* text : {"पढ़ना", "識字", "قراءة", "lecture"})
            QCOMPARE(ui::wordsOf(*documentOf(illustrated(), text)), QString::fromUtf8(text));
    }

    /// As long as a text may be, in forms that a careless search goes through again and again. Ends in a picture.
    void takesLongTexts_data() {
        QTest::addColumn<QByteArray>("part");
        for (const char* part : {"a", "a ", "![", "](", "![](", "![a](b ", "<b>", "[x](javascript:y) ", "*a_"})
            QTest::newRow(part) << QByteArray(part);
    }
    void takesLongTexts() {
        QFETCH(QByteArray, part);
        constexpr qsizetype most = 64 << 10;
        const QByteArray text = part.repeated((most - 40) / part.size()) + ")\n\n![a sign](my sign.png)";
        const auto document = documentOf(illustrated(), text.toStdString());
        QCOMPARE(picturesIn(*document).size(), 1U);
        QVERIFY(ui::wordsOf(*document).endsWith(QStringLiteral("a sign")));
    }

    /// In the smallest window, without taking the button away.
    void scrollsLongTexts() {
        std::string text = "# A title\n\n";
        for (int line = 1; line <= 100; ++line) text += "Paragraph " + std::to_string(line) + ".\n\n";
        ui::SessionNotice notice;
        QPushButton* button = notice.addButton("go", QStringLiteral("Go"), &notice, &QWidget::hide);
        notice.say(illustrated(), text);
        notice.resize(1024, 640);
        notice.show();
        notice.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&notice));
        const QScrollBar* bar = notice.findChild<ui::FittingScroll*>()->verticalScrollBar();
        QCOMPARE(bar->value(), 0);
        QVERIFY(bar->maximum() > 0);
        QTest::keyClick(button, Qt::Key_PageDown);
        QVERIFY(bar->value() > 0);
        QTest::keyClick(button, Qt::Key_PageUp);
        QCOMPARE(bar->value(), 0);
        QVERIFY(notice.rect().contains(QRect(button->mapTo(&notice, QPoint()), button->size())));
        QCOMPARE(notice.accessibleName(), QStringLiteral("A title"));
        QVERIFY(notice.accessibleDescription().endsWith(QStringLiteral("Paragraph 100.")));
        QTest::keyClick(button, Qt::Key_PageDown);
        notice.say(illustrated(), "short");
        QTRY_COMPARE(bar->maximum(), 0);
        notice.say(QStringLiteral("A title"), QStringLiteral("![a sign](my sign.png) <b>"));  // no Markdown
        QVERIFY(!notice.findChild<ui::StudyText*>()->isVisible());
    }

    void isAsHighAsItsWidthMakesIt() {
        ui::StudyText text;
        text.setText(illustrated(),
                     "![a sign](my sign.png)\n\n" + std::string(200, 'a') + std::string(200, ' ') + "b c d e f g");
        QVERIFY(text.heightForWidth(300) > text.heightForWidth(600));
        QVERIFY(text.accessibleName().startsWith(QStringLiteral("a sign\naaa")));
        text.resize(600, text.heightForWidth(600));
        const int red = redPixels(text.grab().toImage());
        QVERIFY2(red > 100, qPrintable(QString::number(red)));
        text.setText(illustrated(), "![a sign](other.png)");
        QCOMPARE(redPixels(text.grab().toImage()), 0);
        const int usual = text.heightForWidth(600);
        QFont large = text.font();
        large.setPointSizeF(2 * large.pointSizeF());
        text.setFont(large);
        QVERIFY(text.heightForWidth(600) > usual);
    }
};

ONESHOT_TEST(TestStudyTexts)
#include "tst_study_texts.moc"
