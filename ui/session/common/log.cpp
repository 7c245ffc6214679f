#include "ui/session/common/log.h"

#include <QDateTime>
#include <QFile>
#include <QMutexLocker>
#include <atomic>
#include <fstream>
#include <utility>

#include "core/base/error.h"
#include "core/base/save_file.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;

QMutex takerMutex;     ///< protects taker
Log* taker = nullptr;  ///< the log that takes Qt's messages
std::atomic<QtMessageHandler> handlerBefore = nullptr;

void takeMessage(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    {
        const QMutexLocker lock(&takerMutex);
        if (taker && type != QtDebugMsg && type != QtInfoMsg) taker->add(text);
    }
    if (const QtMessageHandler before = handlerBefore) before(type, context, text);
}

void append(const fs::path& file, const QByteArray& text) {
    fs::create_directories(file.parent_path());
    std::error_code none;
    const std::uintmax_t size = fs::file_size(file, none);
    if (!none && size + static_cast<std::uintmax_t>(text.size()) > Log::maxFileBytes)
        fs::rename(file, file.string() + ".old");
    std::ofstream out(file, std::ios::binary | std::ios::app);
    out.write(text.constData(), text.size()).flush();
    if (!out)
        throw Error(ErrorCode::Failed, file.string(), "cannot be written",
                    "Allow writing to its folder, or make room.");
}

/// Replaces the file by one without the lines that hold the text.
void removeLines(const fs::path& file, const QByteArray& text) {
    QFile before(QString::fromStdString(file.string()));
    if (!before.open(QIODevice::ReadOnly)) return;
    QByteArray kept;
    bool found = false;
    while (!before.atEnd()) {
        const QByteArray line = before.readLine();
        if (line.contains(text))
            found = true;
        else
            kept += line;
    }
    if (found) saveFile(file, {kept.constData(), static_cast<std::size_t>(kept.size())});
}

}  // namespace

Log::Log(fs::path file) : file_(std::move(file)) {
    const QMutexLocker lock(&takerMutex);
    if (taker) return;
    taker = this;
    handlerBefore = qInstallMessageHandler(takeMessage);
}

Log::~Log() {
    {
        const QMutexLocker lock(&takerMutex);
        if (taker == this) {
            taker = nullptr;
            qInstallMessageHandler(handlerBefore);
        }
    }
    blockSignals(true);
    write();
}

void Log::add(const QString& text) {
    const QString line = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss  ")) + text;
    const QMutexLocker lock(&mutex_);
    lines_ += line;
    if (lines_.size() > maxLines) lines_.removeFirst();
    unwritten_ += line;
    if (!std::exchange(announced_, true)) QMetaObject::invokeMethod(this, &Log::write, Qt::QueuedConnection);
}

QStringList Log::lines() const {
    const QMutexLocker lock(&mutex_);
    return lines_;
}

void Log::forget(const QString& text) {
    write();
    {
        const QMutexLocker lock(&mutex_);
        lines_.removeIf([&](const QString& line) { return line.contains(text); });
    }
    queue_.run(
        [file = file_, bytes = text.toUtf8()] {
            for (const fs::path& one : {file, fs::path(file.string() + ".old")}) removeLines(one, bytes);
        },
        [] {},
        [this](const QString& why) {
            fileProblem_ = why;
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void Log::write() {
    QStringList lines;
    {
        const QMutexLocker lock(&mutex_);
        announced_ = false;
        lines.swap(unwritten_);
    }
    if (lines.isEmpty()) return;
    queue_.run([file = file_, text = (lines.join(u'\n') + u'\n').toUtf8()] { append(file, text); }, [] {},
               [this](const QString& why) {
                   fileProblem_ = why;
                   Q_EMIT changed();
               });
    Q_EMIT changed();
}

}  // namespace oneshot::session
