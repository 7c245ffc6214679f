#include <QTest>

#include "core/files/csv_vectors.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/opened.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// "label column: columns | label values; label values ..."
QString shown(const CsvVectors& table) {
    QStringList columns, rows;
    for (const std::string& column : table.columns) columns << QString::fromStdString(column);
    std::size_t at = 0;
    for (const std::string& label : table.labels) {
        QStringList row{QString::fromStdString(label)};
        for (std::size_t i = 0; i < table.columns.size(); ++i) row << QString::number(table.values[at++]);
        rows << row.join(' ');
    }
    return QString::fromStdString(table.labelColumn) + ": " + columns.join(' ') + " | " + rows.join("; ");
}

}  // namespace

class TestCsvVectors : public QObject {
    Q_OBJECT

  private slots:
    void reads_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("holds");
        const auto row = [](const char* name, const char* text, const char* label, const char* holds) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(label) << QString::fromUtf8(holds);
        };
        row("header", "a,b,kind\n1,2.5,x\n-3,4e2,y\n", "", "kind: a b | x 1 2.5; y -3 400");
        row("no header", "5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n", "",
            "column 3: column 1 column 2 | Iris-setosa 5.1 3.5; Iris-setosa 4.9 3");
        row("no end of the last line", "1,2,x", "", "column 3: column 1 column 2 | x 1 2");
        row("words first", "x,1,2\ny,3,4\n", "", "column 1: column 2 column 3 | x 1 2; y 3 4");
        row("numbers only", "1,2.5,0\n3,4,1\n4,4,1\n", "", "column 3: column 1 column 2 | 0 1 2.5; 1 3 4; 1 4 4");
        row("numbers only, labels first", "2,1.5,0.5\n1,2.5,1\n2,4,1.5\n", "",
            "column 1: column 2 column 3 | 2 1.5 0.5; 1 2.5 1; 2 4 1.5");
        row("pixels after labels", "5,0,9,7,0\n3,0,2,0,0\n5,1,0,0,0\n", "",
            "column 1: column 2 column 3 column 4 column 5 | 5 0 9 7 0; 3 0 2 0 0; 5 1 0 0 0");
        row("whole numbers with few classes last", "9,1\n8,2\n7,1\n6,2\n5,1\n4,2\n3,1\n2,2\n2,1\n", "",
            "column 2: column 1 | 1 9; 2 8; 1 7; 2 6; 1 5; 2 4; 1 3; 2 2; 1 2");
        row("named Species", "Species,a\nx,1\n", "", "Species: a | x 1");
        row("named y, not last, of numbers", "a,y,b\n1,7,2\n", "", "y: a b | 7 1 2");
        row("label before the numbers of pixels", "label,0,1\n7,1,2\n", "", "label: 0 1 | 7 1 2");
        row("chosen by name", "a,b,label\n1,2,3\n", "A", "a: b label | 1 2 3");
        row("chosen by number", "1,14.2,1.7\n2,13.1,1.8\n", "1",
            "column 1: column 2 column 3 | 1 14.2 1.7; 2 13.1 1.8");
        row("semicolons", "a;b;kind\n1;2;x,y\n", "", "kind: a b | x,y 1 2");
        row("tabs", "a\tb\tkind\n1\t2\tx\n", "", "kind: a b | x 1 2");
        row("mark, carriage returns, blanks",
            "\xEF\xBB\xBF"
            "a, b ,kind\r\n 1 ,2, x \r\n\r\n",
            "", "kind: a b | x 1 2");
        row("quotes", "\"a\",\"b\",\"kind\"\n\"1\",2,\"x, \"\"the\"\" y\"\n", "", "kind: a b | x, \"the\" y 1 2");
        row("lines in quotes", "a,kind\n1,\"x\ny\"\n2,z\n", "", "kind: a | x\ny 1; z 2");
        row("any script", "a,класс\n1,猫\n", "", "класс: a | 猫 1");
        row("plus and exponents", "+1,1e-3,x\n", "", "column 3: column 1 column 2 | x 1 0.001");
        row("a label's name before other columns", "a,b,species,note\n1,2,x,3\n", "", "species: a b note | x 1 2 3");
        row("an index without a name", ",a,kind\n0,1,x\n1,5,y\n", "", "kind: a | x 1; y 5");
        row("an index out of order", "Unnamed: 0,a,kind\n7,1,x\n3,5,y\n", "", "kind: a | x 1; y 5");
        row("a frame of numbers with an index", ",0,1,2,3,label\n0,4,4,4,5,x\n1,5,5,5,6,y\n", "",
            "label: 0 1 2 3 | x 4 4 4 5; y 5 5 5 6");
        row("ids", "Id,a,kind\n842302,1,x\n842517,5,y\n", "", "kind: a | x 1; y 5");
        row("ids of words", "id,a,kind\nx1,1,x\nx2,5,y\n", "", "kind: a | x 1; y 5");
        row("ids that are the labels", "id,a,b\n3,1,2\n4,5,6\n", "id", "id: a b | 3 1 2; 4 5 6");
        row("an id that comes twice", "id,a,kind\n3,1,x\n3,5,y\n", "", "kind: id a | x 3 1; y 3 5");
        row("a measure called no", "NO,a,kind\n3.5,1,x\n3.7,5,y\n", "", "kind: NO a | x 3.5 1; y 3.7 5");
        row("a named column that counts", "day,a,kind\n1,1,x\n2,5,y\n", "", "kind: day a | x 1 1; y 2 5");
        row("rows numbered without a header", "1,5.1,x\n2,4.9,y\n3,4.7,x\n", "",
            "column 3: column 2 | x 5.1; y 4.9; x 4.7");
        row("nothing but numbers of rows", "1,x\n2,y\n3,x\n", "", "column 2: column 1 | x 1; y 2; x 3");
        row("names of columns that count", "0,1,2,3\n1.5,2,2.5,1\n2.5,3,0.5,0\n2,2.5,3,1\n", "",
            "3: 0 1 2 | 1 1.5 2 2.5; 0 2.5 3 0.5; 1 2 2.5 3");
        row("a label called y", "1.5,2,y\n3,4,n\n3,5,y\n", "", "column 3: column 1 column 2 | y 1.5 2; n 3 4; y 3 5");
        row("decimal commas", "a;b;kind\n5,1;3;x\n4,25;-3,5e1;y\n", "", "kind: a b | x 5.1 3; y 4.25 -35");
        row("decimal commas without a header", "5,1;3,5;setosa\n4,9;3,0;setosa\n", "",
            "column 3: column 1 column 2 | setosa 5.1 3.5; setosa 4.9 3");
        row("decimal commas between tabs", "5,1\t3\tx\n", "", "column 3: column 1 column 2 | x 5.1 3");
        row("decimal commas in quotes", "a,b,kind\n\"5,1\",3,x\n", "", "kind: a b | x 5.1 3");
        row("three decimals below one", "a;kind\n0,125;x\n", "", "kind: a | x 0.125");
        row("three decimals beside others", "a;kind\n1,125;x\n1,5;y\n", "", "kind: a | x 1.125; y 1.5");
        row("the line of spreadsheets", "\xEF\xBB\xBFsep=;\r\na;kind\r\n1,5;x\r\n", "", "kind: a | x 1.5");
        row("that line in quotes", "\"sep=;\"\na;kind\n1,5;x\n", "", "kind: a | x 1.5");
        row("that line in capitals", "SEP=;\r\na;kind\r\n1,5;x\r\n", "", "kind: a | x 1.5");
        row("another separator by that line", "sep=|\na|kind\n1|x,y;z\n", "", "kind: a | x,y;z 1");
        row("a semicolon in a quoted name", "\"a;b\",kind\n1,x\n", "", "kind: a;b | x 1");
        row("a semicolon in a name", "length;cm,kind\n1,x\n", "", "kind: length;cm | x 1");
        row("semicolons in labels", "1,2,a;b\n3,4,c;d\n", "", "column 3: column 1 column 2 | a;b 1 2; c;d 3 4");
        row("rows of nothing but separators", "a,kind\n1,x\n,\n2,y\n,,\n", "", "kind: a | x 1; y 2");

        // Columns that tell the label once more are left out.
        row("labels as words and numbers", "a,target,species\n1,0,x\n2,0,x\n4,1,y\n6,1,y\n", "",
            "species: a | x 1; x 2; y 4; y 6");
        row("the numbers of labels", "label,label_id,a\nx,0,1\nx,0,2\ny,1,4\ny,1,6\n", "",
            "label: a | x 1; x 2; y 4; y 6");
        row("y that repeats the label", "label,a,y\n0,1,0\n1,2,1\n0,3,0\n1,4,1\n", "", "label: a | 0 1; 1 2; 0 3; 1 4");
        row("y that is a measure", "label,a,y\n0,1,5\n1,2,7\n0,3,6\n1,4,5\n", "",
            "label: a y | 0 1 5; 1 2 7; 0 3 6; 1 4 5");
        row("classes of labels", "species,class,a\nu,1,1\nu,1,2\nv,1,3\nv,1,4\nw,2,5\nw,2,7\n", "species",
            "species: a | u 1; u 2; v 3; v 4; w 5; w 7");
        row("words for the chosen labels", "colour,code,a\nred,7,1\nred,7,2\nblue,5,4\nblue,5,6\n", "code",
            "code: a | 7 1; 7 2; 5 4; 5 6");
        row("numbers for the chosen labels", "colour,code,a\nred,7,1\nred,7,2\nblue,5,4\nblue,5,6\n", "colour",
            "colour: a | red 1; red 2; blue 4; blue 6");
        row("a pixel that parts two classes", "p,q,r,kind\n0,1,0,x\n0,0,1,x\n1,1,1,y\n1,1,0,y\n", "",
            "kind: p q r | x 0 1 0; x 0 0 1; y 1 1 1; y 1 1 0");
        row("nothing but a column that tells", "a,kind\n1,x\n1,x\n2,y\n2,y\n", "", "kind: a | x 1; x 1; y 2; y 2");
        row("x and y are places", "x,y,cluster\n1.5,2,0\n2.5,3,1\n3.5,1,0\n", "",
            "cluster: x y | 0 1.5 2; 1 2.5 3; 0 3.5 1");

        // The first line names columns by numbers too.
        row("wavelengths", "name,1100.5,1101.5,1102.5\nu,1,5,2\nv,2,4,9\n", "",
            "name: 1100.5 1101.5 1102.5 | u 1 5 2; v 2 4 9");
        row("wavelengths before a name", "1100.5,1101.5,1102.5,sort\n1,5,2,u\n2,4,9,v\n", "",
            "sort: 1100.5 1101.5 1102.5 | u 1 5 2; v 2 4 9");
        row("falling and uneven ones", "name,90,80,75,60,50,40,30,21\nu,1,5,2,1,1,1,1,1\nv,2,4,9,1,1,1,1,1\n", "",
            "name: 90 80 75 60 50 40 30 21 | u 1 5 2 1 1 1 1 1; v 2 4 9 1 1 1 1 1");
        row("years", "country,2001,2002,2003\nu,1,5,2\nv,2,4,9\n", "", "country: 2001 2002 2003 | u 1 5 2; v 2 4 9");
        row("years over an index", ",2001,2002,2003,kind\n0,1,5,2,u\n1,2,4,9,v\n", "",
            "kind: 2001 2002 2003 | u 1 5 2; v 2 4 9");
        row("a word over numbers", "cell,0,1,2\n1,5,9,9\n2,4,8,8\n1,3,1,7\n", "",
            "cell: 0 1 2 | 1 5 9 9; 2 4 8 8; 1 3 1 7");
        row("steps in all rows", "u,1,2,3\nv,4,5,6\n", "", "column 1: column 2 column 3 column 4 | u 1 2 3; v 4 5 6");
        row("a word that comes again", "u,1,2,3\nv,4,7,6\nu,1,1,1\n", "",
            "column 1: column 2 column 3 column 4 | u 1 2 3; v 4 7 6; u 1 1 1");
    }
    void reads() {
        QFETCH(QString, text);
        QFETCH(QString, label);
        QFETCH(QString, holds);
        QCOMPARE(shown(parseCsvVectors(text.toStdString(), "t.csv", label.toStdString())), holds);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& text, const char* says, const char* label = "") {
            QTest::newRow(name) << text << label << says;
        };
        row("empty", "", "BadData: t.csv: holds no rows");
        row("blank lines", "\n\r\n\n", "BadData: t.csv: holds no rows");
        row("header only", "a,b,label\n", "BadData: t.csv: holds no rows");
        row("one column", "1\n2\n", "BadData: t.csv: has one column only");
        row("ragged", "a,b,label\n1,2,x\n1,x\n", "BadData: t.csv, line 3: has 2 columns, the first row has 3");
        row("too long", "1,2,x\n1,2,x,3\n", "BadData: t.csv, line 2: has 4 columns");
        row("word", "a,b,label\n1,2,x\n1,two,x\n", "BadData: t.csv, line 3, b: \"two\" is not a finite number");
        row("not a number", "a,b,label\nnan,2,x\n", "BadData: t.csv, line 2, a: \"nan\" is not a finite");
        row("infinite", "a,b,label\n1,-inf,x\n", "BadData: t.csv, line 2, b: \"-inf\" is not a finite");
        row("past floats", "a,b,label\n1,1e39,x\n", "\"1e39\" is not a finite");
        row("past doubles", "a,b,label\n1,1e999,x\n", "\"1e999\" is not a finite");
        row("maybe thousands", "a;b;label\n2;7;x\n1,500;2;y\n",
            "BadData: t.csv, line 3, a: \"1,500\" may be thousands or have a decimal comma");
        row("thousands", "a;b;label\n1,500,000;2;x\n", "line 2, a: \"1,500,000\" is not a finite number");
        row("point and comma", "a;b;label\n1.500,5;2;x\n", "line 2, a: \"1.500,5\" is not a finite number");
        row("points after commas", "a;b;label\n1,5;2;x\n1,5;2.5;x\n",
            "line 3, b: \"2.5\" has another decimal sign than numbers before it");
        row("commas after points", "a;b;label\n1.5;2;x\n1,5;2;x\n",
            "line 3, a: \"1,5\" has another decimal sign than numbers before it");
        row("two columns of words", "a,colour,kind\n1,red,x\n2,blue,y\n",
            "BadData: t.csv: does not show which column holds the labels: colour and kind both hold words. Name it by "
            "label-column=NAME or its number, as in :label-column=2.");
        row("classes at both ends", "1,2.5,3\n2,3.5,4\n1,1.5,3\n",
            "which column holds the labels: column 1 and column 3 may both do so");
        row("classes nowhere", "a,b,c\n1.5,2,2.5\n1,2,3.5\n",
            "which column holds the labels: none is named label or class, and neither a and c hold classes");
        row("two columns called as labels", "a,class,target\n1,x,5\n2,x,6\n3,y,5\n4,y,6\n",
            "BadData: t.csv: does not show which column holds the labels: class and target both have names of labels, "
            "and hold different ones. Name it by label-column=NAME or its number, as in :label-column=2.");
        row("nothing but labels", "label,label_id\nx,1\nx,1\ny,2\ny,2\n",
            "BadData: t.csv: has no columns of numbers besides those that repeat the labels");
        row("two signs", "a,b,label\n+-1,2,x\n", "\"+-1\" is not a finite");
        row("hexadecimal", "a,b,label\n1,0x10,x\n", "\"0x10\" is not a finite");
        row("empty value", "a,b,label\n1,,x\n", "BadData: t.csv, line 2, b: is empty");
        row("empty label", "a,b,label\n1,2,\n", "BadData: t.csv, line 2, label: is empty");
        row("open quotes", "a,b,label\n1,2,\"x\n", "line 2: holds quotes that nothing closes");
        row("text after quotes", "a,label\n1,\"x\"y\n", "BadData: t.csv, line 2: has text after closing quotes");
        row("Latin 1", "a,label\n1,Katz\xFC\n", "BadData: t.csv, line 2: is not text in UTF-8");
        row("bytes", QByteArray("\0\0\x08\x03,1,2\n", 9), "BadData: t.csv");
        row("too many columns", QByteArray(65'536, ','), "BadData: t.csv, line 1: has more than 65536 columns");
        row("too many rows", QByteArray("1,2\n").repeated(5'000'001), "BadData: t.csv: has more than 5000000 rows");
        row("no such column", "a,b,label\n1,2,x\n",
            "InvalidSetting: label-column: the table has no column \"c\". It has: a, b, label", "c");
        row("a near column", "a,b,species\n1,2,x\n",
            "the table has no column \"speces\". Did you mean species? It has: a, b, species. Numbers", "speces");
        row("column 0", "a,b,label\n1,2,x\n", "InvalidSetting: label-column", "0");
        row("column 4", "a,b,label\n1,2,x\n", "InvalidSetting: label-column", "4");
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, label);
        QFETCH(QString, says);
        const QString said = failureOf([&] { parseCsvVectors(text.toStdString(), "t.csv", label.toStdString()); });
        VERIFY_SAYS(said, says.toUtf8().constData());
    }

    void leavesOutRowNumbers_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("fields");  // of 30 rows: from0, from1, twice 0 to 14, measure, kind, code
        QTest::addColumn<QString>("holds");   // label column: columns | what is left out
        const auto row = [](const char* name, const char* header, const char* fields, const char* holds) {
            QTest::newRow(name) << header << fields << holds;
        };
        for (const char* name : {"X", "obs", "PassengerId", "Case No.", "...1", "Unnamed: 0.1"})
            QTest::newRow(name) << QString(name) + ",a,kind"
                                << "from1,measure,kind" << QString("kind: a | \"%1\"").arg(name);
        row("two indices", ",Unnamed: 0,a,kind", "from0,from0,measure,kind", "kind: a | column 1 \"Unnamed: 0\"");
        row("frames laid below one another", ",a,kind", "twice,measure,kind", "kind: a | column 1");
        row("named, it may be a measure", "day,a,kind", "twice,measure,kind", "kind: day a | ");
        row("last", "a,kind,id", "measure,kind,from0", "kind: a | \"id\"");
        row("last without a name", "a,kind,", "measure,kind,from0", "kind: a | column 3");
        row("in the middle", "kind,id,a", "kind,from1,measure", "kind: a | \"id\"");
        row("last without a header", "", "measure,kind,from0", "column 2: column 1 | column 3");
        row("a last one is no label", "", "code,measure,from0", "column 1: column 2 | column 3");
        row("labels that count", "a,label", "measure,from0", "label: a | ");
    }
    void leavesOutRowNumbers() {
        QFETCH(QString, header);
        QFETCH(QString, fields);
        QFETCH(QString, holds);
        QString text = header.isEmpty() ? QString() : header + '\n';
        for (int i = 0; i < 30; ++i) {
            const QHash<QString, QString> values{
                {"from0", QString::number(i)},          {"from1", QString::number(i + 1)},
                {"twice", QString::number(i % 15)},     {"measure", QString::number(i * 7 % 11 + 0.5)},
                {"kind", QString("uvw").mid(i % 3, 1)}, {"code", QString::number(i % 3)}};
            QStringList row;
            for (const QString& field : fields.split(',')) row << values[field];
            text += row.join(',') + '\n';
        }
        const CsvVectors table = parseCsvVectors(text.toStdString(), "t.csv");
        QStringList columns, leftOut;
        for (const std::string& column : table.columns) columns << QString::fromStdString(column);
        for (const std::string& column : table.rowNumbers) leftOut << QString::fromStdString(column);
        QCOMPARE(QString::fromStdString(table.labelColumn) + ": " + columns.join(' ') + " | " + leftOut.join(' '),
                 holds);
    }

    void keepsRowNumbersWhereAsked() {
        std::string text = "id,a,kind\n";
        for (int i = 0; i < 30; ++i)
            text += std::to_string(i) + "," + std::to_string(i * 7 % 11) + "," + "uvw"[i % 3] + "\n";
        const CsvVectors without = parseCsvVectors(text, "t.csv"), with = parseCsvVectors(text, "t.csv", {}, true);
        QCOMPARE(without.columns, std::vector<std::string>{"a"});
        QCOMPARE(with.columns, (std::vector<std::string>{"id", "a"}));
        QCOMPARE(with.labelColumn, "kind");
        QVERIFY(with.rowNumbers.empty());

        const TemporaryFolder folder;
        writeFile(folder / "t.csv", bytesOf(text));
        const auto open = [&](const std::string& key) { return opened(folder / "t.csv", key); };
        QCOMPARE(open("").drawings[0].features.size(), std::size_t(1));
        QCOMPARE(sentenceOf(open("").readingWarnings[0]),
                 "\"id\" only numbers the rows: it is left out (keep-columns=yes keeps it)");
        QCOMPARE(open(":keep-columns=yes").drawings[1].features, (std::vector<float>{3, 10}));  // the second of label u
        QVERIFY(open(":keep-columns=yes").readingWarnings.empty());
    }

    void findsLabelsAmongPixels_data() {
        QTest::addColumn<int>("classes");  // of the first column, if labelsLast is false
        QTest::addColumn<int>("levels");   // of the pixels
        QTest::addColumn<int>("white");    // the last pixel is mostly 0, else this; 0: it is like the others
        QTest::addColumn<bool>("labelsLast");
        QTest::addColumn<QString>("label");
        QTest::newRow("letters, black and white") << 26 << 2 << 0 << false << "column 1";
        QTest::newRow("digits, black and white") << 10 << 2 << 0 << false << "column 1";
        QTest::newRow("digits, the last pixel is dark") << 10 << 256 << 255 << false << "column 1";
        QTest::newRow("digits and letters") << 62 << 256 << 255 << false << "column 1";
        QTest::newRow("digits last") << 10 << 256 << 0 << true << "column 8";
        QTest::newRow("digits last, black and white") << 10 << 2 << 0 << true << "column 8";
        QTest::newRow("two classes, black and white") << 2 << 2 << 0 << false << "";
    }
    void findsLabelsAmongPixels() {
        QFETCH(int, classes);
        QFETCH(int, levels);
        QFETCH(int, white);
        QFETCH(bool, labelsLast);
        QFETCH(QString, label);
        QString text;
        for (int i = 0; i < 620; ++i) {
            QStringList row;
            for (int pixel = 0; pixel < 7; ++pixel)
                row << QString::number((i * (2 * pixel + 3) + i / 7 + i * i * pixel % 13) % levels);
            if (white > 0) row.last() = QString::number(i % 50 == 7 ? white : 0);
            row.insert(labelsLast ? 7 : 0, QString::number(i % classes));
            text += row.join(',') + '\n';
        }
        if (label.isEmpty())
            VERIFY_SAYS(failureOf([&] { parseCsvVectors(text.toStdString(), "t.csv"); }),
                        "column 1 and column 8 may both do so. Name it by label-column=NAME");
        else
            QCOMPARE(QString::fromStdString(parseCsvVectors(text.toStdString(), "t.csv").labelColumn), label);
    }

    void tellsHowItUnderstood_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* text, const char* label, const char* says) {
            QTest::newRow(name) << text << label << says;
        };
        row("by name", "a,b,species\n1,2,x\n", "",
            "labels are taken from \"species\", by its name; the first line names the columns");
        row("by words", "1.5,2,x\n", "",
            "labels are taken from column 3, the only column of words; the first line is data");
        row("asked", "a,b,c\n1,2,x\n", "c",
            "labels are taken from \"c\", as requested; the first line names the columns");
        row("guessed", "1,2.5\n1,3.5\n2,4.5\n", "", "labels are taken from column 1, by guess; the first line is data");
        row("all of it", "Unnamed: 0;a;b;kind\n0;1,5;2;x\n1;2,5;3;y\n", "",
            "labels are taken from \"kind\", the only column of words; the first line names the columns; semicolons "
            "separate the columns; numbers have decimal commas; \"Unnamed: 0\" only numbers the rows and is left out");
        row("left out", "id,no,a,kind,code\n5,1,1,x,7\n6,2,2,x,7\n8,3,4,y,9\n9,4,6,y,9\n", "",
            "labels are taken from \"kind\", the only column of words; the first line names the columns; \"id\", "
            "\"no\" "
            "only number the rows and are left out; \"code\" repeats the label and is left out");
    }
    void tellsHowItUnderstood() {
        QFETCH(QString, text);
        QFETCH(QString, label);
        QFETCH(QString, says);
        const CsvVectors table = parseCsvVectors(text.toStdString(), "t.csv", label.toStdString());
        QCOMPARE(QString::fromStdString(table.understanding), says);
    }

    void warnsOfGuesses() {
        const TemporaryFolder folder;
        const auto warnings = [&](const std::string& text) {
            writeFile(folder / "t.csv", bytesOf(text));
            const Dataset dataset = opened(folder / "t.csv");
            QStringList said;
            for (const DatasetWarning& warning : dataset.readingWarnings)
                said << QString::fromStdString(nameOf(warning.kind) + " " + warning.subject);
            return said.join(", ");
        };
        QCOMPARE(warnings("a,kind\n1,x\n2,y\n"), QString());
        QCOMPARE(warnings("Unnamed: 0,a,kind\n0,1,x\n1,2,y\n"), QString("column_left_out \"Unnamed: 0\""));
        QCOMPARE(warnings(",a,kind\n0,1,x\n1,2,y\n"), QString("column_left_out column 1"));
        QCOMPARE(warnings("2,2.5\n2,3.5\n3,4.5\n"), QString("labels_guessed column 1"));
        QCOMPARE(warnings("a,code,kind\n1,7,x\n2,7,x\n3,9,y\n4,9,y\n"), QString("label_copy_left_out \"code\""));
        QCOMPARE(warnings("name,1100,1103,1120\nu,5,2,3\nv,2,9,1\nu,5,2,2\n"), QString("name_in_data name"));
    }

    void opensAsDataset() {
        const TemporaryFolder folder;
        writeFile(folder / "iris.CSV", bytesOf("a,b,species\n1,2,setosa\n3,4,virginica\n5,6,setosa\n"));
        const Dataset dataset = opened(folder / "iris.CSV");
        QVERIFY(dataset.format == DataFormat::Vectors);
        QCOMPARE(dataset.alphabets.size(), 1U);
        QCOMPARE(dataset.alphabets[0].name, "iris");
        QVERIFY(dataset.alphabets[0].implicit);
        VERIFY_SAYS(QString::fromStdString(dataset.understanding), "labels are taken from \"species\"");
        QCOMPARE(dataset.alphabets[0].characters[0].name, "setosa");
        QCOMPARE(dataset.alphabets[0].characters[0].drawings, (std::vector<DrawingId>{0, 1}));
        QCOMPARE(dataset.drawings[1].features, (std::vector<float>{5, 6}));
        QVERIFY(dataset.drawings[1].image.pixels.empty());
        QCOMPARE(dataset.drawings[1].drawer, 0);

        VERIFY_SAYS(failureOf([&] { opened(dataset.spec, ":label-column=a"); }), "\"setosa\" is no");
    }

    void ordersNumbersAsNumbers() {
        const TemporaryFolder folder;
        writeFile(folder / "t.csv", bytesOf("a,label\n1,10\n2,9\n3,0\n"));
        const Dataset dataset = opened(folder / "t.csv");
        QStringList names;
        for (const Character& character : dataset.alphabets[0].characters)
            names << QString::fromStdString(character.name);
        QCOMPARE(names.join(' '), QString("0 9 10"));
    }

    void tellsVectorsApart() {
        const TemporaryFolder folder;
        writeFile(folder / "one/t.csv", bytesOf("1,2,x\n3,4,y\n"));
        writeFile(folder / "other/t.csv", bytesOf("1,2,x\n3,5,y\n"));
        writeFile(folder / "third/u.csv", bytesOf("3,5,z\n7,8,v\n"));
        const Dataset one = opened(folder / "one/t.csv");
        const Dataset other = opened(folder / "other/t.csv");
        const Dataset third = opened(folder / "third/u.csv");
        QVERIFY(one.sha256 != other.sha256);
        std::vector<std::string> leftOut;
        const Dataset left = withoutCharactersOf(third, other, &leftOut);  // z holds y's vector
        QCOMPARE(leftOut, (std::vector<std::string>{"u/z"}));
        QCOMPARE(left.characterCount(), 1);
        QVERIFY(left.format == DataFormat::Vectors);
        QVERIFY(withoutCharactersOf(third, one).characterCount() == 2);
    }

    void refusesOtherKeys() {
        const TemporaryFolder folder;
        writeFile(folder / "t.csv", bytesOf("1,2,x\n"));
        const auto open = [&](const std::string& selection) {
            return failureOf([&] { opened(folder / "t.csv", selection); });
        };
        VERIFY_SAYS(open(":ink=dark"), "InvalidSetting: ink: is not a key of these data");
        VERIFY_SAYS(open(":strokes=beside"), "InvalidSetting: strokes: is not a key of these data");
        VERIFY_SAYS(open(":drawers=1"), "InvalidSetting: drawers: the drawers of these data are unknown");
    }
};

ONESHOT_TEST(TestCsvVectors)
#include "tst_csv_vectors.moc"
