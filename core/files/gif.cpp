#include "core/files/gif.h"

#include <gif_lib.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

int takeBytes(GifFileType* gif, GifByteType* to, int count) {
    auto& left = *static_cast<Bytes*>(gif->UserData);
    const std::size_t taken = std::min(left.size(), static_cast<std::size_t>(std::max(0, count)));
    std::copy_n(left.begin(), taken, to);
    left = left.subspan(taken);
    return static_cast<int>(taken);
}

struct Close {
    void operator()(GifFileType* gif) const {
        int ignored = 0;
        DGifCloseFile(gif, &ignored);
    }
};

class Reader {
  public:
    Reader(Bytes bytes, const std::string& name) : left_(bytes), name_(name) {
        int error = 0;
        gif_.reset(DGifOpen(&left_, takeBytes, &error));
        if (!gif_) fail(error);
    }

    DecodedImage decode(Paper paper) {
        if (!findPicture()) throw unsoundImage(name_, "GIF", "it holds no picture");
        DecodedImage result = readPicture(paper);
        try {
            result.holdsMore = findPicture();
        } catch (const Error&) {
            result.repaired = true;  // all pixels are there, the end is not
        }
        return result;
    }

  private:
    [[noreturn]] void fail(int error) const {
        const char* words = GifErrorString(error);
        throw unsoundImage(name_, "GIF", words ? words : "it is damaged");
    }
    void require(int status) const {
        if (status == GIF_ERROR) fail(gif_->Error);
    }

    GifRecordType nextRecord() {
        GifRecordType type = UNDEFINED_RECORD_TYPE;
        require(DGifGetRecordType(gif_.get(), &type));
        return type;
    }

    /// Reads up to the next picture; returns false if none follows.
    bool findPicture() {
        for (;;) switch (nextRecord()) {
                case IMAGE_DESC_RECORD_TYPE:
                    return true;
                case EXTENSION_RECORD_TYPE:
                    readExtension();
                    break;
                default:
                    return false;
            }
    }

    void readExtension() {
        int code = 0;
        GifByteType* block = nullptr;
        require(DGifGetExtension(gif_.get(), &code, &block));
        while (block) {
            GraphicsControlBlock control{};
            if (code == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
                transparent_ = control.TransparentColor;
            require(DGifGetExtensionNext(gif_.get(), &block));
        }
    }

    DecodedImage readPicture(Paper paper) {
        require(DGifGetImageDesc(gif_.get()));
        const GifImageDesc& picture = gif_->Image;
        const std::int64_t width = std::max<std::int64_t>(gif_->SWidth, std::int64_t{picture.Left} + picture.Width);
        const std::int64_t height = std::max<std::int64_t>(gif_->SHeight, std::int64_t{picture.Top} + picture.Height);
        requireImageSize(width, height, name_);
        requireImageSize(picture.Width, picture.Height, name_);
        const ColorMapObject* colours = picture.ColorMap ? picture.ColorMap : gif_->SColorMap;
        if (!colours) throw unsoundImage(name_, "GIF", "it has no palette");

        std::vector<std::uint8_t> rgba(static_cast<std::size_t>(4 * width * height));  // transparent
        std::vector<GifPixelType> row(static_cast<std::size_t>(picture.Width));
        const auto readRow = [&](int y) {
            require(DGifGetLine(gif_.get(), row.data(), picture.Width));
            std::uint8_t* to = &rgba[static_cast<std::size_t>(4 * ((picture.Top + y) * width + picture.Left))];
            for (const int index : row) {
                if (index != transparent_) {
                    if (index >= colours->ColorCount)
                        throw unsoundImage(name_, "GIF", "a pixel has a colour that its palette lacks");
                    const GifColorType& colour = colours->Colors[index];
                    to[0] = colour.Red;
                    to[1] = colour.Green;
                    to[2] = colour.Blue;
                    to[3] = 255;
                }
                to += 4;
            }
        };
        if (picture.Interlace) {
            for (const auto& [first, step] : {std::pair(0, 8), std::pair(4, 8), std::pair(2, 4), std::pair(1, 2)})
                for (int y = first; y < picture.Height; y += step) readRow(y);
        } else {
            for (int y = 0; y < picture.Height; ++y) readRow(y);
        }
        return compositeOn(paper, static_cast<int>(width), static_cast<int>(height), std::move(rgba));
    }

    Bytes left_;
    const std::string& name_;
    std::unique_ptr<GifFileType, Close> gif_;
    int transparent_ = NO_TRANSPARENT_COLOR;
};

}  // namespace

DecodedImage decodeGif(Bytes bytes, const std::string& name, const PixelReading& reading) {
    return Reader(bytes, name).decode(reading.paper);
}

}  // namespace oneshot
