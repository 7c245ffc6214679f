#include "ui/pages/draw/threshold_field.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <utility>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

ThresholdField::ThresholdField(const session::RejectionFinder& finder)
    : finder_(finder),
      value_(new QDoubleSpinBox),
      reset_(flatButton("draw.threshold.reset", "reset", {}, tr("Back to the threshold found on validation tasks"))),
      text_(textLabel("draw.threshold.text")) {
    value_->setObjectName(QStringLiteral("draw.threshold"));
    value_->setRange(-1e6, 1e6);
    value_->setFixedWidth(84);
    value_->setSpecialValueText(QStringLiteral("–"));  // while it is not known
    value_->setKeyboardTracking(false);

    setLayout(rowLayout(6, {fieldCaption(tr("\"None of these\" under"), value_), value_, reset_, Gap{6}, {text_, 1}}));
    value_->setAccessibleName(tr("Threshold of none of these"));

    connect(value_, &QDoubleSpinBox::valueChanged, this, [this](double value) { setOwn(value); });
    connect(reset_, &QToolButton::clicked, this, [this] { setOwn({}); });
    connect(&finder_, &session::RejectionFinder::changed, this, [this] {
        showState();
        Q_EMIT changed();
    });
    showState();
}

std::optional<double> ThresholdField::threshold() const {
    if (own_) return own_;
    const RejectionThreshold* found = finder_.threshold(ways_);
    return found ? std::optional(found->evidence) : std::nullopt;
}

QString ThresholdField::text(double evidence) const {
    return QLocale().toString(evidence, 'f', value_->decimals());
}

void ThresholdField::setModel(const ModelPtr& model, bool another) {
    const ScoreKind kind = model ? model->scoreKind() : kind_;
    if (std::exchange(kind_, kind) != kind || another) own_.reset();
    showState();
}

void ThresholdField::setWays(int ways) {
    if ((std::exchange(ways_, ways) == 1) != (ways == 1)) own_.reset();
    showState();
}

void ThresholdField::setOwn(std::optional<double> own) {
    own_ = own;
    showState();
    Q_EMIT changed();
}

void ThresholdField::showState() {
    const RejectionThreshold* found = finder_.threshold(ways_);
    const bool cosine = kind_ == ScoreKind::Cosine;
    const QSignalBlocker quiet(value_);
    value_->setDecimals(cosine ? 2 : 1);
    value_->setSingleStep(cosine ? 0.01 : 0.1);
    const std::optional<double> value = threshold();
    value_->setEnabled(value.has_value());
    value_->setValue(value.value_or(value_->minimum()));
    reset_->setEnabled(own_.has_value() && found);
    if (!found) {
        const QString problem = finder_.problem(ways_);
        text_->setText(problem.isEmpty() && finder_.busy() ? tr("being found on tasks of built-in glyphs") : problem);
        return;
    }
    const Accuracy kept = found->acceptedFrom(*value), refused = found->rejectedUnder(*value);
    text_->setText(tr("accepts %1 % that belong,\nrejects %2 % that do not")
                       .arg(QLocale().toString(kept.percent(), 'f', 0), QLocale().toString(refused.percent(), 'f', 0)));
    text_->setToolTip((ways_ == 1 ? tr("Of %1 drawings of built-in glyphs, each once with its character alone and once "
                                       "with another of its alphabet alone. What is compared with the threshold is the "
                                       "score.")
                                  : tr("Of %1 tasks of built-in glyphs, 20-way within an alphabet, each once with and "
                                       "once without its character. What is compared with the threshold is the best "
                                       "score plus its lead over the second."))
                          .arg(kept.total));
}

}  // namespace oneshot::ui
