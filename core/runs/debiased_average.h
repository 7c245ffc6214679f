#pragma once

namespace oneshot {

/// Exponential moving average without the pull towards zero at its start (Adam's correction: Kingma & Ba 2015,
/// section 3): the average of a constant is that constant from the first value on.
class DebiasedAverage {
  public:
    /// weight: of the past, in [0, 1).
    explicit DebiasedAverage(double weight = 0.95) : weight_(weight) {}

    double add(double value) {
        sum_ = weight_ * sum_ + (1 - weight_) * value;
        norm_ = weight_ * norm_ + (1 - weight_);
        return sum_ / norm_;
    }

  private:
    double weight_, sum_ = 0, norm_ = 0;
};

}  // namespace oneshot
