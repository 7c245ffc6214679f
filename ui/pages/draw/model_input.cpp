#include "ui/pages/draw/model_input.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/widgets/character_strip.h"

namespace oneshot::ui {

ModelInput::ModelInput(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setInput({});
}

void ModelInput::setInput(ImageBatch input) {
    input_ = std::move(input);
    setAccessibleName(input_.n ? tr("What the model receives: %1 by %2 pixels").arg(input_.width).arg(input_.height)
                               : tr("What the model receives: nothing yet"));
    update();
}

void ModelInput::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    if (input_.n > 0) {
        Image image{input_.channels, input_.height, input_.width, {}};
        for (const float ink : input_.image(0))
            image.pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(ink, 0.0F, 1.0F) * 255)));
        painter.drawImage(fitted(QSizeF(input_.width, input_.height), rect()),
                          inkImage(image, palette().color(QPalette::Text)));
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace oneshot::ui
