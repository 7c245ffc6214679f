#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "tests/support/places.h"
#include "tests/support/test_program.h"

namespace {

/// Folders of core in dependency order: each may include itself and those before it.
const QStringList coreOrder{"base",   "drawing",    "pen",      "files", "data",   "tasks",  "compute",
                            "models", "evaluation", "training", "runs",  "report", "search", "study"};

/// What a folder of ui may include of core, ui and app, besides itself. A page knows no other page, and of ui/session
/// what stands here; the window knows them all.
const QMap<QString, QStringList> uiMayInclude = [] {
    const QString common = "ui/session/common/", training = "ui/session/training/", workspace = "ui/session/workspace/",
                  trials = "ui/session/trials/", studies = "ui/session/studies/";
    QMap<QString, QStringList> table{
        {"ui/session/common/", {}},
        {"ui/session/training/", {common}},
        {"ui/session/workspace/", {common, training}},
        {"ui/session/tasks/", {common, training, workspace}},
        {"ui/session/learn/", {common, training, workspace, "ui/session/tasks/"}},
        {"ui/session/draw/", {common, training, workspace}},
        {"ui/session/trials/", {common, training, workspace}},
        {"ui/session/studies/", {common, training, workspace, trials}},
        {"ui/session/challenge/", {common, training, workspace, trials, studies}},
        {"ui/session/runs/", {common, training, workspace}},
        {"ui/report/", {}},
        {"ui/widgets/", {"ui/report/"}},
        {"ui/fields/", {"ui/report/", "ui/session/", "ui/widgets/"}},
        {"ui/window/", {"ui/"}},
    };
    const QMap<QString, QStringList> sessionsOfPages{
        {"train", {training, workspace}},
        {"tasks", {workspace, "ui/session/tasks/"}},
        {"draw", {workspace, "ui/session/draw/"}},
        {"challenge", {workspace, trials, studies, "ui/session/challenge/"}},
        {"runs", {workspace, "ui/session/runs/"}},
        {"learn", {workspace, training, "ui/session/tasks/", "ui/session/learn/"}},
    };
    for (auto page = sessionsOfPages.begin(); page != sessionsOfPages.end(); ++page)
        table["ui/pages/" + page.key() + '/'] = QStringList{"ui/report/", "ui/widgets/", "ui/fields/", common} + *page;
    for (QStringList& folders : table) folders << "core/";
    return table;
}();

bool matches(const QString& text, const char* pattern) {
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

bool startsWithOneOf(const QString& text, const QStringList& prefixes) {
    return std::ranges::any_of(prefixes, [&](const QString& prefix) { return text.startsWith(prefix); });
}

/// Why `path` may not include `target`; empty where it may. `quoted`: written "target", not <target>.
QString objection(const QString& path, const QString& target, bool quoted) {
    const QStringList folders = path.split('/');
    const bool inCore = folders[0] == "core";
    const bool inDetail = inCore && folders.value(2) == "detail";
    const bool ofDetail = matches(target, "core/[^/]+/detail/.*");
    const bool isQt = matches(target, "(Qt[A-Z0-9]\\w*/.*|Q[A-Z]\\w*|Qt[A-Z]\\w*|q[a-z]*\\.h)");
    const bool isTorch = matches(target, "(torch|ATen|c10|caffe2)/.*");

    if (quoted && !matches(target, "((core|ui|app|tests)/.*|[^/]*\\.moc)") && !isQt && !isTorch)
        return "quoted includes are written from the top folder";
    if (isTorch && !inDetail) return "tensors live in core/*/detail";
    if (isQt && inCore) return "core knows no Qt";
    if (ofDetail && !inCore && !path.startsWith("tests/core/")) return "details of core are its own";
    if (ofDetail && !inDetail && path.endsWith(".h")) return "core's public headers are torch-free";
    if (target.startsWith("app/") && !(folders[0] == "app" && target.startsWith("app/" + folders.value(1) + '/')))
        return "nothing includes app";

    if (inCore) {
        if (matches(target, "(ui|tests)/.*")) return "core stands alone";
        const qsizetype own = coreOrder.indexOf(folders.value(1));
        if (own < 0) return "a folder of core that has no place in the order";
        if (target.startsWith("core/") && coreOrder.indexOf(target.split('/').value(1)) > own)
            return "the order is " + coreOrder.join(" < ");
    }
    if (folders[0] == "ui") {
        const QString folder = path.left(path.lastIndexOf('/') + 1);
        if (!uiMayInclude.contains(folder)) return "a folder of ui that has no rule";
        const QStringList allowed = uiMayInclude[folder] + QStringList{folder};
        if (startsWithOneOf(target, {"core/", "ui/", "tests/"}) && !startsWithOneOf(target, allowed))
            return folder + " may include " + allowed.join(", ");
        if (folder.startsWith("ui/session/") &&
            matches(target,
                    "(Qt(Widgets|Gui)(/.*)?|Q(\\w*Widget|\\w*Application|\\w*Dialog|\\w*Window|\\w*Button|"
                    "\\w*Layout|\\w*View|\\w*Box|\\w*Edit|Label|Action|Menu|Painter|Pixmap|Image)|"
                    "qcustomplot\\.h)") &&
            target != "QCoreApplication")
            return "the session has no widgets";
    }
    return {};
}

/// One line "path:line includes target: reason" per include that crosses a boundary. path: from the top folder.
QStringList violations(const QString& path, const QString& text) {
    static const QRegularExpression include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    QStringList found;
    const QStringList lines = text.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = include.match(lines[i]);
        if (!match.hasMatch()) continue;
        const QString reason = objection(path, match.captured(2), match.captured(1) == "\"");
        if (!reason.isEmpty())
            found << QString("%1:%2 includes %3: %4").arg(path).arg(i + 1).arg(match.captured(2), reason);
    }
    return found;
}

}  // namespace

class TestBoundaries : public QObject {
    Q_OBJECT

  private slots:
    void sourceTree() {
        const QDir top(oneshot::test::sourcePath({}));
        QStringList found, seen;
        for (const QString folder : {"core", "ui", "app", "tests"}) {
            QDirIterator files(top.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
                seen << top.relativeFilePath(file.fileName());
                found << violations(seen.last(), QString::fromUtf8(file.readAll()));
            }
        }
        QVERIFY(seen.contains("core/data/dataset.h"));
        QVERIFY(seen.contains("tests/core/tst_boundaries.cpp"));
        QVERIFY2(found.isEmpty(), qPrintable('\n' + found.join('\n')));
    }

    void madeUp_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("include");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* path, const char* include, bool allowed) {
            QTest::addRow("%s %s", path, include) << path << include << allowed;
        };
        const bool yes = true, no = false;
        row("core/models/detail/a.cpp", "<torch/torch.h>", yes);
        row("core/models/a.cpp", "<torch/torch.h>", no);
        row("core/models/a.h", "<ATen/Parallel.h>", no);
        row("ui/widgets/a.cpp", "<c10/util/Optional.h>", no);
        row("app/cli/main.cpp", "\"torch/torch.h\"", no);
        row("tests/core/tst_a.cpp", "<torch/torch.h>", no);
        row("core/data/a.cpp", "<QString>", no);
        row("core/data/a.cpp", "<QtCore/QString>", no);
        row("core/data/a.cpp", "<qglobal.h>", no);
        row("core/data/a.cpp", "<archive.h>", yes);
        row("tests/core/tst_a.cpp", "<QTest>", yes);
        row("ui/report/a.cpp", "\"app/cli/support.h\"", no);
        row("tests/cli/tst_a.cpp", "\"app/cli/support.h\"", no);
        row("app/workbench/a.cpp", "\"app/cli/support.h\"", no);
        row("app/cli/a.cpp", "\"app/cli/support.h\"", yes);
        row("core/tasks/a.h", "\"core/models/a.h\"", no);
        row("core/models/a.h", "\"core/tasks/a.h\"", yes);
        row("core/evaluation/a.h", "\"core/training/a.h\"", no);
        row("core/training/a.cpp", "\"core/evaluation/a.h\"", yes);
        row("core/training/a.cpp", "\"core/runs/a.h\"", no);
        row("core/runs/a.cpp", "\"core/search/a.h\"", no);
        row("core/search/a.cpp", "\"core/runs/a.h\"", yes);
        row("core/search/a.cpp", "\"core/study/a.h\"", no);
        row("core/study/a.cpp", "\"core/search/a.h\"", yes);
        row("core/new/a.cpp", "<vector>", no);
        row("core/runs/a.cpp", "\"ui/session/runs/a.h\"", no);
        row("core/models/a.h", "\"core/models/detail/a.h\"", no);
        row("core/models/a.cpp", "\"core/models/detail/a.h\"", yes);
        row("ui/pages/train/a.cpp", "\"core/models/detail/a.h\"", no);
        row("ui/pages/train/a.cpp", "\"core/training/training_config.h\"", yes);
        row("ui/pages/train/a.cpp", "\"ui/pages/train/b.h\"", yes);
        row("ui/pages/train/a.cpp", "\"ui/pages/draw/a.h\"", no);
        row("ui/pages/train/a.cpp", "\"ui/session/training/a.h\"", yes);
        row("ui/pages/train/a.cpp", "\"ui/session/trials/a.h\"", no);
        row("ui/pages/challenge/a.cpp", "\"ui/session/trials/a.h\"", yes);
        row("ui/pages/new/a.cpp", "<QWidget>", no);
        row("ui/widgets/a.cpp", "\"ui/pages/train/a.h\"", no);
        row("ui/widgets/a.cpp", "\"ui/session/common/a.h\"", no);
        row("ui/fields/a.cpp", "\"ui/session/common/a.h\"", yes);
        row("ui/fields/a.cpp", "\"ui/pages/train/a.h\"", no);
        row("ui/report/a.cpp", "\"ui/widgets/a.h\"", no);
        row("ui/window/a.cpp", "\"ui/pages/train/a.h\"", yes);
        row("ui/session/tasks/a.cpp", "\"ui/session/draw/a.h\"", no);
        row("ui/session/learn/a.cpp", "\"ui/session/tasks/a.h\"", yes);
        row("ui/session/challenge/a.cpp", "\"ui/session/studies/a.h\"", yes);
        row("ui/session/studies/a.cpp", "\"ui/session/challenge/a.h\"", no);
        row("ui/session/learn/a.cpp", "\"ui/session/trials/a.h\"", no);
        row("ui/pages/learn/a.cpp", "\"ui/session/learn/a.h\"", yes);
        row("ui/pages/learn/a.cpp", "\"ui/session/challenge/a.h\"", no);
        row("ui/session/runs/a.cpp", "\"ui/session/trials/a.h\"", no);
        row("ui/session/common/a.h", "<QWidget>", no);
        row("ui/session/common/a.h", "<QtWidgets/QLabel>", no);
        row("ui/session/common/a.h", "<QCoreApplication>", yes);
        row("ui/session/common/a.h", "<QThread>", yes);
        row("ui/session/common/a.h", "\"ui/report/a.h\"", no);
        row("ui/session/common/a.cpp", "\"a.h\"", no);
        row("ui/session/common/a.cpp", "\"../../report/a.h\"", no);
        row("tests/core/tst_a.cpp", "\"tst_a.moc\"", yes);
    }

    void madeUp() {
        QFETCH(QString, path);
        QFETCH(QString, include);
        QFETCH(bool, allowed);
        const QString text = "#pragma once\n\n  # include " + include + "  // why\n";
        const QStringList found = violations(path, text);
        QCOMPARE(found.size(), allowed ? 0 : 1);
        if (!allowed) QVERIFY(found[0].startsWith(path + ":3 includes "));
        QVERIFY(violations(path, "// #include " + include + "\n").isEmpty());
    }
};

ONESHOT_TEST(TestBoundaries)
#include "tst_boundaries.moc"
