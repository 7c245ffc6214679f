#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>

#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/study_dialog.h"
#include "ui/pages/challenge/study_text.h"
#include "ui/pages/challenge/study_words.h"

using namespace oneshot;
using test::patience;
using ui::StudyDialog;

namespace {

/// The editor of a study, shown.
struct Stand {
    explicit Stand(const Study& study) : dialog(new StudyDialog(study, QStringLiteral("Edit"), &parent)) {
        parent.show();
        dialog->open();
    }
    template <typename Part>
    Part* find(const char* name) {
        auto* part = dialog->findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    /// What stands below a field, once what was typed is checked.
    QString fault(const char* key) {
        return find<QLabel>(qPrintable(QStringLiteral("study.fault.") + QLatin1String(key)))->text();
    }
    bool saysFault(const char* key, const char* words) {
        return QTest::qWaitFor([&] { return fault(key).contains(QLatin1String(words)); }, patience);
    }
    bool isSound() {
        return QTest::qWaitFor([&] { return find<QPushButton>("study.save")->isEnabled(); }, patience);
    }
    QString tab(int index) { return find<QTabWidget>("study.tabs")->tabText(index); }
    void press(const char* name) { find<QPushButton>(name)->click(); }

    QWidget parent;
    QPointer<StudyDialog> dialog;
};

}  // namespace

class TestStudyDialog : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void saysWhatIsWrongBesideTheFields() {
        Stand stand(test::someStudy());
        QVERIFY(stand.isSound());
        QCOMPARE(stand.tab(1), QStringLiteral("Tasks"));
        stand.find<QDoubleSpinBox>("study.tasks.ways")->setValue(1);
        QVERIFY(!stand.find<QPushButton>("study.save")->isEnabled());  // not checked yet
        QVERIFY(stand.saysFault("tasks.ways", "between 2 and 99"));
        QVERIFY(!stand.find<QPushButton>("study.save")->isEnabled());
        QCOMPARE(stand.tab(1), QStringLiteral("Tasks (1)"));
        stand.find<QDoubleSpinBox>("study.tasks.ways")->setValue(9);
        stand.find<QLineEdit>("study.language")->setText(QStringLiteral("?"));
        QVERIFY(stand.saysFault("language", "language code"));
        QCOMPARE(stand.fault("tasks.ways"), QString());
        QCOMPARE(stand.tab(1), QStringLiteral("Tasks"));
        stand.find<QLineEdit>("study.language")->setText(QStringLiteral("hi"));
        QVERIFY(stand.isSound());
        QCOMPARE(stand.dialog->study().tasks.ways, 9);
        QCOMPARE(stand.dialog->study().language, std::string("hi"));
    }

    // The order needs the rule of the seed, whose fault stands at the rule and not at the seed.
    void faultsOfFieldsWithLikeNames() {
        Stand stand(test::someStudy());
        stand.find<QComboBox>("study.tasks.order")->setCurrentIndex(1);
        QVERIFY(stand.saysFault("tasks.seed_rule", "by_participant"));
        QCOMPARE(stand.fault("tasks.seed"), QString());
        stand.find<QComboBox>("study.tasks.seed_rule")->setCurrentIndex(1);
        QVERIFY(stand.isSound());
        QCOMPARE(stand.dialog->study().tasks.order, StudyOrder::New);
        QCOMPARE(stand.dialog->study().tasks.seedRule, StudySeedRule::ByParticipant);
    }

    void savesAndStaysUntilItIsSaved() {
        Stand stand(ui::newStudy());
        QVERIFY(stand.saysFault("name", "is empty"));
        QSignalSpy saves(stand.dialog, &StudyDialog::saveRequested);
        stand.find<QLineEdit>("study.name")->setText(QStringLiteral("Formen"));
        QVERIFY(stand.isSound());
        stand.press("study.save");
        QCOMPARE(saves.size(), 1);
        QCOMPARE(saves[0][0].value<Study>().name, std::string("Formen"));
        QVERIFY(stand.dialog->isVisible());
        stand.dialog->showFailure(QStringLiteral("the disk is full"));
        QCOMPARE(stand.find<QLabel>("study.said")->text(), QStringLiteral("the disk is full"));
        QVERIFY(stand.find<QPushButton>("study.save")->isEnabled());
    }

    void asksBeforeChangesAreLost() {
        Stand stand(test::someStudy());
        stand.find<QLineEdit>("study.author")->setText(QStringLiteral("A. Author"));
        stand.press("study.cancel");
        QVERIFY(stand.dialog->isVisible());
        stand.press("study.discard.no");
        QVERIFY(stand.dialog->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!stand.dialog->findChild<QMessageBox*>(QStringLiteral("study.discard")), patience);
        stand.press("study.cancel");
        stand.press("study.discard.yes");
        QTRY_VERIFY_WITH_TIMEOUT(!stand.dialog, patience);

        Stand unchanged(test::someStudy());
        unchanged.press("study.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(!unchanged.dialog, patience);
    }

    void questions() {
        Stand stand(test::someStudy());
        auto* list = stand.find<QListWidget>("study.questions.list");
        QCOMPARE(list->count(), 2);
        QCOMPARE(stand.find<QLineEdit>("study.question.id")->text(), QStringLiteral("age"));
        stand.find<QDoubleSpinBox>("study.question.low")->setValue(121);
        QVERIFY(stand.saysFault("question.high", "not be below low"));
        QVERIFY(!list->item(0)->icon().isNull() && list->item(1)->icon().isNull());
        stand.find<QDoubleSpinBox>("study.question.low")->setValue(18);

        stand.press("study.questions.down");
        QCOMPARE(stand.dialog->study().questionsBefore[1].id, std::string("age"));
        QCOMPARE(stand.dialog->study().questionsBefore[1].low, 18);
        QCOMPARE(list->currentRow(), 1);

        stand.press("study.questions.add");
        QCOMPARE(list->count(), 3);
        stand.find<QPlainTextEdit>("study.question.text")->setPlainText(QStringLiteral("Which hand?"));
        stand.find<QComboBox>("study.question.type")->setCurrentIndex(static_cast<int>(QuestionType::Choice));
        auto* choices = stand.find<QPlainTextEdit>("study.question.choices");
        choices->setPlainText(QStringLiteral("left"));
        QVERIFY(stand.saysFault("question.choices", "at least 2"));
        choices->setPlainText(QStringLiteral("left\n\nright\n"));
        QVERIFY(stand.isSound());
        const StudyQuestion& added = stand.dialog->study().questionsBefore[2];
        QCOMPARE(added.choices, std::vector<std::string>({"left", "right"}));
        QCOMPARE(list->item(2)->text(), QStringLiteral("question_3 · Which hand?"));

        stand.find<QComboBox>("study.questions.when")->setCurrentIndex(1);
        QCOMPARE(list->count(), 1);
        stand.press("study.questions.remove");
        QVERIFY(stand.dialog->study().questionsAfter.empty());
        QVERIFY(!stand.find<QPushButton>("study.questions.remove")->isEnabled());
        QVERIFY(stand.isSound());
    }

    void textsAndPictures() {
        const auto png = [] {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            QImage image(6, 4, QImage::Format_RGB32);
            image.fill(Qt::red);
            image.save(&buffer, "PNG");
            return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
        };
        Study study = test::someStudy();
        study.pictures["sign.png"] = png();
        Stand stand(study);
        auto* preview = stand.find<ui::StudyText>("study.texts.preview");
        stand.find<QComboBox>("study.texts.which")->setCurrentIndex(4);
        QVERIFY2(preview->words().contains(QStringLiteral("Merci, धन्यवाद")), qPrintable(preview->words()));
        auto* thanks = stand.find<QPlainTextEdit>("study.texts.thanks");
        thanks->setPlainText(QStringLiteral("Bye ![a hand](hand.png)"));
        QVERIFY(stand.saysFault("texts", "hand.png"));
        QVERIFY(preview->words().contains(QStringLiteral("Bye")));
        thanks->setPlainText(QString());
        stand.press("study.pictures.insert");
        QCOMPARE(thanks->toPlainText(), QStringLiteral("![sign.png](sign.png)"));
        QVERIFY(stand.isSound());
        stand.press("study.pictures.remove");
        QVERIFY(stand.saysFault("texts", "sign.png"));
        QVERIFY(stand.dialog->study().pictures.empty());
        QVERIFY(!stand.find<QPushButton>("study.pictures.insert")->isEnabled());
    }

    void figuresOfOthers() {
        Study study = test::someStudy();
        study.referenceFigures = {{"the author", 97.2, "an article"}};
        Stand stand(study);
        auto* table = stand.find<QTableView>("study.figures.table");
        QAbstractItemModel* model = table->model();
        QCOMPARE(model->index(0, 1).data().toString(), QStringLiteral("97.2"));
        QVERIFY(stand.isSound());
        model->setData(model->index(0, 1), QStringLiteral("972"));
        QVERIFY(stand.saysFault("reference_figures", "between 0 and 100"));
        model->setData(model->index(0, 1), QStringLiteral("much"));
        QVERIFY(stand.saysFault("reference_figures", "nan"));
        model->setData(model->index(0, 1), QStringLiteral("96.7"));
        QVERIFY(stand.isSound());
        QCOMPARE(stand.dialog->study().referenceFigures,
                 (std::vector<ReferenceFigure>{{"the author", 96.7, "an article"}}));
        stand.press("study.figures.add");
        QCOMPARE(model->rowCount(), 2);
        QVERIFY(stand.saysFault("reference_figures", "[2].label is empty"));
        table->selectRow(1);
        stand.press("study.figures.remove");
        QVERIFY(stand.isSound());
        QCOMPARE(stand.dialog->study().referenceFigures.size(), 1U);
    }

    void aWheelThatPassesChangesNothing() {
        Stand stand(test::someStudy());
        auto* ways = stand.find<QDoubleSpinBox>("study.tasks.ways");
        stand.find<QLineEdit>("study.name")->setFocus();
        QWheelEvent turn(QPointF(5, 5), ways->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                         Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(ways, &turn);
        QCOMPARE(ways->value(), 5.0);
    }

    // Settings of a session make a study that gives each participant tasks of their own.
    void studyOfOwnSettings() {
        session::ChallengeSettings settings = test::someSettings();
        settings.timeLimitSeconds = 3;
        settings.consent = QStringLiteral("Ich stimme zu.");
        Study study = ui::studyOf(settings);
        study.name = "Mine";
        QVERIFY(validate(study).empty());
        QCOMPARE(QString::fromStdString(study.tasks.source), settings.source);
        QCOMPARE(study.tasks.order, StudyOrder::New);
        session::ChallengeSettings back = session::settingsOf(study, 1, {});
        back.participant = settings.participant;
        back.study = {};
        QVERIFY(back == settings);
        settings.source = QStringLiteral("data:/somewhere/images_evaluation.zip");
        QCOMPARE(ui::studyOf(settings).tasks.source, std::string("data:"));
        QCOMPARE(ui::studyOf(settings).tasks.needs, std::string("evaluation"));  // no path of this machine
        settings.source = QStringLiteral("lake:/somewhere/all_runs.zip");
        QCOMPARE(ui::studyOf(settings).tasks.source, std::string("lake:"));
    }
};

ONESHOT_TEST(TestStudyDialog)
#include "tst_study_dialog.moc"
