#include <QFontMetricsF>
#include <QImage>
#include <QPdfWriter>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/report/challenge_sheet.h"
#include "ui/report/pdf_pages.h"

using namespace oneshot;

class TestChallengeSheet : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    /// "100.0 %" once stood in a column that was too narrow, as ".00.0 %": its ink is as wide as the font says.
    void theValuesOfBarsAreWhole() {
        const QString painter = QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
        if (painter.isEmpty()) QSKIP("pdftoppm is not there (poppler-utils)");
        report::ChallengeSheet sheet;
        sheet.title = QStringLiteral("Sheet");
        sheet.bars = {{QStringLiteral("person"), 100, std::pair(100.0, 100.0)}};
        const QString pdf = QString::fromStdString((folder_ / "sheet.pdf").string());
        report::saveSheet(sheet, pdf);
        constexpr int scale = 4;
        QCOMPARE(QProcess::execute(painter, {QStringLiteral("-r"), QString::number(96 * scale), QStringLiteral("-png"),
                                             QStringLiteral("-singlefile"), pdf, pdf}),
                 0);
        const QImage page(pdf + QStringLiteral(".png"));
        QVERIFY(!page.isNull());

        // From the right margin leftwards: the digits end where no ink follows for as long as beside a bar.
        constexpr double beside = 6 * scale;
        const int right = static_cast<int>((report::PdfPages::margin + report::PdfPages::width) * scale) + 1;
        const auto hasInk = [&](int x) {
            for (int y = 0; y < page.height(); ++y)
                if (qGray(page.pixel(x, y)) < 128) return true;
            return false;
        };
        int first = 0, last = 0;
        for (int x = right; x > 0; --x) {
            if (hasInk(x)) {
                if (last == 0) last = x;
                first = x;
            } else if (last != 0 && first - x > beside) {
                break;
            }
        }
        QPdfWriter device(pdf + QStringLiteral(".measured"));
        report::PdfPages pages(device, {});
        pages.setFont(9, true);
        const QRectF ink = QFontMetricsF(pages.painter().font(), &device).tightBoundingRect(QStringLiteral("100.0 %"));
        QVERIFY2((last - first) / scale > ink.width() * 0.93,
                 qPrintable(QStringLiteral("%1 of %2").arg((last - first) / scale).arg(ink.width())));
        pages.finish();
    }

    /// The notes once stood on a second page alone: wherever the pages end, pictures stand above them.
    void theNotesAreNeverAlone() {
        const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
        if (reader.isEmpty()) QSKIP("pdftotext is not there (poppler-utils)");
        report::ChallengeSheet sheet;
        sheet.title = QStringLiteral("Sheet");
        sheet.missedTitle = QStringLiteral("Missed");
        sheet.notes = QStringLiteral("A note of some words on how it was done. ").repeated(20);
        QImage picture(8, 8, QImage::Format_ARGB32);
        picture.fill(Qt::black);
        bool isLonger = false;
        for (int rows = 1; rows <= 14; ++rows) {
            sheet.missed.emplace_back(8, report::ChallengeSheet::Picture{QStringLiteral("query"), picture});  // a row
            const QString pdf = QString::fromStdString((folder_ / "notes.pdf").string());
            report::saveSheet(sheet, pdf);
            QProcess process;
            process.start(reader, {pdf, QStringLiteral("-")});
            QVERIFY(process.waitForFinished());
            const QList<QByteArray> pages = process.readAllStandardOutput().split('\f');  // one behind each page
            for (const QByteArray& page : pages)
                QVERIFY2(!page.contains("A note") || page.contains("query"), QByteArray::number(rows));
            isLonger = isLonger || pages.size() > 2;
        }
        QVERIFY(isLonger);
    }
};

ONESHOT_TEST(TestChallengeSheet)
#include "tst_challenge_sheet.moc"
