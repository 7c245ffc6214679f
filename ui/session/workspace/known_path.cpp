#include "ui/session/workspace/known_path.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "core/base/error.h"
#include "core/files/container.h"
#include "core/files/file_kind.h"
#include "core/runs/run_record.h"

namespace oneshot::session {
namespace {

constexpr qint64 headBytes = 64 << 10;
const QString labelsOfLake = QStringLiteral("class_labels.txt");

QByteArray headOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(headBytes) : QByteArray();
}

bool isReport(const QString& path) try {
    readReportedRun(path.toStdString());
    return true;
} catch (const std::exception&) {
    return false;
}

/// Whether the archive has the lists of Lake's runs in it.
bool holdsLakeRuns(const QString& path) try {
    ContainerRequest request;
    request.wanted = [](const std::string& file) { return file.ends_with("class_labels.txt"); };
    return !Container(path.toStdString(), request).content().files.empty();
} catch (const std::exception&) {  // whoever opens it as data says what is wrong with it
    return false;
}

PathKind kindOfFolder(const QDir& folder) {
    if (folder.exists(QStringLiteral("run.json"))) return PathKind::Run;
    if (folder.exists(QStringLiteral("search.json"))) return PathKind::Search;
    if (!folder.entryList({QStringLiteral("*.tfevents.*")}, QDir::Files).isEmpty()) return PathKind::EventFiles;
    for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (folder.exists(name + u'/' + labelsOfLake)) return PathKind::LakeRuns;
    return PathKind::Data;
}

PathKind kindOfJson(const QString& path) {
    const QByteArray head = headOf(path);
    if (head.contains("\"dictionary\"") && head.contains("\"rt_ms\"")) return PathKind::Answers;
    if (head.contains("\"oneshot-study-export\"")) return PathKind::Answers;
    if (head.contains("\"oneshot-study\"")) return PathKind::Study;  // "strokes" is a model too
    if (head.contains("\"strokes\"") && head.contains("\"side\"")) return PathKind::Drawing;
    return isReport(path) ? PathKind::Report : PathKind::Other;
}

PathKind kindOfText(const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("json")) return kindOfJson(path);
    if (suffix == QStringLiteral("md")) return PathKind::Document;
    if (suffix != QStringLiteral("csv") && suffix != QStringLiteral("tsv")) return PathKind::Other;
    const QByteArray heading = headOf(path).split('\n').first();
    return heading.contains("participant,") && heading.contains(",rt_ms,") ? PathKind::Answers : PathKind::Data;
}

PathKind kindOfFile(const QString& path, FileKind kind) {
    switch (kind) {
        case FileKind::SafeTensors:
            return PathKind::Weights;
        case FileKind::Pdf:
        case FileKind::WebPage:
            return PathKind::Document;
        case FileKind::Text:
            return kindOfText(path);
        case FileKind::Zip:
            return holdsLakeRuns(path) ? PathKind::LakeRuns : PathKind::Data;
        case FileKind::Tar:
        case FileKind::Idx:
            return PathKind::Data;
        default:
            break;
    }
    if (isImageKind(kind)) return PathKind::Drawing;
    return isPacked(kind) ? PathKind::Data : PathKind::Other;
}

QString otherWords(FileKind kind, const QString& path) {
    const std::string remedy = remedyAsData(kind);
    return QCoreApplication::translate("KnownPath", "it is %1, which the workbench does not open. %2")
        .arg(QString::fromStdString(describeNamed(kind, path.toStdString())), QString::fromStdString(remedy))
        .trimmed();
}

}  // namespace

KnownPath recognise(const QString& path) {
    const QFileInfo info(path);
    KnownPath known{info.absoluteFilePath()};
    if (!info.exists()) {
        known.kind = PathKind::Missing;
        known.words = QCoreApplication::translate("KnownPath", "it is not there.");
        return known;
    }
    if (info.isDir()) {
        known.kind = kindOfFolder(QDir(known.path));
        return known;
    }
    const FileKind kind = fileKindAt(known.path.toStdString());
    known.kind = kindOfFile(known.path, kind);
    if (known.kind == PathKind::Other) known.words = otherWords(kind, known.path);
    return known;
}

}  // namespace oneshot::session
