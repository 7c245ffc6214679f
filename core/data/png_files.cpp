#include "core/data/png_files.h"

#include <atomic>

#include "core/data/error.h"
#include "core/data/parallel.h"
#include "core/data/png.h"

namespace oneshot {

std::vector<Image> decodePngFiles(const std::vector<const ContainedFile*>& files,
                                  const std::filesystem::path& container,
                                  const std::function<void(std::int64_t, std::int64_t)>& progress) {
    constexpr std::int64_t mostPixels = 1LL << 32;
    std::vector<Image> images(files.size());
    std::atomic<std::int64_t> pixels = 0;
    parallelFor(
        static_cast<std::int64_t>(files.size()),
        [&](std::int64_t i) {
            images[i] = decodePng(files[i]->bytes, (container / files[i]->path).string());
            if ((pixels += static_cast<std::int64_t>(images[i].pixels.size())) > mostPixels)
                throw Error(ErrorCode::BadData, container.string(),
                            "holds images of more than " + std::to_string(mostPixels) + " pixels in all",
                            "Scale them down or select fewer.");
        },
        progress);
    return images;
}

}  // namespace oneshot
