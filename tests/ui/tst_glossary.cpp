// The glossary: one explanation with its source for each term, the same in tooltips and in the manual.
#include <QDirIterator>
#include <QLabel>
#include <QTextBlock>
#include <QTextBrowser>
#include <QtTest>

#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "ui/widgets/glossary.h"
#include "ui/window/manual_window.h"

using namespace oneshot;

namespace {

/// The terms that parts of the window may ask for.
const char* const neededTerms[] = {"way",
                                   "shot",
                                   "support set",
                                   "query",
                                   "task",
                                   "embedding",
                                   "encoder",
                                   "similarity",
                                   "glyph",
                                   "drawer",
                                   "character",
                                   "alphabet",
                                   "within alphabet",
                                   "background set",
                                   "evaluation set",
                                   "validation",
                                   "siamese network",
                                   "prototype",
                                   "chance",
                                   "confidence interval",
                                   "threshold",
                                   "preset",
                                   "seed",
                                   "step",
                                   "epoch",
                                   "loss",
                                   "learning rate",
                                   "early stopping",
                                   "checkpoint",
                                   "fine-tuning",
                                   "nearest neighbour",
                                   "distortion",
                                   "t-SNE",
                                   "occlusion map",
                                   "confusion matrix",
                                   "trial",
                                   "participant",
                                   "run",
                                   "tag",
                                   "search"};

QString glossaryPage() {
    return QString::fromUtf8(test::contentOf(test::sourcePath(QStringLiteral("resources/manual/glossary.md"))));
}

/// The literals that a source file passes to explain() or explanation().
QStringList termsIn(const QString& source) {
    static const QRegularExpression call(QStringLiteral("\\bexpla(?:in|nation)\\((?:[^;\"]*,\\s*)?\"([^\"]+)\"\\)"));
    QStringList terms;
    for (auto found = call.globalMatch(source); found.hasNext();) terms += found.next().captured(1);
    return terms;
}

}  // namespace

class TestGlossary : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyTermIsExplainedWithItsSource() {
        const QStringList terms = ui::glossaryTerms();
        for (const char* needed : neededTerms) QVERIFY2(terms.contains(QLatin1String(needed)), needed);
        for (const QString& term : terms) {
            const QString text = ui::explanation(qPrintable(term));
            QVERIFY2(text.section(QStringLiteral("\nSource: "), 0, 0).size() > 40, qPrintable(term));
            QVERIFY2(!text.section(QStringLiteral("\nSource: "), 1).isEmpty(), qPrintable(term));
            QVERIFY2(!text.contains(u'*') && !text.contains(u'#'), qPrintable(text));
            for (const QString& line : text.split(u'\n')) QVERIFY2(line.size() <= 72, qPrintable(line));
        }
    }

    void theTermsAreInAlphabeticalOrder() {
        QStringList sorted = ui::glossaryTerms();
        std::ranges::sort(sorted,
                          [](const QString& a, const QString& b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
        QCOMPARE(ui::glossaryTerms(), sorted);
    }

    void everySourceIsListed() {
        static const QRegularExpression source(QStringLiteral("^(.+?)(?: et al\\.| and .+)? (\\d{4})(?:/\\d{4})?$"));
        const QStringList listed =
            glossaryPage().section(QStringLiteral("## Sources"), 1).split(QStringLiteral("\n- "));
        for (const QString& term : ui::glossaryTerms()) {
            const QString text = ui::explanation(qPrintable(term)).section(QStringLiteral("\nSource: "), 1);
            for (const QString& one : text.chopped(1).replace(u'\n', u' ').split(QStringLiteral("; "))) {
                if (one.startsWith(QStringLiteral("this workbench, page "))) {
                    const QString page = one.section(QStringLiteral("page "), 1).toLower().replace(u' ', u'-');
                    QVERIFY2(QFile::exists(ui::ManualWindow::shippedFolder() + u'/' + page + QStringLiteral(".md")),
                             qPrintable(one));
                    continue;
                }
                const auto parts = source.match(one.section(QStringLiteral(", chapter"), 0, 0));
                QVERIFY2(parts.hasMatch(), qPrintable(one));
                const auto names = [&](const QString& entry) {
                    return entry.startsWith(parts.captured(1)) && entry.contains(u'(' + parts.captured(2) + u')');
                };
                QVERIFY2(std::ranges::any_of(listed, names), qPrintable(one));
            }
        }
    }

    void theManualShowsEveryTerm() {
        ui::ManualWindow manual(ui::ManualWindow::shippedFolder());
        manual.showPage(QStringLiteral("glossary"));
        const QTextDocument* page = manual.findChild<QTextBrowser*>(QStringLiteral("manual.text"))->document();
        QStringList headings;
        for (QTextBlock block = page->begin(); block.isValid(); block = block.next())
            if (block.blockFormat().headingLevel() == 2) headings += block.text();
        QCOMPARE(headings, ui::glossaryTerms() + QStringList{QStringLiteral("Sources")});
        const QString words = ui::explanation("way").section(u'\n', 0, 0);
        QVERIFY2(page->toPlainText().contains(words), qPrintable(words));
    }

    void everyTermThatTheSourcesAskForIsThere() {
        QCOMPARE(termsIn(QStringLiteral("explain(a->b(), \"way\"); explanation(\"t-SNE\"); explain(x, y);")),
                 QStringList({QStringLiteral("way"), QStringLiteral("t-SNE")}));
        int count = 0;
        QDirIterator files(test::sourcePath(QStringLiteral("ui")), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            for (const QString& term : termsIn(QString::fromUtf8(test::contentOf(path)))) {
                QVERIFY2(ui::glossaryTerms().contains(term), qPrintable(path + QStringLiteral(": ") + term));
                ++count;
            }
        }
        QVERIFY(count > 10);
    }

    void anExplanationJoinsTheTooltip() {
        QLabel bare, told;
        told.setToolTip(QStringLiteral("How many"));
        ui::explain(&bare, "way");
        ui::explain(&told, "way");
        QCOMPARE(bare.toolTip(), ui::explanation("way"));
        QCOMPARE(told.toolTip(), QStringLiteral("How many\n\n") + ui::explanation("way"));
        QCOMPARE(told.whatsThis(), ui::explanation("way"));
    }
};

ONESHOT_TEST(TestGlossary)
#include "tst_glossary.moc"
