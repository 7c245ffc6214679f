#include "ui/session/common/omniglot.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot::session {

bool isOmniglot(const Dataset& dataset) {
    // As comparableName() writes them; the 30 of the background set, then the 20 of the evaluation set.
    static const std::vector<std::string> names = split(
        "alphabetofthemagi anglosaxonfuthorc arcadian armenian asomtavruligeorgian balinese bengali "
        "blackfootcanadianaboriginalsyllabics braille burmesemyanmar cyrillic earlyaramaic futurama grantha greek "
        "gujarati hebrew inuktitutcanadianaboriginalsyllabics japanesehiragana japanesekatakana korean latin "
        "malayjawiarabic mkhedruligeorgian nko ojibwecanadianaboriginalsyllabics sanskrit syriacestrangelo tagalog "
        "tifinagh "
        "angelic atemayarqelisayer atlantean aurekbesh avesta geez glagolitic gurmukhi kannada keble malayalam "
        "manipuri mongolian oldchurchslavoniccyrillic oriya sylheti syriacserto tengwar tibetan ulog",
        ' ');
    return !dataset.empty() && std::ranges::all_of(dataset.alphabets, [](const Alphabet& alphabet) {
        return std::ranges::find(names, comparableName(alphabet.name)) != names.end();
    });
}

}  // namespace oneshot::session
