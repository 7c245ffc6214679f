#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/study/study.h"

namespace oneshot {

/// What a file says, and everything that is wrong with it; fields at fault have their defaults.
struct StudyReading {
    Study study;
    std::vector<FieldError> faults;  ///< as of validate()
};

/// Reads the text of a study's file. Fields that are missing have their defaults; unknown ones are faults. Throws
/// Error(BadData) about `where` if it is no JSON, no study, or one of another schema.
StudyReading parseStudy(std::string_view text, const std::string& where);
/// The same of a file. Throws Error(BadData) also if it cannot be read.
StudyReading parseStudyFile(const std::filesystem::path&);

/// Throw Error(BadData) that names the file, the fields at fault and what is wrong with each.
Study readStudy(const std::filesystem::path&);
Study studyFromJson(const Json&, const std::string& where);

/// All fields in a fixed order. The file of a study is this, indented by two blanks: the same study gives the same
/// bytes.
Json toJson(const Study&);

/// Replaces the file as a whole or leaves the old one. Throws Error(InvalidSetting) that names every fault, or
/// Error(Failed).
void writeStudy(const std::filesystem::path&, const Study&);

/// SHA-256 of the study as compact JSON in UTF-8, all but its version; of a study without faults. Two studies with the
/// same one are the same protocol.
std::string contentSha256(const Study&);

/// `changed` with the version that it gets after `before`: the same if its content is, else one more.
Study versionAfter(Study changed, const Study& before);

}  // namespace oneshot
