#include "tests/support/tiny_omniglot.h"

#include "core/data/data_ref.h"
#include "core/files/png.h"
#include "tests/support/files.h"

namespace oneshot::test {
namespace {

const char* const alphabetNames[] = {"Alpha", "Beta", "Gamma", "Delta", "Old_Epsilon", "Zeta_(new)"};

std::string twoDigits(int number) {
    std::string text = std::to_string(number);
    return text.size() < 2 ? text.insert(0, 1, '0') : text;
}

}  // namespace

Image numberedImage(int number) {
    constexpr int side = 12;
    Image image{1, side, side, std::vector<std::uint8_t>(side * side)};
    for (int i = 0; i < side; ++i) image.pixels[(number % 7 + 2) * side + i] = 255;
    for (int bit = 0; bit < side; ++bit)
        if (number >> bit & 1) image.pixels[bit] = 255;
    return image;
}

std::vector<ContainedFile> tinyOmniglot(int alphabets, int characters, int drawers, const std::string& top) {
    std::vector<ContainedFile> files;
    for (int a = 0; a < alphabets; ++a)
        for (int c = 1; c <= characters; ++c)
            for (int d = 1; d <= drawers; ++d) {
                const int number = (a * characters + c - 1) * drawers + d;
                files.push_back({top + alphabetNames[a] + "/character" + twoDigits(c) + "/" +
                                     std::to_string(1000 + a * characters + c) + "_" + twoDigits(d) + ".png",
                                 encodePng(numberedImage(number))});
            }
    return files;
}

Dataset tinyDataset(const std::vector<int>& charactersOfAlphabets, int drawers) {
    Dataset dataset;
    dataset.name = "tiny";
    std::vector<Drawing> drawings;
    for (std::size_t a = 0; a < charactersOfAlphabets.size(); ++a) {
        Alphabet& alphabet = dataset.alphabets.emplace_back(Alphabet{"Alphabet" + std::to_string(a + 1), {}});
        for (int c = 1; c <= charactersOfAlphabets[a]; ++c) {
            Character& character = alphabet.characters.emplace_back(Character{"character" + twoDigits(c), {}});
            for (int d = 1; d <= drawers; ++d) {
                character.drawings.push_back(static_cast<DrawingId>(drawings.size()));
                drawings.push_back({numberedImage(static_cast<int>(drawings.size())), d, {}, {}});
            }
        }
    }
    dataset.drawings = DrawingStore(std::move(drawings));
    dataset.sha256 = contentFingerprint(dataset);
    return dataset;
}

std::vector<ContainedFile> tinyLakeRuns(int runs, int ways, const std::string& top) {
    std::vector<ContainedFile> files;
    for (int r = 1; r <= runs; ++r) {
        const std::string run = "run" + twoDigits(r);
        std::string labels;
        for (int i = 0; i < ways; ++i) {
            const std::string test = run + "/test/item" + twoDigits(i + 1) + ".png";
            const std::string training = run + "/training/class" + twoDigits(i + 1) + ".png";
            files.push_back({top + test, encodePng(numberedImage(r * 1000 + i))});
            files.push_back({top + training, encodePng(numberedImage(r * 1000 + 500 + i))});
            labels += test + " " + run + "/training/class" + twoDigits((i * 3 + r) % ways + 1) + ".png\n";
        }
        files.push_back({top + run + "/class_labels.txt", bytesOf(labels)});
    }
    return files;
}

}  // namespace oneshot::test
