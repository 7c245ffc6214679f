#include "ui/pages/draw/threshold_field.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <utility>

#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

ThresholdField::ThresholdField(const session::RejectionFinder& finder)
    : finder_(finder),
      value_(new QDoubleSpinBox),
      reset_(flatButton("draw.threshold.reset", "reset", {}, tr("Back to the threshold found on validation tasks"))),
      text_(textLabel("draw.threshold.text")) {
    value_->setObjectName(QStringLiteral("draw.threshold"));
    value_->setRange(-99'999, 99'999);
    value_->setSpecialValueText(QStringLiteral("–"));  // while it is not known
    value_->setKeyboardTracking(false);

    QLayout* line = rowLayout(6, {fieldCaption(tr("\"None of these\" under"), value_), value_, reset_, Filler{}});
    setLayout(columnLayout(4, {line, text_}));
    value_->setAccessibleName(tr("Threshold of none of these"));
    explain(value_, "threshold");

    connect(value_, &QDoubleSpinBox::valueChanged, this, [this](double value) { setOwn(value); });
    connect(reset_, &QToolButton::clicked, this, [this] { setOwn({}); });
    connect(&finder_, &session::RejectionFinder::changed, this, [this] {
        showState();
        Q_EMIT changed();
    });
    showState();
}

std::optional<double> ThresholdField::threshold() const {
    const RejectionThreshold* found = this->found();
    return own_ || !found ? own_ : std::optional(found->evidence);
}

/// Returns what was found for the support set; null: it is not known, or there is nothing to compare with.
const RejectionThreshold* ThresholdField::found() const {
    return ways_ > 0 ? finder_.threshold(ways_) : nullptr;
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
    const RejectionThreshold* found = this->found();
    const bool cosine = kind_ == ScoreKind::Cosine;
    const QSignalBlocker quiet(value_);
    value_->setDecimals(cosine ? 2 : 1);
    value_->setSingleStep(cosine ? 0.01 : 0.1);
    const std::optional<double> value = ways_ > 0 ? threshold() : std::nullopt;
    value_->setEnabled(value.has_value());
    value_->setValue(value.value_or(value_->minimum()));
    reset_->setEnabled(own_.has_value() && found);
    if (!found) {
        const QString problem = finder_.problem(ways_);
        text_->setText(ways_ == 0                            ? QString()
                       : problem.isEmpty() && finder_.busy() ? tr("being found on tasks of built-in glyphs")
                                                             : problem);
        text_->setToolTip({});
        return;
    }
    const double used = own_.value_or(found->evidence);
    const Accuracy kept = found->acceptedFrom(used), refused = found->rejectedUnder(used);
    text_->setText(tr("accepts %1 % that belong, rejects %2 % that do not")
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
