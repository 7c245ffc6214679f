#include "ui/session/trials/store_thread.h"

#include <exception>

namespace oneshot::session {

StoreThread::StoreThread(std::filesystem::path file, QObject* parent) : QObject(parent), file_(std::move(file)) {
    pool_.setMaxThreadCount(1);
    pool_.setExpiryTimeout(-1);  // the same thread for all work, as Qt's connections ask for
}

StoreThread::~StoreThread() {
    pool_.start([this] { store_.reset(); });
    pool_.waitForDone();
}

void StoreThread::start(std::function<std::function<void()>(TrialStore&)> work,
                        std::function<void(const QString&)> failed) {
    pool_.start([this, work = std::move(work), failed = std::move(failed)] {
        std::function<void()> finish;
        try {
            if (!store_) store_ = std::make_unique<TrialStore>(file_);
            finish = work(*store_);
        } catch (const std::exception& error) {
            finish = [failed, why = QString::fromStdString(error.what())] { failed(why); };
        }
        QMetaObject::invokeMethod(this, std::move(finish), Qt::QueuedConnection);
    });
}

}  // namespace oneshot::session
