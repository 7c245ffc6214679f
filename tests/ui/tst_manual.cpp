// The manual and the front page: every link leads somewhere, and F1 shows the page that explains what is shown.
#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QDesktopServices>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/looks.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/widgets/theme.h"
#include "ui/window/manual_window.h"

using namespace oneshot;
using ui::ManualWindow;

namespace {

const QStringList pages{"index",  "train", "tasks", "draw",     "challenge",    "glossary",       "learn",
                        "window", "runs",  "data",  "learners", "command-line", "research-notes", "study"};

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Lines outside fenced blocks, which hold no headings and no links.
QStringList proseOf(const QString& path) {
    QStringList lines;
    bool fenced = false;
    for (const QString& line : textOf(path).split('\n')) {
        const bool fence = line.startsWith("```");
        if (!fenced && !fence) lines << line;
        fenced ^= fence;
    }
    return lines;
}

QStringList anchorsOf(const QString& path) {
    QStringList anchors;
    for (const QString& line : proseOf(path))
        if (line.startsWith('#')) anchors << ManualWindow::anchorOf(line.section(' ', 1));
    return anchors;
}

QStringList linksOf(const QString& path) {
    static const QRegularExpression code("`[^`]*`"), link(R"(\]\(([^)\s]+)\))");
    QStringList links;
    for (auto found = link.globalMatch(proseOf(path).join('\n').remove(code)); found.hasNext();)
        links << found.next().captured(1);
    return links;
}

/// Why a link in this file leads nowhere; empty where it leads to a file or to a heading.
QString objection(const QString& path, const QString& link) {
    if (link.startsWith("https://")) return {};
    const QString file = link.section('#', 0, 0), anchor = link.section('#', 1);
    const QString target = file.isEmpty() ? path : QFileInfo(path).dir().filePath(file);
    if (!QFileInfo(target).isFile()) return link + ": there is no such file";
    if (!anchor.isEmpty() && !anchorsOf(target).contains(anchor)) return link + ": there is no such heading";
    return {};
}

QStringList objections(const QString& path) {
    QStringList found;
    for (const QString& link : linksOf(path))
        if (const QString reason = objection(path, link); !reason.isEmpty()) found << reason;
    return found;
}

/// A place within the first link to there; no character is selected.
QTextCursor linkTo(const QTextBrowser& text, const QString& href) {
    for (QTextBlock block = text.document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().anchorHref() == href) {
                QTextCursor cursor(block);
                cursor.setPosition(part.fragment().position() + 1);
                return cursor;
            }
    return {};
}

[[nodiscard]] bool clickOnLink(QTextBrowser& text, const QString& href) {
    const QTextCursor link = linkTo(text, href);
    if (link.isNull()) return false;
    text.setTextCursor(link);
    text.ensureCursorVisible();
    QTest::mouseClick(text.viewport(), Qt::LeftButton, {}, text.cursorRect(link).center());
    return true;
}

}  // namespace

class TestManual : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    QList<QUrl> openedOutside_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }
    void openOutside(const QUrl& url) { openedOutside_ << url; }  // has an argument: no test

    void everyPageIsShipped() {
        QStringList files;
        for (const QString& file : QDir(test::sourcePath("resources/manual")).entryList({"*.md"}, QDir::Files))
            files << file.chopped(3);
        files.sort();
        QStringList known = pages;
        known.sort();
        QCOMPARE(files, known);
        for (const QString& page : pages) {
            const QString source = textOf(test::sourcePath("resources/manual/" + page + ".md"));
            QVERIFY2(source.startsWith("# "), qPrintable(page));
            QCOMPARE(textOf(ManualWindow::shippedFolder() + '/' + page + ".md"), source);
            if (page != "index")
                QVERIFY2(linksOf(test::sourcePath("resources/manual/index.md")).contains(page + ".md"),
                         qPrintable(page));
        }
    }

    void frontPagesAreShort() {
        for (const char* name : {"README.md", "ARCHITECTURE.md"}) {
            QStringList lines = textOf(test::sourcePath(name)).split('\n');
            if (lines.last().isEmpty()) lines.removeLast();
            QVERIFY2(lines.size() > 50 && lines.size() <= 150, qPrintable(QString::number(lines.size())));
            for (const QString& line : lines) QVERIFY2(line.size() <= 120, qPrintable(line));
        }
    }

    void linksLeadSomewhere_data() {
        QTest::addColumn<QString>("path");
        for (const char* name : {"README.md", "ARCHITECTURE.md", "resources/models/compact.md"})
            QTest::newRow(name) << test::sourcePath(name);
        for (const QString& page : pages) {
            QTest::addRow("%s", qPrintable(page)) << test::sourcePath("resources/manual/" + page + ".md");
            QTest::addRow("%s, shipped", qPrintable(page)) << ManualWindow::shippedFolder() + '/' + page + ".md";
        }
    }
    void linksLeadSomewhere() {
        QFETCH(QString, path);
        QVERIFY2(objections(path).isEmpty(), qPrintable(objections(path).join('\n')));
    }

    void brokenLinksAreFound() {
        const QString path = QString::fromStdString((folder_ / "page.md").string());
        test::writeFile(folder_ / "page.md",
                        test::bytesOf("# A page\n[a](page.md#a-page) [b](#a-page) [c](none.md)\n[d](#none) "
                                      "[e](https://example.org) `[f](none.md)`\n```\n[g](none.md)\n# Code\n```\n"));
        QCOMPARE(linksOf(path), QStringList({"page.md#a-page", "#a-page", "none.md", "#none", "https://example.org"}));
        QCOMPARE(objections(path), QStringList({"none.md: there is no such file", "#none: there is no such heading"}));
        QCOMPARE(ManualWindow::anchorOf("What it's for: `a-b`, 2 ways"), QString("what-its-for-a-b-2-ways"));
    }

    void f1ShowsThePageThatIsShown() {
        test::WindowDriver driver;
        QCOMPARE(driver.find<QAction>("help.manual")->shortcut(), QKeySequence(Qt::Key_F1));
        for (const QString page : {"train", "tasks", "draw", "challenge", "runs"}) {
            auto* button = driver.find<QToolButton>(qPrintable("nav." + page));
            button->click();
            QVERIFY(driver.activate());
            QTest::keyClick(&driver.window, Qt::Key_F1);
            auto* text = driver.find<QTextBrowser>("manual.text");
            QVERIFY(text->isVisible());
            QCOMPARE(text->window()->windowTitle(), QString("Manual"));
            QCOMPARE(text->source().fileName(), page + ".md");
            QCOMPARE(text->document()->firstBlock().text(), button->text());
        }
        QCOMPARE(driver.window.findChildren<ManualWindow*>().size(), 1);
        QTRY_VERIFY(driver.find<ManualWindow>("manual")->isActiveWindow());
        QTest::keyClick(driver.find<QTextBrowser>("manual.text"), Qt::Key_Escape);
        QVERIFY(!driver.find<ManualWindow>("manual")->isVisible());
        QVERIFY(driver.window.isVisible());
    }

    void goesBackAndForwardAndToTheContents() {
        ManualWindow manual(ManualWindow::shippedFolder());
        auto* text = manual.findChild<QTextBrowser*>("manual.text");
        auto* back = manual.findChild<QToolButton*>("manual.back");
        auto* forward = manual.findChild<QToolButton*>("manual.forward");
        manual.showPage("runs");
        QVERIFY(QTest::qWaitForWindowExposed(&manual));
        QVERIFY(!back->isEnabled() && !forward->isEnabled());
        manual.findChild<QToolButton*>("manual.contents")->click();
        QCOMPARE(text->source().fileName(), QString("index.md"));
        QVERIFY(clickOnLink(*text, "draw.md"));
        QCOMPARE(text->source().fileName(), QString("draw.md"));
        back->click();
        QCOMPARE(text->source().fileName(), QString("index.md"));
        QVERIFY(forward->isEnabled());
        back->click();
        QCOMPARE(text->source().fileName(), QString("runs.md"));
        QVERIFY(!back->isEnabled());
        forward->click();
        forward->click();
        QCOMPARE(text->document()->firstBlock().text(), QString("Draw"));
        QVERIFY(!forward->isEnabled());
    }

    void followsLinksToHeadingsAndToTheWeb() {
        ManualWindow manual(ManualWindow::shippedFolder());
        auto* text = manual.findChild<QTextBrowser*>("manual.text");
        manual.showPage("tasks");
        QVERIFY(QTest::qWaitForWindowExposed(&manual));
        QVERIFY(clickOnLink(*text, "command-line.md#slower-answers"));
        QCOMPARE(text->source().fileName(), QString("command-line.md"));
        QTextBlock heading = text->document()->begin();
        while (heading.isValid() && heading.text() != "Slower answers") heading = heading.next();
        QVERIFY(heading.isValid());
        const double top = text->document()->documentLayout()->blockBoundingRect(heading).top();
        const int scrolled = text->verticalScrollBar()->value();
        QVERIFY(scrolled > 0 && top > scrolled - 1 && top < scrolled + text->viewport()->height() / 2);

        QDesktopServices::setUrlHandler("https", this, "openOutside");
        manual.showPage("data");
        QVERIFY(clickOnLink(*text, "https://github.com/brendenlake/omniglot"));
        QDesktopServices::unsetUrlHandler("https");
        QCOMPARE(openedOutside_, QList<QUrl>{QUrl("https://github.com/brendenlake/omniglot")});
        QCOMPARE(text->source().fileName(), QString("data.md"));
    }

    void linksCanBeReadInBothThemes() {
        test::WindowDriver driver;
        driver.find<QAction>("help.manual")->trigger();
        auto* text = driver.find<QTextBrowser>("manual.text");
        for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark, ui::Theme::Light}) {
            driver.window.setTheme(theme);
            const QPalette palette = text->palette();
            const QTextCursor link = linkTo(*text, "data.md");
            QVERIFY(!link.isNull());
            const QColor colour = link.charFormat().foreground().color();
            QCOMPARE(colour, palette.color(QPalette::Link));
            QImage both(2, 1, QImage::Format_RGB32);
            both.setPixelColor(0, 0, palette.color(QPalette::Base));
            both.setPixelColor(1, 0, colour);
            QVERIFY2(test::textContrast(both) >= 4.5, qPrintable(colour.name()));
            QCOMPARE(text->source().fileName(), QString("train.md"));
        }
    }

    void saysWhichPageIsNotThere() {
        ManualWindow manual(QString::fromStdString((folder_ / "nowhere").string()));
        manual.showPage("train");
        const QString text = manual.findChild<QTextBrowser*>("manual.text")->toPlainText();
        for (const char* words : {"This page is not there", "nowhere/train.md", "cannot be read", "install"})
            QVERIFY2(text.contains(words), qPrintable(text));
    }
};

ONESHOT_TEST(TestManual)
#include "tst_manual.moc"
