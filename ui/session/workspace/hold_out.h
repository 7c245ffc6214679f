#pragma once

#include <optional>

#include "core/data/split_data.h"
#include "ui/session/workspace/data_choice.h"

namespace oneshot::session {

/// Holds a part of the data in use out of trainings, to validate on it: whole alphabets, or characters where there is
/// one alphabet. Both choices then say so as SPECs, so that a run and the command line know the same.
class HoldOut {
  public:
    /// background: what is learnt from. Both must outlive it.
    HoldOut(DataChoice& background, DataChoice& validation) : background_(background), validation_(validation) {}

    /// What can be held out now; SplitNames::most is 0 where nothing can be (yet). Not of built-in glyphs, of which
    /// others can be made.
    SplitNames names() const;
    QStringList heldOut() const;  ///< names that are held out of the data in use; none: nothing is
    bool isSplit() const;         ///< the data in use lack a part that was held out, whatever is validated on now
    /// Holds out so many of names(), others than before where some are. The same seed takes the same ones.
    void choose(int count, std::uint64_t seed);
    void takeBack();  ///< learns from all again, and validates on nothing if it was on a part; only if isSplit()

  private:
    /// What choose() split last, and into what.
    struct Split {
        DataSpec whole;
        SplitNames names;
        SplitData parts;
    };
    const Split* made() const;  ///< null: what is learnt from is not what choose() made of it
    std::optional<DataSpec> whole() const;

    DataChoice& background_;
    DataChoice& validation_;
    std::optional<Split> split_;
};

}  // namespace oneshot::session
