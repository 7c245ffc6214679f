#include <QTest>

#include "core/data/csv_vectors.h"
#include "core/data/data_spec.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
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
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void opensAsDataset();
    void ordersNumbersAsNumbers();
    void tellsVectorsApart();
    void refusesOtherKeys();
};

void TestCsvVectors::reads_data() {
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
    row("numbers only", "1,2,0\n3,4,1\n", "", "column 3: column 1 column 2 | 0 1 2; 1 3 4");
    row("named Species", "Species,a\nx,1\n", "", "Species: a | x 1");
    row("named y, not last, of numbers", "a,y,b\n1,7,2\n", "", "y: a b | 7 1 2");
    row("label before the numbers of pixels", "label,0,1\n7,1,2\n", "", "label: 0 1 | 7 1 2");
    row("chosen by name", "a,b,label\n1,2,3\n", "A", "a: b label | 1 2 3");
    row("chosen by number", "1,14.2,1.7\n2,13.1,1.8\n", "1", "column 1: column 2 column 3 | 1 14.2 1.7; 2 13.1 1.8");
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
    row("a nameless column", ",a,kind\n0,1,x\n", "", "kind: column 1 a | x 0 1");
}

void TestCsvVectors::reads() {
    QFETCH(QString, text);
    QFETCH(QString, label);
    QFETCH(QString, holds);
    QCOMPARE(shown(parseCsvVectors(text.toStdString(), "t.csv", label.toStdString())), holds);
}

void TestCsvVectors::refuses_data() {
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
    row("word", "a,b,label\n1,2,x\n1,two,x\n", "BadData: t.csv, line 3, b: \"two\" is no finite number");
    row("not a number", "a,b,label\nnan,2,x\n", "BadData: t.csv, line 2, a: \"nan\" is no finite");
    row("infinite", "a,b,label\n1,-inf,x\n", "BadData: t.csv, line 2, b: \"-inf\" is no finite");
    row("past floats", "a,b,label\n1,1e39,x\n", "\"1e39\" is no finite");
    row("past doubles", "a,b,label\n1,1e999,x\n", "\"1e999\" is no finite");
    row("decimal comma", "a;b;label\n1,5;2;x\n",
        "\"1,5\" is no finite number. Every value must be a finite number with");
    row("hexadecimal", "1,0x10,x\n", "\"0x10\" is no finite");
    row("empty value", "a,b,label\n1,,x\n", "BadData: t.csv, line 2, b: is empty");
    row("empty label", "a,b,label\n1,2,\n", "BadData: t.csv, line 2, label: is empty");
    row("open quotes", "a,b,label\n1,2,\"x\n", "ends within quotes");
    row("text after quotes", "a,label\n1,\"x\"y\n", "BadData: t.csv, line 2: has text after closing quotes");
    row("Latin 1", "a,label\n1,Katz\xFC\n", "BadData: t.csv, line 2: is not text in UTF-8");
    row("bytes", QByteArray("\0\0\x08\x03,1,2\n", 9), "BadData: t.csv");
    row("too many columns", QByteArray(65'536, ','), "BadData: t.csv, line 1: has more than 65536 columns");
    row("too many rows", QByteArray("1,2\n").repeated(5'000'001), "BadData: t.csv: has more than 5000000 rows");
    row("no such column", "a,b,label\n1,2,x\n",
        "InvalidSetting: label-column: the table has no column \"c\". It has: a, b, label", "c");
    row("column 0", "a,b,label\n1,2,x\n", "InvalidSetting: label-column", "0");
    row("column 4", "a,b,label\n1,2,x\n", "InvalidSetting: label-column", "4");
}

void TestCsvVectors::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, label);
    QFETCH(QString, says);
    const QString said = failureOf([&] { parseCsvVectors(text.toStdString(), "t.csv", label.toStdString()); });
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestCsvVectors::opensAsDataset() {
    const TemporaryFolder folder;
    writeFile(folder / "iris.CSV", bytesOf("a,b,species\n1,2,setosa\n3,4,virginica\n5,6,setosa\n"));
    const Dataset dataset = openDataset(parseDataSpec((folder / "iris.CSV").string()));
    QVERIFY(dataset.format == DataFormat::Vectors);
    QCOMPARE(dataset.alphabets.size(), 1U);
    QCOMPARE(dataset.alphabets[0].name, "iris");
    QCOMPARE(dataset.alphabets[0].characters[0].name, "setosa");
    QCOMPARE(dataset.alphabets[0].characters[0].drawings, (std::vector<DrawingId>{0, 1}));
    QCOMPARE(dataset.drawings[1].features, (std::vector<float>{5, 6}));
    QVERIFY(dataset.drawings[1].image.pixels.empty());
    QCOMPARE(dataset.drawings[1].drawer, 0);

    VERIFY_SAYS(failureOf([&] { openDataset(parseDataSpec(dataset.spec + ":label-column=a")); }), "\"setosa\" is no");
}

void TestCsvVectors::ordersNumbersAsNumbers() {
    const TemporaryFolder folder;
    writeFile(folder / "t.csv", bytesOf("a,label\n1,10\n2,9\n3,0\n"));
    const Dataset dataset = openDataset(parseDataSpec((folder / "t.csv").string()));
    QStringList names;
    for (const Character& character : dataset.alphabets[0].characters) names << QString::fromStdString(character.name);
    QCOMPARE(names.join(' '), QString("0 9 10"));
}

void TestCsvVectors::tellsVectorsApart() {
    const TemporaryFolder folder;
    writeFile(folder / "one/t.csv", bytesOf("1,2,x\n3,4,y\n"));
    writeFile(folder / "other/t.csv", bytesOf("1,2,x\n3,5,y\n"));
    writeFile(folder / "third/u.csv", bytesOf("3,5,z\n7,8,v\n"));
    const Dataset one = openDataset(parseDataSpec((folder / "one/t.csv").string()));
    const Dataset other = openDataset(parseDataSpec((folder / "other/t.csv").string()));
    const Dataset third = openDataset(parseDataSpec((folder / "third/u.csv").string()));
    QVERIFY(one.sha256 != other.sha256);
    std::vector<std::string> leftOut;
    const Dataset left = withoutCharactersOf(third, other, &leftOut);  // z holds y's vector
    QCOMPARE(leftOut, (std::vector<std::string>{"u/z"}));
    QCOMPARE(left.characterCount(), 1);
    QVERIFY(left.format == DataFormat::Vectors);
    QVERIFY(withoutCharactersOf(third, one).characterCount() == 2);
}

void TestCsvVectors::refusesOtherKeys() {
    const TemporaryFolder folder;
    writeFile(folder / "t.csv", bytesOf("1,2,x\n"));
    const auto open = [&](const std::string& selection) {
        return failureOf([&] { openDataset(parseDataSpec((folder / "t.csv").string() + selection)); });
    };
    VERIFY_SAYS(open(":ink=dark"), "InvalidSetting: ink: is not a key of these data");
    VERIFY_SAYS(open(":strokes=beside"), "InvalidSetting: strokes: is not a key of these data");
    VERIFY_SAYS(open(":drawers=1"), "InvalidSetting: drawers: who drew");
}

ONESHOT_TEST(TestCsvVectors)
#include "tst_csv_vectors.moc"
