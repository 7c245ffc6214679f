#include "ui/session/workspace/hold_out.h"

#include "core/base/error.h"

namespace oneshot::session {
namespace {

std::optional<DataSpec> specOf(const DataChoice& choice) {
    if (choice.spec().isEmpty()) return {};
    try {
        return parseDataSpec(choice.spec().toStdString());
    } catch (const Error&) {  // it is none, which is said where it was chosen
        return {};
    }
}

bool isOpen(const DataChoice& choice) {
    return !choice.isOpening() && choice.error().isEmpty() && choice.dataset();
}

}  // namespace

const HoldOut::Split* HoldOut::made() const {
    return split_ && specOf(background_) == split_->parts.background ? &*split_ : nullptr;
}

/// Returns the data of which a part is held out; nothing if none is.
std::optional<DataSpec> HoldOut::whole() const {
    if (const Split* split = made()) return split->whole;
    const std::optional<DataSpec> background = specOf(background_), validation = specOf(validation_);
    return background && validation ? joined({*background, *validation}) : std::nullopt;
}

SplitNames HoldOut::names() const {
    if (background_.isGlyphs() || !isOpen(background_)) return {};
    if (const Split* split = made()) return split->names;
    std::vector<const Dataset*> datasets{background_.dataset().get()};
    if (whole()) {
        if (!isOpen(validation_)) return {};
        datasets.push_back(validation_.dataset().get());
    }
    return splitNames(datasets);
}

QStringList HoldOut::heldOut() const {
    const std::optional<DataSpec> background = specOf(background_), validation = specOf(validation_);
    const Split* split = made();
    const bool isPart = split ? validation == split->parts.validation : whole().has_value();
    if (!isPart) return {};
    const bool areCharacters = validation->alphabets == background->alphabets;  // of the same ones
    QStringList names;
    for (const std::string& name : areCharacters ? validation->characters : validation->alphabets)
        names += QString::fromStdString(name);
    return names;
}

bool HoldOut::isSplit() const {
    return whole().has_value();
}

void HoldOut::choose(int count, std::uint64_t seed) {
    const SplitNames all = names();
    if (count < all.least || count > all.most) return;
    const DataSpec data = whole().value_or(parseDataSpec(background_.spec().toStdString()));
    const SplitData parts = split(data, all, count, seed);
    split_ = {data, all, parts};
    validation_.choose(QString::fromStdString(toString(parts.validation)));  // first: what is proposed is for others
    background_.choose(QString::fromStdString(toString(parts.background)));
}

void HoldOut::takeBack() {
    const std::optional<DataSpec> data = whole();
    if (!data) return;
    if (!heldOut().isEmpty()) validation_.choose({});
    background_.choose(QString::fromStdString(toString(*data)));
}

}  // namespace oneshot::session
