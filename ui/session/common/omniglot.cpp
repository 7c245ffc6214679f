#include "ui/session/common/omniglot.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/utf8.h"

namespace oneshot::session {
namespace {

/// As comparableName() writes them; the 30 of the background set, then the 20 of the evaluation set.
constexpr std::array<std::string_view, 50> alphabets{"alphabetofthemagi",
                                                     "anglosaxonfuthorc",
                                                     "arcadian",
                                                     "armenian",
                                                     "asomtavruligeorgian",
                                                     "balinese",
                                                     "bengali",
                                                     "blackfootcanadianaboriginalsyllabics",
                                                     "braille",
                                                     "burmesemyanmar",
                                                     "cyrillic",
                                                     "earlyaramaic",
                                                     "futurama",
                                                     "grantha",
                                                     "greek",
                                                     "gujarati",
                                                     "hebrew",
                                                     "inuktitutcanadianaboriginalsyllabics",
                                                     "japanesehiragana",
                                                     "japanesekatakana",
                                                     "korean",
                                                     "latin",
                                                     "malayjawiarabic",
                                                     "mkhedruligeorgian",
                                                     "nko",
                                                     "ojibwecanadianaboriginalsyllabics",
                                                     "sanskrit",
                                                     "syriacestrangelo",
                                                     "tagalog",
                                                     "tifinagh",
                                                     "angelic",
                                                     "atemayarqelisayer",
                                                     "atlantean",
                                                     "aurekbesh",
                                                     "avesta",
                                                     "geez",
                                                     "glagolitic",
                                                     "gurmukhi",
                                                     "kannada",
                                                     "keble",
                                                     "malayalam",
                                                     "manipuri",
                                                     "mongolian",
                                                     "oldchurchslavoniccyrillic",
                                                     "oriya",
                                                     "sylheti",
                                                     "syriacserto",
                                                     "tengwar",
                                                     "tibetan",
                                                     "ulog"};

}  // namespace

bool isOmniglot(const Dataset& dataset) {
    return !dataset.empty() &&
           std::all_of(dataset.alphabets.begin(), dataset.alphabets.end(), [](const auto& alphabet) {
               return std::find(alphabets.begin(), alphabets.end(), comparableName(alphabet.name)) != alphabets.end();
           });
}

}  // namespace oneshot::session
