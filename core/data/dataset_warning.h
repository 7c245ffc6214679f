#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace oneshot {

/// Something that a person should know before learning from a dataset, found in its files or its content. It forbids
/// nothing.
struct DatasetWarning {
    enum class Kind {
        OneDrawing,          ///< characters with only one drawing: no task can ask for them
        Duplicates,          ///< drawings equal to an earlier one, pixel by pixel
        AlmostEmpty,         ///< images with less than a thousandth of ink, or all of one brightness
        SeveralPlaces,       ///< names of characters in several alphabets, like classes in train/ and test/
        SharedWithOther,     ///< characters that the other dataset also holds
        ClassWithoutImages,  ///< folders in place of classes, without an image that can be read
        PassedOver,          ///< files that are not readable images; subject: their ending, or "other"
        SystemFiles,         ///< hidden files and those left behind by systems
        NamesDecoded,        ///< names not in UTF-8; subject: the code page that they were read in
        OneCharacter,        ///< a single character: no task and no pair of different ones
        ColumnLeftOut,       ///< columns of a table that only number its rows; subject: the first one's name
        LabelCopyLeftOut,    ///< columns of a table that repeat the label; subject: the first one's name
        NameInData,          ///< a table's first line is read as data, but may be a header; subject: a word of it
        LabelsGuessed,       ///< no column's name or content shows the labels; subject: the column taken
        TurnedImages,        ///< EMNIST's images are turned and mirrored, and transpose is not given
        StrokesMissing,      ///< drawings without strokes among others that have some
        StrokesApart,        ///< strokes that lie mostly where the image has no ink
        StrokesBeside,       ///< strokes beside the images that are not read; subject: their file
        LeftOut,             ///< images that cannot be read, left out by skip-damaged=yes
        Repaired,            ///< images damaged outside of their pixels
        AlphaIsInk,          ///< images whose opacity is the drawing
        FewerBits,           ///< images of 16 bits with values of fewer; subject: the value of white
        OtherInk,            ///< images whose paper has the brightness of ink; subject: what they show
        MorePages            ///< images that hold further pictures: pages or an animation
    };
    Kind kind;
    std::int64_t count = 0;                  ///< number of characters, drawings, files, ...
    std::vector<std::string> examples = {};  ///< the first few: "Alphabet/character", with " #2" for its second drawing
    std::string subject = {};                ///< what else the sentence names: a kind of file, a column, a dataset

    bool operator==(const DatasetWarning&) const = default;
};

/// Counts one more and keeps it as an example if there are few.
void addTo(DatasetWarning&, std::string example);

/// The name of a kind in JSON: "one_drawing", "duplicates", ...
std::string nameOf(DatasetWarning::Kind);

/// A plain English sentence without its full stop and without the examples.
std::string sentenceOf(const DatasetWarning&);

/// "a, b, c and 12 more"; empty without examples.
std::string examplesOf(const DatasetWarning&);

}  // namespace oneshot
