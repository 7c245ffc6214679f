#pragma once

#include <string>
#include <vector>

#include "core/study/study.h"

namespace oneshot {

/// "blank", a short study of built-in glyphs with a question of every type, to be changed; "lake", Lake's runs;
/// "author", what the author of the article that the workbench began with asked himself.
std::vector<std::string> shippedStudyNames();

/// One of them, as shipped. Throws Error(Failed) if its file is missing, as readStudy() if it is damaged.
Study shippedStudy(const std::string& name);

}  // namespace oneshot
