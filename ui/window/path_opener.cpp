#include "ui/window/path_opener.h"

#include <QAbstractButton>
#include <QDesktopServices>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QUrl>
#include <utility>

#include "core/runs/run.h"
#include "core/runs/run_directory.h"
#include "core/search/search.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/paper_files.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/dialogs.h"

namespace oneshot::ui {

using session::KnownPath;
using session::PathKind;

namespace {

bool isIn(const std::filesystem::path& folder, const QString& path) {
    const QString parent = QFileInfo(QString::fromStdString(folder.string())).absoluteFilePath();
    return QFileInfo(path).absolutePath() == parent;
}

QString nameOf(const QString& path) {
    return QFileInfo(path).fileName();
}

}  // namespace

PathOpener::PathOpener(session::Workspace& workspace, const Places& places) : workspace_(workspace), places_(places) {
    QList<QWidget*> targets{places_.window, places_.draw};
    for (DatasetField* field : places_.train->findChildren<DatasetField*>()) targets += field;
    for (QWidget* target : targets) {
        target->setAcceptDrops(true);
        target->installEventFilter(this);
    }
    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) {
        warn(places_.window, QStringLiteral("open.refused"), tr("It could not be opened"), why);
    });
}

void PathOpener::open(const QStringList& paths) {
    recognise(paths, Target::Window);
}

void PathOpener::askForFile() {
    const QStringList filters{tr("All that can be opened (*.zip *.tar *.tgz *.gz *.bz2 *.xz *.zst *idx3-ubyte *.idx "
                                 "*.csv *.tsv *.safetensors *.json *.png *.jpg *.jpeg *.gif *.webp *.tif *.tiff *.bmp "
                                 "*.html *.pdf *.md)"),
                              tr("All files (*)")};
    askWhatToOpen(
        places_.window,
        {QStringLiteral("open"), tr("Open data, weights, a drawing or a report"), filters.join(QStringLiteral(";;"))},
        [this](const QString& path) { open({path}); });
}

void PathOpener::askForFolder() {
    askWhatToOpen(places_.window, {QStringLiteral("open"), tr("Open a folder of data, or a run"), {}},
                  [this](const QString& path) { open({path}); });
}

bool PathOpener::eventFilter(QObject* target, QEvent* event) {
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop) return false;
    auto* drop = static_cast<QDropEvent*>(event);
    const QStringList paths = DatasetField::droppedPaths(drop->mimeData());
    if (paths.isEmpty()) return false;
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) recognise(paths, targetOf(target));
    return true;
}

PathOpener::Target PathOpener::targetOf(const QObject* target) const {
    if (target == places_.draw) return Target::Paper;
    return target->objectName() == QStringLiteral("train.validation") ? Target::Validation : Target::Window;
}

void PathOpener::recognise(const QStringList& paths, Target target) {
    worker_.run(
        session::Job::opening(nameOf(paths.first())),
        [paths](const session::Worker::Control&) {
            QList<KnownPath> known;
            for (const QString& path : paths) known += session::recognise(path);
            return known;
        },
        [this, target](const QList<KnownPath>& known) { send(known, target); });
}

void PathOpener::send(const QList<KnownPath>& known, Target target) {
    QStringList data, models, drawings, refused;
    for (const KnownPath& path : known) {
        if (path.kind == PathKind::Data)
            (target == Target::Paper ? drawings : data) += path.path;
        else if (path.kind == PathKind::Weights || path.kind == PathKind::Run)
            models += path.path;
        else if (path.kind == PathKind::Drawing)
            drawings += path.path;
        else if (const QString why = openOther(path); !why.isEmpty())
            refused += QStringLiteral("%1: %2").arg(path.path, why);
    }
    if (!data.isEmpty()) useAsData(data, target);
    if (!models.isEmpty()) useAsModel(models);
    if (!drawings.isEmpty()) {
        Q_EMIT pageRequested(places_.draw);
        places_.draw->files()->openPaths(drawings);
    }
    if (!refused.isEmpty())
        warn(places_.window, QStringLiteral("open.refused"), tr("Not everything was opened"),
             refused.join(QStringLiteral("\n\n")));
}

void PathOpener::useAsData(const QStringList& paths, Target target) {
    const bool validates = target == Target::Validation;
    session::DataChoice& choice = validates ? workspace_.validation() : workspace_.background();
    choice.choosePaths(paths);
    Q_EMIT told((validates ? tr("Validate on: %1") : tr("Dataset: %1")).arg(choice.name()));
}

/// The first becomes the model in use, the others are in its menu; runs of the home folder are shown besides.
void PathOpener::useAsModel(const QStringList& paths) {
    std::vector<std::filesystem::path> runs;
    for (const QString& path : paths)
        if (isIn(runsFolder(), path)) runs.emplace_back(path.toStdString());
    if (!runs.empty()) {
        Q_EMIT pageRequested(places_.runs);
        places_.runs->choose(runs);
    }
    workspace_.models().offer(paths);
    workspace_.chooseModel(paths.first());
    QString text = tr("Model: %1").arg(session::ModelLibrary::titleOf(paths.first()));
    if (paths.size() > 1) text += tr(" · the others are in its menu");
    Q_EMIT told(text);
}

QString PathOpener::openOther(const KnownPath& path) {
    switch (path.kind) {
        case PathKind::LakeRuns:
            Q_EMIT pageRequested(places_.tasks);
            places_.tasks->openLake(path.path);
            return {};
        case PathKind::Document:
            return QDesktopServices::openUrl(QUrl::fromLocalFile(path.path))
                       ? QString()
                       : tr("it is a document, and no program of this desktop opens it.");
        case PathKind::Report:
            openReport(path.path);
            return {};
        case PathKind::Search:
            return openSearch(path.path);
        case PathKind::Study:
            Q_EMIT studyRequested(path.path);
            return {};
        case PathKind::Answers:
            return tr(
                "it holds answers of people that were exported. Challenge lists the sessions of this computer; "
                "open the file with your program for tables or statistics.");
        case PathKind::EventFiles:
            return tr("it is a folder of TensorBoard's event files. Show it with tensorboard --logdir %1.")
                .arg(path.path);
        default:
            return path.words;
    }
}

/// Takes the settings and data of the run that it is a report of; nothing is started.
void PathOpener::openReport(const QString& path) {
    worker_.run(
        session::Job::opening(nameOf(path)),
        [path](const session::Worker::Control&) { return repeatedRun(path.toStdString()); },
        [this, path](const RunRequest& run) {
            Q_EMIT pageRequested(places_.train);
            places_.train->form()->setConfig(run.config);
            workspace_.chooseData(run);
            Q_EMIT told(tr("Settings and data of %1 are on Train").arg(nameOf(path)));
        });
}

QString PathOpener::openSearch(const QString& path) {
    if (!isIn(searchesFolder(), path))
        return tr("it is a search of settings. Runs shows those that are in %1: move it there.")
            .arg(QDir::toNativeSeparators(QString::fromStdString(searchesFolder().string())));
    Q_EMIT pageRequested(places_.runs);
    if (auto* searches = places_.runs->findChild<QAbstractButton*>(QStringLiteral("runs.searches"))) searches->click();
    return {};
}

}  // namespace oneshot::ui
