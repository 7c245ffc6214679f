#include "core/study/shipped_studies.h"

#include "core/models/models.h"
#include "core/study/study_file.h"

namespace oneshot {

std::vector<std::string> shippedStudyNames() {
    return {"blank", "lake", "author"};
}

Study shippedStudy(const std::string& name) {
    return readStudy(sharedFile("studies/" + name + ".json"));
}

}  // namespace oneshot
