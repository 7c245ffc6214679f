#include "ui/session/challenge/model_opener.h"

#include <utility>

namespace oneshot::session {

ModelOpener::ModelOpener(ModelLibrary& library) : library_(library) {
    connect(&library_, &ModelLibrary::changed, this, [this](const QString& id) {
        const auto next = static_cast<qsizetype>(models_.size());
        if (next >= ids_.size() || ids_[next] != id) return;
        library_.model(id) ? goOn() : giveUp(id);
    });
}

void ModelOpener::open(const QStringList& ids) {
    cancel();
    ids_ = ids;
    goOn();
}

void ModelOpener::cancel() {
    ids_.clear();
    models_.clear();
}

void ModelOpener::giveUp(const QString& id) {
    cancel();
    Q_EMIT failed(library_.problem(id));
}

void ModelOpener::goOn() {
    while (static_cast<qsizetype>(models_.size()) < ids_.size()) {
        const QString id = ids_[static_cast<qsizetype>(models_.size())];
        ModelPtr model = library_.model(id);
        if (!model && id == ModelLibrary::live) return giveUp(id);  // which nobody opens
        if (!model) return library_.open(id);
        models_.push_back(std::move(model));
    }
    ids_.clear();
    Q_EMIT opened(std::exchange(models_, {}));
}

}  // namespace oneshot::session
