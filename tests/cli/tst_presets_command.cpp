#include <QJsonArray>
#include <QTest>

#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

/// `oneshot presets`.
class TestPresetsCommand : public QObject, ProgramInHome {
    Q_OBJECT

  private slots:
    void presets() {
        const QJsonObject json = run({"presets", "--json"}).json();
        const QJsonArray presets = json["presets"].toArray(), settings = json["settings"].toArray();
        QStringList names;
        for (const QJsonValue& preset : presets) names << preset["name"].toString();
        QCOMPARE(names, QStringList({"compact", "compact-large", "koch2015", "bouma2017", "prototypical", "transfer",
                                     "matching", "matching-fce", "mann", "mann-letters"}));
        const QByteArray text = run({"presets"}).output, trainHelp = run({"train", "--help"}).output;
        QVERIFY(settings.size() > 20);
        for (const QJsonValue& setting : settings) {
            const QByteArray key = setting["key"].toString().toUtf8();
            QVERIFY2(presets[0]["config"].toObject().contains(QString(key)), key.constData());
            QVERIFY2(text.contains("  " + key + ' '), key.constData());
            QVERIFY2(trainHelp.contains(' ' + key), key.constData());
        }
    }
};

ONESHOT_TEST(TestPresetsCommand)
#include "tst_presets_command.moc"
