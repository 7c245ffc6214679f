#include "core/data/image_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "core/base/parallel.h"
#include "core/files/decoded_image.h"
#include "core/files/image_files.h"

namespace oneshot {
namespace {

using Ink = ImageReading::Ink;
using Progress = std::function<void(std::int64_t, std::int64_t)>;

bool showsOtherInk(const Image& brightness, bool lightInk) {
    const auto [min, max] = std::ranges::minmax(brightness.pixels);
    const ImageBorder border(brightness);
    return min != max && border.isPaper() && border.isDark() != lightInk;
}

Paper paperOf(const ImageReading& reading) {
    if (!reading.inkIsGiven) return Paper::Guessed;
    return reading.ink == Ink::Light ? Paper::Black : Paper::White;
}

/// Reads the files once, and those of 16 bits once more if white proves not to be the full value.
class SetReader {
  public:
    SetReader(Container& container, const std::vector<std::size_t>& chosen, const ImageReading& reading,
              const std::vector<std::size_t>& all)
        : container_(container), reading_(reading), files_(container.content().files.size()) {
        set_.images.resize(chosen.size());
        for (std::size_t i = 0; i < chosen.size(); ++i) files_[chosen[i]].kept = &set_.images[i];
        constexpr std::size_t maxBorders = 64;
        const std::size_t borders = reading.ink == Ink::ByBorders ? std::min(maxBorders, all.size()) : 0;
        for (std::size_t i = 0; i < borders; ++i) files_[all[i * all.size() / borders]].borderCounts = true;
        wanted_.resize(files_.size());
        for (const std::vector<std::size_t>* part : {&chosen, &all})
            for (const std::size_t file : *part) wanted_[file] = true;
    }

    ImageSet read(const Progress& progress) {
        set_.white = reading_.white.value_or(fullSample);
        container_.workOn(
            wanted_, [&](std::size_t i, const ContainedFile& file) { look(file, files_[i]); }, progress);
        set_.sixteenBits = std::ranges::count_if(files_, &File::isSixteenBits);
        if (!reading_.white) findWhite();
        if (set_.fewerBits > 0) readAgain(progress);
        makeInk();
        return std::move(set_);
    }

  private:
    /// What is known about a file of the container.
    struct File {
        DecodedFile* kept = nullptr;  ///< receives its pixels; null if it is not chosen
        bool borderCounts = false, isSixteenBits = false;
        int borderIsDark = -1, maxSample = -1;  ///< -1: unknown
    };

    static void fail(File& file, const Error& problem) {
        if (file.kept) *file.kept = {{}, problem};
    }

    static bool takeProblem(const ContainedFile& contained, File& file) {
        if (contained.problem) fail(file, *contained.problem);
        return contained.problem.has_value();
    }

    void look(const ContainedFile& contained, File& file) {
        if (takeProblem(contained, file)) return;
        file.isSixteenBits = isSixteenBitImage(contained.bytes);
        const bool mayShowWhite = file.isSixteenBits && !reading_.white && !whiteIsFull_;
        if (file.kept || file.borderCounts || mayShowWhite) decode(contained, file);
    }

    void decode(const ContainedFile& contained, File& file) {
        if (file.kept && pixels_ > reading_.maxPixels) throw tooManyPixels();
        std::optional<DecodedImage> image;
        try {
            image =
                decodeImage(contained.bytes, container_.name() + "/" + contained.path, {set_.white, paperOf(reading_)});
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadData) throw;
            return fail(file, error);
        }
        if (file.isSixteenBits) file.maxSample = image->maxSample.value_or(-1);
        if (file.maxSample >= 0 && likelyWhite(file.maxSample) == fullSample) whiteIsFull_ = true;
        if (file.borderCounts) file.borderIsDark = ImageBorder(image->image).isDark();
        if (file.kept) keep(std::move(*image), *file.kept);
    }

    void keep(DecodedImage image, DecodedFile& kept) {
        pixels_ += std::ssize(image.image.pixels) - std::ssize(kept.image.pixels);
        if (pixels_ > reading_.maxPixels) throw tooManyPixels();
        static_cast<DecodedImage&>(kept) = std::move(image);
    }

    Error tooManyPixels() const {
        return Error(ErrorCode::BadData, container_.name(),
                     fmt::format("holds images of more than {} pixels in all", reading_.maxPixels),
                     "Scale them down or select fewer.");
    }

    void findWhite() {
        int max = -1;
        for (const File& file : files_) max = std::max(max, file.maxSample);
        if (max < 0) return;
        set_.white = likelyWhite(max);
        if (set_.white != fullSample)
            set_.fewerBits = std::ranges::count_if(files_, [](const File& file) { return file.maxSample >= 0; });
    }

    void readAgain(const Progress& progress) {
        std::vector<bool> again(files_.size());
        for (std::size_t i = 0; i < files_.size(); ++i)
            again[i] = files_[i].maxSample >= 0 && (files_[i].kept || files_[i].borderCounts);
        container_.workOn(
            again,
            [&](std::size_t i, const ContainedFile& file) {
                if (!takeProblem(file, files_[i])) decode(file, files_[i]);
            },
            progress);
    }

    void makeInk() {
        set_.lightInk = reading_.ink == Ink::Light ||
                        (reading_.ink == Ink::ByBorders && std::ranges::count(files_, 1, &File::borderIsDark) >
                                                               std::ranges::count(files_, 0, &File::borderIsDark));
        parallelFor(std::ssize(set_.images), [&](std::int64_t i) {
            DecodedFile& file = set_.images[i];
            if (file.problem) return;
            file.showsOtherInk = !file.alphaIsInk && showsOtherInk(file.image, set_.lightInk);
            if (!set_.lightInk || file.alphaIsInk) invert(file.image);
        });
    }

    Container& container_;
    const ImageReading& reading_;
    ImageSet set_;
    std::vector<File> files_;  ///< parallel to content().files
    std::vector<bool> wanted_;
    std::atomic<std::int64_t> pixels_ = 0;   ///< of the kept images
    std::atomic<bool> whiteIsFull_ = false;  ///< no further image can show another
};

}  // namespace

ImageSet readImages(Container& container, const std::vector<std::size_t>& chosen, const ImageReading& reading,
                    const std::vector<std::size_t>& all, const Progress& progress) {
    return SetReader(container, chosen, reading, all).read(progress);
}

}  // namespace oneshot
