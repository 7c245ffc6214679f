#pragma once

#include <string>

#include "core/study/study.h"

namespace oneshot::cli {

/// What a study does, in plain words: a line each, headed by what it is about.
std::string studyText(const Study&);

}  // namespace oneshot::cli
