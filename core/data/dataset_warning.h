#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace oneshot {

/// Something of a dataset that a person should know before learning from it, seen while its files were read or in what
/// they hold. None of them forbids its use.
struct DatasetWarning {
    enum class Kind {
        OneDrawing,          ///< characters of one drawing only: no task can ask for them
        Duplicates,          ///< drawings equal to an earlier one, pixel by pixel
        AlmostEmpty,         ///< images with less than a thousandth of ink, or all of one brightness
        SeveralPlaces,       ///< characters of one name in several alphabets, as the classes of train/ and test/
        SharedWithOther,     ///< characters that the other dataset also holds
        ClassWithoutImages,  ///< folders in the places of classes that hold no image which can be read
        PassedOver,          ///< files that are no images which can be read; subject: their ending, or "other"
        SystemFiles,         ///< hidden files, and those that a system leaves behind
        NamesDecoded,        ///< names that are not in UTF-8; subject: the code page that they were read in
        OneCharacter,        ///< the data hold one only: no task and no pair of different ones
        ColumnLeftOut,       ///< columns of a table that only number its rows; subject: the first one's name
        LabelCopyLeftOut,    ///< columns of a table that tell the label once more; subject: the first one's name
        NameInData,          ///< a table's first line is data, and may be a header; subject: a word of it
        LabelsGuessed,       ///< no name or content of a table's columns says where its labels are; subject: the column
        TurnedImages,        ///< EMNIST's files hold images turned and mirrored, and transpose is not given
        StrokesMissing,      ///< drawings without strokes among others that have some
        StrokesApart,        ///< strokes most of which lie where the image has no ink
        StrokesBeside,       ///< strokes lie beside the images and are not read; subject: their file
        LeftOut,             ///< images that cannot be read, left out by skip-damaged=yes
        Repaired,            ///< images that are damaged where no pixel lies
        AlphaIsInk,          ///< images whose opacity alone holds the drawing
        FewerBits,           ///< images of 16 bits that hold values of fewer; subject: the value that is white
        OtherInk,            ///< images whose paper is as bright as ink should be; subject: what they show
        MorePages            ///< images that hold further pictures, as pages or of an animation
    };
    Kind kind;
    std::int64_t count = 0;             ///< of characters, drawings, files, ...
    std::vector<std::string> examples;  ///< the first few, as "Alphabet/character", with " #2" for its second drawing
    std::string subject = {};           ///< what the sentence is about besides: a kind of file, a column, a dataset

    bool operator==(const DatasetWarning&) const = default;
};

/// Counts one more, and keeps it as an example if there are few.
void addTo(DatasetWarning&, std::string example);

/// The name of a kind in JSON: "one_drawing", "duplicates", ...
std::string nameOf(DatasetWarning::Kind);

/// A plain English sentence without its full stop and without the examples.
std::string sentenceOf(const DatasetWarning&);

/// "a, b, c and 12 more"; empty without examples.
std::string examplesOf(const DatasetWarning&);

}  // namespace oneshot
