#include "ui/session/learn/shipped_model.h"

namespace oneshot::session {

ShippedModel::ShippedModel(ModelLibrary& library) : library_(library), model_(library.model(ModelLibrary::shipped)) {
    connect(&library_, &ModelLibrary::changed, this, [this](const QString& id) {
        if (id == ModelLibrary::shipped) take();
    });
    if (!model_) library_.open(ModelLibrary::shipped);
}

QString ShippedModel::problem() const {
    return model_ ? QString() : library_.problem(ModelLibrary::shipped);
}

void ShippedModel::take() {
    model_ = library_.model(ModelLibrary::shipped);
    Q_EMIT changed();
}

}  // namespace oneshot::session
