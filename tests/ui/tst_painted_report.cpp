#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

#include "core/base/save_file.h"
#include "core/compute/compute.h"
#include "core/report/report_sections.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/report/painted_report.h"
#include "ui/report/report_pdf.h"

using namespace oneshot;

namespace {

constexpr const char* hostile = R"(<script>alert("1")</script><img src=x onerror=y> & 'z')";

qsizetype count(const QByteArray& text, const char* pattern) {
    qsizetype found = 0;
    auto matches = QRegularExpression(QLatin1String(pattern)).globalMatch(QString::fromUtf8(text));
    for (; matches.hasNext(); matches.next()) ++found;
    return found;
}

}  // namespace

class TestPaintedReport : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    RunReport report_;
    QByteArray html_, pdf_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        const auto run = test::train(test::tinyRun(folder_ / "run")).directory;
        report_ = makeRunReport(run, {{}, true, qVersion(), {}});
        html_ = QByteArray::fromStdString(report::paintReport(report_, ReportFormat::Html));
        pdf_ = QByteArray::fromStdString(report::paintReport(report_, ReportFormat::Pdf));
        QDir().mkpath(test::picturesFolder());
        for (const auto& [name, bytes] : {std::pair("report.html", html_), {"report.pdf", pdf_}}) {
            QFile file(test::picturesFolder() + QStringLiteral("/") + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }
    }

    void pageStandsAlone() {
        QVERIFY(html_.contains("@page"));  // the style is a resource of the program
        QVERIFY(!html_.contains("<script") && !html_.contains("http") && !html_.contains("url(") &&
                !html_.contains("<link") && !html_.contains("@import"));
        QCOMPARE(count(html_, "src=\"(?!data:image/png;base64,)"), 0);
        QCOMPARE(count(html_, "href=\"(?!#)"), 0);
        QCOMPARE(count(html_, "<svg "), 4);  // loss, accuracy, rate, accuracy against the number of ways
        QCOMPARE(count(html_, "</svg>"), 4);
        QVERIFY(!html_.contains("<?xml"));
    }

    void contentsLeadToEverySection() {
        auto links =
            QRegularExpression(QStringLiteral("<a href=\"#([a-z-]+)\">")).globalMatch(QString::fromUtf8(html_));
        int sections = 0;
        while (links.hasNext()) {
            const QByteArray id = links.next().captured(1).toUtf8();
            QCOMPARE(html_.count("<section id=\"" + id + "\">"), 1);
            ++sections;
        }
        QCOMPARE(sections, html_.count("<section "));
        QVERIFY(sections > 10);
    }

    void everyElementIsClosed() {
        for (const char* element : {"section", "table", "tbody", "thead", "tr", "th", "td", "figure", "div", "p", "ul",
                                    "li", "pre", "main", "dl"})
            QVERIFY2(count(html_, QByteArray("<").append(element).append("[ >]")) ==
                         html_.count(QByteArray("</").append(element).append('>')),
                     element);
    }

    void verificationsAreCurves() {
        const auto verified = [](const char* data, double separation) {
            RecordedFigure figure;
            figure.on = data;
            figure.step = 1200;
            figure.question = "same or different";
            std::vector<ScoredPair> pairs;
            for (int i = 0; i < 400; ++i)
                pairs.push_back({(i * 7919 % 400) / 400.0 + (i % 2 ? separation : 0), i % 2 == 1});
            figure.roc = RecordedRoc{rocCurve(pairs), 0, 0};
            figure.roc->areaUnderCurve = areaUnder(figure.roc->curve);
            figure.roc->equalErrorPercent = 100 * equalErrorRate(figure.roc->curve);
            return figure;
        };
        RunReport report = report_;
        report.recorded.value =
            std::vector<RecordedFigure>{verified("images_evaluation.zip", 0.5), verified("glyphs:seed=9", 0.2)};
        const QByteArray html = QByteArray::fromStdString(report::paintReport(report, ReportFormat::Html));
        QCOMPARE(html.count("<svg "), html_.count("<svg ") + 1);
        QVERIFY(html.contains("different pairs taken for the same") &&
                html.contains("images_evaluation.zip, same or different, step 1200"));
        const QByteArray pdf = QByteArray::fromStdString(report::paintReport(report, ReportFormat::Pdf));
        QVERIFY(pdf.size() > pdf_.size());
        QFile file(test::picturesFolder() + QStringLiteral("/report-verified.pdf"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(pdf) == pdf.size());
        const QImage picture = report::toImage(report::toCurveChart(rocChart(*report.recorded)), {760, 420}, 1);
        QVERIFY(picture.save(test::picturesFolder() + QStringLiteral("/report-roc.png")));
    }

    void namesOfStrangersAreText() {
        RunReport report = report_;
        report.name = report.run.data.background.spec = report.background.recorded.spec = hostile;
        report.limits.push_back(hostile);
        report.measured.value->alphabets[0].alphabet = report.measured.value->hardest[0].asked = hostile;
        report.measured.value->confusions[0].answered = hostile;
        report.repeatCommand.append("</pre>").append(hostile);
        const QByteArray html = QByteArray::fromStdString(report::paintReport(report, ReportFormat::Html));
        QVERIFY(!html.contains("<script") && !html.contains("<img src=x"));
        QCOMPARE(html.count("<pre>"), html.count("</pre>"));
        QVERIFY(html.count("&lt;script&gt;alert(&quot;1&quot;)") >= 7);
        QString tags = QString::fromUtf8(html);
        tags.remove(QRegularExpression(QStringLiteral("\"[^\"]*\"")));  // values of attributes are text
        QCOMPARE(count(tags.toUtf8(), "<[a-z][^>]*onerror="), 0);
        QVERIFY(report::paintReport(report, ReportFormat::Pdf).starts_with("%PDF-"));
    }

    void nothingMeasuredIsNoZero() {
        RunReport report = report_;
        report.measured = Measured<ReportedMeasurement>::missing("the data are gone");
        const QByteArray html = QByteArray::fromStdString(report::paintReport(report, ReportFormat::Html));
        QCOMPARE(html.count("Not measured: the data are gone."), 4);  // alphabets, ways, hardest, confused
        QVERIFY(!html.contains(">0.0 %<"));
    }

    /// Curves as vectors: more drawing than the few pictures of drawings, and fonts inside.
    void pdfHoldsFontsAndPages() {
        QVERIFY(pdf_.startsWith("%PDF-"));
        const qsizetype pages = count(pdf_, "/Type /Page\\b(?!s)");
        QVERIFY2(pages >= 4 && pages <= 12, QByteArray::number(pages).constData());
        QVERIFY(pdf_.contains("/FontFile2") || pdf_.contains("/FontFile3") || pdf_.contains("/FontFile"));
        RunReport bare = report_;
        bare.measured = Measured<ReportedMeasurement>::missing("it was not asked for");
        const std::string withoutPictures = report::paintReport(bare, ReportFormat::Pdf);
        QVERIFY(withoutPictures.find("/Subtype /Image") == std::string::npos);  // so its curves are no pictures
    }

    /// A narrow column of short words once broke them, beside columns of long texts.
    void wordsOfTablesStayWhole() {
        const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
        if (reader.isEmpty()) QSKIP("pdftotext is not there (poppler-utils)");
        ReportTable table = tableOf("llrrl", {"data", "question", "step", "figure", "method"});
        table.rows.push_back({"data with a name that goes on and on, since all was chosen by hand, word by word",
                              "verification", "1,000", "95.5 % right",
                              "an interval of a name as long as that, by its author and by those who came after"});
        ReportSection section{"results", "Results", {}};
        section.add(table);
        ReportPages pages;
        pages.title = "Report";
        pages.headlines = {{"Right", "95.5 %", ""}};
        pages.sections = {section};
        const QString file = QString::fromStdString((folder_ / "narrow.pdf").string());
        const QByteArray pdf = report::toPdf(pages, {});
        saveFile(file.toStdString(), {pdf.constData(), static_cast<std::size_t>(pdf.size())});
        QProcess process;
        process.start(reader, {QStringLiteral("-layout"), file, QStringLiteral("-")});
        QVERIFY(process.waitForFinished());
        const QString text =  // where a font's ligature stands for "fi"
            QString::fromUtf8(process.readAllStandardOutput()).normalized(QString::NormalizationForm_KC);
        for (const char* word : {"question", "verification", "interval"}) VERIFY_SAYS(text, word);
    }

    void emptyRunIsADocumentToo() {
        RunReport report;
        report.name = "failed at once";
        report.run.state = RunState::Failed;
        report.run.failure = "the disk is full";
        report.metrics.why = report.recorded.why = report.measured.why = report.people.why = "it did not come so far";
        const QByteArray html = QByteArray::fromStdString(report::paintReport(report, ReportFormat::Html));
        QVERIFY(html.contains("failed: the disk is full") && html.contains("not measured"));
        QCOMPARE(html.count("<svg "), 0);
        QVERIFY(report::paintReport(report, ReportFormat::Pdf).starts_with("%PDF-"));
    }
};

ONESHOT_TEST(TestPaintedReport)
#include "tst_painted_report.moc"
