#include "core/data/dataset_warning.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace oneshot {
namespace {

constexpr std::size_t maxExamples = 5;

/// %1 stands for the count, %2 for the subject.
struct Words {
    DatasetWarning::Kind kind;
    const char *name, *one, *several;
};

using enum DatasetWarning::Kind;

constexpr auto words = std::to_array<Words>({
    {OneDrawing, "one_drawing", "1 character has one drawing only: no task can ask for it",
     "%1 characters have one drawing only: no task can ask for them"},
    {Duplicates, "duplicates", "1 drawing equals an earlier one", "%1 drawings equal an earlier one"},
    {AlmostEmpty, "almost_empty", "1 image is almost empty, or of one brightness",
     "%1 images are almost empty, or of one brightness"},
    {SeveralPlaces, "several_places", "1 name of a character is in several alphabets, counted as different characters",
     "%1 names of characters are in several alphabets, counted as different characters"},
    {SharedWithOther, "shared_with_other", "1 character is also in %2: an evaluation on it does not test a new one",
     "%1 characters are also in %2: an evaluation on them does not test new ones"},
    {ClassWithoutImages, "class_without_images",
     "1 class is missing: nothing in its folder is an image that can be read",
     "%1 classes are missing: nothing in their folders is an image that can be read"},
    {PassedOver, "passed_over", "1 %2 file was passed over", "%1 %2 files were passed over"},
    {SystemFiles, "system_files", "1 hidden or system file or folder was passed over",
     "%1 hidden or system files and folders were passed over"},
    {NamesDecoded, "names_decoded", "the name of 1 file is not in UTF-8 and was read as %2",
     "the names of %1 files are not in UTF-8 and were read as %2"},
    {OneCharacter, "one_character", "there is 1 character only: no task and no pair of different ones can be made",
     "%1 characters stand alone"},
    {ColumnLeftOut, "column_left_out", "%2 only numbers the rows: it is left out (keep-columns=yes keeps it)",
     "%1 columns only number the rows: they are left out (keep-columns=yes keeps them)"},
    {LabelCopyLeftOut, "label_copy_left_out", "%2 tells the label of every row: it is left out",
     "%1 columns tell the label of every row: they are left out"},
    {NameInData, "name_in_data",
     "the first line is taken as data, though \"%2\" looks like the name of a column: a header names columns by words",
     "%1 words of the first line look like names of columns"},
    {LabelsGuessed, "labels_guessed",
     "labels are taken from %2 by guess, since no column is named label or class: label-column=NAME chooses another",
     "labels are taken from %2 by guess"},
    {TurnedImages, "turned_images",
     "EMNIST's files hold their images turned and mirrored: transpose=yes sets them upright, transpose=no keeps them",
     "%1 files hold their images turned and mirrored"},
    {StrokesMissing, "strokes_missing", "1 drawing has no strokes", "%1 drawings have no strokes"},
    {StrokesApart, "strokes_apart", "the strokes of 1 drawing do not lie on its ink",
     "the strokes of %1 drawings do not lie on their ink"},
    {StrokesBeside, "strokes_beside", "%2 lies beside and is not read: strokes=beside adds its strokes",
     "%1 files of strokes lie beside and are not read"},
    {LeftOut, "left_out", "1 file cannot be read and is left out", "%1 files cannot be read and are left out"},
    {Repaired, "repaired", "1 image is damaged, but where no pixel lies: it was read",
     "%1 images are damaged, but where no pixel lies: they were read"},
    {AlphaIsInk, "alpha_is_ink", "1 image is white on transparency: what is opaque was taken for ink",
     "%1 images are white on transparency: what is opaque was taken for ink"},
    {FewerBits, "fewer_bits",
     "1 image of 16 bits holds no value above %2, which was taken for white (max-value=N decides)",
     "%1 images of 16 bits hold no value above %2, which was taken for white (max-value=N decides)"},
    {OtherInk, "other_ink", "1 image shows %2, unlike what the data were read as (ink=dark|light decides for all)",
     "%1 images show %2, unlike what the data were read as (ink=dark|light decides for all)"},
    {MorePages, "more_pages", "1 image holds more than one picture: the first is read",
     "%1 images hold more than one picture: the first of each is read"},
});

const Words& wordsOf(DatasetWarning::Kind kind) {
    return *std::ranges::find(words, kind, &Words::kind);
}

void replace(std::string& text, std::string_view place, const std::string& value) {
    for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos; at += value.size())
        text.replace(at, place.size(), value);
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
    std::string text = warning.count == 1 ? wordsOf(warning.kind).one : wordsOf(warning.kind).several;
    replace(text, "%1", grouped(warning.count));
    replace(text, "%2", warning.subject);
    return text;
}

std::string examplesOf(const DatasetWarning& warning) {
    std::string text;
    for (const std::string& example : warning.examples) text += (text.empty() ? "" : ", ") + example;
    const std::int64_t more = warning.count - std::ssize(warning.examples);
    return more > 0 && !text.empty() ? text + " and " + grouped(more) + " more" : text;
}

}  // namespace oneshot
