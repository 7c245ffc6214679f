#include "ui/pages/draw/paper_files.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/drawing/sketch_json.h"
#include "core/files/container_files.h"
#include "core/files/image_files.h"
#include "core/files/png.h"
#include "ui/fields/dataset_field.h"
#include "ui/session/common/counted.h"
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
    askForFile(tr("Open an image, strokes or a set"),
               tr("Images, strokes and sets (%1 *.json *.zip);;All files (*)").arg(imagePatterns()), {},
               &PaperFiles::openPath);
}

void PaperFiles::askToSaveImage() {
    askForFile(tr("Save the image"), tr("PNG images (*.png)"), QStringLiteral("png"), &PaperFiles::saveImage);
}

void PaperFiles::askToSaveStrokes() {
    askForFile(tr("Save the strokes"), tr("Strokes (*.json)"), QStringLiteral("json"), &PaperFiles::saveStrokes);
}

void PaperFiles::askForFile(const QString& title, const QString& filter, const QString& suffix,
                            void (PaperFiles::*use)(const QString&)) {
    auto* dialog = new QFileDialog(parent_, title, {}, filter);
    dialog->setObjectName(QStringLiteral("draw.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(suffix.isEmpty() ? QFileDialog::AcceptOpen : QFileDialog::AcceptSave);
    dialog->setFileMode(suffix.isEmpty() ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, use);
    dialog->open();
}

}  // namespace oneshot::ui
