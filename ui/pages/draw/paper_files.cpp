#include "ui/pages/draw/paper_files.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QMimeData>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/drawing/sketch_json.h"
#include "core/files/image_files.h"
#include "core/files/png.h"
#include "ui/fields/dataset_field.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/drawing_canvas.h"

namespace oneshot::ui {
namespace {

constexpr std::int64_t maxFileBytes = 64LL << 20;

/// What a file holds for the paper.
struct PaperFile {
    std::optional<Image> image;
    std::vector<SketchStroke> strokes;
};

PaperFile readPaperFile(const std::string& path) {
    const std::vector<std::uint8_t> bytes = readFileBytes(path, maxFileBytes);
    if (!bytes.empty() && bytes[0] == '{')
        return {{}, parseSketchJson({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path)};
    return {fitToPaper(decodeInk(bytes, path)), {}};
}

/// Encodes the image as PNG first, so that it is read as files are.
Image paperOf(const QImage& pasted) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!pasted.save(&buffer, "PNG")) throw Error(ErrorCode::BadData, "the image", "cannot be read", "Use another.");
    return fitToPaper(
        decodeInk({reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())},
                  "the image"));
}

bool isSet(const QString& path) {
    return QFileInfo(path).isDir() || path.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive);
}

/// "*.png *.jpg ..." of a file dialog.
QString imagePatterns() {
    QStringList patterns;
    for (const char* ending : imageEndings) patterns << QStringLiteral("*") + QLatin1String(ending);
    return patterns.join(QLatin1Char(' '));
}

}  // namespace

PaperFiles::PaperFiles(DrawingCanvas& canvas, QWidget* parent) : QObject(parent), canvas_(canvas), parent_(parent) {
    for (session::Worker* worker : {&reader_, &saver_})
        connect(worker, &session::Worker::failed, this, [this](const QString& why) { Q_EMIT told(why, true); });
}

void PaperFiles::openPath(const QString& path) {
    Q_EMIT told({}, false);
    leftOut_ = 0;
    if (isSet(path)) {
        Q_EMIT setFound(path);
        return;
    }
    reader_.run([path](const session::Worker::Control&) { return readPaperFile(path.toStdString()); },
                [this](const PaperFile& file) {
                    if (file.image)
                        canvas_.place(*file.image);
                    else
                        canvas_.open(file.strokes);
                    tellLeftOut();
                });
}

void PaperFiles::openPaths(const QStringList& paths) {
    openPath(paths.first());
    leftOut_ = static_cast<int>(paths.size()) - 1;
}

bool PaperFiles::take(const QMimeData* mime) {
    if (!mime) return false;
    if (const QStringList paths = DatasetField::droppedPaths(mime); !paths.isEmpty()) {
        openPaths(paths);
        return true;
    }
    if (!mime->hasImage()) return false;
    Q_EMIT told({}, false);
    reader_.run([pasted = qvariant_cast<QImage>(mime->imageData())](
                    const session::Worker::Control&) { return paperOf(pasted); },
                [this](const Image& image) { canvas_.place(image); });
    return true;
}

void PaperFiles::tellLeftOut() {
    if (const int leftOut = std::exchange(leftOut_, 0); leftOut > 0)
        Q_EMIT told(session::counted(leftOut, tr("1 more file was left out: one is opened at a time."),
                                     tr("%1 more files were left out: one is opened at a time.")),
                    false);
}

void PaperFiles::save(const QString& path, std::function<std::string()> bytes) {
    if (saver_.busy()) {
        Q_EMIT told(tr("Another file is still being saved. Save again once it is there."), true);
        return;
    }
    saver_.run(
        session::Job::saving(path),
        [path, bytes = std::move(bytes)](const session::Worker::Control&) {
            saveFile(path.toStdString(), bytes());
            return path;
        },
        [this](const QString& done) { Q_EMIT told(tr("Saved in %1").arg(done), false); });
}

void PaperFiles::saveImage(const QString& path) {
    save(path, [image = canvas_.sketch().drawing().image] {
        const std::vector<std::uint8_t> png = encodePng(image);
        return std::string(png.begin(), png.end());
    });
}

void PaperFiles::saveStrokes(const QString& path) {
    save(path, [sketch = canvas_.sketch()] { return sketchJson(sketch); });
}

void PaperFiles::copy() {
    const std::vector<std::uint8_t> png = encodePng(canvas_.sketch().drawing().image);
    QApplication::clipboard()->setImage(QImage::fromData(png.data(), static_cast<int>(png.size()), "PNG"));
    Q_EMIT told(tr("The drawing is in the clipboard."), false);
}

void PaperFiles::paste() {
    if (!take(QApplication::clipboard()->mimeData())) Q_EMIT told(tr("There is no image in the clipboard."), true);
}

void PaperFiles::askToOpen() {
    askWhatToOpen(parent_,
                  {QStringLiteral("draw"), tr("Open an image, strokes or a set"),
                   tr("Images, strokes and sets (%1 *.json *.zip);;All files (*)").arg(imagePatterns())},
                  [this](const QString& path) { openPath(path); });
}

void PaperFiles::askToSaveImage() {
    askWhereToSave(
        parent_,
        {QStringLiteral("draw"), tr("Save the image"), QStringLiteral("drawing.png"), tr("PNG images (*.png)")},
        [this](const QString& path, bool) { saveImage(path); });
}

void PaperFiles::askToSaveStrokes() {
    askWhereToSave(
        parent_,
        {QStringLiteral("draw"), tr("Save the strokes"), QStringLiteral("drawing.json"), tr("Strokes (*.json)")},
        [this](const QString& path, bool) { saveStrokes(path); });
}

}  // namespace oneshot::ui
