#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtTest>

#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/fields/hold_out_field.h"

using namespace oneshot;
using test::patience;

class TestHoldOutField : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { setHomeFolder(folder_ / "home"); }

    void holdsOutInOneClick() {
        test::writeZip(folder_ / "tiny.zip", test::tinyOmniglot(5, 3, 4));
        const QString zip = QString::fromStdString((folder_ / "tiny.zip").string());
        session::TrainingSession training;
        session::Workspace workspace(training);
        QWidget page;
        auto* field = new ui::HoldOutField(workspace);
        (new QVBoxLayout(&page))->addWidget(field);
        page.show();
        const auto button = [&](const char* name) { return field->findChild<QToolButton*>(QLatin1String(name)); };
        auto* count = field->findChild<QSpinBox*>(QStringLiteral("train.hold-out.count"));
        auto* note = field->findChild<QLabel*>(QStringLiteral("train.hold-out.note"));
        const auto opened = [&] {
            return QTest::qWaitFor(
                [&] { return !workspace.background().isOpening() && !workspace.validation().isOpening(); }, patience);
        };
        QVERIFY(!field->isVisible());  // there are no data yet
        workspace.background().choose(QStringLiteral("glyphs:alphabet-count=3,characters-per-alphabet=2"));
        QVERIFY(opened());
        QVERIFY(!field->isVisible());

        workspace.validation().choose({});
        workspace.background().choose(zip);
        QVERIFY(opened());
        QVERIFY(field->isVisible());
        QCOMPARE(count->text(), QStringLiteral("2 of 5 alphabets"));
        QVERIFY(!note->isVisible() && !button("train.hold-out.back")->isVisible());
        button("train.hold-out")->click();
        QVERIFY(opened());
        QCOMPARE(workspace.heldOut()->alphabets.size(), 2U);
        QCOMPARE(workspace.dataset()->alphabets.size(), 3U);
        QVERIFY(note->isVisible());
        for (const QString& name : workspace.validation().inUse().alphabets)
            QVERIFY2(note->text().contains(name), qPrintable(note->text()));
        QCOMPARE(count->text(), QStringLiteral("2 of 5 alphabets"));  // of all, not of those that are left

        const QString before = workspace.validation().spec();
        for (int click = 0; click < 20 && workspace.validation().spec() == before; ++click) {
            button("train.hold-out.others")->click();
            QVERIFY(opened());
        }
        QVERIFY(workspace.validation().spec() != before);
        count->setValue(4);
        button("train.hold-out")->click();
        QVERIFY(opened());
        QCOMPARE(workspace.dataset()->alphabets.size(), 1U);
        QCOMPARE(count->value(), 4);
        button("train.hold-out.back")->click();
        QVERIFY(opened());
        QCOMPARE(workspace.background().spec(), zip);
        QVERIFY(!workspace.heldOut());
        QVERIFY(!note->isVisible());
    }
};

ONESHOT_TEST(TestHoldOutField)
#include "tst_hold_out_field.moc"
