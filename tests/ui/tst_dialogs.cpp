#include <QDir>
#include <QFileDialog>
#include <QtTest>

#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/widgets/dialogs.h"

using namespace oneshot;

class TestDialogs : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    QWidget parent_;

    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }
    QFileDialog* open(const char* name, const QString& filter = QStringLiteral("Archives (*.zip)")) {
        ui::askWhatToOpen(&parent_, {QLatin1String(name), {}, filter, path("first")}, [](const QString&) {});
        return parent_.findChild<QFileDialog*>(QLatin1String(name) + QStringLiteral(".dialog"));
    }
    QFileDialog* save(const char* name, const QString& fileName) {
        ui::askWhereToSave(&parent_, {QLatin1String(name), {}, fileName, QStringLiteral("Files (*)"), false},
                           [](const QString&, bool) {});
        return parent_.findChild<QFileDialog*>(QLatin1String(name) + QStringLiteral(".dialog"));
    }
    static QString folderOf(const QFileDialog* dialog) { return dialog->directory().absolutePath(); }
    [[nodiscard]] bool close(QFileDialog* dialog) {
        dialog->close();
        return QTest::qWaitFor([&] { return !parent_.findChild<QFileDialog*>(); });
    }

  private Q_SLOTS:
    void init() {
        ui::setDialogFolders({});
        for (const char* name : {"first", "a", "b", "c"}) QVERIFY(QDir().mkpath(path(name)));
    }

    void beginWhereTheLastOneWas() {
        QFileDialog* dialog = open("data");
        QCOMPARE(folderOf(dialog), path("first"));
        Q_EMIT dialog->fileSelected(path("a/images.zip"));
        QVERIFY(close(dialog));
        dialog = open("data");
        QCOMPARE(folderOf(dialog), path("a"));
        QVERIFY(close(dialog));
        dialog = open("model");  // other files lie elsewhere
        QCOMPARE(folderOf(dialog), path("first"));
        QVERIFY(close(dialog));
        dialog = open("data", {});  // a folder is chosen among others
        Q_EMIT dialog->fileSelected(path("b"));
        QVERIFY(close(dialog));
        dialog = open("data", {});
        QCOMPARE(folderOf(dialog), QFileInfo(path("b")).absolutePath());
        QVERIFY(close(dialog));
    }

    void goElsewhereOnceAFolderIsGone() {
        QFileDialog* dialog = open("data");
        Q_EMIT dialog->fileSelected(path("c/images.zip"));
        QVERIFY(close(dialog));
        QVERIFY(QDir(path("c")).removeRecursively());
        dialog = open("data");
        QCOMPARE(folderOf(dialog), path("first"));
        QVERIFY(close(dialog));
    }

    void proposeANameWhereFilesOfItsKindWereSaved() {
        QFileDialog* dialog = save("trials", QStringLiteral("trials.csv"));
        Q_EMIT dialog->fileSelected(path("a/mine.csv"));
        QVERIFY(close(dialog));
        dialog = save("table", QStringLiteral("comparison.csv"));
        QCOMPARE(dialog->selectedFiles(), QStringList{path("a/comparison.csv")});
        Q_EMIT dialog->fileSelected(path("b/comparison.csv"));
        QVERIFY(close(dialog));
        QCOMPARE(ui::dialogFolders(), (QVariantMap{{QStringLiteral("save.csv"), path("b")}}));
    }
};

ONESHOT_TEST(TestDialogs)
#include "tst_dialogs.moc"
