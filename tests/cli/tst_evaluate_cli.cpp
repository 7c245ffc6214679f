#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `oneshot evaluate` with the model that comes with the programs.
class EvaluateCliTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    struct Outcome {
        int status = -1;
        QByteArray output, messages;
        QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    };

    Outcome evaluate(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(home_.path());  // the shipped model is found from anywhere
        process.start(ONESHOT_BIN_DIR "/oneshot", QStringList{"--home", home_.path(), "evaluate"} + arguments);
        if (!process.waitForFinished(120000)) return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

  private slots:
    void helpNamesEveryKindOfModel() {
        const Outcome help = evaluate({"--help"});
        QCOMPARE(help.status, 0);
        for (const char* model :
             {"run directory", ".safetensors", "shipped", "pixels-l2", "modified-hausdorff", "random"})
            QVERIFY2(help.output.contains(model), model);
    }

    void shippedModelAnswersTasks() {
        const Outcome outcome = evaluate({"--model", "shipped", "--data", "glyphs:seed=9,alphabet-count=3", "--ways",
                                          "2,20", "--tasks", "100", "--within-alphabet", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonObject json = outcome.json();
        QCOMPARE(json["model"].toString(), QString("compact"));
        QVERIFY(json["step"].toInt() > 0);
        QCOMPARE(json["seen_characters"].toInt(-1), 0);
        const QJsonArray results = json["results"].toArray();
        QCOMPARE(results.size(), 2);
        QVERIFY(results[0].toObject()["accuracy_percent"].toDouble() > 90);
        QVERIFY(results[1].toObject()["accuracy_percent"].toDouble() > 75);
        QVERIFY(results[0].toObject()["accuracy_percent"].toDouble() >
                results[1].toObject()["accuracy_percent"].toDouble());
    }

    void shippedModelSaysWhereItComesFrom() {
        const Outcome outcome =
            evaluate({"--model", "shipped", "--data", "glyphs:alphabet-count=1", "--ways", "5", "--tasks", "5"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        QVERIFY2(outcome.output.contains("model   compact, ") && outcome.output.contains("images_background_small1"),
                 outcome.output);
    }
};

QTEST_GUILESS_MAIN(EvaluateCliTest)
#include "tst_evaluate_cli.moc"
