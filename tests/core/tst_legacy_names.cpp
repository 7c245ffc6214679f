#include <QTest>

#include <set>

#include "core/files/legacy_names.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestLegacyNames : public QObject {
    Q_OBJECT

  private slots:
    void findsTheCodePage_data() {
        QTest::addColumn<QByteArrayList>("bytes");
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("codePage");
        using List = QByteArrayList;
        QTest::newRow("ASCII") << List{"Greek/character01/0001_01.png"} << "Greek/character01/0001_01.png"
                               << "";
        QTest::newRow("UTF-8") << List{"B\xC3\xA4r/1", "\xE7\x8C\xAB/2"} << "Bär/1 猫/2"
                               << "";
        QTest::newRow("DOS") << List{"B\x84r/1", "L\x94we/1"} << "Bär/1 Löwe/1"
                             << "CP437";
        QTest::newRow("DOS, French") << List{"\x82l\x82phant"} << "éléphant"
                                     << "CP437";
        QTest::newRow("DOS, Portuguese") << List{"le\xC6o", "cora\x87\xC6o"} << "leão coração"
                                         << "CP850";
        QTest::newRow("DOS, Danish") << List{"f\x9Bl"} << "føl"
                                     << "CP850";
        QTest::newRow("Windows") << List{"B\xE4r", "K\xFChe",
                                         "Gr\xF6\xDF"
                                         "e"}
                                 << "Bär Kühe Größe"
                                 << "CP1252";
        QTest::newRow("Windows, one letter") << List{"\xE4", "\xF6", "\xFC"} << "ä ö ü"
                                             << "CP1252";
        QTest::newRow("Windows, French") << List{"\xE9l\xE9phant", "ch\xE8vre"} << "éléphant chèvre"
                                         << "CP1252";
        QTest::newRow("some in UTF-8") << List{"B\x84r/\xC3\xA4", "\xC3\xB6"} << "Bär/ä ö"
                                       << "CP437";
        QTest::newRow("nothing that Windows knows") << List{"a\x81\xFF"} << "aü\u00A0"
                                                    << "CP437";
    }
    void findsTheCodePage() {
        QFETCH(QByteArrayList, bytes);
        QFETCH(QString, names);
        QFETCH(QString, codePage);
        std::vector<std::string> paths;
        for (const QByteArray& name : bytes) paths.push_back(name.toStdString());
        const DecodedPaths decoded = decodePaths(paths);
        QStringList shown;
        for (const std::string& path : decoded.paths) shown << QString::fromStdString(path);
        QCOMPARE(shown.join(' '), names);
        QCOMPARE(QString::fromStdString(decoded.codePage), codePage);
    }

    /// Whatever they are: of Shift-JIS, of Russian, of nothing at all.
    void keepsDifferentNamesApart() {
        std::vector<std::string> paths;
        for (int first = 0x80; first < 0x100; ++first)
            for (int second = 0x80; second < 0x100; ++second)
                paths.push_back({'x', static_cast<char>(first), static_cast<char>(second), '\xFF'});
        const DecodedPaths decoded = decodePaths(paths);
        QCOMPARE(std::set<std::string>(decoded.paths.begin(), decoded.paths.end()).size(), paths.size());
        QVERIFY(!decoded.codePage.empty());
    }
};

ONESHOT_TEST(TestLegacyNames)
#include "tst_legacy_names.moc"
