#include "core/data/dataset_warning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace oneshot {
namespace {

constexpr std::size_t maxExamples = 5;

/// {0} stands for the count, {1} for the subject.
struct Words {
    DatasetWarning::Kind kind;
    const char *name, *one, *several;
};

using enum DatasetWarning::Kind;

constexpr auto allWords = std::to_array<Words>({
    {OneDrawing, "one_drawing", "1 character has only one drawing: no task can ask for it",
     "{0} characters have only one drawing: no task can ask for them"},
    {Duplicates, "duplicates", "1 drawing equals an earlier one", "{0} drawings equal an earlier one"},
    {AlmostEmpty, "almost_empty", "1 image is almost empty, or of one brightness",
     "{0} images are almost empty, or of one brightness"},
    {SeveralPlaces, "several_places", "1 name of a character is in several alphabets, counted as different characters",
     "{0} names of characters are in several alphabets, counted as different characters"},
    {SharedWithOther, "shared_with_other", "1 character is also in {1}: an evaluation on it does not test a new one",
     "{0} characters are also in {1}: an evaluation on them does not test new ones"},
    {ClassWithoutImages, "class_without_images",
     "1 class is missing: nothing in its folder is an image that can be read",
     "{0} classes are missing: nothing in their folders is an image that can be read"},
    {PassedOver, "passed_over", "1 {1} file was passed over", "{0} {1} files were passed over"},
    {SystemFiles, "system_files", "1 hidden or system file or folder was passed over",
     "{0} hidden or system files and folders were passed over"},
    {NamesDecoded, "names_decoded", "the name of 1 file is not in UTF-8 and was read as {1}",
     "the names of {0} files are not in UTF-8 and were read as {1}"},
    {OneCharacter, "one_character", "there is only 1 character: no task and no pair of different ones can be made",
     "{0} characters stand alone"},
    {ColumnLeftOut, "column_left_out", "{1} only numbers the rows: it is left out (keep-columns=yes keeps it)",
     "{0} columns only number the rows: they are left out (keep-columns=yes keeps them)"},
    {LabelCopyLeftOut, "label_copy_left_out", "{1} repeats the label of every row: it is left out",
     "{0} columns repeat the label of every row: they are left out"},
    {NameInData, "name_in_data",
     "the first line is taken as data, though \"{1}\" looks like the name of a column: a header names columns by words",
     "{0} words of the first line look like names of columns"},
    {LabelsGuessed, "labels_guessed",
     "labels are taken from {1} by guess, since no column is named label or class: label-column=NAME chooses another",
     "labels are taken from {1} by guess"},
    {TurnedImages, "turned_images",
     "EMNIST's files hold their images turned and mirrored: transpose=yes sets them upright, transpose=no keeps them",
     "{0} files hold their images turned and mirrored"},
    {StrokesMissing, "strokes_missing", "1 drawing has no strokes", "{0} drawings have no strokes"},
    {StrokesApart, "strokes_apart", "the strokes of 1 drawing do not lie on its ink",
     "the strokes of {0} drawings do not lie on their ink"},
    {StrokesBeside, "strokes_beside", "{1} lies beside the images and is not read: strokes=beside adds its strokes",
     "{0} files of strokes lie beside the images and are not read"},
    {LeftOut, "left_out", "1 file cannot be read and is left out", "{0} files cannot be read and are left out"},
    {Repaired, "repaired", "1 image is damaged, but not in its pixels: it was read",
     "{0} images are damaged, but not in their pixels: they were read"},
    {AlphaIsInk, "alpha_is_ink", "1 image is white on transparency: its opacity was taken for ink",
     "{0} images are white on transparency: their opacity was taken for ink"},
    {FewerBits, "fewer_bits",
     "1 image of 16 bits holds no value above {1}, which was taken for white (max-value=N decides)",
     "{0} images of 16 bits hold no value above {1}, which was taken for white (max-value=N decides)"},
    {OtherInk, "other_ink", "1 image shows {1}, unlike what the data were read as (ink=dark|light decides for all)",
     "{0} images show {1}, unlike what the data were read as (ink=dark|light decides for all)"},
    {MorePages, "more_pages", "1 image holds more than one picture: the first is read",
     "{0} images hold more than one picture: the first of each is read"},
});

const Words& wordsOf(DatasetWarning::Kind kind) {
    return *std::ranges::find(allWords, kind, &Words::kind);
}

}  // namespace

void addTo(DatasetWarning& warning, std::string example) {
    ++warning.count;
    if (warning.examples.size() < maxExamples) warning.examples.push_back(std::move(example));
}

std::string nameOf(DatasetWarning::Kind kind) {
    return wordsOf(kind).name;
}

std::string sentenceOf(const DatasetWarning& warning) {
    const Words& words = wordsOf(warning.kind);
    return fmt::format(fmt::runtime(warning.count == 1 ? words.one : words.several), grouped(warning.count),
                       warning.subject);
}

std::string examplesOf(const DatasetWarning& warning) {
    const std::string text = fmt::format("{}", fmt::join(warning.examples, ", "));
    const std::int64_t more = warning.count - std::ssize(warning.examples);
    return more > 0 && !text.empty() ? fmt::format("{} and {} more", text, grouped(more)) : text;
}

}  // namespace oneshot
